"""What falls due: what waits for its day, what ends on one, and what was due and is still open; with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import STILL_OPEN, Verdict
from svcqa.findings import fingerprint
from svcqa.judging.named import Named, records_named, slots_named
from svcqa.judging.places import locations, quoted_fields, unit_of_each
from svcqa.quoting import moments_shown

if TYPE_CHECKING:
    from svcqa.judging.subjects import Subjects
    from svcqa.rulesets import Bound

_NEVER = np.datetime64("NaT", "us")
_DAY = "falls_due"
_KIND = "due_kind"
Days = tuple[np.ndarray, np.ndarray, np.ndarray]
"""For each subject the day, whether something ends on it, and whether it is pending."""


@dataclass(frozen=True, eq=False)
class Due:
    """What falls due by one rule: what is listed, and how many are not."""

    chunks: list[dict[str, list[Any]] | None]
    later: int
    """They fall due after the last day listed."""
    undated: int
    """They are not due yet, and have no date."""


def falling_due(
    bound: Bound,
    subjects: Subjects,
    frames: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    others: Mapping[str, Subjects],
    ahead: pd.Timestamp | None,
) -> Due:
    """What falls due by a rule, up to a last day.

    Args:
        bound: the rule.
        subjects: the records it judges.
        frames: the judged records, the judged slots, and slots that lie ahead of those that are judged.
        others: the subjects of the partners, by their place in the settings.
        ahead: the last day that is listed; ``None`` for all.
    """
    end = None if ahead is None else ahead.to_datetime64().astype("datetime64[D]") + 1
    days = [_days(frame) for frame in frames]
    records, *slots = (_shown(bound, frame, one, end) for frame, one in zip(frames, days, strict=True))
    chunks = [
        _chunk(bound, subjects, records_named(subjects, records), others) if len(records) else None,
        *(_chunk(bound, subjects, slots_named(frame), others) for frame in slots if len(frame)),
    ]
    known = sum(int((~np.isnat(day)).sum()) for day, _, _ in days)
    undated = sum(int((waits & np.isnat(day)).sum()) for day, _, waits in days)
    return Due(chunks, known - sum(map(len, (records, *slots))), undated)


def _days(frame: pd.DataFrame) -> Days:
    """For each subject the day on which it falls due, if it does; whether that is an end; whether it is pending."""
    verdict = frame["verdict"].to_numpy()
    waits, holds = verdict == Verdict.PENDING, verdict == Verdict.CONFORMS
    open_ = verdict == Verdict.FAILS
    open_ &= frame[STILL_OPEN].eq(True).to_numpy(dtype=bool) if STILL_OPEN in frame else False
    due, ends = (_moments(frame, name) for name in ("due_on", "ends_on"))
    ending = (holds | open_) & ~np.isnat(ends)
    return np.where(ending, ends, np.where(waits | open_, due, _NEVER)), ending, waits


def _shown(bound: Bound, frame: pd.DataFrame, found: Days, end: np.datetime64 | None) -> pd.DataFrame:
    """The subjects that are listed, with their day and with what that day is."""
    day, ending, _ = found
    known = ~np.isnat(day)
    if not known.any():
        return frame.iloc[:0]  # of most rules nothing ever falls due
    at = np.flatnonzero(known if end is None else known & (day < end))
    kind = np.where(ending[at], bound.spec.ending, bound.spec.pending)
    return frame.iloc[at].assign(**{_DAY: day[at], _KIND: kind})


def _moments(frame: pd.DataFrame, name: str) -> np.ndarray:
    """A column of moments, of which a check need not give any."""
    if name not in frame:
        return np.full(len(frame), _NEVER)
    return pd.to_datetime(frame[name]).to_numpy(dtype="datetime64[us]")


def _chunk(
    bound: Bound, subjects: Subjects, named: Named, others: Mapping[str, Subjects]
) -> dict[str, list[Any]] | None:
    count = len(named.keys)
    if not count:
        return None
    rule = bound.rule
    return {
        "ruleset": [bound.ruleset] * count,
        "rule": [rule.id] * count,
        "register": [rule.of] * count,
        "key": named.key_json,
        "due_on": moments_shown(named.frame[_DAY]),
        "kind": list(named.frame[_KIND]),
        "unit": unit_of_each(bound, subjects, named.frame, others),
        "fingerprint": list(_fingerprints(bound, named)),
        "locations": locations(bound, subjects, named.frame, others, quoted_fields(bound, subjects)),
        "place": subjects.places(named.at).tolist(),
    }


def _fingerprints(bound: Bound, named: Named) -> Iterator[str]:
    pairs = zip(named.keys, named.extras, strict=True)
    return (fingerprint(bound.rule.id, bound.rule.of, key, extra) for key, extra in pairs)
