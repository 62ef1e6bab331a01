"""Prepared sheets as pages read them: a part of a sheet, findings by filters, and the next one from a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, select

from svcqa.text import Text
from svcqa.web.sheets import asking, cells, counting, schema
from svcqa.web.sheets.asking import Decisions
from svcqa.web.sheets.nouns import Counts, Detail, Entry, Filters, Place, Remark, RuleFacts, SheetFacts, Told, Window
from svcqa.web.unprepared import unprepared

PLACE = "sheets"
"""The folder within that of an audit."""
_INDEX = "index.sqlite"
MOST_ROWS, MOST_COLUMNS = 200, 60
"""How much of a sheet a window holds at most."""
NOBODY: Decisions = {}


def engine_of(place: Path, *, write: bool = False) -> Engine:
    """The index in a folder."""
    if write:
        return create_engine(URL.create("sqlite", database=str(place / _INDEX)), poolclass=NullPool)
    address = f"file:{(place / _INDEX).absolute().as_uri().removeprefix('file:')}"
    query = {"uri": "true", "mode": "ro", "immutable": "1"}
    return create_engine(URL.create("sqlite", database=address, query=query), poolclass=NullPool)


def cells_of(place: Path, number: int) -> Path:
    """The file with the cells of a sheet."""
    return place / f"{number}.parquet"


class Prepared:
    """What was prepared of an audit.

    Args:
        folder: the one given to :func:`svcqa.web.sheets.prepare`.

    Raises:
        UnpreparedError: nothing was prepared there.
    """

    def __init__(self, folder: Path) -> None:
        self._place = folder / PLACE
        if not (self._place / _INDEX).is_file():
            raise unprepared(Text("这次检查的表格和疑点", "the sheets and findings of this check"))
        self._engine = engine_of(self._place)

    def sheets(self) -> list[SheetFacts]:
        """All sheets, in the order of the files."""
        with self._reading() as connection:
            found = connection.scalars(select(schema.sheets.c.data).order_by(schema.sheets.c.number))
            return [msgspec.json.decode(one, type=SheetFacts) for one in found]

    def sheet(self, number: int) -> SheetFacts | None:
        """One sheet; ``None`` if there is none of this number."""
        with self._reading() as connection:
            found = connection.scalar(select(schema.sheets.c.data).where(schema.sheets.c.number == number))
        return msgspec.json.decode(found, type=SheetFacts) if found else None

    def window(self, sheet: SheetFacts, first: int, count: int, left: int = 0, columns: int = MOST_COLUMNS) -> Window:
        """A part of a sheet, cut to what there is of it.

        Args:
            sheet: the sheet.
            first: the first row, from 1.
            count: rows, 200 at most.
            left: the first column, from 0.
            columns: columns, 60 at most.
        """
        first, left = max(first, 1), max(left, 0)
        count = max(min(count, MOST_ROWS, sheet.rows - first + 1), 0)
        columns = max(min(columns, MOST_COLUMNS, len(sheet.widths) - left), 0)
        rows = cells.read(cells_of(self._place, sheet.number), first, count, left, columns)
        last, right = first + count - 1, left + columns - 1
        with self._reading() as connection:
            marks: dict[tuple[int, int], list[tuple[Entry, bool]]] = {}
            for row, column, own, entry in asking.marks(connection, sheet.number, (first, last), (left, right)):
                marks.setdefault((row, column), []).append((entry, own))
            return Window(first, left, rows, _remarks(connection, sheet.number, first, last), marks)

    def cell(self, sheet: SheetFacts, row: int, column: int) -> tuple[str, list[tuple[Entry, bool]]]:
        """All that a cell shows, and what rests on it."""
        with self._reading() as connection:
            found = list(asking.marks(connection, sheet.number, (row, row), (column, column)))
        text = cells.content(cells_of(self._place, sheet.number), row, column) if self._is_on(sheet, row) else ""
        return text, [(entry, own) for _, _, own, entry in found]

    def entries(self, filters: Filters, decisions: Decisions = NOBODY, start: int = 0, count: int = 100) -> list[Entry]:
        """Those that the filters let through, in the order of the sheets."""
        with self._reading() as connection:
            return list(asking.entries(connection, filters, decisions, start, count))

    def entry(self, number: int) -> Detail | None:
        """One entry with all it rests on; ``None`` if there is none of this number."""
        with self._reading() as connection:
            found = asking.one(connection, number)
            if found is None:
                return None
            entry, evidence = found
            rows = connection.execute(
                select(schema.places).where(schema.places.c.entry == number).order_by(schema.places.c.position)
            )
            places = [Place(*row[2:]) for row in rows]
        return Detail(entry, places, msgspec.json.decode(evidence, type=list[Told]))

    def placed(
        self, filters: Filters, decisions: Decisions = NOBODY, start: int = 0, count: int = 100
    ) -> list[tuple[Entry, list[Place]]]:
        """Those that the filters let through with the cells they rest on, in the order of the sheets."""
        found = self.entries(filters, decisions, start, count)
        table = schema.places.c
        wanted = select(schema.places).where(table.entry.in_([one.number for one in found]))
        places: dict[int, list[Place]] = {}
        with self._reading() as connection:
            for row in connection.execute(wanted.order_by(table.entry, table.position)):
                places.setdefault(row.entry, []).append(Place(*row[2:]))
        return [(one, places.get(one.number, [])) for one in found]

    def rules(self) -> list[tuple[int, RuleFacts]]:
        """All rules of the audit with their numbers, whether or not anything was found by them."""
        with self._reading() as connection:
            rows = connection.execute(select(schema.rules).order_by(schema.rules.c.number)).all()
        return [(row.number, msgspec.json.decode(row.data, type=RuleFacts)) for row in rows]

    def unit(self, name: str) -> int | None:
        """The number of a unit; ``None`` if nothing was found of one of that name."""
        with self._reading() as connection:
            return connection.scalar(select(schema.units.c.number).where(schema.units.c.name == name))

    def number(self, fingerprint: str) -> int | None:
        """The number of the finding with a fingerprint."""
        with self._reading() as connection:
            table = schema.entries.c
            return connection.scalar(select(table.number).where(table.fingerprint == fingerprint).limit(1))

    def step(
        self, place: tuple[int, int, int], filters: Filters, decisions: Decisions = NOBODY, *, back: bool = False
    ) -> Entry | None:
        """The next entry behind a place (sheet, row, column), or the last one before it; ``None`` at the end."""
        with self._reading() as connection:
            return asking.step(connection, place, filters, decisions, back=back)

    def beside(
        self, number: int, filters: Filters, decisions: Decisions = NOBODY, *, back: bool = False
    ) -> Entry | None:
        """The next entry behind another, or the last one before it; ``None`` at the end."""
        with self._reading() as connection:
            return asking.beside(connection, number, filters, decisions, back=back)

    def position(self, number: int, filters: Filters, decisions: Decisions = NOBODY) -> tuple[int, int] | None:
        """Which of those that the filters let through an entry is, and of how many; ``None`` if it is not."""
        with self._reading() as connection:
            return asking.position(connection, number, filters, decisions)

    def counts(self, filters: Filters, decisions: Decisions = NOBODY) -> Counts:
        """How many entries of what the filters let through; each kind of count leaves its own filter out."""
        with self._reading() as connection:
            return counting.counts(connection, filters, decisions)

    @staticmethod
    def _is_on(sheet: SheetFacts, row: int) -> bool:
        return 1 <= row <= sheet.rows

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection


def _remarks(connection: Connection, sheet: int, first: int, last: int) -> Mapping[int, list[Remark]]:
    table = schema.remarks.c
    wanted = select(table.first, table.last, table.reason, table.text, table.region).where(
        table.sheet == sheet, table.first <= last, table.last >= first
    )
    found: dict[int, list[Remark]] = {}
    for start, end, *told in connection.execute(wanted.order_by(table.position)):
        for row in range(max(start, first), min(end, last) + 1):
            found.setdefault(row, []).append(Remark(*told))
    return found
