"""Writing down the sheets of an audit for pages, where its files were audited: in a worker process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, insert

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.web.sheets import cells, schema
from svcqa.web.sheets.entries import rows_of
from svcqa.web.sheets.facts import remarks, sheet_facts
from svcqa.web.sheets.nouns import SheetFacts
from svcqa.web.sheets.prepared import PLACE, cells_of, engine_of

if TYPE_CHECKING:
    from svcqa.findings import Audit
    from svcqa.requests import Sheet

_AT_ONCE = 10_000


def prepare(audit: Audit, files: Mapping[str, Path], folder: Path) -> None:
    """Write the sheets of an audit for pages, into a folder ``sheets`` of the one given.

    Args:
        audit: what came out.
        files: where its files lie now, by the names they have in the audit.
        folder: what is prepared of this audit; it is there.

    Raises:
        OSError: it cannot be written to.
    """
    place = folder / PLACE
    place.mkdir()
    engine = engine_of(place, write=True)
    try:
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            facts = list(_sheets(audit, _read(audit, files), place, connection))
            numbers: dict[tuple[str, str], int] = {}
            for one in facts:
                numbers.setdefault((one.file, one.sheet), one.number)
            _put_entries(audit, facts, numbers, connection)
    finally:
        engine.dispose()


def _put_entries(
    audit: Audit, facts: Sequence[SheetFacts], numbers: dict[tuple[str, str], int], connection: Connection
) -> None:
    rows = rows_of(audit, numbers)
    counts = Counter((one["sheet"], one["kind"]) for one in rows.entries)
    counted = [replace(f, findings=counts[f.number, "finding"], unjudged=counts[f.number, "unjudged"]) for f in facts]
    _insert(connection, "sheets", [{"number": f.number, "data": msgspec.json.encode(f).decode()} for f in counted])
    for name in ("rules", "units", "entries", "words", "places"):
        _insert(connection, name, getattr(rows, name))


def _insert(connection: Connection, name: str, rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(schema.metadata.tables[name]), rows[start : start + _AT_ONCE])


def _read(audit: Audit, files: Mapping[str, Path]) -> Iterator[tuple[InputAccount, dict[str, Sheet]]]:
    """Every input of the audit with its sheets as they are read; none where its file is not there or is another."""
    from svcqa.intake import Reading
    from svcqa.intake.child import ReadJob

    encoding = audit.run.order.settings.get("encoding") if audit.run.order else None
    accounts = audit.content.inputs
    jobs = [ReadJob(files[one.name], one.name, encoding) for one in accounts if one.name in files]
    with Reading(jobs) as reading:
        results = iter(reading)
        for account in accounts:
            result = next(results) if account.name in files else None
            same = result is not None and result.sha256 == account.sha256
            sheets = result.sheets.sheets if result and result.sheets and same else ()
            yield account, {one.name: one for one in sheets}


def _sheets(
    audit: Audit, read: Iterator[tuple[InputAccount, dict[str, Sheet]]], place: Path, connection: Connection
) -> Iterator[SheetFacts]:
    """Write the cells of every sheet, and the remarks on its rows."""
    number = 0
    for file, sheets in read:
        if not file.sheets:
            yield SheetFacts(number, file.name, "", problem=file.problem, notes=file.notes)
            number += 1
        for accounts in _by_sheet(file):
            facts = sheet_facts(file, accounts, audit.content.registers, number)
            sheet = sheets.get(facts.sheet)
            told = [{**one, "sheet": number, "position": at} for at, one in enumerate(remarks(accounts, sheet))]
            _insert(connection, "remarks", told)
            yield _with_cells(facts, sheet, place) if sheet else facts
            number += 1


def _by_sheet(file: InputAccount) -> list[list[SheetAccount]]:
    """The accounts of each sheet; a sheet of several tables has one for each."""
    found: dict[str, list[SheetAccount]] = {}
    for one in file.sheets:
        found.setdefault(one.sheet, []).append(one)
    return list(found.values())


def _with_cells(facts: SheetFacts, sheet: Sheet, place: Path) -> SheetFacts:
    widths = cells.write(sheet, cells_of(place, facts.number))
    return replace(
        facts,
        read=True,
        rows=sheet.rows,
        widths=widths,
        hidden_columns=list(sheet.hidden_columns),
        merged=[(first + 1, left, last + 1, right) for first, left, last, right in sheet.merged],
    )
