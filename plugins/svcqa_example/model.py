"""What an example company is made of: records with the facts behind them, and a way to choose some of them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from svcqa_example.truth import Truth

FIRST = dt.date(2020, 1, 1)
AS_OF = dt.date(2025, 12, 31)
YEARS = range(FIRST.year, AS_OF.year + 1)
DAY = dt.timedelta(days=1)


class Odd(str):
    """Text that stands in a cell as it is, whatever the column asks for: 待定, 约10点, a slash."""

    __slots__ = ()


@dataclass(eq=False, slots=True)
class Record:
    """One record as the company knows it.

    A ``date`` in a field of moments is a moment whose time of day nobody wrote down.
    """

    register: str
    values: dict[str, Any]
    site: str = ""
    year: int = 0
    facts: set[str] = field(default_factory=set)
    """What is true of it beside its cells: ``done``, ``cancelled``, ``taken`` …"""
    links: dict[str, Record] = field(default_factory=dict)
    """Records that belong to it."""
    planted: bool = False
    """It already carries a fault, and is left alone by the others."""

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self.values[name] = value


@dataclass(eq=False)
class Company:
    """The whole company: registers of records, and what an audit of them must find."""

    seed: int
    orders: int
    truth: Truth = field(default_factory=Truth)
    registers: dict[str, list[Record]] = field(default_factory=dict)
    rng: random.Random = field(default_factory=random.Random, init=False)
    """The dice of whatever is being done now."""

    def turn(self, what: Callable[..., object]) -> None:
        """Something is done next, with dice of its own: what is done before or after it does not change them."""
        affair = what.__module__.replace(".making.", ".")  # the folder it stands in is no part of it
        self.rng = random.Random(f"{self.seed}/{affair}/{what.__name__}")  # noqa: S311 - no secret

    @property
    def small(self) -> bool:
        """So few orders that what is rare must be less so, or there is nothing to plant faults on."""
        return self.orders < 5_000

    @property
    def few(self) -> int:
        """How often each fault is planted."""
        return 3 + self.orders // 5000

    def __getitem__(self, register: str) -> list[Record]:
        return self.registers.setdefault(register, [])

    def add(self, register: str, *, site: str = "", day: dt.date | None = None, **values: Any) -> Record:
        """Put a record into a register."""
        made = Record(register, values, site, day.year if day else 0)
        self[register].append(made)
        return made

    def pick(self, register: str, where: Callable[[Record], bool], count: int | None = None) -> list[Record]:
        """Some records without a fault that are as wanted, from as many outlets and years as can be; marked planted.

        Raises:
            LookupError: there is none; the company is too small for its faults.
        """
        fitting = [record for record in self[register] if not record.planted and where(record)]
        if not fitting:
            raise LookupError(f"no record of {register} is left for a fault")
        chosen = list(self._spread(fitting))[: self.few if count is None else count]
        for record in chosen:
            record.planted = True
        return chosen

    def _spread(self, records: list[Record]) -> Iterator[Record]:
        """The records in random order, taking outlets and years in turn."""
        groups: dict[tuple[str, int], list[Record]] = {}
        for record in records:
            groups.setdefault((record.site, record.year), []).append(record)
        piles = list(groups.values())
        self.rng.shuffle(piles)
        for pile in piles:
            self.rng.shuffle(pile)
        for turn in range(max(map(len, piles))):
            yield from (pile[turn] for pile in piles if turn < len(pile))


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of a day."""
    return dt.datetime.combine(day, dt.time(hour, minute))


def minutes(count: float) -> dt.timedelta:
    """So many minutes."""
    return dt.timedelta(minutes=count)


def time_over(day: dt.date, days: int) -> bool:
    """The last of so many days after a day is over on the audit day."""
    return day + days * DAY < AS_OF


def years_on(day: dt.date, count: int) -> dt.date:
    """The same day of another year; the 28th for 29 February."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return day.replace(year=day.year + count, day=28)
