"""xlsx and xlsm: the fast reader behind the scan, openpyxl for the sheets where the fast one is not safe."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from svcqa.readers import calamine
from svcqa.readers.patching import patched
from svcqa.readers.refusals import damaged, no_worksheet
from svcqa.readers.scan import Scan, scan
from svcqa.readers.workbook import Part, Workbook, read_workbook
from svcqa.requests import Sheet, Sheets

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from svcqa.requests import Limits

_DAMAGED = (
    KeyError, ValueError, ET.ParseError, zipfile.BadZipFile, zlib.error, EOFError, StopIteration, NotImplementedError,
)  # fmt: skip


def read(data: bytes, archive: zipfile.ZipFile, limits: Limits) -> Sheets:
    """Read a workbook whose package was found sane.

    A sheet that is damaged says so; the others are read.

    Raises:
        InputError: the package is damaged, has no worksheet, or none that can be read.
    """
    try:
        workbook = read_workbook(archive)
    except _DAMAGED as error:
        raise damaged(_said(error)) from error
    if not workbook.parts:
        raise no_worksheet()
    scans = [_scan(archive, part, workbook) for part in workbook.parts]
    if all(isinstance(one, str) for one in scans):
        raise damaged(str(scans[0]))
    safe = [isinstance(one, Scan) and _is_safe(one, limits) for one in scans]
    made = _Reader(data, limits)
    sheets = [made.sheet(part, one, fast) for part, one, fast in zip(workbook.parts, scans, safe, strict=True)]
    facts = {"format": "xlsx", "date_system": workbook.date_system, "route": "fast" if all(safe) else "safe"}
    if any("vbaProject" in name for name in archive.namelist()):
        facts["macros"] = "ignored"
    return Sheets(sheets, facts)


class _Reader:
    """The two routes to one workbook, each opened only if a sheet takes it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._fast: CalamineWorkbook | None = None

    def sheet(self, part: Part, found: Scan | str, fast: bool) -> Sheet:
        if isinstance(found, str):
            return Sheet(part.name, (), 0, part.state, problem=found)
        if not fast and found.unaddressed:  # the careful reader would put such cells into wrong rows
            said = "太大，且单元格没有地址 / too large, and its cells carry no addresses"
            return Sheet(part.name, (), 0, part.state, problem=said)
        return patched(self._quick(part) if fast else self._careful(part), found)

    def _quick(self, part: Part) -> Sheet:
        self._fast = self._fast or calamine.opened(self._data, "xlsx")
        return calamine.sheet(self._fast, part.name, part.state)

    def _careful(self, part: Part) -> Sheet:
        from svcqa.readers import rowwise

        return rowwise.sheet(self._data, part.name, part.state, self._limits.dense_cells)


def _is_safe(found: Scan, limits: Limits) -> bool:
    return found.dense_cells <= limits.dense_cells


def _scan(archive: zipfile.ZipFile, part: Part, workbook: Workbook) -> Scan | str:
    """What the scan found, or why the sheet's XML cannot be read."""
    try:
        with archive.open(part.path) as stream:
            return scan(stream, trust_zero=workbook.calculates)
    except _DAMAGED as error:
        return _said(error)


def _said(error: Exception) -> str:
    return str(error.args[0] if isinstance(error, KeyError) and error.args else error) or type(error).__name__
