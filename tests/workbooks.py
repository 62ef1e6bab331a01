"""Small files in every format the readers know, written by the tests themselves."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt

Cells = Mapping[str, Any]
"""Cell address → value."""


def xlsx(path: Path, sheets: Mapping[str, Cells], **options: Any) -> Path:
    """An xlsx workbook as spreadsheet programs write it; a formula is a pair of its text and its result."""
    with xlsxwriter.Workbook(str(path), options) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        span = book.add_format({"num_format": "[h]:mm:ss"})
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for address, value in cells.items():
                if isinstance(value, tuple):
                    sheet.write_formula(address, value[0], None, value[1])
                elif isinstance(value, dt.timedelta):
                    sheet.write_number(address, value / dt.timedelta(days=1), span)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(address, value, moment)
                else:
                    sheet.write(address, value)
    return path


def uncalculated(path: Path, formulas: Cells) -> Path:
    """A workbook by a program that calculates nothing: formulas stand in it without a result."""
    book = openpyxl.Workbook()
    for address, formula in formulas.items():
        book.active[address] = formula
    book.save(path)
    return path


def rewritten(path: Path, changes: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """The same package with some of its parts changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
    path.write_bytes(packed.getvalue())
    return path


def prefixed(xml: bytes) -> bytes:
    """The XML with a namespace prefix at every element of the main namespace."""
    named = xml.replace(b'xmlns="http://schemas.openxmlformats.org', b'xmlns:x="http://schemas.openxmlformats.org')
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", named)


def strict(xml: bytes) -> bytes:
    """The XML in the namespaces of strict Open XML."""
    main = xml.replace(b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml")
    return main.replace(b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument")


def xls(path: Path, cells: Mapping[tuple[int, int], Any], *, name: str = "表", dates_1904: bool = False) -> Path:
    """A BIFF8 workbook; addresses are (row, column) from 0."""
    book = xlwt.Workbook()
    book.dates_1904 = dates_1904
    sheet = book.add_sheet(name)
    moment = xlwt.easyxf(num_format_str="YYYY-MM-DD hh:mm")
    for (row, column), value in cells.items():
        if isinstance(value, Error):
            sheet.row(row).set_cell_error(column, value.code)
        elif isinstance(value, dt.date):
            sheet.write(row, column, value, moment)
        else:
            sheet.write(row, column, value)
    book.save(str(path))
    return path


class Error:
    """An error cell of an xls workbook, by the number of its kind."""

    def __init__(self, code: int) -> None:
        self.code = code


def ods(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """An ods workbook of one sheet; None is an empty cell."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="表")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell(**_ods_value(value))
            if value is not None:
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _ods_value(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, dt.date):
        return {"valuetype": "date", "datevalue": value.isoformat()}
    return {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}


def xlsb(
    path: Path,
    cells: Mapping[tuple[int, int], Any],
    *,
    hidden: Sequence[int] = (),
    hidden_columns: Sequence[tuple[int, int]] = (),
    dates_1904: bool = False,
) -> Path:
    """A binary workbook of one sheet: numbers, text and errors; addresses, hidden rows and columns count from 0."""
    rows = []
    for row in sorted({row for row, _ in cells}):
        flags = 0x1000 if row in hidden else 0
        rows.append(_record(0, struct.pack("<IIHHB", row, 0, 300, flags, 0) + struct.pack("<I", 0)))
        rows += [_cell(column, cells[at, column]) for at, column in sorted(cells) if at == row]
    extent = [max(numbers) for numbers in zip(*cells, strict=True)] if cells else [0, 0]
    dimension = _record(148, struct.pack("<4I", 0, extent[0], 0, extent[1]))
    columns = [_record(60, struct.pack("<IIIIH", *one, 2304, 0, 1)) for one in hidden_columns]
    head = [_record(129), dimension, _record(390), *columns, _record(391), _record(145)]
    sheet = [*head, *rows, _record(146), _record(130)]
    bundle = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("表"))
    properties = _record(153, struct.pack("<III", int(dates_1904), 0, 0))
    book = [_record(131), properties, _record(143), bundle, _record(144), _record(132)]
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", _relation(f"{kinds}/officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", _relation(f"{kinds}/worksheet", "worksheets/sheet1.bin"))
        archive.writestr("xl/workbook.bin", b"".join(book))
        archive.writestr("xl/worksheets/sheet1.bin", b"".join(sheet))
    return path


def _relation(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _cell(column: int, value: Any) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, Error):
        return _record(3, place + bytes([value.code]))
    return _record(6, place + _wide(value)) if isinstance(value, str) else _record(5, place + struct.pack("<d", value))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    return b"".join(_seven_bits(number) for number in (kind, len(content))) + content


def _seven_bits(number: int) -> bytes:
    return bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80]) + _seven_bits(number >> 7)


def container(stream: str, content: bytes = b"") -> bytes:
    """An OLE2 container with one stream."""
    from xlwt.CompoundDoc import XlsDoc

    made = io.BytesIO()
    XlsDoc().save(made, content.ljust(4096, b"\x00"))
    old, new = (f"{name}\x00".encode("utf-16-le") for name in ("Workbook", stream))
    width = max(len(old), len(new))
    at = made.getvalue().index(old)
    entry = made.getvalue()[at : at + 64].replace(old.ljust(width, b"\x00"), new.ljust(width, b"\x00"))
    return made.getvalue()[:at] + entry + len(new).to_bytes(2, "little") + made.getvalue()[at + 66 :]
