"""xlsx and xlsm: the fast reader beside the scan, openpyxl for the sheets where the fast one is not safe."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from svcqa.parts import entry
from svcqa.readers import calamine, slices
from svcqa.readers.patching import patched
from svcqa.readers.refusals import damaged, no_worksheet
from svcqa.readers.scan import Scan, scanned
from svcqa.readers.slices import Sliced, Slicer
from svcqa.readers.workbook import Part, Workbook, read_workbook
from svcqa.requests import Sheet, Sheets

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from svcqa.requests import Limits

_DAMAGED = (
    LookupError, ValueError, ET.ParseError, zipfile.BadZipFile, zlib.error, EOFError, StopIteration,
    NotImplementedError,
)  # fmt: skip

_SAME_NAME = "有几个工作表同名 / several sheets have this name"
"""Readers take sheets by name, and would take one of them several times."""


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
    with Slicer(archive, limits.dense_cells) as slicer:
        names = Counter(part.name for part in workbook.parts)
        reading = [
            _begun(archive, part, workbook, slicer) if names[part.name] == 1 else _SAME_NAME for part in workbook.parts
        ]
        if all(isinstance(one, str) for one in reading):
            raise damaged(str(reading[0]))
        routes = _Routes(data, limits)
        sheets = [
            Sheet(part.name, (), 0, part.state, problem=one) if isinstance(one, str) else routes.sheet(one)
            for part, one in zip(workbook.parts, reading, strict=True)
        ]
    facts = {"format": "xlsx", "date_system": workbook.date_system, "route": "safe" if routes.careful else "fast"}
    if any("vbaProject" in name for name in archive.namelist()):
        facts["macros"] = "ignored"
    if any("externalLinks/" in name for name in archive.namelist()):
        facts["external_links"] = "not followed"
    return Sheets(sheets, facts)


@dataclass(frozen=True)
class _Begun:
    """A sheet that was scanned, and of which the slices are being read if it is a long one."""

    part: Part
    found: Scan
    sliced: Sliced | None


def _begun(archive: zipfile.ZipFile, part: Part, workbook: Workbook, slicer: Slicer) -> _Begun | str:
    """Scan a sheet and begin to read it; or why its XML cannot be read."""
    found = Scan()
    try:
        with archive.open(entry(archive, part.path)) as stream:
            pieces = scanned(stream, found, slices.SIZE, slicer.looking(part), trust_zero=workbook.calculates)
            return _Begun(part, found, slicer.read(part, pieces))
    except _DAMAGED as error:
        return _said(error)


class _Routes:
    """The ways to read a sheet of one workbook: in slices, as a whole, or, where a cell stands far off, carefully."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._fast: CalamineWorkbook | None = None
        self.careful = False

    def sheet(self, one: _Begun) -> Sheet:
        """The sheet, with the marks of its scan."""
        return patched(self._read(one), one.found)

    def _read(self, one: _Begun) -> Sheet:
        fast = self._quickly(one)
        if fast is not None and not fast.problem:
            return fast
        careful = self._carefully(one.part, one.found)
        # where neither can read it, the first says more to people
        return fast if fast is not None and careful.problem else careful

    def _quickly(self, one: _Begun) -> Sheet | None:
        """By the fast reader; None where it is not safe."""
        if one.sliced is not None:
            return one.sliced.sheet() if one.sliced.safe else None
        if one.found.dense_cells > self._limits.dense_cells:
            return None
        self._fast = self._fast or calamine.opened(self._data, "xlsx")
        return calamine.sheet(self._fast, one.part.name, one.part.state)

    def _carefully(self, part: Part, found: Scan) -> Sheet:
        self.careful = True
        if found.unaddressed:  # the careful reader would put such cells into wrong rows
            said = "太大，且单元格没有地址 / too large, and its cells carry no addresses"
            return Sheet(part.name, (), 0, part.state, problem=said)
        from svcqa.readers import rowwise

        return rowwise.sheet(self._data, part.name, part.state, self._limits.dense_cells)


def _said(error: Exception) -> str:
    return str(error.args[0] if isinstance(error, KeyError) and error.args else error) or type(error).__name__
