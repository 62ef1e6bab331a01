"""Shelving: the records of one register on disk, in parts, and back again as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.intake.values.typed import STRING
from svcqa.registers import TEMPORAL, TEXTUAL, Field, Part, Records, Register
from svcqa.requests import Shelf

PLACE = "place"
"""Column of a shelved table: the row as Excel shows it."""
_VALUE, _KIND, _RAW, _DAY, _LOST = "value.", "kind.", "raw.", "day.", "lost."
TANGLED = "tangled"
"""Records whose key is blank or not theirs alone, apart from all others."""
_MUCH_IS_SAID = 8
"""Something is found of each of them, which takes more room than they do."""


@dataclass(frozen=True, eq=False)
class Shelved:
    """The records of one register that lie on a shelf: those of one plain table, in the order of its rows."""

    register: Register
    name: str
    shelf: Shelf
    file: str
    sheet: str
    columns: Mapping[str, int]
    """Field → column of the sheet (from 0), for the fields that were found."""
    first_row: int
    """Row of the first record, as Excel shows it."""
    sizes: Sequence[int]
    """How many records each part has."""
    dates: frozenset[str]
    """Fields in which some dates stand without a time of day."""

    @property
    def key(self) -> tuple[str, ...]:
        """The fields of the key that were found."""
        return tuple(name for name in self.register.key if name in self.columns)

    def parts(self) -> Iterator[Records]:
        """The records in the order of their rows, some at a time, without those whose key is not theirs alone.

        Those are put on the shelf by themselves.
        """
        tangled = self.shelf.entangled(self.name, self.places(self.key), PLACE)
        for number in range(self.shelf.parts(self.name)):
            table = self.shelf.part(self.name, number)
            apart = _among(table.column(PLACE).to_numpy(), tangled)
            if apart.any():
                self.shelf.put(TANGLED, table.filter(pa.array(apart)))
                table = table.filter(pa.array(~apart))
            if table.num_rows:
                yield self.records(table)

    def outline(self) -> Records:
        """The first of the records: they show which fields there are."""
        return self.records(self.shelf.part(self.name, 0))

    def tangled(self) -> Iterator[Records]:
        """The records whose key is not theirs alone, some at a time, with all others of their key."""
        if self.shelf.parts(TANGLED):
            tangled = self.shelf.keyed(TANGLED, self.places(self.key), PLACE, share=_MUCH_IS_SAID)
            yield from map(self.records, tangled)

    def keyed(self, fields: Sequence[str]) -> Iterator[Records]:
        """All records, some at a time, with all others that are alike in some fields, or have a blank there."""
        yield from map(self.records, self.shelf.keyed(self.name, self.places(fields), PLACE))

    def places(self, fields: Sequence[str]) -> list[str]:
        """Columns on the shelf that hold the values of fields."""
        return [f"{_VALUE}{name}" for name in fields]

    @property
    def size(self) -> int:
        """How many records there are."""
        return sum(self.sizes)

    def at(self, rows: np.ndarray) -> Records:
        """Single records, in the order of their rows."""
        bounds = np.cumsum([0, *self.sizes]) + self.first_row
        numbers = np.unique(np.searchsorted(bounds, rows, side="right") - 1)
        parts = [self.shelf.part(self.name, number) for number in numbers.tolist()]
        found = [one.filter(pa.array(np.isin(one.column(PLACE).to_numpy(), rows))) for one in parts]
        return self.records(pa.concat_tables(found, promote_options="default"))

    def values(self, name: str) -> pd.Series:
        """The values of one field, of all records in the order of their rows."""
        return _values(self.register.fields[name], self._column(_VALUE, name))

    def days(self, name: str) -> np.ndarray | None:
        """True where a date of a field stands without a time of day; ``None`` where none does."""
        return _flags(self._column(_DAY, name)) if name in self.dates else None

    def by_key(self) -> np.ndarray:
        """Place of each record among all, in the order of their keys."""
        return self.shelf.in_order(self.name, self.places(self.key), PLACE) - self.first_row

    def _column(self, head: str, name: str) -> pa.ChunkedArray:
        return self.shelf.column(self.name, f"{head}{name}")

    def records(self, table: pa.Table) -> Records:
        """Records as they were before they were put on the shelf, from their rows there in any order."""
        if (np.diff(table.column(PLACE).to_numpy()) < 0).any():
            table = table.sort_by(PLACE)
        fields, names = self.register.fields, [name for name in self.register.fields if name in self.columns]

        def those(head: str) -> dict[str, Any]:
            return {name: table.column(f"{head}{name}") for name in names if f"{head}{name}" in table.column_names}

        kinds = those(_KIND)
        none = np.zeros(table.num_rows, dtype=np.uint8)
        raw = {name: pd.Series(_texts(one), dtype=STRING) for name, one in those(_RAW).items()}
        lost = {name: _flags(one) for name, one in those(_LOST).items()}
        return self._made(
            {name: _values(fields[name], one) for name, one in those(_VALUE).items()},
            table.column(PLACE).to_numpy(),
            kinds={name: _kinds(kinds[name]) if name in kinds else none for name in names},
            raw={name: one for name, one in raw.items() if one.notna().any()},
            date_only=self._dates({name: _flags(one) for name, one in those(_DAY).items()}),
            lost={name: one for name, one in lost.items() if one.any()},
        )

    def _dates(self, days: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {name: one for name, one in days.items() if name in self.dates and one.any()}

    def _made(self, frame: Mapping[str, pd.Series], rows: np.ndarray, **cells: Any) -> Records:
        made = pd.DataFrame(dict(frame), index=pd.RangeIndex(len(rows)))
        parts = [Part(self.file, self.sheet, 0, rows, self.columns)]
        return Records(self.name, self.register, made, parts=parts, **{"kinds": {}, **cells})


def _among(places: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Which of these places are among some of all; both ascend, and no other part has places between these."""
    found = np.zeros(len(places), dtype=bool)
    mine = some[slice(*np.searchsorted(some, [places[0], places[-1] + 1]))] if len(places) else some
    found[np.searchsorted(places, mine)] = True
    return found


def keep(shelf: Shelf, records: Records) -> None:
    """Put records on a shelf, behind those of their register that are there."""
    shelf.put(records.name, _table(records))


def _table(records: Records) -> pa.Table:
    columns: dict[str, Any] = {PLACE: pa.array(records.parts[0].rows, pa.int64())}
    for name in map(str, records.frame):
        columns[f"{_VALUE}{name}"] = _plain(pa.array(records.frame[name], from_pandas=True))
        if records.kinds[name].any():
            columns[f"{_KIND}{name}"] = pa.array(records.kinds[name])
        if name in records.raw:
            columns[f"{_RAW}{name}"] = _plain(pa.array(records.raw[name], from_pandas=True))
        if name in records.date_only:
            columns[f"{_DAY}{name}"] = pa.array(records.date_only[name])
        if name in records.lost:
            columns[f"{_LOST}{name}"] = pa.array(records.lost[name])
    return pa.table(columns)


def _plain(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Lengths of time as numbers: not every store knows them."""
    return values.cast(pa.int64()) if pa.types.is_duration(values.type) else values


def _values(spec: Field, values: pa.ChunkedArray) -> pd.Series:
    if spec.type in TEXTUAL or spec.type == "person":
        return pd.Series(_texts(values), dtype=STRING)
    if spec.type in TEMPORAL:
        return pd.Series(values.cast(pa.timestamp("us")).to_numpy())
    if spec.type == "duration":
        return pd.Series(values.cast(pa.int64()).cast(pa.duration("us")).to_numpy())
    if spec.type == "yes_no":
        return pd.Series(pd.array(values.cast(pa.bool_()).to_numpy(zero_copy_only=False), dtype="boolean"))
    return pd.Series(values.cast(pa.float64()).to_numpy())


def _texts(values: pa.ChunkedArray) -> pa.Array:
    return values.cast(pa.large_string()).combine_chunks()


def _flags(values: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(pc.fill_null(values.cast(pa.bool_()), False).to_numpy(), dtype=bool)


def _kinds(values: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(pc.fill_null(values.cast(pa.uint8()), 0).to_numpy(), dtype=np.uint8)
