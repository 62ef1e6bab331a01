"""The check ``sequence``: steps or approvals follow each other in order, by the right people."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar, Literal

import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    AGEING,
    CalendarRef,
    Condition,
    Context,
    Counts,
    Distribution,
    Duration,
    Evidence,
    FieldRef,
    Posts,
    Settings,
    Text,
    Value,
    Verdict,
    WrongValueError,
    check,
)
from svcqa_timeliness.between import NoneBetween
from svcqa_timeliness.elsewhere import Elsewhere
from svcqa_timeliness.moments import TIMES
from svcqa_timeliness.progress import readings_of

PEOPLE = ("person", "text", "code")


class Role(Settings):
    """The post that a person must hold, and with which step."""

    post: tuple[str, ...] | str
    """The post, or the posts of which one."""
    at: str
    """The step on whose day the person must hold it."""


class Sequence(Settings):
    """Which steps follow each other, and what must not happen on the way."""

    guards: ClassVar[frozenset[str]] = frozenset({"max_between.*"})
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **dict.fromkeys(("order", "order.at", "none_between.event"), TIMES),
        **dict.fromkeys(("roles",), PEOPLE),
    }

    order: tuple[FieldRef | Elsewhere, ...] = Field(min_length=2)
    """The dates of the steps in their order; two may be equal. A step in another register is the first date there
    that does not lie before the steps done so far, and is called ``register.field``."""
    optional: tuple[str, ...] = ()
    """Steps that may be left out; where they are filled, they stand in order too."""
    complete: bool = False
    """All steps are needed, by the end of the period under audit; otherwise only those before the last one done."""
    end_if: Condition | None = None
    """The chain may stop where this holds: then nothing more has to come."""
    max_between: Mapping[str, Duration | Literal["none"]] = Field(default_factory=dict)
    """Step → the time allowed for it after the step before it, or ``none``: waiting for it is no breach. While nobody
    has said, a case that waits for it is undetermined."""
    calendar: Value[CalendarRef] = CalendarRef("24x7")
    """How that time counts; a column gives each case its own."""
    none_between: NoneBetween | None = None
    """Events of another register that must not happen between two steps."""
    roles: Mapping[FieldRef, Role | tuple[str, ...] | str] = Field(default_factory=dict)
    """Field that names a person → the post, or the posts of which one, that the person must hold on the day of the
    step: the step called alike (``approved_by`` and ``approved_at``), or the one that is written with ``at``. A blank
    is passed over."""
    posts: Posts | None = None
    """The register that tells who held which post when; needed for ``roles``."""
    distinct: tuple[FieldRef, ...] = ()
    """Fields that must name different people; a blank is passed over."""
    require: tuple[FieldRef, ...] = ()
    """Fields that must be filled once the last step has been done."""
    allowed: Mapping[FieldRef, tuple[str, ...]] = Field(default_factory=dict)
    """Field → the values it may have then; a blank is judged by ``require``."""
    assert_: Condition | None = Field(None, alias="assert")
    """A condition that must hold then."""

    @property
    def steps(self) -> tuple[FieldRef, ...]:
        """What the steps are called."""
        return tuple(one.name if isinstance(one, Elsewhere) else one for one in self.order)

    def step_of(self, person: str) -> int:
        """Position of the step with which a person must hold a post; -1 if it is not said."""
        role = self.roles[FieldRef(person)]
        alike = {person.removesuffix("_by") + ending for ending in ("_at", "_on", "_date")}
        named = {role.at} if isinstance(role, Role) else alike
        return next((number for number, name in enumerate(self.steps) if name in named), -1)

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """A chain has not begun, or waits for a step that has time left; with ``complete`` for any."""
        open_ = {name for name in self.steps if name not in filled and name not in self.optional}
        timed = any(isinstance(self.max_between.get(name), Duration) for name in open_)
        return bool(open_) and (self.complete or timed or filled.isdisjoint(self.steps))

    @model_validator(mode="after")
    def _of_steps(self) -> Sequence:
        steps = self.steps
        if len(set(steps)) < len(steps):
            raise WrongValueError("order里有重复的步骤", "a step stands twice in 'order'")
        spans = (self.none_between.from_, self.none_between.to) if self.none_between else ()
        at = tuple(role.at for role in self.roles.values() if isinstance(role, Role))
        for place, names in (
            ("optional", self.optional), ("max_between", self.max_between), ("none_between", spans), ("roles", at),
        ):  # fmt: skip
            unknown = [name for name in names if name not in steps]
            if unknown:
                raise WrongValueError(
                    f"{place}里的“{unknown[0]}”不是order里的步骤（{'、'.join(steps)}）",
                    f"'{unknown[0]}' in {place} is no step of 'order' ({', '.join(steps)})",
                )
        if steps[0] in self.max_between:
            raise WrongValueError(
                f"第一步“{steps[0]}”前没有别的步骤，不能写max_between",
                f"there is no step before '{steps[0]}', so max_between has no time for it",
            )
        return self

    @model_validator(mode="after")
    def _of_people(self) -> Sequence:
        if bool(self.roles) != (self.posts is not None):
            raise WrongValueError("roles和posts要一起写", "roles and posts are given together")
        for name in self.roles:
            if self.step_of(name) < 0:
                raise WrongValueError(
                    f"不清楚“{name}”属于哪一步；请写成{{post: …, at: 步骤}}",
                    f"it is not clear to which step '{name}' belongs; write {{post: ..., at: STEP}}",
                )
        return self


STATES = {
    "not_begun": Text(zh="未开始", en="not begun"),
    "under_way": Text(zh="进行中", en="under way"),
    "stalled": Text(zh="停滞", en="stalled"),
    "ended": Text(zh="中途结束", en="ended on the way"),
    "complete": Text(zh="全部完成", en="complete"),
    "wrong": Text(zh="次序或步骤有误", en="out of order or steps left out"),
}
_UNSHOWN = (
    "reached", "out_of_order", "before", "skipped", "late", "stalled", "incomplete", "since", "until", "between",
    "events", "wrong_role", "post", "same_person", "missing", "not_allowed", "violated",
)  # fmt: skip
"""Evidence that messages say where it matters."""


@check(
    "sequence",
    settings=Sequence,
    needs=("none_between.on", "order.on"),
    events=("order", "order.at", "none_between.event"),
    message=Text(zh="没有按步骤依次完成", en="the steps were not done one after the other"),
    reasons={
        "out_of_order": Text(
            zh="次序颠倒：{out_of_order}早于{before}", en="out of order: {out_of_order} comes before {before}"
        ),
        "skipped": Text(zh="已到“{reached}”，缺少前面的{skipped}", en="{reached} was reached without {skipped}"),
        "late": Text(zh="{late}距前一步超过{within}", en="{late} came more than {within} after the step before it"),
        "stalled": Text(
            zh="“{reached}”之后已过{waited}，仍没有{stalled}，时限{allowed}",
            en="{waited} after {reached} there is no {stalled} yet, {allowed} is allowed",
        ),
        "incomplete": Text(zh="本期已结束，仍没有{incomplete}", en="the period is over without {incomplete}"),
        "between": Text(
            zh="在{since}与{until}之间仍有{between}，共{events}次",
            en="between {since} and {until} there is {between}, {events} times",
        ),
        "wrong_role": Text(zh="{wrong_role}当时不任{post}", en="{wrong_role} did not hold the post {post} then"),
        "same_person": Text(zh="应由不同的人担任：{same_person}", en="must be different people: {same_person}"),
        "missing": Text(zh="未填写：{missing}", en="not filled: {missing}"),
        "not_allowed": Text(zh="不是允许的值：{not_allowed}", en="not an allowed value: {not_allowed}"),
        "violated": Text(zh="未满足：{violated}", en="does not hold: {violated}"),
        "same_day": Text(
            zh="同一天的步骤有的只有日期没有时间，无法判断先后",
            en="of steps of one day some have no time, so which came first cannot be told",
        ),
        "date_only": Text(
            zh="只有日期没有时间，无法判断是否超时",
            en="a date without a time of day cannot show whether the time was kept",
        ),
        "no_limit": Text(
            zh="下一步的时限没有定，是否停滞无法判断",
            en="no time is set for the step that comes next, so whether the case is stalled cannot be told",
        ),
        "no_calendar": Text(
            zh="没有写明用哪个日历，或写的日历不存在", en="no calendar is named, or one that nobody has set up"
        ),
        "calendar": Text(zh="日期超出日历覆盖的年份", en="the date lies outside the years the calendar covers"),
        "end_open": Text(
            zh="是否到此结束的条件无法判断", en="it cannot be told whether the chain may stop where it stands"
        ),
        "between_open": Text(
            zh="其间是否有不该发生的事无法判断", en="it cannot be told whether an event lies between the two steps"
        ),
        "open_role": Text(
            zh="当时任何岗位说不清：岗位起始日期没有写明，或名册的一行读不清",
            en="the post of then cannot be told: its beginning is not written, or a row cannot be read",
        ),
        "stranger": Text(
            zh="名册里没有这个人，或同名不止一人，岗位无从查起",
            en="the person is not in the register of people, or several bear the name, so the post cannot be looked up",
        ),
        "open_condition": Text(
            zh="比较所需的单元格是空的，或只有日期没有时间，或对应的记录算不算说不清",
            en="a cell needed for the comparison is blank, or holds a date without a time of day, "
            "or a record beside it may or may not count",
        ),
        "partner_unclear": Text(
            zh="另一台账的一条记录无法判断是否有效",
            en="it cannot be told whether a record of the other register counts",
        ),
    },
    evidence={
        "state": Evidence(Text(zh="进展", en="progress"), codes=STATES),
        "waited": Text(zh="上一步后已等", en="waited since the last step"),
        "allowed": Evidence(Text(zh="下一步时限", en="time for the next step"), lengths=True),
        "within": Evidence(Text(zh="距前一步的时限", en="time allowed after the step before"), lengths=True),
    },
    unshown=_UNSHOWN,
    exhibits=(
        Counts("state", Text(zh="步骤进展", en="Progress of the steps"), "state", STATES),
        Distribution(
            "ageing", Text(zh="上一步后已等多久", en="Waiting since the last step"), "shown.age", overview=AGEING
        ),
    ),
)
def followed_in_order(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Sequence, context: Context
) -> pd.DataFrame:
    """Steps or approvals follow each other in order, complete up to the furthest one reached, by the right people.

    A naive check compares two dates and passes where one of them is blank: an approval that was never given, and a
    step that was left out, are found here as soon as a later step has been done, and an approval dated after what it
    approves is out of order. Steps that have not come yet are pending while the time allowed for them runs, and fail
    when it is over: a case that nobody takes further does not wait for ever. A step that came too late fails as well,
    so that what was a breach yesterday is one today. Where the time is ``none``, a case that waits is right as it
    stands; where nobody has set it, the case is undetermined. With ``complete`` what is still missing when the period
    under audit has ended fails, unless its own time still runs.

    Dates may be equal: two days without a time stand for an order that nobody wrote down wrongly. A day without a time
    beside a time of that day cannot be ordered, and is undetermined unless all readings agree. The same goes for
    limits in hours. A step in another register is found among all records there that belong to the case; one that lies
    before the steps done so far is out of order, unless ``only_after`` says that it does not count.

    Roles are looked up as of the day of their step: who was promoted since did not hold the post then, and who has
    moved on did. The maker may not be the checker (``distinct``). Events of another register between two steps, such as
    work between a failed evaluation and the re-appointment, fail, also while the second step has not come.
    ``require``, ``allowed`` and ``assert`` are asked once the last step has been done; what ends on the way
    (``end_if``) need not come so far.

    Asked for by the approval and procedure clauses of the manuals 000 to 003, such as manual 002, cover and procedures
    1 to 3 (drafted, reviewed, approved), procedure 9, 4.2 (returns) and procedure 7, 4.1.5 (re-assessment), and by ISO
    9001 7.5.2 and 7.5.3 (approval of documents), 8.2.3 (review before commitment) and 8.5.1 (controlled conditions).
    """
    readings, undated = readings_of(cases, partners, settings, context)
    made = readings[0]
    unclear = undated & (made["verdict"] != Verdict.CONFORMS).to_numpy(dtype=bool)
    if len(readings) > 1:
        unclear |= (made["verdict"] != readings[1]["verdict"]).to_numpy(dtype=bool)
    if unclear.any():
        made.loc[unclear, "verdict"] = Verdict.UNDETERMINED
        made.loc[unclear, "reason"] = "partner_unclear"
        made.loc[unclear, "state"] = None
    return made
