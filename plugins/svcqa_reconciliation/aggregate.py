"""The check ``aggregate``: a figure of a group of records against a limit, or against the records it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar, Literal

import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    CalendarRef,
    Condition,
    Context,
    Duration,
    Evidence,
    FieldRef,
    FieldSlot,
    Settings,
    Text,
    WrongValueError,
    check,
)
from svcqa_reconciliation.balance import balanced
from svcqa_reconciliation.days import heads_by_day, time_covered
from svcqa_reconciliation.figures import figures, list_covered, spread
from svcqa_reconciliation.parts import Balance, Baseline, Domain, Inner, Part

TIMES = ("date", "datetime")
NUMBERS = ("number", "money", "duration")
Measure = Literal["count", "sum", "mean", "ratio", "mean_duration", "coverage", "time_coverage", "spread"]
Limit = float | Duration | FieldSlot


def _made_of(measure: str | None, field: object, numerator: object, interval: object) -> None:
    needed = {
        "sum": ("field", field), "mean": ("field", field), "ratio": ("numerator", numerator),
        "mean_duration": ("interval", interval), "time_coverage": ("interval", interval),
    }  # fmt: skip
    for one, (name, value) in needed.items():
        if one == measure and value is None:
            raise WrongValueError(f"{measure}要写{name}", f"{measure} needs {name}")


class Aggregate(Settings):
    """What is reckoned, of which groups, and between which limits it must lie."""

    guards: ClassVar[frozenset[str]] = frozenset({"min_sample", "tolerance"})
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "interval": TIMES, "of.interval": TIMES, "active": TIMES, "settled": TIMES,
        "balance.since": (*TIMES, "text"),
        "group.hour": TIMES,
        "min": NUMBERS, "max": NUMBERS, "equals": NUMBERS,
        "balance.left.field": NUMBERS, "balance.left.sum": NUMBERS, "balance.left.previous": NUMBERS,
        "balance.right.field": NUMBERS, "balance.right.sum": NUMBERS, "balance.right.previous": NUMBERS,
    }  # fmt: skip

    measure: Measure | None = None
    """What is reckoned; ``balance`` needs none."""
    field: FieldRef | None = None
    """What is summed up, averaged or covered."""
    numerator: Condition | None = None
    """Which records count for the ``ratio``."""
    interval: tuple[FieldRef, FieldRef] | None = None
    """From when to when, for ``time_coverage`` and ``mean_duration``."""
    calendar: CalendarRef = CalendarRef("24x7")
    """How time counts; time that it does not count needs no cover."""
    max_gap: Duration | None = None
    """A gap, or days beyond the limit, up to this long are no breach."""
    of: Inner | None = None
    """The figure whose highest value less its lowest is the ``spread``."""
    group: tuple[FieldRef | Part, ...] = ()
    """What records have in common that make one figure together."""
    domain: tuple[str, ...] | Domain | None = None
    """The values of the first of ``group`` (of ``field`` for ``coverage``) there are to be, with records or without."""
    per: Part | None = None
    """A figure for each period; all that end in the period under audit are judged, and the running one."""
    min: Limit | None = None
    """At least; exactly at the limit conforms."""
    max: Limit | None = None
    """At most."""
    equals: Limit | None = None
    """Neither more nor less."""
    tolerance: float | Duration = 0.0
    """By how much two figures that should be equal may differ."""
    active: tuple[FieldRef] | tuple[FieldRef, FieldRef] | None = None
    """From which day to which a record counts; a blank end is open."""
    at: Literal["every_day"] | None = None
    """With ``active``: the count on each day."""
    settled: FieldRef | None = None
    """With ``active``: from which day on a record is known to be of its group, such as that of somebody's last move;
    before that day it may be of any. A blank: all the time."""
    min_sample: int | None = Field(None, ge=1)
    """With fewer answers nothing can be said."""
    baseline: Baseline | None = None
    """An earlier period instead of a limit."""
    balance: Balance | None = None
    """Two sides that are equal."""

    @model_validator(mode="after")
    def _complete(self) -> Aggregate:
        if (self.measure is None) == (self.balance is None):
            raise WrongValueError("measure和balance写一项", "one of measure, balance is given")
        if self.balance is not None:
            self._of_balance(self.balance)
        elif self.measure in {"coverage", "time_coverage"}:
            self._of_cover()
        else:
            limits = [self.min, self.max, self.equals, self.baseline]
            if all(one is None for one in limits):
                raise WrongValueError(
                    "min、max、equals、baseline至少写一项", "one of min, max, equals, baseline is needed"
                )
        self._needed()
        self._unheard()
        return self

    def _of_balance(self, balance: Balance) -> None:
        spans = [term.in_period for term in (*balance.left, *balance.right)]
        if any(spans) and (self.per is None) == (balance.since is None):
            raise WrongValueError(
                "in_period要有per或balance的since（只写一项）", "in_period needs one of per and the balance's since"
            )

    def _of_cover(self) -> None:
        if self.measure == "coverage" and (self.domain is None or self.field is None):
            raise WrongValueError("coverage要写field和domain", "coverage needs a field and a domain")
        share = self.min is None or (isinstance(self.min, float) and 0 < self.min <= 1)
        if (
            self.max is not None
            or self.equals is not None
            or not ((share and self.measure == "coverage") or self.min is None)
        ):
            raise WrongValueError(
                "coverage的min是0到1之间的比例；time_coverage的限度是max_gap",
                "the min of coverage is a share up to 1; the limit of time_coverage is max_gap",
            )

    def _unheard(self) -> None:
        """Settings that would have no effect."""
        if self.domain is not None and not self.group and self.measure != "coverage":
            raise WrongValueError(
                "domain列出group的值，要写group", "domain lists values of the group, which is not given"
            )
        if self.per is not None and (self.at is not None or self.measure in {"time_coverage", "spread"}):
            raise WrongValueError(
                "per不能与every_day、time_coverage、spread一起写",
                "per goes without every_day, time_coverage and spread",
            )
        parts = [one for one in self.group if isinstance(one, Part)]
        if any(one.kind == "named" for one in (*parts, *([self.per] if self.per and not self.balance else []))):
            raise WrongValueError("named只能写在balance的per里", "named goes only into the per of a balance")
        if self.balance is not None and (self.group or self.domain is not None):
            raise WrongValueError(
                "balance逐条判断记录，不用group和domain；按on对应",
                "a balance is of each record: on says what belongs to it",
            )

    def _needed(self) -> None:
        """What each measure is made of."""
        _made_of(self.measure, self.field, self.numerator, self.interval)
        if self.of is not None:
            _made_of(self.of.measure, self.of.field, self.of.numerator, self.of.interval)
        if (self.measure == "spread") != (self.of is not None):
            raise WrongValueError("of与measure: spread一起写", "of stands with measure: spread")
        lengths = [one for one in (self.min, self.max, self.equals, self.tolerance) if isinstance(one, Duration)]
        if any(one.seconds is None for one in lengths):
            raise WrongValueError("界限以小时、分钟或秒计", "limits of time are in hours, minutes or seconds")
        if self.max_gap is not None and (self.max_gap.seconds is None) != (self.at is not None):
            raise WrongValueError(
                "max_gap在every_day时以日计，在time_coverage时以小时、分钟计",
                "max_gap is in days with every_day, and in hours or minutes with time_coverage",
            )
        if self.settled is not None and self.at is None:
            raise WrongValueError("settled与at: every_day一起写", "settled stands with at: every_day")
        if (self.at is None) != (self.active is None) or (self.at is not None and self.measure != "count"):
            raise WrongValueError(
                "at: every_day、active与measure: count一起写", "at: every_day stands with active and measure: count"
            )

    def types(self) -> Mapping[str, tuple[str, ...]]:
        """What is summed up is a number; what is counted or covered may be anything."""
        summed = {"field": NUMBERS} if self.measure in {"sum", "mean"} else {}
        inner = {"of.field": NUMBERS} if self.of is not None and self.of.measure in {"sum", "mean"} else {}
        return {**self.field_types, **summed, **inner}

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """A period is running; what is reckoned day by day, or of each record, does not wait for its end."""
        return self.balance is None and self.at is None and self.measure != "time_coverage"

    def slots_only(self) -> bool:
        """Groups are judged, but for a balance, which is one of each record."""
        return self.balance is None

    def needs_whole(self) -> bool:
        """A figure is made of all the records of its group."""
        return self.balance is None


@check(
    "aggregate",
    settings=Aggregate,
    pending="watch",
    message=Text(zh="{figure}，不在规定的范围内", en="{figure} is not within the limits"),
    reasons={
        "below": Text(
            zh="{name}：{figure}，低于规定的{least}（{n}条记录）", en="{name}: {figure}, below {least} (of {n} records)"
        ),
        "above": Text(
            zh="{name}：{figure}，高于规定的{most}（{n}条记录）", en="{name}: {figure}, above {most} (of {n} records)"
        ),
        "not_covered": Text(zh="{name}：没有{missing}", en="{name}: without {missing}"),
        "gap": Text(
            zh="{name}：{gap_from}至{gap_until}没有覆盖，共{gaps}处",
            en="{name}: not covered from {gap_from} to {gap_until}, {gaps} gaps in all",
        ),
        "days_below": Text(
            zh="{name}：自{day_from}起为{figure}，低于规定的{least}，共{days}天",
            en="{name}: {figure} from {day_from} on, below {least}, for {days} days in all",
        ),
        "days_above": Text(
            zh="{name}：自{day_from}起为{figure}，高于规定的{most}，共{days}天",
            en="{name}: {figure} from {day_from} on, above {most}, for {days} days in all",
        ),
        "not_balanced": Text(
            zh="记录的{left}与{right}不等，相差{difference}", en="{left} against {right}, a difference of {difference}"
        ),
        "no_answers": Text(zh="没有可以计算的记录", en="there is nothing to reckon with"),
        "small_sample": Text(zh="样本不足", en="the sample is too small"),
        "no_limit": Text(zh="界限没有写明，或写法不一", en="the limit is not written, or not alike"),
        "no_baseline": Text(zh="对比期没有可以计算的记录", en="the earlier period has nothing to reckon with"),
        "unread": Text(
            zh="结论取决于读不出、未填写或不能归组的记录",
            en="it hangs on records that cannot be read, are not filled or cannot be put into a group",
        ),
        "blank_key": Text(zh="对应所需的编号是空的", en="the number by which its details would be found is blank"),
        "no_period": Text(zh="没有写明是哪一期", en="it is not written which period it is of"),
        "no_previous": Text(
            zh="没有上一期的记录，或不止一条", en="there is no record of the period before, or several"
        ),
        "calendar": Text(zh="日期超出日历覆盖的年份", en="the date lies outside the years the calendar covers"),
    },
    evidence={
        "figure": Text(zh="数值", en="figure"),
        "n": Text(zh="记录数", en="records"),
        "least": Evidence(Text(zh="不低于", en="at least"), lengths=True),
        "most": Evidence(Text(zh="不高于", en="at most"), lengths=True),
        "before": Text(zh="对比期数值", en="figure before"),
        "highest": Text(zh="最高的一组", en="highest group"),
        "lowest": Text(zh="最低的一组", en="lowest group"),
        "left": Text(zh="记录的数", en="recorded"),
        "right": Text(zh="对应的数", en="comes to"),
        "difference": Text(zh="相差", en="difference"),
        "day_from": Text(zh="自", en="from"),
        "days": Text(zh="天数", en="days"),
        "gap_from": Text(zh="空档自", en="gap from"),
        "gap_until": Text(zh="空档至", en="gap until"),
        "gaps": Text(zh="空档数", en="gaps"),
        "unread": Text(zh="不能确定的记录", en="records in doubt"),
    },
    unshown=("name", "missing"),
)
def figure_is_within_limits(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> pd.DataFrame:
    """A count, sum, mean, share, spread or coverage of each group lies within its limits; or two sums are equal.

    What is judged are groups, and with ``domain`` and ``per`` those without any record too: an empty region, a month
    without a survey. Nothing is rounded, and exactly at the limit conforms. A mean is of all the records of its group
    and never of other means. Records without an answer leave the base of a mean or a share; where nothing is left, or
    less than ``min_sample``, nothing is said, and certainly not that all is well.

    A record that may or may not count, a cell that cannot be read and a record that cannot be put into a group may each
    mean anything: the verdict is given only if it holds whatever they mean. While a period is running, only a count
    beyond its limit is a failure already; all else is pending until the period ends.

    With ``at: every_day`` heads are counted on each day of the period: from the first day of each, up to the last. The
    day on which somebody leaves counts for whichever side keeps the limit, so that leaver and successor are never
    counted together, nor a vacancy between two days that follow each other. ``time_coverage`` asks that spans of time
    leave no gap that is longer than ``max_gap``, on the days of the period under audit; time that the calendar does not
    count needs no cover.

    A ``balance`` is judged for each record: what it says must be what the records of other registers, or the record
    before it, come to. Both sums are told. A blank amount is not zero.

    A naive check groups the rows it has and never sees the group without any; takes the mean of monthly means; counts
    the blank as zero and nobody's answer as a hundred percent; reads twenty percent more efficient as a fifth less
    time; and counts rows where heads are meant.

    Asked for by the clauses on staffing, targets and totals, such as manual 002, procedures 4 and 11 (callback
    statistics, stock) and manual 003, chapters 2 and 4, and by ISO 9001 9.1 (monitoring, measurement, analysis).
    """
    if settings.balance is not None:
        return balanced(cases, partners, settings, context)
    if settings.at is not None:
        return heads_by_day(cases, partners, settings, context)
    if settings.measure == "time_coverage":
        return time_covered(cases, partners, settings, context)
    if settings.measure == "coverage":
        return list_covered(cases, partners, settings, context)
    if settings.measure == "spread":
        return spread(cases, partners, settings, context)
    return figures(cases, partners, settings, context)
