"""What can be wrong with a record, clause by clause, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa import Condition, Context, FieldRef, Settings


@dataclass(frozen=True, eq=False)
class Found:
    """One thing that can be wrong: the records that have it, and where it is."""

    code: str
    places: tuple[str, ...]
    """The cells at fault, by their places in the settings."""
    shown: tuple[FieldRef | Condition, ...]
    """What is named in the message."""
    mask: np.ndarray
    unknown: np.ndarray
    """Records of which it cannot be told."""
    open_code: str = ""
    """Why."""
    record: np.ndarray | None = None
    """Index of a partner's record that shows it."""


@dataclass(frozen=True)
class Clause:
    """What is asked of a record, and where in the settings it stands."""

    head: str
    require: Sequence[FieldRef]
    happened: Sequence[FieldRef]
    allowed: Mapping[FieldRef, Sequence[str]]
    asserted: Condition | None
    distinct: Sequence[FieldRef]

    @classmethod
    def of(cls, written: Settings, head: str) -> Clause:
        """The clause that a part of the settings is."""
        names = ("require", "happened", "allowed", "assert_", "distinct")
        return cls(head, *(getattr(written, name) for name in names))

    def fields(self) -> list[FieldRef]:
        """Every field it names."""
        asserted = self.asserted.fields() if self.asserted else []
        names = [*self.require, *self.happened, *self.allowed, *map(FieldRef, asserted), *self.distinct]
        return list(dict.fromkeys(names))


def faults_of(clause: Clause, cases: pd.DataFrame, context: Context) -> list[Found]:
    """Everything that can be wrong with the records by one clause."""
    found = [*_missing(clause, cases, context), *_not_allowed(clause, cases), *_same_person(clause, cases)]
    if clause.asserted is not None:
        place = f"{clause.head}assert"
        truth = context.holds(clause.asserted, place, cases)
        places = tuple(f"{place}.{name}" for name in clause.asserted.fields())
        found.append(Found("violated", places, (clause.asserted,), truth.no, truth.unknown, "open_condition"))
    return found


def _missing(clause: Clause, cases: pd.DataFrame, context: Context) -> Iterator[Found]:
    for number, name in enumerate(clause.require):
        place = f"{clause.head}require.{number}"
        yield _certain("missing", place, name, cases[place].isna().to_numpy(dtype=bool))
    for number, name in enumerate(clause.happened):
        place = f"{clause.head}happened.{number}"
        yield _certain("missing", place, name, ~(cases[place] <= context.as_of).to_numpy(dtype=bool))


def _not_allowed(clause: Clause, cases: pd.DataFrame) -> Iterator[Found]:
    for name, values in clause.allowed.items():
        place = f"{clause.head}allowed.{name}"
        column = cases[place]
        other = column.notna() & ~column.isin(list(values))
        yield _certain("not_allowed", place, name, other.to_numpy(dtype=bool))


def _same_person(clause: Clause, cases: pd.DataFrame) -> Iterator[Found]:
    """A field that names the same person as another of the fields."""
    columns = [cases[f"{clause.head}distinct.{number}"] for number in range(len(clause.distinct))]
    for number, name in enumerate(clause.distinct):
        same = np.zeros(len(cases), dtype=bool)
        for other, column in enumerate(columns):
            if other != number:
                same |= (columns[number] == column).fillna(False).to_numpy(dtype=bool)
        yield _certain("same_person", f"{clause.head}distinct.{number}", name, same)


def _certain(code: str, place: str, name: FieldRef, mask: np.ndarray) -> Found:
    return Found(code, (place,), (name,), mask, np.zeros(len(mask), dtype=bool))


def told(faults: Sequence[Found], at: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """Reason, cells and evidence of the failing records.

    Few combinations of faults occur, so each is put into words once and handed to all records that show it.
    """
    combinations, which = np.unique(np.column_stack([fault.mask[at] for fault in faults]), axis=0, return_inverse=True)
    codes = list(dict.fromkeys(fault.code for fault in faults))
    said = {name: np.full(count, None, dtype=object) for name in ("reason", "at", *codes)}
    for number, combination in enumerate(combinations):
        found = [fault for fault, has in zip(faults, combination, strict=True) if has]
        mine = at[which.ravel() == number]
        _give(said["reason"], mine, tuple(dict.fromkeys(fault.code for fault in found)))
        _give(said["at"], mine, tuple(place for fault in found for place in fault.places))
        for code in codes:
            _give(said[code], mine, tuple(one for fault in found if fault.code == code for one in fault.shown))
    return said


def _give(column: np.ndarray, at: np.ndarray, value: tuple[object, ...]) -> None:
    """Put one tuple into several cells of an object column."""
    cell = np.empty(1, dtype=object)
    cell[0] = value
    column[at] = cell
