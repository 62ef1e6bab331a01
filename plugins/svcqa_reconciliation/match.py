"""The check ``match``: records of one register have their partners in another."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar

import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    CalendarRef,
    Condition,
    Context,
    Duration,
    FieldRef,
    HappenedRef,
    OuterField,
    PairCondition,
    PartnerCondition,
    PartnerField,
    RegisterRef,
    Settings,
    Text,
    Value,
    WrongValueError,
    check,
)
from svcqa_reconciliation.lists import of_list
from svcqa_reconciliation.partnered import of_combinations, of_groups, of_records

TIMES = ("date", "datetime")


class Within(Settings):
    """How soon a partner is asked for."""

    start: FieldRef
    """From when it counts, on the judged record."""
    end: OuterField | tuple[OuterField, ...] | None = None
    """When the partner came, on the partner; of several fields the first filled one. With ``any_of`` each of the
    registers names its own."""
    max: Value[Duration]
    """At most this long after ``start``; exactly at the limit conforms."""
    calendar: Value[CalendarRef] = CalendarRef("24x7")
    """How time counts."""


class Target(Settings):
    """One of several registers in which partners may stand."""

    to: HappenedRef
    """The register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of this one."""
    to_where: PartnerCondition | None = None
    """Which of its records count."""
    to_require: tuple[PartnerField, ...] = ()
    """Fields that must be filled on the partner."""
    that: PairCondition | None = Field(None, alias="assert")
    """What must hold for the two together."""
    end: PartnerField | tuple[PartnerField, ...] | None = None
    """When the partner came, for ``within``."""


class Cross(Settings):
    """Another register, each of whose records makes a case with each judged one."""

    register_: RegisterRef = Field(alias="register")
    """The register."""
    on: Mapping[PartnerField, OuterField] = Field(min_length=1)
    """Field of it → field of the partner."""
    where: PartnerCondition | None = None
    """Which of its records count."""
    only: PairCondition | None = None
    """Which combinations count."""
    told_by: tuple[FieldRef, ...] = ()
    """Fields of the judged record that stand first in the names of its cases: they tell those of two records apart
    that agree on the fields of ``on``."""


class Match(Settings):
    """Where partners stand, how many there are to be and what must be so of them.

    ``to`` with ``on``, or ``any_of``, or one of ``exists`` and ``exists_each`` is given.
    """

    sought: ClassVar[tuple[str, ...]] = ("to", "any_of")
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "within.start": TIMES, "within.end": TIMES, "within.max": ("duration",), "any_of.end": TIMES,
    }  # fmt: skip

    to: HappenedRef | None = None
    """The register in which partners stand. What is dated after the audit moment is not there yet."""
    on: Mapping[FieldRef, PartnerField] = Field(default_factory=dict)
    """Field of the judged register → field of that register, which say the same. With ``group`` it may be left out:
    then every record of ``to`` that counts is a partner of every group."""
    to_where: PartnerCondition | None = None
    """Which of its records count."""
    to_require: tuple[PartnerField, ...] = ()
    """Fields that must be filled on the partner; of several partners on one of them."""
    that: PairCondition | None = Field(None, alias="assert")
    """What must hold for a record and its partner together, whose fields are written ``REGISTER.field``; of several
    partners for one of them, the same that has its fields filled."""
    any_of: tuple[Target, ...] = ()
    """Registers whose partners are counted together, instead of ``to``."""
    cardinality: str = Field("1..n", pattern=r"^\d+\.\.(\d+|n)$")
    """How many partners there are to be: ``0..1``, ``1..1``, ``1..n``, ``0..n``, ``2..3``."""
    both_ways: bool = False
    """Each partner must have a record of the judged register too."""
    each_of: Mapping[PartnerField, tuple[str, ...]] = Field(default_factory=dict)
    """Field of the partner → values, each of which needs partners of its own."""
    each_value: tuple[str, ...] = ()
    """Fields of ``on``, on either side, whose cells may hold several values. Each of a judged record needs partners."""
    within: Within | None = None
    """How soon. A record without a partner is pending until then."""
    group: tuple[FieldRef, ...] = ()
    """Records that share these fields are one case, and partners of any of them are partners of the case."""
    cross: Cross | None = None
    """Every combination of a judged record and one of another register is a case."""
    exists: Condition | None = None
    """Records of the judged register that are to be there, as many as ``cardinality`` says."""
    exists_each: Mapping[FieldRef, tuple[str, ...]] = Field(default_factory=dict, max_length=1)
    """Field of the judged register → values, for each of which that holds."""
    called: str | None = None
    """What ``exists`` looks for, in a word, to tell it by; otherwise the condition as it is written."""

    @model_validator(mode="after")
    def _complete(self) -> Match:
        ways = [self.to is not None, bool(self.any_of), self.exists is not None or bool(self.exists_each)]
        if sum(ways) != 1:
            raise WrongValueError(
                "to、any_of、exists（或exists_each）三者写一项", "one of to, any_of, exists (or exists_each) is given"
            )
        if (self.to is None and self.on) or (self.to is not None and not self.on and not self.group):
            raise WrongValueError(
                "to和on要一起写（写了group时on可以不写）",
                "to and on are given together; with group, on may be left out",
            )
        if self.most is not None and self.least > self.most:
            raise WrongValueError("cardinality的下限大于上限", "the cardinality ends before it begins")
        self._alone()
        self._timed()
        unknown = set(self.each_value) - set(self.on) - set(self.on.values())
        if unknown:
            raise WrongValueError(
                f"each_value的{'、'.join(sorted(unknown))}不在on里",
                f"each_value: {', '.join(sorted(unknown))} is not in on",
            )
        return self

    def _alone(self) -> None:
        """Settings that change what a case is, of which there can be only one."""
        named = {
            "group": self.group, "cross": self.cross, "both_ways": self.both_ways, "any_of": self.any_of,
            "exists": self.exists is not None or self.exists_each,
        }  # fmt: skip
        given = [name for name, value in named.items() if value]
        if len(given) > 1:
            raise WrongValueError(f"{'、'.join(given)}不能一起写", f"{', '.join(given)} cannot be given together")
        if self.group and (self.each_value or self.that is not None):
            raise WrongValueError("group不能与each_value、assert一起写", "group goes without each_value and assert")
        if self.called and self.exists is None:
            raise WrongValueError("called和exists一起写", "called stands with exists")
        if self.any_of and (self.to_where or self.to_require or self.that or self.each_of or self.each_value):
            raise WrongValueError(
                "用any_of时，to_where、to_require、assert写在各台账之下",
                "with any_of, to_where, to_require and assert are given for each register",
            )

    def _timed(self) -> None:
        if self.within is None:
            return
        if self.exists is not None or self.exists_each:
            raise WrongValueError("exists没有时限", "exists knows no time")
        ends: list[object] = [one.end for one in self.any_of] or [self.within.end]
        if None in ends or (self.any_of and self.within.end is not None):
            raise WrongValueError(
                "within要写明对方何时完成（end；用any_of时写在各台账之下）",
                "within needs an end, which says when the partner came; with any_of each register its own",
            )

    @property
    def least(self) -> int:
        """How many partners there are to be at least."""
        return int(self.cardinality.partition("..")[0])

    @property
    def most(self) -> int | None:
        """How many at most; None for any number."""
        last = self.cardinality.partition("..")[2]
        return None if last == "n" else int(last)

    def parted(self) -> frozenset[str]:
        """Each value of such a cell is looked for by itself."""
        return frozenset(f"on.{name}" for name in self.on if name in self.each_value)

    def slots_only(self) -> bool:
        """Groups, combinations and lists are cases that are no records."""
        return bool(self.group or self.cross or self.exists is not None or self.exists_each)

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """A partner may have time left."""
        return self.within is not None

    def reads_register(self) -> bool:
        """Whether a partner has its record is asked of all records there are."""
        return self.both_ways

    def needs_whole(self) -> bool:
        """Partners without a record are told once."""
        return self.both_ways


@check(
    "match",
    settings=Match,
    needs=("on", "within.start", "within.max"),
    events=("within.start",),
    message=Text(zh="没有规定的对应记录", en="the records that belong to it are not as required"),
    reasons={
        "none": Text(zh="{to}中没有对应的记录", en="nothing in {to} belongs to it"),
        "open": Text(
            zh="{to}中没有对应的记录，期限为{due}", en="nothing in {to} belongs to it, and it was due by {due}"
        ),
        "too_few": Text(
            zh="{to}中对应的记录有{found}条，应有{wanted}条", en="{found} in {to} belong to it, {wanted} are required"
        ),
        "too_many": Text(
            zh="{to}中对应的记录有{found}条，只应有{wanted}条", en="{found} in {to} belong to it, {wanted} are allowed"
        ),
        "incomplete": Text(
            zh="{to}中有对应的记录，但{fields}没有填写", en="what belongs to it in {to} is not filled in: {fields}"
        ),
        "unfit": Text(
            zh="{to}中有对应的记录，但都不符合要求：{required}", en="what belongs to it in {to} is not so: {required}"
        ),
        "late": Text(
            zh="{to}中对应的记录{end}才完成，期限为{due}", en="what belongs to it in {to} came at {end}, due by {due}"
        ),
        "overdue": Text(
            zh="{to}中有对应的记录，但至审核日没有写明完成，期限为{due}",
            en="what belongs to it in {to} is not recorded as done, and was due by {due}",
        ),
        "missing_values": Text(zh="{to}中缺少：{missing}", en="missing in {to}: {missing}"),
        "no_row": Text(zh="没有符合要求的记录：{missing}", en="nothing is on record for: {missing}"),
        "row_count": Text(
            zh="{missing}：有{found}条记录，应有{wanted}条", en="{missing}: {found} on record, {wanted} are required"
        ),
        "orphan": Text(zh="{to}中的“{missing}”没有对应的记录", en="'{missing}' in {to} belongs to no record"),
        "blank_key": Text(zh="对应所需的编号是空的", en="the number by which it would be found is blank"),
        "reversed": Text(
            zh="对应的记录早于本记录的起算时间", en="what belongs to it came before the time began to count"
        ),
        "date_only": Text(
            zh="只有日期没有时间，无法判断是否按时",
            en="a date without a time of day cannot show whether it was in time",
        ),
        "no_start": Text(zh="没有写明从何时起算", en="it is not written from when the time counts"),
        "calendar": Text(zh="日期超出日历覆盖的年份", en="the date lies outside the years the calendar covers"),
        "partner_unclear": Text(
            zh="有一条记录无法判断是否算数", en="it cannot be told whether one of the records counts"
        ),
    },
    evidence={
        "found": Text(zh="对应的记录", en="records found"),
        "due": Text(zh="期限", en="due"),
        "end": Text(zh="完成时间", en="done"),
    },
    unshown=("wanted", "to", "missing", "fields", "required"),
)
def has_its_partners(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Match, context: Context
) -> pd.DataFrame:
    """Every record has its partners in another register: as many as asked for, complete, and in time.

    A partner is a record of ``to`` whose key is the same and that meets ``to_where``. With ``cardinality`` there are to
    be so many of them. Of those that count one must have all of ``to_require`` filled, fulfil ``assert`` and have come
    in time; two that fulfil half of it each are not enough. With ``each_of`` and ``each_value`` every value is looked
    for by itself, and the missing ones are named.

    Without ``within`` a partner is due at once, or from the stage of the rule (``due_when``, ``due_within``). With it
    a record without one is pending until its time is over, and fails then. What is dated after the audit moment has not
    happened. A date without a time of day stands for every moment of that day, and a partner that came before the time
    began to count is no pass: both leave the record undetermined where it matters.

    Cases that are no records get verdicts of their own: groups of records (``group``), combinations with another
    register (``cross``), partners without a record (``both_ways``, whatever the period or condition of that record),
    and what is to be on a list at all (``exists``, ``exists_each``). An empty register of partners fails every record,
    and an empty list everything that is to be on it.

    A naive check joins the two and counts rows: it loses the records without a partner, counts one line twice where a
    cell holds several numbers, takes the blank for a number that many share, and is content with a partner that is a
    draft, unsigned or dated tomorrow. Here a blank key is undetermined, and a partner that may or may not count leaves
    open only what hangs on it. A partner whose own key cannot be read is nobody's: the cell is a finding of its own.

    Asked for by the clauses on unbroken chains of records, such as manual 002, procedures 4 and 5 (request, order,
    slip, callback, archive), and by ISO 9001 7.5.3 and 8.5.2 (documented information; traceability).
    """
    if settings.exists is not None or settings.exists_each:
        return of_list(cases, settings, context)
    if settings.cross is not None:
        return of_combinations(cases, partners, settings, context)
    if settings.group:
        return of_groups(cases, partners, settings, context)
    return of_records(cases, partners, settings, context)
