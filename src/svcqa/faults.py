"""What can be wrong with a record, clause by clause, and how it is told: for checks that ask several things of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from svcqa.conditions import Condition
from svcqa.settings import FieldRef, Settings

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from svcqa.checks import Context


@dataclass(frozen=True, eq=False)
class Found:
    """One thing that can be wrong: the records that have it, and where it is."""

    code: str
    places: tuple[str, ...]
    """The cells at fault, by their places in the settings."""
    shown: tuple[Any, ...]
    """What is named in the message; it is the evidence of the code's name."""
    mask: np.ndarray
    unknown: np.ndarray
    """Records of which it cannot be told."""
    open_code: str = ""
    """Why."""
    record: np.ndarray | None = None
    """Index of a partner's record that shows it."""
    further: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """What else is named there: evidence → what it says."""


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
        """The clause that a part of the settings is; what it does not know, it does not ask."""
        unasked: dict[str, Any] = {"require": (), "happened": (), "allowed": {}, "assert_": None, "distinct": ()}
        return cls(head, *(getattr(written, name, nothing) for name, nothing in unasked.items()))

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
    import numpy as np

    columns = [cases[f"{clause.head}distinct.{number}"] for number in range(len(clause.distinct))]
    for number, name in enumerate(clause.distinct):
        same = np.zeros(len(cases), dtype=bool)
        for other, column in enumerate(columns):
            if other != number:
                same |= (columns[number] == column).fillna(False).to_numpy(dtype=bool)
        yield _certain("same_person", f"{clause.head}distinct.{number}", name, same)


def _certain(code: str, place: str, name: FieldRef, mask: np.ndarray) -> Found:
    import numpy as np

    return Found(code, (place,), (name,), mask, np.zeros(len(mask), dtype=bool))


def told(faults: Sequence[Found], at: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """Reason, cells and evidence of failing records: the columns ``reason``, ``at`` and one for each evidence.

    Few combinations of faults occur, so each is put into words once and handed to all records that show it.

    Args:
        faults: everything that can be wrong.
        at: positions of the failing records.
        count: number of all records.
    """
    which, combinations = _combinations([fault.mask[at] for fault in faults], len(at))
    found = [[fault for fault, has in zip(faults, one, strict=True) if has] for one in combinations]
    codes = dict.fromkeys(fault.code for fault in faults)
    said = {
        "reason": [tuple(dict.fromkeys(fault.code for fault in some)) for some in found],
        "at": [tuple(dict.fromkeys(place for fault in some for place in fault.places)) for some in found],
        **{code: [_named(fault.shown for fault in some if fault.code == code) for some in found] for code in codes},
    }
    for name in dict.fromkeys(name for fault in faults for name in fault.further):
        said[name] = [_named(fault.further.get(name, ()) for fault in some) for some in found]
    return {name: _spread(values, which, at, count) for name, values in said.items()}


_AT_ONCE = 32
"""Faults whose combinations are numbered together: that many bits, beside the number of a record."""


def _combinations(masks: Sequence[np.ndarray], count: int) -> tuple[np.ndarray, np.ndarray]:
    """For each record the number of its combination of faults, and for each combination which faults it has."""
    import numpy as np
    import pandas as pd

    which = np.zeros(count, dtype=np.int64)
    for begin in range(0, len(masks), _AT_ONCE):
        for mask in masks[begin : begin + _AT_ONCE]:
            which = which * 2 + mask
        which = pd.factorize(which)[0].astype(np.int64)
    first = np.zeros(int(which.max(initial=-1)) + 1, dtype=np.int64)
    first[which[::-1]] = np.arange(count)[::-1]
    return which, np.array([mask[first] for mask in masks], dtype=bool).T.reshape(len(first), len(masks))


def _named(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """All that is named, once each."""
    return tuple(dict.fromkeys(one for part in parts for one in part))


def _spread(values: Sequence[tuple[Any, ...]], which: np.ndarray, at: np.ndarray, count: int) -> np.ndarray:
    """A column with the value of each record's combination."""
    import numpy as np

    table = np.empty(len(values), dtype=object)
    for number, value in enumerate(values):
        table[number] = value
    column = np.full(count, None, dtype=object)
    column[at] = table[which]
    return column
