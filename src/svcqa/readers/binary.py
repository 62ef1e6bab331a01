"""xls, xlsb and ods through the fast reader; the child process bounds what a hostile one can do."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from svcqa.readers import calamine
from svcqa.readers.patching import patched
from svcqa.readers.refusals import damaged, encrypted, no_worksheet, refused
from svcqa.requests import Sheets
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.readers.biff import Walked
    from svcqa.readers.biff12 import Walked as Walked12
    from svcqa.requests import Sheet

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_ERRORS_NOT_TOLD = {"error_cells": "not told from blanks"}
_RESULTS_NOT_TOLD = {"formulas_without_result": "not told from zeros"}
_DOCUMENTS = {"WordDocument": Text("Word文档", "a Word document"), "PowerPoint Document": Text("PPT文稿", "slides")}


def read_xls(data: bytes) -> Sheets:
    """Read an old workbook (BIFF5 or BIFF8 in an OLE2 container).

    Raises:
        InputError: it is protected by a password, damaged, or no workbook.
    """
    walked = _walked(data)
    sheets = _sheets(data, "xls")
    facts = {"format": "xls", "date_system": walked.date_system, **_RESULTS_NOT_TOLD}
    if len(walked.scans) != len(sheets):  # they disagree on what is a worksheet: no marks are better than wrong ones
        return Sheets(sheets, {**facts, **_ERRORS_NOT_TOLD})
    return Sheets([patched(one, found) for one, found in zip(sheets, walked.scans, strict=True)], facts)


def read_zipped(data: bytes, archive: zipfile.ZipFile, kind: str) -> Sheets:
    """Read an xlsb or ods workbook.

    Raises:
        InputError: it is protected by a password, or damaged.
    """
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise encrypted()
    sheets = _sheets(data, kind)
    facts = {"format": kind, **_RESULTS_NOT_TOLD}
    if kind == "ods":
        return Sheets(sheets, {**facts, **_ERRORS_NOT_TOLD, "covered_cells": "read"})
    return _marked(sheets, facts, _walked_xlsb(archive))


def _marked(sheets: list[Sheet], facts: dict[str, str], walked: Walked12 | None) -> Sheets:
    if walked is None or len(walked.scans) != len(sheets):
        return Sheets(sheets, {**facts, **_ERRORS_NOT_TOLD})
    facts["date_system"] = walked.date_system
    return Sheets([patched(one, found) for one, found in zip(sheets, walked.scans, strict=True)], facts)


def _walked_xlsb(archive: zipfile.ZipFile) -> Walked12 | None:
    """What the records say, or None if they are not what they should be."""
    from svcqa.readers import biff12

    try:
        return biff12.walk(archive)
    except (KeyError, ValueError, ET.ParseError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return None


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
