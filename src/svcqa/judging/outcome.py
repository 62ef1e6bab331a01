"""Outcome: after the check, count every record once, and quote the cells behind what failed or could not be judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import AHEAD, Verdict
from svcqa.findings import NotAssessed, Tally, fingerprint
from svcqa.judging import reasons
from svcqa.judging.counting import counted, tally
from svcqa.judging.falling import falling_due
from svcqa.judging.messages import Speaker, evidence_json
from svcqa.judging.moments import event_moment
from svcqa.judging.named import Named, records_named, slots_named
from svcqa.judging.places import locations, quoted_fields, unit_of_each, units_of_slots
from svcqa.judging.scope import Scoped
from svcqa.judging.tables import Shown
from svcqa.judging.tables import counted as shown_by
from svcqa.judging.together import Together
from svcqa.quoting import moments_shown

if TYPE_CHECKING:
    from svcqa.judging.subjects import Subjects
    from svcqa.rulesets import Bound

Columns = dict[str, list[Any]]
"""A chunk of a long list: field → values. Beside the fields of the list, ``part`` and ``place`` tell the order in which
its rows stand: one chunk behind the other, and within each in source order."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """One rule judged: its tally and its share of the long lists."""

    tally: Tally
    findings: Columns | None = None
    unjudged: Columns | None = None
    upcoming: Columns | None = None
    shown: Sequence[Shown] = ()
    """What the exhibits of the rule show."""
    later: int = 0
    """How many fall due after the last day listed."""
    undated: int = 0
    """How many are not due yet, and have no date."""
    judged: np.ndarray | None = None
    """True for each record of the register that conforms or fails; none where no record was judged one by one."""


def not_assessed(bound: Bound, reason: NotAssessed) -> Outcome:
    """The outcome of a rule that could not be assessed."""
    return Outcome(tally(bound, assessed=False, reason=reason))


def conclude(  # noqa: PLR0913, PLR0917 - the last two may be left out
    bound: Bound,
    subjects: Subjects,
    scoped: Scoped,
    judged: pd.DataFrame,
    others: Mapping[str, Subjects] | None = None,
    ahead: pd.Timestamp | None = None,
    *,
    carrying: bool = False,
) -> Outcome:
    """Join the core's verdicts with the check's, count, and quote.

    ``others`` are the subjects of the partners, by their place in the settings, for their cells; ``ahead`` is the last
    day up to which it is listed what falls due; ``carrying`` says that records not among these are carried over.
    """
    judged = judged if "slot" in judged else judged.assign(slot=None)
    later = judged[AHEAD].fillna(False).to_numpy(dtype=bool) if AHEAD in judged else np.zeros(len(judged), dtype=bool)
    coming, judged = _apart(judged, later)
    shown = shown_by(bound, judged)
    beside, judged = _apart(judged, judged["slot"].notna().to_numpy())
    verdict, reason, at = scoped.verdict.copy(), scoped.reason.copy(), scoped.open
    verdict[at] = judged["verdict"].to_numpy()
    reason[at] = _codes(bound, scoped, judged)
    judged = judged.set_axis(pd.Index(at))
    if carrying or scoped.carried.any():
        judged = judged.assign(carried_over=scoped.carried[at])
    beside_reason = _codes(bound, scoped, beside)
    others = others or {}
    due = falling_due(bound, subjects, (judged, beside, coming), others, ahead)
    units = units_of_slots(bound, subjects, beside, others)
    return Outcome(
        counted(bound, subjects, scoped, (verdict, reason), (beside, beside_reason), units),
        joined(_findings(bound, subjects, one, others) for one in _split(subjects, judged, beside, Verdict.FAILS)),
        joined(
            _unjudged(bound, subjects, named, others, [scoped.codes[code] for code in codes])
            for named, codes in (_open_records(subjects, verdict, reason), _open_slots(beside, beside_reason))
        ),
        joined(due.chunks),
        shown,
        due.later,
        due.undated,
        None if bound.slots_only else np.isin(verdict, (Verdict.CONFORMS, Verdict.FAILS)),
    )


def _apart(frame: pd.DataFrame, these: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """These rows, and the others; of most rules all rows are of one kind, and nothing has to be copied."""
    return (frame[these], frame[~these]) if these.any() else (frame.iloc[:0], frame)


def _open_records(subjects: Subjects, verdict: np.ndarray, reason: np.ndarray) -> tuple[Named, np.ndarray]:
    """The undetermined records, with the positions of their reasons."""
    at = subjects.listed(np.flatnonzero(verdict == Verdict.UNDETERMINED))
    return records_named(subjects, pd.DataFrame(index=at)), reason[at]


def _open_slots(beside: pd.DataFrame, reason: np.ndarray) -> tuple[Named, np.ndarray]:
    """The undetermined slots, with the positions of their reasons."""
    open_ = (beside["verdict"] == Verdict.UNDETERMINED).to_numpy()
    return slots_named(beside[open_]), reason[open_]


def _split(subjects: Subjects, judged: pd.DataFrame, beside: pd.DataFrame, verdict: Verdict) -> Iterator[Named]:
    """The records and the slots with a verdict; nothing where there are none."""
    records, slots = ((frame["verdict"] == verdict).to_numpy() for frame in (judged, beside))
    if records.any():
        yield records_named(subjects, judged[records])
    if slots.any():
        yield slots_named(beside[slots])


def _codes(bound: Bound, scoped: Scoped, judged: pd.DataFrame) -> np.ndarray:
    """Position of each undetermined subject's reason; 0 for all others."""
    found = np.zeros(len(judged), dtype=np.int16)
    if "reason" in judged:
        open_ = (judged["verdict"] == Verdict.UNDETERMINED).to_numpy()
        found[open_] = [scoped.code(reasons.named(bound.rule.check, code)) for code in judged["reason"][open_]]
    return found


def joined(chunks: Iterable[Columns | None]) -> Columns | None:
    """Chunks of one list as one, each a part of it; nothing if there is nothing in them."""
    found = [{"part": [part] * len(chunk["place"]), **chunk} for part, chunk in enumerate(chunks) if chunk]
    return {name: [cell for chunk in found for cell in chunk[name]] for name in found[0]} if found else None


def _findings(bound: Bound, subjects: Subjects, failed: Named, others: Mapping[str, Subjects]) -> Columns:
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
        "unit": unit_of_each(bound, subjects, failed.frame, others),
        "date": _dates(bound, subjects, failed.frame),
        "locations": locations(bound, subjects, failed.frame, others, quoted_fields(bound, subjects)),
        "evidence": evidence_json(failed.frame),
        "message": Speaker(bound, failed.keys).messages(failed.frame),
        "excused_by": [None] * count,
        "root": [root(rule.of, key, extra) for key, extra in zip(failed.keys, failed.extras, strict=True)],
        "place": subjects.places(failed.at).tolist(),
    }


def root(register: str, key: Sequence[str | None], extra: str) -> str:
    """The record behind a finding, so that findings of one cause can be read together."""
    return "/".join([register, *[part or "" for part in key], *([extra] if extra else [])])


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


def _unjudged(
    bound: Bound, subjects: Subjects, named: Named, others: Mapping[str, Subjects], codes: list[str]
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
        "place": subjects.places(named.at).tolist(),
    }
