"""The check ``retention``: records are there until their period ends, and are destroyed lawfully."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    Context,
    Counts,
    Duration,
    Evidence,
    FieldRef,
    Kept,
    PartnerCondition,
    PartnerField,
    RegisterRef,
    Settings,
    Text,
    Timeline,
    Value,
    Verdict,
    WrongValueError,
    check,
    judged,
)
from svcqa_retention.facts import Facts, readings
from svcqa_retention.terms import LONG_AGO, NEVER, NO_DAY, after, terms_of
from svcqa_retention.weighing import Judgement, joined, judge, settled

TIMES = ("date", "datetime")
Basis = Literal["event", "year_end"]


class Inventory(Settings):
    """The list of the records that are kept."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of the inventory."""
    where: PartnerCondition | None = None
    """Which of its rows count, such as those of one kind of record."""
    present: PartnerField | None = None
    """Field that says whether the record is there; without it every row says so."""
    disposed_at: PartnerField | None = None
    """When the record was destroyed, if the inventory says so."""


class Disposal(Settings):
    """The list of destroyed records."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of the list."""
    where: PartnerCondition | None = None
    """Which of its rows count."""
    disposed_at: PartnerField
    """When the record was destroyed."""
    approved_by: PartnerField | None = None
    """Who approved it; must be filled."""
    witnesses: tuple[PartnerField, ...] = ()
    """Who saw it; all must be filled."""


class Holds(Settings):
    """The list of holds: while one is in force, nothing it names may be destroyed."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of the list: a record, a customer, a kind of record."""
    where: PartnerCondition | None = None
    """Which of its rows count."""
    placed_at: PartnerField
    """First day of the hold."""
    released_at: PartnerField | None = None
    """Day from which it no longer holds; blank while it is in force."""


class Retention(Settings):
    """How long records are kept, from when on, and where it shows; one of ``inventory`` and ``present`` is given."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "closed": TIMES, "present": ("yes_no",), "disposed_at": TIMES, "keep": ("duration",),
        "keep_years": ("number",),
        "inventory.present": ("yes_no",), "inventory.disposed_at": TIMES, "disposal.disposed_at": TIMES,
        "holds.placed_at": TIMES, "holds.released_at": TIMES,
    }  # fmt: skip

    keep: Literal["not_kept", "permanent"] | Value[Duration] | tuple[Duration, ...] | None = None
    """How long; ``permanent`` never ends, and with ``not_kept`` there is no duty: absence is never a finding. Where the
    same record stands in several tables, all their periods: the longest applies."""
    keep_years: FieldRef | None = None
    """The same, where a column counts years; instead of `keep`."""
    closed: FieldRef | tuple[FieldRef, ...] | None = None
    """The event from which the period runs; several are readings that are all possible, of which blank ones are
    passed over. Without it the record is in use, as a list that is kept up to date is, and must be there."""
    basis: Basis | tuple[Basis, ...] = "event"
    """The period runs from the event or from the end of its year; both: either reading is possible."""
    inventory: Inventory | None = None
    """Where it shows that a judged record is there."""
    present: FieldRef | None = None
    """Field that says so, where the judged register is the inventory."""
    disposed_at: FieldRef | None = None
    """When the record was destroyed, where the judged register says so."""
    disposal: Disposal | None = None
    """Where destroyed records are listed; what was destroyed must stand there with its approval."""
    holds: Holds | None = None
    """Where holds are listed."""
    dispose_within: Duration | None = None
    """Destroy within this time after the period ended and no hold was left; a finding of low weight if not. Without
    it, keeping longer is no failure."""

    @model_validator(mode="after")
    def _complete(self) -> Retention:
        if (self.keep is None) == (self.keep_years is None):
            raise WrongValueError(
                "keep和keep_years要有一项，且只能有一项", "one of keep, keep_years is needed, and not both"
            )
        if (self.inventory is None) == (self.present is None):
            raise WrongValueError(
                "inventory和present要有一项，且只能有一项", "one of inventory, present is needed, and not both"
            )
        if self.disposed_at is not None and self.present is None:
            raise WrongValueError(
                "disposed_at与present一起写；inventory有它自己的disposed_at",
                "disposed_at stands beside present; an inventory has one of its own",
            )
        kept = self.keep if isinstance(self.keep, tuple) else (self.keep,)
        for name, length in [*(("keep", one) for one in kept), ("dispose_within", self.dispose_within)]:
            if isinstance(length, Duration) and length.unit not in {"d", "w", "mo", "y"}:
                raise WrongValueError(f"{name}只能以日、周、月或年计", f"{name} counts days, weeks, months or years")
        return self

    def kept_for(self) -> Kept | None:
        """How long, in words and in time; of a list of other records it says nothing about the list itself."""
        if self.present is not None:
            return None
        if isinstance(self.keep, str):
            return Kept(STATES["not_kept"] if self.keep == "not_kept" else _FOR_EVER)
        periods = self.keep if isinstance(self.keep, tuple) else (self.keep,)
        lengths = tuple(one for one in periods if isinstance(one, Duration))
        if len(lengths) < len(periods):
            return Kept(_AS_WRITTEN)
        said = Text("、".join(one.say("zh") for one in lengths), ", ".join(one.say("en") for one in lengths))
        return Kept(said, lengths)


_FOR_EVER = Text(zh="永久保存", en="for ever")
_AS_WRITTEN = Text(zh="按记录写明的期限", en="as the record itself says")
CALENDAR = Text(zh="保存期日历", en="Retention calendar")
STATES = {
    "keep": Text(zh="保存期内", en="to be kept"),
    "held": Text(zh="冻结，暂停销毁", en="on hold"),
    "eligible": Text(zh="可以销毁", en="may be destroyed"),
    "overdue": Text(zh="逾期未销毁", en="destruction overdue"),
    "disposed": Text(zh="已按规定销毁", en="destroyed lawfully"),
    "over": Text(zh="保存期已过，已不在", en="period over, no longer there"),
    "missing": Text(zh="保存期内缺失", en="missing"),
    "missing_on_hold": Text(zh="冻结期间缺失", en="missing while on hold"),
    "destroyed_early": Text(zh="提前销毁", en="destroyed early"),
    "destroyed_on_hold": Text(zh="冻结期间销毁", en="destroyed while on hold"),
    "not_approved": Text(zh="销毁未经批准", en="destroyed without approval"),
    "not_kept": Text(zh="不要求保存", en="need not be kept"),
}


@check(
    "retention",
    settings=Retention,
    ending="retention",
    needs=("keep", "keep_years", "present"),
    events=("closed", "disposed_at", "holds.placed_at"),
    message=Text(zh="记录没有按规定保存", en="the record was not kept as required"),
    reasons={
        "missing": Text(zh="应保存至{until}，现已不在", en="to be kept until {until}, and not there"),
        "missing_on_hold": Text(
            zh="冻结在保存期内开始且尚未解除，记录现已不在",
            en="on hold since before its period ended, and not there",
        ),
        "destroyed_early": Text(
            zh="应保存至{until}，{disposed_on}已销毁", en="to be kept until {until}, destroyed on {disposed_on}"
        ),
        "destroyed_on_hold": Text(zh="{disposed_on}在冻结期间销毁", en="destroyed on {disposed_on} while on hold"),
        "not_approved": Text(
            zh="{disposed_on}销毁，没有批准人或监销人", en="destroyed on {disposed_on} without approval or witness"
        ),
        "overdue": Text(
            zh="保存期至{until}，应于{dispose_by}前销毁，仍在保存",
            en="kept until {until}, to be destroyed by {dispose_by}, and still there",
        ),
        "no_trigger": Text(zh="没有写明保存期从何时起算", en="the event from which the period runs is not written"),
        "trigger_open": Text(
            zh="保存期的起算方式未定，不同算法结论不同",
            en="it is not settled from when the period runs, and the readings disagree",
        ),
        "destroyed_later": Text(
            zh="不在库，但销毁登记的日期在审核日之后，审核日当天是否在库无法判断",
            en="not there, but destroyed only after the audit date: whether it was there on that date cannot be told",
        ),
        "partner_unclear": Text(
            zh="保管、销毁或冻结的一条记录无法判断是否有效",
            en="it cannot be told whether a row of the inventory, of the disposals or of the holds counts",
        ),
    },
    evidence={
        "state": Evidence(Text(zh="状态", en="state"), codes=STATES),
        "until": Text(zh="应保存至", en="to be kept until"),
        "disposed_on": Text(zh="销毁日期", en="destroyed"),
        "dispose_by": Text(zh="最迟销毁日期", en="to be destroyed by"),
    },
    exhibits=(
        Counts("state", Text(zh="保存状态", en="State of retention"), "state", STATES),
        Timeline("until", Text(zh="保存期届满日历", en="Calendar of expiries"), "until", CALENDAR),
    ),
)
def kept_and_destroyed_lawfully(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Retention, context: Context
) -> pd.DataFrame:
    """Every closed record is there until its period ends, and is destroyed neither early nor on hold nor on the quiet.

    What is judged are the transactions themselves (orders, deliveries, trainings), not the inventory: a naive check
    that walks through the inventory finds all that is there and never what is missing. A record without a row in
    the inventory, or with one that says it is not there, fails while its period runs, unless the list of destroyed
    records explains it; after that its absence is no finding. A record that is both in the inventory and in the
    list of destroyed ones counts as destroyed. One that was destroyed only after the audit date, and of which the
    inventory no longer says that it was there, is undetermined.

    The period runs from the closing event, not from creation, by calendar years and months: 29 February plus one
    year is 28 February. Its last day belongs to it, so destruction on that day is too early. A hold covers the day
    on which it is placed and ends on the day of its release; it stops destruction and does not lengthen the period.
    What was destroyed afterwards needs its approval and its witnesses. Keeping longer is no failure, unless
    ``dispose_within`` asks for destruction: then it is a finding of low weight, counted from the end of the period
    or the last release. ``not_kept`` is neither nothing nor for ever: there is no duty.

    Where the start of the period is not settled, all readings are tried; a record on which they disagree is
    undetermined. So is one that hangs on a row of another register which may or may not count.

    Asked for by the record clauses of manual 002 (section 6 of each procedure), by ISO 9001 7.5.3.2 (retention and
    disposition of documented information) and ISO 15489-1 (disposition, holds and authorised destruction).
    """
    if settings.keep == "not_kept":
        conforms = np.full(len(cases), Verdict.CONFORMS)
        return judged(cases, conforms, evidence={"state": np.full(len(cases), "not_kept", dtype=object)})
    calendar, within = context.calendar("24x7"), settings.dispose_within
    terms = terms_of(cases, settings, calendar)
    today = np.datetime64(context.as_of, "D")
    (_, facts), *others = ((one.at, one.facts) for one in readings(cases, partners, settings, today))

    def dispose_by(day: np.ndarray) -> np.ndarray:
        return np.full(len(day), NEVER) if within is None else after(day, within, calendar)

    found = judge(facts, terms, today, dispose_by)
    found = joined(found, ((at, judge(one, terms.taken(at), today, dispose_by)) for at, one in others))
    later = np.flatnonzero(facts.destroyed_later)
    found = settled(found, "destroyed_later", later[np.isin(found.reason[later], _MISSING)])
    found = settled(found, "no_trigger", np.flatnonzero(terms.unknown))
    evidence = {
        "state": found.state,
        "until": _days(terms.last, cases.index),
        "disposed_on": _days(facts.disposed, cases.index),
    }
    if within is not None:
        evidence["dispose_by"] = _days(found.dispose_by, cases.index)
        evidence["weight"] = pd.Series("low", index=cases.index, dtype=object).where(found.reason == "overdue")
    return judged(
        cases, found.verdict, reason=found.reason, beside=_beside(facts, settings),
        ends_on=_days(_next_day(found, terms.last), cases.index), still_open=found.reason == "overdue",
        evidence=evidence,
    )  # fmt: skip


_MISSING = ("missing", "missing_on_hold")


def _next_day(found: Judgement, last: np.ndarray) -> np.ndarray:
    """The last day on which a record has to be kept, or by which one whose period is over has to be destroyed."""
    over = np.isin(found.state, ("eligible", "overdue"))
    return np.where(found.state == "keep", last, np.where(over, found.dispose_by, NO_DAY))


def _days(days: np.ndarray, index: pd.Index) -> pd.Series:
    """Days as evidence; one that does not come is a blank."""
    known = (days < NEVER) & (days > LONG_AGO)
    return pd.Series(np.where(known, days, NO_DAY).astype("datetime64[us]"), index=index)


def _beside(facts: Facts, settings: Retention) -> dict[str, np.ndarray]:
    """The rows of other registers that decide."""
    named = {"inventory": facts.inventory, "disposal": facts.disposal, "holds": facts.hold}
    return {name: row for name, row in named.items() if getattr(settings, name) is not None}
