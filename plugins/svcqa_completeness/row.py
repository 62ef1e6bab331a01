"""The check ``row``: each record by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    Clause,
    Condition,
    Context,
    FieldRef,
    Found,
    Posts,
    Settings,
    Text,
    Verdict,
    WrongValueError,
    check,
    faults_of,
    judged,
    post_held,
    told,
)

TIMES = ("date", "datetime")


class Alternative(Settings):
    """One of several ways to fulfil a rule; at least one of the settings is given."""

    require: tuple[FieldRef, ...] = ()
    """Fields that must be filled."""
    happened: tuple[FieldRef, ...] = ()
    """Dates of what must have happened."""
    allowed: Mapping[FieldRef, tuple[str, ...]] = Field(default_factory=dict)
    """Field → the values it may have."""
    assert_: Condition | None = Field(None, alias="assert")
    """A condition that must hold."""
    distinct: tuple[FieldRef, ...] = ()
    """Fields that must name different people."""

    @model_validator(mode="after")
    def _something_asked(self) -> Alternative:
        if not (self.require or self.happened or self.allowed or self.assert_ or self.distinct):
            raise WrongValueError(
                "require、happened、allowed、assert、distinct至少要有一项",
                "one of require, happened, allowed, assert, distinct is needed",
            )
        return self


class Row(Settings):
    """What every record must fulfil; at least one of the settings is given."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "happened": TIMES, "role_at": TIMES, "roles": ("person", "text", "code"),
    }  # fmt: skip

    require: tuple[FieldRef, ...] = ()
    """Fields that must be filled; a placeholder such as 待定 or - does not count."""
    happened: tuple[FieldRef, ...] = ()
    """Dates of what must have happened; a blank, or a date after the audit moment, says that it has not."""
    allowed: Mapping[FieldRef, tuple[str, ...]] = Field(default_factory=dict)
    """Field → the values it may have; a blank is judged by ``require``."""
    assert_: Condition | None = Field(None, alias="assert")
    """A condition every record must fulfil; undetermined where a blank leaves it open."""
    distinct: tuple[FieldRef, ...] = ()
    """Fields that must name different people; a blank is passed over."""
    roles: Mapping[FieldRef, tuple[str, ...] | str] = Field(default_factory=dict)
    """Field that names a person → the post, or the posts of which one, that the person must hold; a blank is passed
    over."""
    role_at: FieldRef | tuple[FieldRef, ...] | Literal["as_of"] = "as_of"
    """The day on which they must hold it; of several dates the first filled one, or ``as_of``, the audit date."""
    posts: Posts | None = None
    """The register that tells who held which post when; needed for ``roles``."""
    either: tuple[Alternative, ...] = ()
    """Ways of which one at least must be fulfilled."""

    @model_validator(mode="after")
    def _something_asked(self) -> Row:
        asked = (self.require, self.happened, self.allowed, self.assert_, self.distinct, self.roles, self.either)
        if not any(asked):
            raise WrongValueError(
                "require、happened、allowed、assert、distinct、roles、either至少要有一项",
                "one of require, happened, allowed, assert, distinct, roles, either is needed",
            )
        if bool(self.roles) != (self.posts is not None):
            raise WrongValueError("roles和posts要一起写", "roles and posts are given together")
        if len(self.either) == 1:
            raise WrongValueError("either至少要有两种做法", "either takes two ways at least")
        return self


@check(
    "row",
    settings=Row,
    events=("happened",),
    message=Text(zh="记录不符合要求", en="the record does not meet the rule"),
    reasons={
        "missing": Text(zh="未填写：{missing}", en="not filled: {missing}"),
        "not_allowed": Text(zh="不是允许的值：{not_allowed}", en="not an allowed value: {not_allowed}"),
        "violated": Text(zh="未满足：{violated}", en="does not hold: {violated}"),
        "same_person": Text(zh="应由不同的人担任：{same_person}", en="must be different people: {same_person}"),
        "wrong_role": Text(zh="当时不在规定的岗位：{wrong_role}", en="not in the required post then: {wrong_role}"),
        "none_of": Text(
            zh="几种做法一种也没有满足，所涉字段：{none_of}",
            en="none of the ways is fulfilled, by these fields: {none_of}",
        ),
        "open_condition": Text(
            zh="比较所需的单元格是空的，或只有日期没有时间，或对应的记录算不算说不清",
            en="a cell needed for the comparison is blank, or holds a date without a time of day, "
            "or a record beside it may or may not count",
        ),
        "open_role": Text(
            zh="当时担任什么岗位说不清：岗位起始日期或当天日期没有写明，或名册有一行读不清",
            en="the post of then cannot be told: its beginning or the day is not written, or a row cannot be read",
        ),
        "stranger": Text(
            zh="名册里没有这个人，或同名不止一人，岗位无从查起",
            en="the person is not in the register of people, or several bear the name, so the post cannot be looked up",
        ),
    },
    unshown=("missing", "not_allowed", "violated", "same_person", "wrong_role", "none_of"),
)
def row_is_complete(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Row, context: Context
) -> pd.DataFrame:
    """Each record is complete and consistent in itself.

    Required fields are filled, values are among those allowed, comparisons between the record's own fields (and those
    of other registers beside it) hold, duties that must be separated are carried by different people, and people hold
    the posts that their part asks for. All that is wrong with a record is one finding that names every cell at fault.

    A blank cell fails ``require`` and ``happened`` and nothing else: ``allowed``, ``distinct`` and ``roles`` pass it
    over, and an ``assert`` that cannot be answered because of it is undetermined, unless the record fails anyway. So
    is one that sets a date without a time of day against a time of that day.

    A post is looked up as of the day on which it was needed, not as of today: who was transferred since still held the
    post of then, and who was promoted later did not hold it yet. A person the register does not know is undetermined,
    since outsourced people may be missing from it; so is one whose name two people bear.

    A record of several registers (``joins`` with ``take: each``) fulfils a condition with one of its partners, and a
    table of ranges is read over a join with ``range``. Only the newest record of a key is judged with ``latest_per``.

    Asked for by most record clauses of the manuals 000 to 003 (catalogue section 3.4), by ISO 9001 7.5.3 (documented
    information is complete and legible), 5.3 (responsibilities) and 8.2 (requirements are reviewed before commitment).
    """
    found = faults_of(Clause.of(settings, ""), cases, context)
    found += _roles(cases, partners, settings, context)
    found += _either(cases, settings, context)
    failing = np.logical_or.reduce([one.mask for one in found])
    unknown = np.logical_or.reduce([one.unknown for one in found])
    verdict = np.select([failing, unknown], [Verdict.FAILS, Verdict.UNDETERMINED], Verdict.CONFORMS)
    said = told(found, np.flatnonzero(failing), len(cases))
    for one in reversed(found):
        said["reason"][one.unknown & ~failing] = one.open_code
    beside = _beside(found, failing, len(cases)) if settings.posts else None
    return judged(cases, verdict, reason=said.pop("reason"), at=said.pop("at"), beside=beside, evidence=said)


def _roles(cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Row, context: Context) -> list[Found]:
    """People who did not hold the post that their part asks for."""
    if settings.posts is None:
        return []
    day, found = _role_day(cases, settings, context), []
    for name, wanted in settings.roles.items():
        place, people = f"roles.{name}", cases[f"roles.{name}"]
        words = (wanted,) if isinstance(wanted, str) else wanted
        held = post_held(people, day, words, partners["posts"], settings.posts)
        named = people.notna().to_numpy(dtype=bool)
        wrong = named & ~held.yes & ~held.unknown & ~held.stranger
        found.append(Found("wrong_role", (place,), (name,), wrong, held.unknown, "open_role", held.record))
        found.append(Found("wrong_role", (place,), (name,), np.zeros_like(wrong), held.stranger, "stranger"))
    return found


def _role_day(cases: pd.DataFrame, settings: Row, context: Context) -> pd.Series:
    """The day on which the posts count."""
    if settings.role_at == "as_of":
        return pd.Series(context.as_of, index=cases.index, dtype="datetime64[us]")
    if isinstance(settings.role_at, str):
        return cases["role_at"]
    day = cases["role_at.0"]
    for number in range(1, len(settings.role_at)):
        day = day.fillna(cases[f"role_at.{number}"])
    return day


def _either(cases: pd.DataFrame, settings: Row, context: Context) -> list[Found]:
    """Records that fulfil none of the ways of which one must be."""
    if not settings.either:
        return []
    clauses = [Clause.of(one, f"either.{number}.") for number, one in enumerate(settings.either)]
    ways = [faults_of(one, cases, context) for one in clauses]
    failing = [np.logical_or.reduce([fault.mask for fault in way]) for way in ways]
    open_ = [
        np.logical_or.reduce([fault.unknown for fault in way]) & ~bad for way, bad in zip(ways, failing, strict=True)
    ]
    fulfilled = np.logical_or.reduce([~bad & ~may for bad, may in zip(failing, open_, strict=True)])
    none = np.logical_and.reduce(failing)
    places = tuple(dict.fromkeys(place for way in ways for fault in way for place in fault.places))
    fields = tuple(dict.fromkeys(name for clause in clauses for name in clause.fields()))
    return [Found("none_of", places, fields, none, ~fulfilled & ~none, "open_condition")]


def _beside(found: Sequence[Found], failing: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """The row of the register of people that shows the first wrong post."""
    record = np.full(count, -1, dtype=np.int64)
    for one in found:
        if one.record is not None:
            mine = failing & one.mask & (record < 0)
            record[mine] = one.record[mine]
    return {"posts": record}
