"""xls, xlsb and ods through the fast reader; the child process bounds what a hostile one can do."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.parsers import expat

from svcqa.readers import calamine
from svcqa.readers.patching import patched
from svcqa.readers.refusals import damaged, encrypted, no_worksheet, oversized, refused
from svcqa.requests import Sheets
from svcqa.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from svcqa.readers.biff import Walked
    from svcqa.readers.scan import Scan
    from svcqa.requests import Limits, Sheet

_DAMAGED = (
    LookupError, ValueError, ET.ParseError, expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError,
    NotImplementedError, OverflowError,
)  # fmt: skip
"""What reading the parts of a damaged package may raise."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_ERRORS_NOT_TOLD = {"error_cells": "not told from blanks"}
_RESULTS_NOT_TOLD = {"formulas_without_result": "not told from zeros"}
_DOCUMENTS = {"WordDocument": Text("Word文档", "a Word document"), "PowerPoint Document": Text("PPT文稿", "slides")}


def read_xls(data: bytes, limits: Limits) -> Sheets:
    """Read an old workbook (BIFF5 or BIFF8 in an OLE2 container).

    Raises:
        InputError: it is protected by a password, damaged, or no workbook.
    """
    walked = _walked(data)
    return _read(data, "xls", walked.date_system, walked.scans, limits)


def read_zipped(data: bytes, archive: zipfile.ZipFile, kind: str, limits: Limits) -> Sheets:
    """Read an xlsb or ods workbook.

    Raises:
        InputError: it is protected by a password, damaged, or declares far too many cells.
    """
    from svcqa.readers import biff12, opendocument

    try:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise encrypted()
        walked: biff12.Walked | opendocument.Walked
        if kind == "ods":
            with archive.open("content.xml") as stream:
                walked = opendocument.walk(stream)
        else:
            walked = biff12.walk(archive)
    except _DAMAGED as error:
        raise damaged(str(error)) from error
    return _read(data, kind, walked.date_system, walked.scans, limits)


def _read(data: bytes, kind: str, date_system: str, scans: Sequence[Scan], limits: Limits) -> Sheets:
    if any(one.dense_cells > limits.dense_cells for one in scans):  # there is no careful reader for these
        raise oversized()
    sheets = _sheets(data, kind)
    facts = {"format": kind, "date_system": date_system}
    if kind == "ods":
        facts["covered_cells"] = "read"
    else:
        facts |= _RESULTS_NOT_TOLD
    if len(scans) != len(sheets):  # they disagree on what is a worksheet: no marks are better than wrong ones
        return Sheets(sheets, {**facts, **_ERRORS_NOT_TOLD, **_RESULTS_NOT_TOLD})
    return Sheets([patched(one, found) for one, found in zip(sheets, scans, strict=True)], facts)


def _sheets(data: bytes, kind: str) -> list[Sheet]:
    workbook = calamine.opened(data, kind)
    sheets = [calamine.sheet(workbook, name, state) for name, state in calamine.worksheets(workbook)]
    if not sheets:
        raise no_worksheet()
    return sheets


def _walked(data: bytes) -> Walked:
    from svcqa.readers import biff, ole2

    try:
        container = ole2.Container(data)
        _refuse_others(container.names())
        walked = biff.walk(container)
    except KeyError as error:
        raise refused(Text("不含工作簿的Office文档", "an Office document without a workbook")) from error
    except ValueError as error:
        raise encrypted() if _ENCRYPTED in data else damaged(str(error)) from error
    if walked.encrypted:
        raise encrypted()
    return walked


def _refuse_others(streams: list[str]) -> None:
    if "EncryptedPackage" in streams:
        raise encrypted()
    for stream, kind in _DOCUMENTS.items():
        if stream in streams:
            raise refused(kind)
