"""The check ``row``: each record by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from svcqa import Condition, Context, FieldRef, Settings, Text, Verdict, WrongValueError, check, judged


class Row(Settings):
    """What every record must fulfil; at least one of the settings is given."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {"happened": ("date", "datetime")}

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

    @model_validator(mode="after")
    def _something_asked(self) -> Row:
        if not (self.require or self.happened or self.allowed or self.assert_ or self.distinct):
            raise WrongValueError(
                "require、happened、allowed、assert、distinct至少要有一项",
                "one of require, happened, allowed, assert, distinct is needed",
            )
        return self


@dataclass(frozen=True, eq=False)
class _Fault:
    """One thing that can be wrong, and where it is: the cells it concerns and the records that have it."""

    code: str
    places: tuple[str, ...]
    shown: FieldRef | Condition
    mask: np.ndarray


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
        "open_condition": Text(
            zh="比较所需的单元格是空的，或只有日期没有时间",
            en="a cell needed for the comparison is blank, or holds a date without a time of day",
        ),
    },
)
def row_is_complete(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Row, context: Context
) -> pd.DataFrame:
    """Each record is complete and consistent in itself.

    Required fields are filled, values are among those allowed, comparisons between the record's own fields hold,
    and duties that must be separated are carried by different people. All that is wrong with a record is one
    finding, and it names every cell at fault.

    A blank cell fails ``require`` and ``happened`` and nothing else: ``allowed`` and ``distinct`` pass it over, and an
    ``assert`` that cannot be answered because of it is undetermined, unless the record fails anyway. So is one that
    sets a date without a time of day against a time of that day.
    """
    faults = [*_missing(cases, settings), *_not_allowed(cases, settings), *_same_person(cases, settings)]
    unknown = np.zeros(len(cases), dtype=bool)
    if settings.assert_ is not None:
        truth = context.holds(settings.assert_, "assert", cases)
        places = tuple(f"assert.{name}" for name in settings.assert_.fields())
        faults.append(_Fault("violated", places, settings.assert_, truth.no))
        unknown = truth.unknown
    failing = np.logical_or.reduce([fault.mask for fault in faults])
    verdict = np.select([failing, unknown], [Verdict.FAILS, Verdict.UNDETERMINED], Verdict.CONFORMS)
    told = _told(faults, np.flatnonzero(failing), len(cases))
    told["reason"][unknown & ~failing] = "open_condition"
    return judged(cases, verdict, reason=told.pop("reason"), at=told.pop("at"), evidence=told)


def _missing(cases: pd.DataFrame, settings: Row) -> Iterator[_Fault]:
    named = [(f"require.{number}", name) for number, name in enumerate(settings.require)]
    named += [(f"happened.{number}", name) for number, name in enumerate(settings.happened)]
    for place, name in named:
        yield _Fault("missing", (place,), name, cases[place].isna().to_numpy(dtype=bool))


def _not_allowed(cases: pd.DataFrame, settings: Row) -> Iterator[_Fault]:
    for name, values in settings.allowed.items():
        place = f"allowed.{name}"
        column = cases[place]
        other = column.notna() & ~column.isin(list(values))
        yield _Fault("not_allowed", (place,), name, other.to_numpy(dtype=bool))


def _same_person(cases: pd.DataFrame, settings: Row) -> Iterator[_Fault]:
    """A field that names the same person as another of the fields."""
    columns = [cases[f"distinct.{number}"] for number in range(len(settings.distinct))]
    for number, name in enumerate(settings.distinct):
        same = np.zeros(len(cases), dtype=bool)
        for other, column in enumerate(columns):
            if other != number:
                same |= (columns[number] == column).fillna(False).to_numpy(dtype=bool)
        yield _Fault("same_person", (f"distinct.{number}",), name, same)


def _told(faults: Sequence[_Fault], at: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """Reason, cells and evidence of the failing records.

    Few combinations of faults occur, so each is put into words once and handed to all records that show it.
    """
    combinations, which = np.unique(np.column_stack([fault.mask[at] for fault in faults]), axis=0, return_inverse=True)
    codes = list(dict.fromkeys(fault.code for fault in faults))
    told = {name: np.full(count, None, dtype=object) for name in ("reason", "at", *codes)}
    for number, combination in enumerate(combinations):
        found = [fault for fault, has in zip(faults, combination, strict=True) if has]
        mine = at[which.ravel() == number]
        _give(told["reason"], mine, tuple(dict.fromkeys(fault.code for fault in found)))
        _give(told["at"], mine, tuple(place for fault in found for place in fault.places))
        for code in codes:
            _give(told[code], mine, tuple(fault.shown for fault in found if fault.code == code))
    return told


def _give(column: np.ndarray, at: np.ndarray, value: tuple[object, ...]) -> None:
    """Put one tuple into several cells of an object column."""
    for row in at:
        column[row] = value
