"""Scope: which records a rule judges, and which of them no check can judge.

The order is the house's: period and edition, then ``where``, then the newest of each key, then ``unless``, then the
stage (``due_when``), then cells that cannot be read, then cells that must be filled. What is left goes to the check.
An event of the rule that is dated after the audit moment has not happened, for these conditions as for the check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import Verdict
from svcqa.contents import all_among
from svcqa.judging import reasons
from svcqa.judging.asking import counting, moment_of
from svcqa.judging.belonging import belonging, newest
from svcqa.judging.moments import last_moment
from svcqa.registers import JUDGEABLE_MAX
from svcqa.settings import within
from svcqa.truths import Truth

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.conditions import Condition
    from svcqa.durations import Duration
    from svcqa.registers import Records
    from svcqa.rulesets import Bound

OPEN = -1
"""Not decided by the core: the check judges it."""
OUT = -2
"""Out of scope."""
FILLING = -3
"""No subject of its own: it may fill a slot, and the slots are what is judged."""


@dataclass(eq=False)
class Scoped:
    """The core's own verdict on each record of a register, for one rule."""

    verdict: np.ndarray
    """:class:`Verdict`, :data:`OPEN`, :data:`OUT` or :data:`FILLING`, per record."""
    reason: np.ndarray
    """Position in :attr:`codes` per record; 0 is none."""
    codes: list[str] = field(default_factory=lambda: [""])
    excepted_by: list[tuple[Condition, int]] = field(default_factory=list)
    undated: int = 0
    not_yet: int = 0
    carried: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    """True for records of before the period that were still open when it began."""
    masked: dict[str, np.ndarray] = field(default_factory=dict)
    """Place of an event → True where it lies after the audit moment."""

    def decide(self, where: np.ndarray, verdict: Verdict, reason: str) -> None:
        """Give the records of a mask a verdict, unless they have one."""
        mask = where & (self.verdict == OPEN)
        if mask.any():
            self.verdict[mask] = verdict
            self.reason[mask] = self.code(reason)

    def code(self, reason: str) -> int:
        """Position of a reason code."""
        if reason not in self.codes:
            self.codes.append(reason)
        return self.codes.index(reason)

    @property
    def open(self) -> np.ndarray:
        """Positions of the records the check judges."""
        return np.flatnonzero(self.verdict == OPEN)


def scope(bound: Bound, records: Records, context: Context, others: Mapping[str, Records] | None = None) -> Scoped:
    """Decide for every record whether the rule judges it and whether it can be judged.

    Args:
        bound: the rule.
        records: the judged records, with the fields of others that the rule names.
        context: the audit moment and the period.
        others: all registers by name, for what the records refer to.
    """
    count = len(records)
    made = Scoped(np.full(count, OPEN, dtype=np.int8), np.zeros(count, dtype=np.int16))
    places = bound.places()
    _belonging(made, bound, records, context)
    _events(made, bound, places, records, context)
    happened = _happened(records, {places[place]: later for place, later in made.masked.items()})
    if bound.rule.where is not None:
        _where(made, bound.rule.where, happened, context)
    if bound.rule.latest_per:
        _newest(made, bound, happened)
    for condition in bound.rule.unless:
        _unless(made, condition, happened, context)
    _stage(made, bound, happened, context)
    for name in dict.fromkeys(places.values()):
        _unreadable(made, name, records)
    _needed(made, bound, places, records)
    _referring(made, bound, places, records, others or {})
    return made


def unscoped(count: int, filling: np.ndarray) -> Scoped:
    """Nothing is decided where slots are judged: some records may fill them, the others are out of scope."""
    verdict = np.full(count, OUT, dtype=np.int8)
    verdict[filling] = FILLING
    return Scoped(verdict, np.zeros(count, dtype=np.int16), carried=np.zeros(count, dtype=bool))


def _belonging(made: Scoped, bound: Bound, records: Records, context: Context) -> None:
    inside, undated, carried = belonging(bound, records, context)
    made.verdict[~inside] = OUT
    made.undated, made.carried = int(undated.sum()), carried


def _newest(made: Scoped, bound: Bound, records: Records) -> None:
    for name in bound.rule.latest_per:
        _unreadable(made, name, records)
    older, unclear, blank = newest(bound, records, made.verdict == OPEN, made.verdict == Verdict.UNDETERMINED)
    made.verdict[older] = OUT
    made.decide(blank, Verdict.UNDETERMINED, reasons.BLANK)
    made.decide(unclear, Verdict.UNDETERMINED, reasons.NEWEST)


def _where(made: Scoped, condition: Condition, records: Records, context: Context) -> None:
    """What surely does not meet it is out, whatever else of it cannot be read."""
    truth = counting(condition, records, context)
    made.verdict[truth.no & (made.verdict == OPEN)] = OUT
    for name in condition.fields():
        _unreadable(made, name, records)
    made.decide(truth.unknown, Verdict.UNDETERMINED, reasons.CONDITION)


def _unless(made: Scoped, condition: Condition, records: Records, context: Context) -> None:
    for name in condition.fields():
        _unreadable(made, name, records)
    for one in condition.alternatives():
        truth = one.evaluate(moment_of(records, context), len(records))
        excepted = truth.yes & (made.verdict == OPEN)
        made.excepted_by.append((one, int(excepted.sum())))
        made.verdict[excepted] = Verdict.EXCEPTED
        made.decide(truth.unknown, Verdict.UNDETERMINED, reasons.CONDITION)


def _stage(made: Scoped, bound: Bound, records: Records, context: Context) -> None:
    """Records that have not reached the stage at which the rule asks, nor the time, are pending."""
    asked = []
    if bound.rule.due_when is not None:
        for name in bound.rule.due_when.fields():
            _unreadable(made, name, records)
        asked.append(bound.rule.due_when.evaluate(moment_of(records, context), len(records)))
    if bound.rule.due_within is not None and (bound.within is not None or not asked):
        _unreadable(made, bound.rule.due_within.after, records)
        asked.append(_time_over(bound.within, records, bound.rule.due_within.after, context))
    if asked:
        truth = asked[0] | asked[-1]
        made.decide(truth.no, Verdict.PENDING, "")
        made.decide(truth.unknown, Verdict.UNDETERMINED, reasons.CONDITION)


def _time_over(within: Duration | None, records: Records, after: str, context: Context) -> Truth:
    """The time after a moment is over; while it is not set, the period under audit is. Without the moment, never."""
    start = records.frame[after]
    last = last_moment(records, after)
    if within is None:
        over = (start <= context.as_of) & (context.as_of.date() >= context.period.last)
    else:
        calendar = context.calendar("24x7")
        over = calendar.due(start if last is None else last, within) < context.as_of
    return Truth(over.to_numpy(dtype=bool), np.zeros(len(records), dtype=bool))


def _unreadable(made: Scoped, name: str, records: Records) -> None:
    kinds = records.kinds.get(name)
    if kinds is None or not (kinds > JUDGEABLE_MAX).any():
        return
    for kind, reason in reasons.BY_KIND.items():
        made.decide(kinds == kind, Verdict.UNDETERMINED, reason)


def _events(made: Scoped, bound: Bound, places: Mapping[str, str], records: Records, context: Context) -> None:
    """Events dated after the audit moment have not happened yet."""
    for place in matching(bound.spec.events, places):
        later = (records.frame[places[place]] > context.as_of).to_numpy(dtype=bool)
        if later.any():
            made.masked[place] = later
            made.not_yet += int((later & (made.verdict == OPEN)).sum())


def _happened(records: Records, later: Mapping[str, np.ndarray]) -> Records:
    """The records as conditions see them: without the rule's own events that have not happened yet."""
    masked = {name: records.frame[name].mask(mask) for name, mask in later.items()}
    return replace(records, frame=records.frame.assign(**masked)) if masked else records


def _needed(made: Scoped, bound: Bound, places: Mapping[str, str], records: Records) -> None:
    for place in matching(bound.spec.needs, places):
        blank = records.frame[places[place]].isna().to_numpy(dtype=bool)
        made.decide(blank | made.masked.get(place, False), Verdict.UNDETERMINED, reasons.BLANK)


def _referring(
    made: Scoped, bound: Bound, places: Mapping[str, str], records: Records, others: Mapping[str, Records]
) -> None:
    """Records whose join to a partner goes through a reference that names nothing there, or more than one thing.

    Where the partner is what it refers to, and the check asks whether that is there, it is left to the check.
    """
    keys = bound.register.foreign_keys
    sought = bound.settings.sought if bound.settings else ()
    parted = bound.settings.parted() if bound.settings else frozenset()
    for place, partner in bound.partners().items():
        through = {name: one for one in partner.on if (name := places.get(one, "")) in keys}
        if any(within(place, one) for one in sought):
            through = {name: one for name, one in through.items() if keys[name] != partner.register}
        for name, one in through.items():
            target = others.get(keys[name])
            if target is not None:
                unresolved = _unresolved(records, name, target, several=one in parted)
                made.decide(unresolved, Verdict.UNDETERMINED, reasons.REFERENCE)


def _unresolved(records: Records, name: str, target: Records, *, several: bool) -> np.ndarray:
    """True where a filled reference is not the key of exactly one record of another register, nor a list of such."""
    key = target.register.key[0]
    if name not in records.frame or key not in target.frame:
        return np.zeros(len(records), dtype=bool)
    values, known = records.frame[name], target.frame[key]
    once = known[~known.duplicated(keep=False)]
    found = all_among(values, once) if several else values.isin(once)
    return np.asarray(values.notna() & ~found, dtype=bool)


def matching(wanted: tuple[str, ...], places: Mapping[str, str]) -> list[str]:
    """The places named, lists included: ``key`` stands for ``key.0``, ``key.1`` and so on."""
    return [place for place in places if any(within(place, one) for one in wanted)]


def cases(bound: Bound, records: Records, scoped: Scoped) -> pd.DataFrame:
    """The frame the check gets: the open records, a column per place in the settings.

    Where a date stands without a time, ``PLACE.latest`` holds the last moment it can mean.
    """
    at = scoped.open
    everything = len(at) == len(records)
    index = pd.RangeIndex(len(records)) if everything else pd.Index(at)
    columns: dict[str, Any] = {}
    for place, name in bound.places().items():
        if name not in records.frame:
            continue  # of a join that finds several records: conditions are asked of them through the context
        values = records.frame[name]
        if place in scoped.masked:
            values = values.mask(scoped.masked[place])
        columns[place] = values if everything else values.iloc[at].set_axis(index)
        last = last_moment(records, name)
        if last is not None:
            last = last.where(values.notna())
            columns[f"{place}.latest"] = last if everything else last.iloc[at].set_axis(index)
    return pd.DataFrame(columns, index=index)
