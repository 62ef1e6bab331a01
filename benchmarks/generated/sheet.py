"""A register while its records are made up, and what all registers have in common."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from svcqa.registers import TEMPORAL, TEXTUAL, Kind, Part, Records, Register

ROWS = 1_000_000
BLANK, DATE_ONLY, UNREADABLE = 0.02, 0.01, 0.001
BEGIN, DAYS = np.datetime64("2023-01-01", "us"), 1_095
"""The three years in which all happens; the audit is at their end."""
PEOPLE, CUSTOMERS, ITEMS = 50_000, 200_000, 200_000
SITES, MONTHS = 30_000, 36
"""Outlets that hand in a report every month."""
SECOND, DAY = np.timedelta64(1, "s"), np.timedelta64(86_400_000_000, "us")
STRING = pd.StringDtype(na_value=np.nan)
ORDER, STAFF = "WO", "E"
SKILLS = ["电工", "焊工", "制冷", "高处作业", "网络"]
REGIONS = [f"{name}{number}区" for name in ("华东", "华北", "华南", "西南") for number in range(10)]


class Sheet:
    """The records of one register while they are filled in.

    Args:
        name: of the register.
        register: what its fields are.
        rows: how many records it has where a million orders are made.
        orders: how many orders are made; everything else shrinks with them.
    """

    def __init__(self, name: str, register: Register, rows: int, orders: int) -> None:
        self.name, self.register, self.orders = name, register, orders
        self.rows = self.shrunk(rows)
        self.random = np.random.default_rng(zlib.crc32(name.encode()))
        self._columns: dict[str, pd.Series] = {}
        self._kinds: dict[str, np.ndarray] = {}
        self._date_only: dict[str, np.ndarray] = {}

    def put(self, field: str, values: Any, blank: float | np.ndarray = BLANK, unread: float = UNREADABLE) -> None:
        """Fill in a column.

        Args:
            field: its name.
            values: strings as ``(names, position of each)``, moments, numbers or truths; NaT is blank.
            blank: the share of its cells that are blank, or True where they are.
            unread: the share of them that cannot be read, where they are no texts.
        """
        kind = self.register.fields[field].type
        missing = self.chance(blank) if isinstance(blank, float) else blank
        illegible = self.chance(0.0 if kind in TEXTUAL else unread)
        if kind in TEMPORAL:
            missing = missing | np.isnat(values)
            values = self._dated(field, kind, values)
        self._kinds[field] = np.select([illegible, missing], [Kind.UNREADABLE, Kind.BLANK], Kind.VALUE).astype("uint8")
        self._columns[field] = _series(kind, values).mask(missing | illegible)

    def _dated(self, field: str, kind: str, values: np.ndarray) -> np.ndarray:
        bare = self.chance(DATE_ONLY) if kind == "datetime" else np.ones(self.rows, bool)
        self._date_only[field] = bare
        return np.where(bare, values.astype("datetime64[D]").astype("datetime64[us]"), values.astype("datetime64[us]"))

    def shrunk(self, count: int) -> int:
        """A number of things that belongs to a million orders."""
        return max(min(count, 5), count * self.orders // ROWS)

    def chance(self, share: float) -> np.ndarray:
        """True for about this share of the records."""
        return np.asarray(self.random.random(self.rows) < share)

    def any_of(self, count: int) -> np.ndarray:
        """For each record a number below ``count``."""
        return self.random.integers(0, count, self.rows)

    def moments(self) -> np.ndarray:
        """For each record a moment of the three years, at work or not."""
        return BEGIN + self.any_of(DAYS * 86_400) * SECOND

    def later(self, than: np.ndarray, days: float, longest: float, *, over: float = 0.03) -> np.ndarray:
        """Moments after others: mostly within ``days``, some up to ``longest``, and a few before them."""
        late = self.chance(over)
        took = self.random.random(self.rows) * np.where(late, longest, days)
        took[self.chance(0.002)] *= -1
        found: np.ndarray = than + (took * 86_400).astype("int64") * SECOND
        return found

    def made(self) -> Records:
        """The records; each column may be asked where it stands."""
        rows = np.arange(self.rows) + 2
        places = {name: number for number, name in enumerate(self._columns)}
        return Records(
            self.name, self.register, pd.DataFrame(self._columns), self._kinds,
            date_only=self._date_only, parts=[Part("a.xlsx", self.name, 0, rows, places)],
        )  # fmt: skip


Filling = Callable[[Sheet], None]


def _series(kind: str, values: Any) -> pd.Series:
    if kind in TEXTUAL:
        names, at = values
        return pd.Series(pd.array(names, dtype=STRING).take(at))
    return pd.Series(values, dtype={"yes_no": "boolean", "number": "float64", "money": "float64"}.get(kind))


def numbered(head: str, count: int) -> list[str]:
    """So many numbers of one kind."""
    return [f"{head}{number:07d}" for number in range(count)]


def series(head: str, count: int) -> list[str]:
    """Numbers of a series with gaps."""
    return [f"{head}{number + number // 997:08d}" for number in range(count)]


def one_of(sheet: Sheet, names: Sequence[str]) -> tuple[Sequence[str], np.ndarray]:
    """Any of some names for each record."""
    return names, sheet.any_of(len(names))


def of_orders(sheet: Sheet, what: str, count: int) -> np.ndarray:
    """What every order has in all registers: a number below ``count``."""
    return np.random.default_rng(zlib.crc32(what.encode())).integers(0, count, sheet.orders)


def key(sheet: Sheet, head: str, twice: float = 0.001) -> tuple[list[str], np.ndarray]:
    """Numbers of a series with gaps, in order; a few records bear the number of another."""
    at = np.arange(sheet.rows)
    again = sheet.chance(twice)
    at[again] = sheet.any_of(sheet.rows)[again]
    return series(head, sheet.rows), at


def people(sheet: Sheet) -> list[str]:
    """The numbers of the staff."""
    return numbered(STAFF, sheet.shrunk(PEOPLE))


def outlets(sheet: Sheet) -> list[str]:
    """The numbers of the outlets."""
    return numbered("SC", sheet.shrunk(SITES))


def clients(sheet: Sheet) -> list[str]:
    """The numbers of the customers."""
    return numbered("C", sheet.shrunk(CUSTOMERS))
