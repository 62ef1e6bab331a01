"""Which reader a file needs, judged by its first bytes and never by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING

from svcqa.errors import InputError
from svcqa.readers.refusals import damaged, refused
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.requests import Sheets, Source

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})
_OTHERS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("PDF文件", "a PDF document")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
    (b"\x1f\x8b", Text("gzip压缩文件", "a gzip archive")),
    (b"Rar!", Text("RAR压缩文件", "a RAR archive")),
    (b"7z\xbc\xaf", Text("7z压缩文件", "a 7z archive")),
    (b"SQLite format 3", Text("数据库文件", "a database")),
)
_PACKAGES = (
    ("word/document.xml", Text("Word文档", "a Word document")),
    ("ppt/presentation.xml", Text("PPT文稿", "a slide show")),
)
_IWORK = Text("苹果iWork文件（Numbers等）", "an Apple iWork document (such as Numbers)")
_NUMBERS = (".iwa", "Metadata/DocumentIdentifier")
"""Parts of a document of Apple's iWork, as a file and as the folder it may be packed from."""
_UNPACK = Text("请先解压，再读取其中的文件。", "Unpack it first and have the files in it read.")
_HTML = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")


def read(source: Source) -> Sheets | None:
    """Read a file, or return None if its content is of no kind known here.

    Raises:
        InputError: the kind is known, but this file must be refused; the sentence says why and what to do.
    """
    with source.open() as stream:
        data = stream.read()
    if data[:4] == b"PK\x03\x04" or data[:4] == b"PK\x05\x06":
        return _read_zip(data, source)
    if data[:8] == _OLE2:
        from svcqa.readers import binary

        return binary.read_xls(data, source.limits)
    for head, name in _OTHERS:
        if data.startswith(head):
            raise refused(name)
    if data[:2] in _BIFF and b"\x00" in data[:16]:
        raise refused(Text("Excel 4.0或更早的工作簿", "a workbook of Excel 4.0 or older"), "legacy_biff")
    if data.startswith(b"PAR1"):
        from svcqa.readers import parquet

        return parquet.read(data, source.limits)
    return _read_text(data, source)


def is_text_table(head: bytes, name: str) -> bool:
    """Whether a file that begins so is read as a text table, and not named like a workbook."""
    binary = (b"PK\x03\x04", b"PK\x05\x06", b"PAR1", _OLE2, *_BIFF, *(start for start, _ in _OTHERS))
    return not head.startswith(binary) and not _is_markup(head) and _suffix(name) not in _WORKBOOK_NAMES


def _read_zip(data: bytes, source: Source) -> Sheets | None:
    from svcqa.readers import package

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise damaged() from error
    names = set(archive.namelist())
    if any(name.endswith(_NUMBERS) for name in names):
        raise refused(_IWORK, "unsupported_format")
    for part, kind in _PACKAGES:
        if any(name.endswith(part) for name in names):
            raise refused(kind)
    package.guard(archive, source.limits)
    from svcqa.readers import binary, xlsx

    if "mimetype" in names and b"opendocument.spreadsheet" in package.head(archive, archive.getinfo("mimetype")):
        return binary.read_zipped(data, archive, "ods", source.limits)
    if "[Content_Types].xml" not in names:
        if source.name.lower().endswith(".zip"):
            said = "压缩包里没有能读取的表格。", "there is no spreadsheet in this archive that could be read."
            raise InputError.of(*said, mend=_UNPACK, kind="not_a_spreadsheet")
        raise refused(Text("压缩包", "an archive"))
    if any(name.endswith("workbook.bin") for name in names):
        return binary.read_zipped(data, archive, "xlsb", source.limits)
    return xlsx.read(data, archive, source.limits)


def _read_text(data: bytes, source: Source) -> Sheets | None:
    from svcqa.readers import delimited

    named = _suffix(source.name) in _WORKBOOK_NAMES
    if _is_markup(data, xml=named):
        raise refused(Text("网页（HTML/XML）", "a web page (HTML/XML)"))
    return delimited.read(data, source.encoding, workbook_name=named)


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _is_markup(data: bytes, *, xml: bool = True) -> bool:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((*_HTML, *([b"<?xml"] if xml else [])))
