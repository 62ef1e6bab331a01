"""Weighing: the verdict on each case, from what was seen of its partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Verdict
from svcqa_reconciliation.seen import Seen
from svcqa_reconciliation.sought import Sought, Times

if TYPE_CHECKING:
    from svcqa_reconciliation.match import Match

_NO_TIME = np.datetime64("NaT", "us")
_STRICT = (Verdict.FAILS, Verdict.UNDETERMINED, Verdict.PENDING, Verdict.CONFORMS)
_MOST_NAMED = 20


@dataclass(frozen=True, eq=False)
class Weighed:
    """Each case judged."""

    verdict: np.ndarray
    reason: np.ndarray
    found: np.ndarray
    """How many partners there may be, of the unit that decides."""
    best: np.ndarray
    """Number of the partner to be shown, -1 for none."""
    missing: np.ndarray
    """The values without partners, where a case looks for several."""
    due: np.ndarray
    """When the partner is due."""


def weigh(sought: Sought, looks: Sequence[tuple[str, Seen]], settings: Match, context: Context, cases: int) -> Weighed:
    """Judge the cases by what was seen of each of their units; the strictest verdict of a case decides.

    Args:
        sought: the units and their times.
        looks: what was seen, for each of the values that are wanted of partners, with the value.
        settings: how many there are to be.
        context: the audit moment.
        cases: how many cases there are.
    """
    judged = [_units(one, sought.times, settings, context) for _, one in looks]
    verdict, reason = (np.concatenate([one[number] for one in judged]) for number in range(2))
    found = np.concatenate([one.most for _, one in looks])
    surplus = reason == "too_many"
    best = np.where(
        surplus, np.concatenate([one.surplus for _, one in looks]), np.concatenate([one.best for _, one in looks])
    )
    case = np.tile(sought.case, len(looks))
    first = _strictest(verdict, case, cases)
    missing = _missing(sought, [value for value, _ in looks], verdict, case, cases)
    told = _told(reason[first], missing)
    due = np.full(cases, _NO_TIME) if sought.times is None else sought.times.due[first % max(sought.units, 1)]
    return Weighed(verdict[first], told, found[first], best[first], missing, due)


def _strictest(verdict: np.ndarray, case: np.ndarray, cases: int) -> np.ndarray:
    """Position of the first of the strictest verdicts of each case."""
    if len(case) == cases:
        return np.arange(cases)
    rank = np.empty(len(Verdict), dtype=np.int64)
    rank[list(_STRICT)] = range(len(_STRICT))
    order = np.lexsort((np.arange(len(case)), rank[verdict], case))
    _, first = np.unique(case[order], return_index=True)
    return np.asarray(order[first])


def _units(seen: Seen, times: Times | None, settings: Match, context: Context) -> tuple[np.ndarray, np.ndarray]:
    """Verdict and reason of each unit."""
    least, most = settings.least, settings.most
    over, still = _time(times, len(seen.least), context)
    asked = (seen.least > 0) | (least > 0)
    lacking = seen.most < least
    unfit = asked & ~seen.may
    untimely = asked & seen.may & ~seen.kept_may
    many = seen.least > (most if most is not None else np.inf)
    short = lacking | unfit | untimely
    # a partner that came before its time may be the right one, with a wrong date
    reversed_ = untimely & ~lacking & seen.early & ~seen.came_surely
    kept = (seen.most == 0) | seen.kept
    enough = (seen.least >= least) & (seen.most <= (most if most is not None else np.inf)) & kept
    failing = many | (short & ~reversed_ & over)
    pending = short & ~reversed_ & still
    verdict = np.select(
        [failing, enough, pending], [Verdict.FAILS, Verdict.CONFORMS, Verdict.PENDING], Verdict.UNDETERMINED
    )
    unknown = np.zeros(len(over), dtype=bool) if times is None else np.isnat(times.due)
    dates = unknown if times is None else seen.good | (short & ~over & ~still)
    undated = unknown if times is None else np.isnat(times.start)
    why = [reversed_, undated, unknown, dates]
    reason = np.select(why, ["reversed", "no_start", "calendar", "date_only"], "partner_unclear").astype(object)
    reason[(verdict == Verdict.CONFORMS) | (verdict == Verdict.PENDING)] = ""
    fails = verdict == Verdict.FAILS
    reason[fails] = _faults(seen, settings, times)[fails]
    return verdict, reason


def _time(times: Times | None, units: int, context: Context) -> tuple[np.ndarray, np.ndarray]:
    """The time is certainly over; it certainly is not."""
    if times is None:
        return np.ones(units, dtype=bool), np.zeros(units, dtype=bool)
    now = np.datetime64(context.as_of, "us")
    return now > times.due_last, now <= times.due


def _faults(seen: Seen, settings: Match, times: Times | None) -> np.ndarray:
    """What is wrong, for units that fail."""
    most = settings.most if settings.most is not None else np.inf
    masks = {
        "too_many": seen.least > most,
        "none" if times is None else "open": seen.most == 0,
        "too_few": seen.most < settings.least,
        "incomplete": ~seen.may & ~seen.filled,
        "unfit": ~seen.may,
        "late": seen.came,
    }
    return np.select(list(masks.values()), list(masks), "overdue").astype(object)


def _missing(sought: Sought, values: Sequence[str], verdict: np.ndarray, case: np.ndarray, cases: int) -> np.ndarray:
    """What each failing case lacks, one after the other; blank where a case looks for one thing only."""
    found = np.full(cases, "", dtype=object)
    if sought.label is None and len(values) == 1:
        return found
    failing = np.flatnonzero(verdict == Verdict.FAILS)
    label = np.repeat(np.array(values, dtype=object), sought.units)[failing]
    if sought.label is not None:
        own = np.tile(sought.label, len(values))[failing]
        label = np.where(label == "", own, own + "/" + label)
    return listed(label, case[failing], found)


def listed(label: np.ndarray, case: np.ndarray, found: np.ndarray) -> np.ndarray:
    """The labels of each case in one text."""
    order = np.argsort(case, kind="stable")
    label, case = label[order], case[order]
    turn = pd.Series(case).groupby(case).cumcount().to_numpy()
    for number in np.unique(turn[turn < _MOST_NAMED]):
        mine = turn == number
        found[case[mine]] += ("、" if number else "") + label[mine]
    found[case[turn == _MOST_NAMED]] += "…"
    return found


def _told(reason: np.ndarray, missing: np.ndarray) -> np.ndarray:
    """The reason, or that values are missing where that says more."""
    lacking = np.isin(reason.astype(str), ("none", "open", "too_few", "incomplete", "unfit")) & (missing != "")
    return np.where(lacking, "missing_values", reason).astype(object)
