"""Which reader a file needs, judged by its first bytes and never by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING

from svcqa.errors import InputError
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.requests import Sheets, Source

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})
_OTHERS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("PDF文件", "a PDF document")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
    (b"\x1f\x8b", Text("gzip压缩文件", "a gzip archive")),
    (b"Rar!", Text("RAR压缩文件", "a RAR archive")),
    (b"7z\xbc\xaf", Text("7z压缩文件", "a 7z archive")),
    (b"PAR1", Text("Parquet文件", "a Parquet file")),
    (b"SQLite format 3", Text("数据库文件", "a database")),
)
_SAVE_AS = Text("请用Excel打开并另存为.xlsx后再试。", "Open it in Excel, save it as .xlsx and try again.")
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
        if _ENCRYPTED in data:
            raise encrypted()
        return _calamine(data, source, "xls")
    for head, name in _OTHERS:
        if data.startswith(head):
            raise refused(name)
    if data[:2] in _BIFF and b"\x00" in data[:16]:
        return _calamine(data, source, "xls")
    return _read_text(data, source)


def _read_zip(data: bytes, source: Source) -> Sheets | None:
    from svcqa.readers import package

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise damaged() from error
    names = set(archive.namelist())
    package.guard(archive, source.limits)
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return _calamine(data, source, "ods")
    if "[Content_Types].xml" not in names:
        raise refused(Text("压缩包，不是工作簿", "an archive and no workbook"))
    if any(name.endswith("workbook.bin") for name in names):
        return _calamine(data, source, "xlsb")
    from svcqa.readers import xlsx

    return xlsx.read(data, archive, source.limits)


def _calamine(data: bytes, source: Source, kind: str) -> Sheets:
    from svcqa.readers import binary

    return binary.read(data, kind)


def _read_text(data: bytes, source: Source) -> Sheets | None:
    from svcqa.readers import delimited

    suffix = PurePath(source.name).suffix.lower()
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML) or (start.startswith(b"<?xml") and suffix in _WORKBOOK_NAMES):
        raise refused(Text("网页（HTML/XML）", "a web page (HTML/XML)"))
    return delimited.read(data, source.encoding, workbook_name=suffix in _WORKBOOK_NAMES)


def encrypted() -> InputError:
    """The refusal of a file that needs a password."""
    return InputError.of(
        "文件有密码保护。",
        "the file is protected by a password.",
        mend=Text("请用Excel打开，取消密码后另存再试。", "Open it in Excel, remove the password, save and try again."),
    )


def damaged(detail: str = "") -> InputError:
    """The refusal of a file that is broken."""
    more = f"（{detail}）" if detail else ""
    return InputError.of(
        f"文件已损坏{more}。",
        f"the file is damaged{f' ({detail})' if detail else ''}.",
        mend=Text("请重新导出或另存后再试。", "Export or save it again."),
    )


def refused(name: Text) -> InputError:
    """The refusal of a file that is something else."""
    return InputError.of(f"这是{name.zh}，不是表格。", f"this is {name.en}, not a spreadsheet.", mend=_SAVE_AS)
