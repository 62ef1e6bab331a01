"""Outcome: after the check, count every record once, and quote the cells behind what failed or could not be judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import BESIDE, Verdict
from svcqa.findings import Exhibit, NotAssessed, Tally, fingerprint
from svcqa.judging import reasons
from svcqa.judging.counting import counted, tally
from svcqa.judging.messages import Speaker, evidence_json
from svcqa.judging.moments import event_moment
from svcqa.judging.scope import Scoped
from svcqa.judging.tables import exhibits
from svcqa.lines import quote
from svcqa.quoting import moments_shown

if TYPE_CHECKING:
    from svcqa.judging.subjects import Subjects
    from svcqa.rulesets import Bound
    from svcqa.settings import Partner

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
    at = frame.index.to_numpy()
    keys = subjects.key_parts(at)
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
    return Outcome(
        counted(bound, subjects, scoped, (verdict, reason), (beside, beside_reason)),
        joined(
            _findings(bound, subjects, one, others or {}) for one in _split(subjects, judged, beside, Verdict.FAILS)
        ),
        joined(
            _unjudged(bound, subjects, named, [scoped.codes[code] for code in codes])
            for named, codes in (_open_records(subjects, verdict, reason), _open_slots(beside, beside_reason))
        ),
        joined(_upcoming(bound, one) for one in _split(subjects, judged, beside, Verdict.PENDING)),
        shown,
    )


def _open_records(subjects: Subjects, verdict: np.ndarray, reason: np.ndarray) -> tuple[_Named, np.ndarray]:
    """The undetermined records, with the positions of their reasons."""
    at = np.flatnonzero(verdict == Verdict.UNDETERMINED)
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
    rule, count, at = bound.rule, len(failed.frame), failed.at
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
        "unit": [subjects.unit_names[code] for code in subjects.units_of(at)],
        "date": _dates(bound, subjects, failed.frame),
        "locations": _locations(bound, subjects, failed.frame, others),
        "evidence": evidence_json(failed.frame),
        "message": Speaker(bound, failed.keys).messages(failed.frame),
        "excused_by": [None] * count,
        "root": [root(rule.of, key, extra) for key, extra in zip(failed.keys, failed.extras, strict=True)],
    }


def root(register: str, key: Sequence[str | None], extra: str) -> str:
    """The record behind a finding, so that findings of one cause can be read together."""
    return "/".join([register, *(part or "" for part in key), *([extra] if extra else [])])


def _dates(bound: Bound, subjects: Subjects, failed: pd.DataFrame) -> list[str | None]:
    """The date of each record, or of a slot that says its own."""
    at = failed.index.to_numpy()
    moment = event_moment(bound, subjects.records)
    found = pd.Series(pd.NaT, index=range(len(at)), dtype="datetime64[us]")
    if moment is not None:
        found[at >= 0] = moment.iloc[at[at >= 0]].to_numpy()
    if "day" in failed:
        found = failed["day"].set_axis(found.index).fillna(found)
    return moments_shown(found)


def _locations(bound: Bound, subjects: Subjects, failed: pd.DataFrame, others: Mapping[str, Subjects]) -> list[str]:
    """The cells a finding rests on: those the check names, or else all that it reads, and those of its partners.

    What stands beside no record of either is placed in the sheets of the register.
    """
    places = bound.places()
    at = failed.index.to_numpy()
    fields = list(dict.fromkeys(places.values())) or list(subjects.key_fields)
    position = {place: fields.index(name) for place, name in places.items()}
    named = failed["at"] if "at" in failed else [None] * len(failed)
    own = [
        [row[number] for number in _chosen(one, position, len(row))]
        for row, one in zip(_cells(subjects, at, fields), named, strict=True)
    ]
    for name, partner in bound.partners().items():
        if f"{BESIDE}{name}" in failed and name in others:
            _add_cells(own, failed[f"{BESIDE}{name}"].to_numpy(dtype=np.int64), others[name], partner)
    return ["[" + ",".join(dict.fromkeys(row or subjects.sheets())) + "]" for row in own]


def _cells(subjects: Subjects, at: np.ndarray, fields: Sequence[str]) -> list[list[str]]:
    """The cells of each record; none where there is no record."""
    found: list[list[str]] = [[] for _ in at]
    there = np.flatnonzero(at >= 0)
    for row, cells in zip(there.tolist(), subjects.cells(at[there], fields), strict=True):
        found[row] = cells
    return found


def _add_cells(rows: list[list[str]], at: np.ndarray, other: Subjects, partner: Partner) -> None:
    """Quote the records of a partner that a check named, after the cells of each finding."""
    there = np.flatnonzero(at >= 0)
    fields = list(dict.fromkeys(partner.columns.values()))
    for row, cells in zip(there.tolist(), other.cells(at[there], fields), strict=True):
        rows[row] += cells


def _chosen(named: object, position: dict[str, int], count: int) -> list[int]:
    return sorted({position[place] for place in named}) if isinstance(named, tuple) else list(range(count))


def _unjudged(bound: Bound, subjects: Subjects, named: _Named, codes: list[str]) -> Columns | None:
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
        "cells": ["[" + ",".join(row or subjects.sheets()) + "]" for row in _cells(subjects, named.at, fields)],
        "reason": codes,
    }


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
