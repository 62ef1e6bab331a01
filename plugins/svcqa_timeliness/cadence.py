"""The check ``cadence``: something is there for every period, or often enough, or without too long a gap."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar

import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    Context,
    Duration,
    Each,
    Evidence,
    FieldRef,
    PartnerField,
    Recurring,
    Text,
    WrongValueError,
    check,
    expected,
    expected_in_look_back,
)
from svcqa_timeliness.gaps import gaps
from svcqa_timeliness.periodic import enough, filled_in_time


class EachAtItsPace(Each):
    """The records of another register for each of which the duty holds."""

    max_gap: PartnerField | None = None
    """The longest gap, where every record has its own."""
    max_gap_months: PartnerField | None = None
    """The same, where the column counts months."""

    @property
    def pace(self) -> str | None:
        """The column from which every record takes its longest gap."""
        return self.max_gap or self.max_gap_months


class Cadence(Recurring):
    """What comes again and again; at least one of ``every``, ``max_gap`` and ``at_least`` is given."""

    guards: ClassVar[frozenset[str]] = Recurring.guards | {"min_sample"}
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **Recurring.field_types, "each.max_gap": ("duration",), "each.max_gap_months": ("number",),
    }  # fmt: skip

    each: EachAtItsPace | None = None
    """For each record of another register, while it is active."""
    max_gap: Duration | None = None
    """No longer than this from one to the next, from the first day of the duty to the last, or to the audit moment."""
    max_gap_below: Duration | None = None
    """``max_gap`` must be shorter than this, whoever sets it."""
    at_least: int | None = Field(None, ge=1)
    """So many in the look-back: the period under audit, extended backwards if it is shorter than the ruleset's
    ``look_back``, for everyone who was active all that time."""
    require: tuple[FieldRef, ...] = ()
    """Fields that must be filled, or the record does not count."""
    content: Mapping[FieldRef, tuple[str, ...]] = Field(default_factory=dict)
    """Field → values that must occur among the records of a period; a cell may hold several."""
    min_sample: int | None = Field(None, ge=1)
    """The fewest records of a period that are enough."""

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """A period or look-back that is not over, or a gap that is still open."""
        return True

    @model_validator(mode="after")
    def _some_rhythm(self) -> Cadence:
        paced = self.max_gap is not None or (self.each is not None and self.each.pace is not None)
        if self.every is None and not paced and self.at_least is None:
            raise WrongValueError("every、max_gap、at_least至少要有一项", "one of every, max_gap, at_least is needed")
        if paced and self.at is None:
            raise WrongValueError(
                "max_gap从一次的日期算到下一次，要写at", "max_gap counts from date to date: at is needed"
            )
        own = (self.each.max_gap, self.each.max_gap_months) if self.each else ()
        if sum(one is not None for one in (self.max_gap, *own)) > 1:
            raise WrongValueError("max_gap只能写一处", "only one max_gap can be given")
        below = self.max_gap_below
        if self.max_gap is not None and below is not None and not _length(self.max_gap) < _length(below):
            raise WrongValueError(f"max_gap应短于{below}", f"max_gap must be shorter than {below}")
        if self.min_sample is not None and self.every is None:
            raise WrongValueError(
                "min_sample按every的期间数，要写every", "min_sample counts per period: every is needed"
            )
        return self


_DAYS = {"s": 1 / 86_400, "m": 1 / 1_440, "h": 1 / 24, "d": 1, "wd": 1, "w": 7, "mo": 30.4, "y": 365}


def _length(one: Duration) -> float:
    """About how many days it is."""
    return one.amount * _DAYS[one.unit]


@check(
    "cadence",
    settings=Cadence,
    events=("at",),
    scope="table",
    subjects="slots",
    pending="hand_in",
    message=Text(zh="{key}没有按规定的周期进行", en="{key} did not keep the rhythm that is asked for"),
    reasons={
        "missing": Text(zh="{key}没有记录，期限为{due}", en="there is none for {key}, due on {due}"),
        "undated": Text(
            zh="{key}列出了，但没有日期，期限为{due}", en="{key} is listed without a date, and was due on {due}"
        ),
        "not_filled": Text(zh="{key}的记录没有填写：{not_filled}", en="not filled for {key}: {not_filled}"),
        "content": Text(zh="{key}没有包括：{lacking}", en="{key} does not cover {lacking}"),
        "too_few": Text(
            zh="{key}只有{count}条，至少应有{least}条", en="{count} for {key}, at least {least} are asked for"
        ),
        "fewer": Text(
            zh="{key}内有{count}次，至少应有{least}次", en="{count} within {key}, at least {least} are asked for"
        ),
        "gap": Text(
            zh="{since}之后到{until}才有下一次，相隔{took}，超过{limit}",
            en="from {since} to {until} it took {took}, over the limit of {limit}",
        ),
        "gap_to_end": Text(
            zh="{since}之后到{until}结束没有下一次，相隔{took}，超过{limit}",
            en="none after {since} up to the end on {until}: {took}, over the limit of {limit}",
        ),
        "gap_open": Text(
            zh="{since}之后至今没有下一次，已过{took}，超过{limit}",
            en="none since {since}: {took} have passed, over the limit of {limit}",
        ),
        **Recurring.reasons,
        "date_only": Text(
            zh="只有日期没有时间，无法判断间隔是否过长",
            en="a date without a time of day cannot show whether the gap was too long",
        ),
        "no_limit": Text(zh="没有写最长间隔", en="no longest gap is given"),
    },
    evidence={
        "due": Text(zh="期限", en="due"),
        "handed_in": Text(zh="完成时间", en="done"),
        "since": Text(zh="自", en="from"),
        "until": Text(zh="至", en="to"),
        "took": Text(zh="相隔", en="apart"),
        "limit": Evidence(Text(zh="最长间隔", en="longest gap"), lengths=True),
    },
    unshown=("not_filled", "lacking", "count", "least"),
)
def came_again_in_time(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Cadence, context: Context
) -> pd.DataFrame:
    """Something is there for every period, for everyone it is asked of, in time; or comes again without a long gap.

    What is judged are the *slots*, not the records: a check that walks through what was handed in finds what is late
    and never what is missing. ``every`` makes one slot of each period (of each record of ``each`` while it is active,
    or each ``group``); ``max_gap`` one of each stretch from one event to the next; ``at_least`` one of the look-back.

    A period conforms if a record for it was handed in by its due day, which lasts until it ends; two records of one
    period do not cover another, and what comes late for one does not count for the next. A record is about the period
    its ``period`` names, or else that of its date. Before the period had ended it is premature, not early. A period
    is judged if its due day (without one its last day) lies in the period under audit; one not over yet is pending. An
    audit as of a day is of its end: what is not there by then is missing. If the audit has no beginning, the first
    duty or the first record begins it. Weeks are ISO weeks: the days around New Year may be those of week 53 or of
    the other year.

    Gaps count from the first day of the duty to its end or to the audit moment, the first and the still open last
    one included: exactly at the limit conforms, what is dated only by the day counts against days, and against hours
    only if both extremes agree.

    Someone active for a part of a period is not guessed about: until ``partly`` says whether something is expected,
    what is missing is undetermined. So is what hangs on a record whose period cannot be told (3月 without a year), on
    a rest day without ``roll``, or on a first day that is not written. Whoever does not stand in the register of
    ``each``, as outsourced people often do not, may be ``found_in`` what they did. A record of nobody (its key is
    blank) fills no slot.

    It says nothing of what the records say, beyond ``require`` and ``content``, and a nil report is weak evidence.

    Asked for by reports and statistics of manuals 001 to 003 (S002-P04-4.2 (10): by the 2nd, by Tuesday), by chases
    (S002-P05-4.2 (5)), and by ISO 9001:2015 9.1.3, 9.2.1 and 9.3.1 at planned intervals.
    """
    found = []
    if settings.every is not None:
        found.append(filled_in_time(cases, expected(cases, partners, settings, context), settings, context))
    if settings.max_gap is not None or (settings.each is not None and settings.each.pace is not None):
        found.append(gaps(cases, partners, settings, context))
    if settings.at_least is not None:
        made = expected_in_look_back(cases, partners, settings, context)
        found.append(enough(cases, made, settings, context))
    return found[0] if len(found) == 1 else pd.concat([one.astype(object) for one in found]).astype({"verdict": "int8"})
