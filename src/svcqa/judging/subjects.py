"""Subjects: how the records of a register are named, placed and grouped, worked out once per register."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from svcqa.lines import quote
from svcqa.quoting import column_letter, shown
from svcqa.truths import Several

if TYPE_CHECKING:
    from svcqa.registers import Records


class Subjects:
    """The records of one register as subjects of rules.

    Every method takes positions of records (``int64`` array) and answers for each of them, in that order.
    """

    def __init__(self, records: Records, units: pd.Series | None = None) -> None:
        self.records = records
        self._given_units = units
        self._starts = np.array([part.start for part in records.parts] or [0])
        self._row_digests: dict[int, str] = {}

    @property
    def key_fields(self) -> tuple[str, ...]:
        """The fields of the key that were found."""
        return tuple(name for name in self.records.register.key if name in self.records.frame)

    def key_parts(self, at: np.ndarray) -> list[tuple[str | None, ...]]:
        """The key of each record as shown in its cells; a field that was not found is ``None``."""
        return list(zip(*self._key_columns(at), strict=True))

    def _key_columns(self, at: np.ndarray) -> list[list[str | None]]:
        return [
            shown(self.records, name, at) if name in self.records.frame else [None] * len(at)
            for name in self.records.register.key
        ]

    def roots(self, at: np.ndarray) -> list[str]:
        """The roots of records whose keys are clear, as :func:`svcqa.judging.outcome.root` makes them."""
        columns = cast("list[list[str]]", self._key_columns(at))  # a clear key has all its parts
        return list(map("/".join, zip(repeat(self.records.name), *columns, strict=False)))

    def key_json(self, keys: Sequence[tuple[str | None, ...]]) -> list[str]:
        """Keys as JSON objects, field by field."""
        heads = [quote(name) + ":" for name in self.records.register.key]
        return [
            "{" + ",".join(head + _quoted(part) for head, part in zip(heads, key, strict=True)) + "}" for key in keys
        ]

    @cached_property
    def unclear(self) -> np.ndarray:
        """True where the key is blank or repeated, so that it does not name one record."""
        if len(self.key_fields) < len(self.records.register.key):
            return np.ones(len(self.records), dtype=bool)
        key = self.records.frame[list(self.key_fields)]
        repeated = key.iloc[:, 0].duplicated(keep=False) if key.shape[1] == 1 else key.duplicated(keep=False)
        return np.asarray(repeated | key.isna().any(axis=1), dtype=bool)

    def extras(self, at: np.ndarray) -> list[str]:
        """What tells apart records whose key does not: a digest of the row; empty where the key is clear."""
        found = [""] * len(at)
        unclear = np.flatnonzero(self.unclear[at])
        if not len(unclear):
            return found
        seen: dict[str, int] = {}
        for position, text in zip(unclear.tolist(), self._digests(at[unclear]), strict=True):
            seen[text] = seen.get(text, 0) + 1
            found[position] = text if seen[text] == 1 else f"{text}#{seen[text]}"
        return found

    def _digests(self, at: np.ndarray) -> list[str]:
        """A digest of each row; each is reckoned once, however many rules ask."""
        known = self._row_digests
        new = np.array([one for one in at.tolist() if one not in known], dtype=np.int64)
        if len(new):
            columns = [shown(self.records, name, new) for name in map(str, self.records.frame)]
            for one, cells in zip(new.tolist(), zip(*columns, strict=True), strict=True):
                digest = hashlib.sha256("\x1f".join([cell or "" for cell in cells]).encode("utf-8", "surrogatepass"))
                known[one] = digest.hexdigest()[:16]
        return [known[one] for one in at.tolist()]

    @cached_property
    def unit_names(self) -> list[str | None]:
        """Units of the register in order, and last ``None`` for records without one."""
        return [*map(str, self._units[1]), None]

    @cached_property
    def unit_codes(self) -> np.ndarray:
        """Position of each record's unit in :attr:`unit_names`."""
        codes = self._units[0]
        return np.where(codes < 0, len(self._units[1]), codes)

    @cached_property
    def _units(self) -> tuple[np.ndarray, Sequence[object]]:
        name = self.records.register.unit
        column = self._given_units if self._given_units is not None else self.records.frame.get(name or "")
        if column is None:
            return np.full(len(self.records), -1), []
        codes, units = pd.factorize(column, sort=True)
        return codes, list(units)

    def several(self) -> dict[str, Several]:
        """Join → the records it finds, for joins that may find several beside one of these; none here."""
        return {}

    def cells(self, at: np.ndarray, fields: Sequence[str]) -> list[list[str]]:
        """For each record the cells of the fields as JSON objects ``{file, sheet, cell, value}``."""
        part = self.parts_of(at)
        rows = self.rows(at, part)
        columns = [self._column(name, at, part, rows) for name in fields]
        return [list(cells) for cells in zip(*columns, strict=True)] if columns else [[] for _ in at]

    def places(self, at: np.ndarray) -> np.ndarray:
        """The place of each record in source order."""
        return at if self.records.source is None else self.records.source[at]

    def listed(self, at: np.ndarray) -> np.ndarray:
        """The same records as they are listed: in source order, whatever the order in which they are judged."""
        return at if self.records.source is None else at[np.argsort(self.places(at))]

    def parts_of(self, at: np.ndarray) -> np.ndarray:
        """Number of the part, that is the sheet, from which each record came."""
        return np.asarray(np.searchsorted(self._starts, self.places(at), side="right") - 1)

    def rows(self, at: np.ndarray, part: np.ndarray) -> np.ndarray:
        """Row of each record as Excel shows it."""
        found, place = np.zeros(len(at), dtype=np.int64), self.places(at)
        for number, one in enumerate(self.records.parts):
            mine = part == number
            found[mine] = one.rows[place[mine] - one.start]
        return found

    def _column(self, field: str, at: np.ndarray, part: np.ndarray, rows: np.ndarray) -> list[str]:
        parts = self.records.parts
        heads = [f'{{"file":{quote(one.file)},"sheet":{quote(one.sheet)},"cell":"' for one in parts]
        values = shown(self.records, field, at) if field in self.records.frame else [None] * len(at)
        rows, columns = self._places(field, at, part, rows)
        letters = {number: column_letter(number) for number in np.unique(columns[columns >= 0]).tolist()}
        return [
            # a column the sheet does not have is quoted as the whole row
            f'{heads[number]}{letters.get(column) or f"{row}:"}{row}","value":{_quoted(value)}}}'
            for number, row, column, value in zip(part.tolist(), rows.tolist(), columns.tolist(), values, strict=True)
        ]

    def _places(self, field: str, at: np.ndarray, part: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Row (as Excel shows it) and column (from 0; -1 where the sheet has none) of the cells of a field."""
        parts = self.records.parts
        columns = np.array([one.columns.get(field, -1) for one in parts] or [-1])[part]
        placed = [number for number, one in enumerate(parts) if field in one.places]
        rows, at = (rows.copy(), self.places(at)) if placed else (rows, at)
        for number in placed:
            mine = part == number
            there, across = (place[at[mine] - parts[number].start] for place in parts[number].places[field])
            rows[mine], columns[mine] = np.where(across < 0, rows[mine], there), across
        return rows, columns


def subjects_of(records: Mapping[str, Records]) -> dict[str, Subjects]:
    """The subjects of every register; one whose unit stands in another register takes it from there."""
    return {name: Subjects(one, _units_beside(one, records)) for name, one in records.items()}


def _units_beside(records: Records, others: Mapping[str, Records]) -> pd.Series | None:
    """The unit of each record, where the register names it as ``register.field``."""
    head, _, field = (records.register.unit or "").partition(".")
    other, keys = others.get(head), records.register.references_to(head)
    if not field or other is None or len(keys) != 1 or keys[0] not in records.frame or field not in other.frame:
        return None
    known = other.frame[[other.register.key[0], field]].dropna().drop_duplicates()
    # a number that two units bear is that of neither
    known = known.drop_duplicates(other.register.key[0], keep=False)
    return records.frame[keys[0]].map(known.set_index(other.register.key[0])[field])


def _quoted(value: str | None) -> str:
    return "null" if value is None else quote(value)
