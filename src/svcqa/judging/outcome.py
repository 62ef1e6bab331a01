"""Outcome: after the check, count every record once, and quote the cells behind what failed or could not be judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import Verdict
from svcqa.findings import Exhibit, NotAssessed, Tally, fingerprint
from svcqa.judging import reasons
from svcqa.judging.counting import counted, tally
from svcqa.judging.messages import Speaker, evidence_json
from svcqa.judging.moments import event_moment
from svcqa.judging.places import locations, units_of_slots
from svcqa.judging.scope import Scoped
from svcqa.judging.tables import exhibits
from svcqa.judging.together import Together
from svcqa.lines import quote
from svcqa.quoting import moments_shown

if TYPE_CHECKING:
    from svcqa.judging.subjects import Subjects
    from svcqa.rulesets import Bound

Columns = dict[str, list[Any]]
"""A chunk of a long list: field → values."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """One rule judged: its tally and its share of the long lists."""

    tally: Tally
    findings: Columns | None = None
    unjudged: Columns | None = None
    upcoming: Columns | None = None
    exhibits: Sequence[Exhibit] = ()


def not_assessed(bound: Bound, reason: NotAssessed) -> Outcome:
    """The outcome of a rule that could not be assessed."""
    return Outcome(tally(bound, assessed=False, reason=reason))


@dataclass(frozen=True, eq=False)
class _Named:
    """Judged subjects with their names: records, or slots beside a record."""

    frame: pd.DataFrame
    keys: list[tuple[str | None, ...]]
    key_json: list[str]
    extras: list[str]

    @property
    def at(self) -> np.ndarray:
        """Positions of the records."""
        return self.frame.index.to_numpy()


def _records(subjects: Subjects, frame: pd.DataFrame) -> _Named:
    at = subjects.listed(frame.index.to_numpy())
    keys, frame = subjects.key_parts(at), frame.loc[at]
    return _Named(frame, keys, subjects.key_json(keys), subjects.extras(at))


def _slots(frame: pd.DataFrame) -> _Named:
    names = [str(name) for name in frame["slot"]]
    return _Named(
        frame, [(name,) for name in names], [f'{{"slot":{quote(name)}}}' for name in names], ["slot"] * len(names)
    )


def conclude(
    bound: Bound,
    subjects: Subjects,
    scoped: Scoped,
    judged: pd.DataFrame,
    others: Mapping[str, Subjects] | None = None,
) -> Outcome:
    """Join the core's verdicts with the check's, count, and quote.

    ``others`` are the subjects of the partners, by their place in the settings, for their cells.
    """
    shown = exhibits(bound, judged)
    judged = judged if "slot" in judged else judged.assign(slot=None)
    beside, judged = judged[judged["slot"].notna()], judged[judged["slot"].isna()]
    verdict, reason, at = scoped.verdict.copy(), scoped.reason.copy(), scoped.open
    verdict[at] = judged["verdict"].to_numpy()
    reason[at] = _codes(bound, scoped, judged)
    judged = judged.set_axis(pd.Index(at))
    if scoped.carried.any():
        judged = judged.assign(carried_over=scoped.carried[at])
    beside_reason = _codes(bound, scoped, beside)
    others = others or {}
    units = units_of_slots(bound, subjects, beside, others)
    return Outcome(
        counted(bound, subjects, scoped, (verdict, reason), (beside, beside_reason), units),
        joined(_findings(bound, subjects, one, others) for one in _split(subjects, judged, beside, Verdict.FAILS)),
        joined(
            _unjudged(bound, subjects, named, others, [scoped.codes[code] for code in codes])
            for named, codes in (_open_records(subjects, verdict, reason), _open_slots(beside, beside_reason))
        ),
        joined(
            _upcoming(bound, one)
            for one in (*_split(subjects, judged, beside, Verdict.PENDING), *_ending(subjects, judged))
        ),
        shown,
    )


def _open_records(subjects: Subjects, verdict: np.ndarray, reason: np.ndarray) -> tuple[_Named, np.ndarray]:
    """The undetermined records, with the positions of their reasons."""
    at = subjects.listed(np.flatnonzero(verdict == Verdict.UNDETERMINED))
    return _records(subjects, pd.DataFrame(index=at)), reason[at]


def _open_slots(beside: pd.DataFrame, reason: np.ndarray) -> tuple[_Named, np.ndarray]:
    """The undetermined slots, with the positions of their reasons."""
    open_ = (beside["verdict"] == Verdict.UNDETERMINED).to_numpy()
    return _slots(beside[open_]), reason[open_]


def _split(subjects: Subjects, judged: pd.DataFrame, beside: pd.DataFrame, verdict: Verdict) -> Iterator[_Named]:
    """The records and the slots with a verdict."""
    yield _records(subjects, judged[judged["verdict"] == verdict])
    if len(beside):
        yield _slots(beside[beside["verdict"] == verdict])


def _codes(bound: Bound, scoped: Scoped, judged: pd.DataFrame) -> np.ndarray:
    """Position of each undetermined subject's reason; 0 for all others."""
    found = np.zeros(len(judged), dtype=np.int16)
    if "reason" in judged:
        open_ = (judged["verdict"] == Verdict.UNDETERMINED).to_numpy()
        found[open_] = [scoped.code(reasons.named(bound.rule.check, code)) for code in judged["reason"][open_]]
    return found


def joined(chunks: Iterable[Columns | None]) -> Columns | None:
    """Chunks of one list as one; nothing if there is nothing in them."""
    found = [chunk for chunk in chunks if chunk]
    return {name: [cell for chunk in found for cell in chunk[name]] for name in found[0]} if found else None


def _findings(bound: Bound, subjects: Subjects, failed: _Named, others: Mapping[str, Subjects]) -> Columns | None:
    if failed.frame.empty:
        return None
    rule, count = bound.rule, len(failed.frame)
    weights = failed.frame["weight"].fillna(rule.weight) if "weight" in failed.frame else [rule.weight] * count
    return {
        "ruleset": [bound.ruleset] * count,
        "rule": [rule.id] * count,
        "clause": [rule.clause] * count,
        "weight": list(weights),
        "fingerprint": [
            fingerprint(rule.id, rule.of, key, extra) for key, extra in zip(failed.keys, failed.extras, strict=True)
        ],
        "register": [rule.of] * count,
        "key": failed.key_json,
        "unit": _units(bound, subjects, failed.frame, others),
        "date": _dates(bound, subjects, failed.frame),
        "locations": locations(bound, subjects, failed.frame, others, _fields(bound, subjects)),
        "evidence": evidence_json(failed.frame),
        "message": Speaker(bound, failed.keys).messages(failed.frame),
        "excused_by": [None] * count,
        "root": [root(rule.of, key, extra) for key, extra in zip(failed.keys, failed.extras, strict=True)],
    }


def root(register: str, key: Sequence[str | None], extra: str) -> str:
    """The record behind a finding, so that findings of one cause can be read together."""
    return "/".join([register, *(part or "" for part in key), *([extra] if extra else [])])


def _units(bound: Bound, subjects: Subjects, frame: pd.DataFrame, others: Mapping[str, Subjects]) -> list[str | None]:
    names, codes = units_of_slots(bound, subjects, frame, others)
    return [names[code] for code in codes]


def _dates(bound: Bound, subjects: Subjects, frame: pd.DataFrame) -> list[str | None]:
    """The date of each record, the latest of those that a slot is about, or what a check says is that of a slot."""
    at, moment = frame.index.to_numpy(), event_moment(bound, subjects.records)
    found = pd.Series(np.datetime64("NaT", "us"), index=range(len(at)))
    if moment is not None:
        moments = moment.to_numpy(dtype="datetime64[us]")
        own = np.append(moments, np.datetime64("NaT", "us"))[at]
        found = pd.Series(Together.of(frame).latest(own, moments))
    if "day" in frame:
        found = found.fillna(frame["day"].reset_index(drop=True))
    return moments_shown(found)


def _fields(bound: Bound, subjects: Subjects) -> list[str]:
    """The fields whose cells are quoted: those the check reads, or else the key."""
    return list(dict.fromkeys(bound.places().values())) or list(subjects.key_fields)


def _unjudged(
    bound: Bound, subjects: Subjects, named: _Named, others: Mapping[str, Subjects], codes: list[str]
) -> Columns | None:
    count = len(named.keys)
    if not count:
        return None
    several = bound.several()
    fields = [name for name in bound.fields() if name in subjects.records.frame or name.partition(".")[0] in several]
    return {
        "ruleset": [bound.ruleset] * count,
        "rule": [bound.rule.id] * count,
        "register": [bound.rule.of] * count,
        "key": named.key_json,
        "cells": locations(bound, subjects, named.frame, others, fields),
        "reason": codes,
    }


def _ending(subjects: Subjects, judged: pd.DataFrame) -> Iterator[_Named]:
    """The records that conform, and will not from some day on of which the check warns."""
    if "ends_on" in judged:
        ending = (judged["verdict"] == Verdict.CONFORMS) & judged["ends_on"].notna()
        yield _records(subjects, judged[ending].assign(due_on=judged["ends_on"]))


def _upcoming(bound: Bound, pending: _Named) -> Columns | None:
    if "due_on" not in pending.frame:
        return None
    due = moments_shown(pending.frame["due_on"])
    rows = [(key, day) for key, day in zip(pending.key_json, due, strict=True) if day is not None]
    if not rows:
        return None
    return {
        "ruleset": [bound.ruleset] * len(rows),
        "rule": [bound.rule.id] * len(rows),
        "register": [bound.rule.of] * len(rows),
        "key": [key for key, _ in rows],
        "due_on": [day for _, day in rows],
    }
