"""xlsx and xlsm: the fast reader behind the scan, openpyxl where the fast one is not safe."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pyarrow as pa

from svcqa.errors import InputError
from svcqa.grid import at_rows, blank, joined
from svcqa.readers import calamine
from svcqa.readers.dispatch import damaged
from svcqa.readers.scan import Scan, scan
from svcqa.requests import Column, Sheet, Sheets, State, Tag
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.requests import Limits

_STATES: Mapping[str, State] = {"hidden": "hidden", "veryHidden": "very_hidden"}
_RELATION = "}id"


def read(data: bytes, archive: zipfile.ZipFile, limits: Limits) -> Sheets:
    """Read a workbook whose package was found sane.

    Raises:
        InputError: the package is damaged.
    """
    try:
        parts, date_system = _workbook(archive)
        scans = {name: _scan(archive, part) for name, part, _ in parts}
    except (KeyError, ET.ParseError, zipfile.BadZipFile, EOFError, ValueError) as error:
        raise damaged(str(error)) from error
    safe = all(one.dense_cells <= limits.dense_cells and not one.unaddressed for one in scans.values())
    sheets = _fast(data, parts, scans) if safe else _slow(data, parts, scans, limits)
    facts = {"format": "xlsx", "date_system": date_system, "route": "fast" if safe else "safe"}
    if any("vbaProject" in name for name in archive.namelist()):
        facts["macros"] = "ignored"
    return Sheets(sheets, facts)


Part = tuple[str, str, State]
"""Sheet name, path of its XML in the package, state."""


def _workbook(archive: zipfile.ZipFile) -> tuple[list[Part], str]:
    """The worksheets in order, and the date system."""
    path = _target(archive, "_rels/.rels", "", "officeDocument")
    tree = ET.fromstring(archive.read(path))  # noqa: S314 - parts with a DTD were refused
    folder, name = posixpath.split(path)
    relations = _relations(archive, f"{folder}/_rels/{name}.rels", folder)
    properties = tree.find("{*}workbookPr")
    system = "1904" if properties is not None and properties.get("date1904") in {"1", "true"} else "1900"
    parts = []
    for sheet in tree.iterfind("{*}sheets/{*}sheet"):
        kind, target = relations[next(value for key, value in sheet.items() if key.endswith(_RELATION))]
        if kind.endswith("/worksheet"):
            parts.append((sheet.get("name", ""), target, _STATES.get(sheet.get("state", ""), "visible")))
    if not parts:
        raise ValueError("no worksheet")
    return parts, system


def _target(archive: zipfile.ZipFile, rels: str, folder: str, kind: str) -> str:
    for found, target in _relations(archive, rels, folder).values():
        if found.endswith(f"/{kind}"):
            return target
    raise KeyError(kind)


def _relations(archive: zipfile.ZipFile, rels: str, folder: str) -> dict[str, tuple[str, str]]:
    tree = ET.fromstring(archive.read(rels))  # noqa: S314
    found = {}
    for one in tree:
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[one.get("Id", "")] = (one.get("Type", ""), path)
    return found


def _scan(archive: zipfile.ZipFile, part: str) -> Scan:
    with archive.open(part) as stream:
        return scan(stream)


def _fast(data: bytes, parts: list[Part], scans: Mapping[str, Scan]) -> list[Sheet]:
    workbook = calamine.opened(data)
    made = []
    for name, _, state in parts:
        one = calamine.sheet(workbook, name, state)
        made.append(_patched(one, scans[name]))
    return made


def _patched(sheet: Sheet, found: Scan) -> Sheet:
    """The sheet with what only the scan knows: error cells, formulas without a result, hidden rows."""
    columns = list(sheet.columns)
    rows = max([sheet.rows, *(row + 1 for row, _ in [*found.errors, *found.never_calculated])])
    width = max([len(columns), *(column + 1 for _, column in [*found.errors, *found.never_calculated])])
    columns = [_longer(column, rows) for column in columns] + [blank(rows) for _ in range(width - len(columns))]
    for number in {column for _, column in [*found.errors, *found.never_calculated]}:
        errors = {row: text for (row, column), text in found.errors.items() if column == number}
        never = [row for row, column in found.never_calculated if column == number]
        columns[number] = _marked(columns[number], errors, never)
    return Sheet(sheet.name, columns, rows, sheet.state, found.hidden_rows, sheet.merged, sheet.problem)


def _longer(column: Column, rows: int) -> Column:
    missing = rows - len(column.tags)
    return joined([column, blank(missing)]) if missing else column


def _marked(column: Column, errors: Mapping[int, str], never: list[int]) -> Column:
    tags = column.tags.copy()
    texts = column.texts
    if never:
        tags[never] = Tag.NEVER_CALCULATED
    if errors:
        tags[list(errors)] = Tag.ERROR
        words = texts.to_pylist() if texts is not None else [None] * len(tags)
        for row, text in errors.items():
            words[row] = text
        texts = pa.array(words, pa.string())
    return Column(np.asarray(tags), column.numbers, column.moments, texts)


def _slow(data: bytes, parts: list[Part], scans: Mapping[str, Scan], limits: Limits) -> list[Sheet]:
    """openpyxl, row by row: slow, but a stray cell far off does not cost more than itself."""
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return [_patched(_streamed(workbook[name], name, state, limits), scans[name]) for name, _, state in parts]
    finally:
        workbook.close()


def _streamed(worksheet: Any, name: str, state: State, limits: Limits) -> Sheet:
    """Only cells that hold something are kept; columns between them are blank and cost nothing."""
    worksheet.reset_dimensions()
    cells: dict[int, dict[int, Any]] = {}
    for number, row in enumerate(worksheet.iter_rows(values_only=True)):
        for column, value in enumerate(row):
            if value is not None:
                cells.setdefault(column, {})[number] = value
    rows = max((max(column) + 1 for column in cells.values()), default=0)
    if len(cells) * rows > limits.dense_cells:
        raise _too_large(name, rows, len(cells))
    empty = blank(rows)
    columns = [
        at_rows(cells[number], rows) if number in cells else empty for number in range(max(cells, default=-1) + 1)
    ]
    return Sheet(name, columns, rows, state)


def _too_large(name: str, rows: int, columns: int) -> InputError:
    return InputError.of(
        f"工作表“{name}”太大（{rows}行×{columns}列）。",
        f"sheet '{name}' is too large ({rows} rows by {columns} columns).",
        mend=Text(
            "请删去多余的行列，或拆成几个文件。", "Remove stray rows and columns, or split it into several files."
        ),
    )
