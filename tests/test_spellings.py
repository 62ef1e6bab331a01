"""However the XML of a workbook is spelled, its cells are the same; what the fast reader cannot read, the other does."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from svcqa.readers.spelling import blocks
from svcqa.requests import Tag
from tests import workbooks
from tests.test_readers import SHEET_XML, filled, only, read
from tests.test_slices import cut, plain, shapes, some_cells

__all__ = ["plain"]
SHARED = "xl/sharedStrings.xml"


def _single(xml: bytes) -> bytes:
    return re.sub(rb"<[^>]*>", lambda tag: tag[0].replace(b'"', b"'"), xml)


def _spaced(xml: bytes) -> bytes:
    return re.sub(rb"<(?:c|row)[^>]*>", lambda tag: tag[0].replace(b"=", b" = "), xml)


def _lines(xml: bytes) -> bytes:
    return re.sub(rb"<(?:c|row)[^>]*>", lambda tag: tag[0].replace(b" ", b"\r\n\t"), xml)


def _commented(xml: bytes) -> bytes:
    said = b'<!-- <row r="9999" hidden="1"><c r="B9999" t="e"><v>5</v></c></row></sheetData> -->'
    return re.sub(rb"<row |<v>|</sheetData>", lambda tag: said + tag[0] + (said if tag[0][1:2] == b"/" else b""), xml)


@pytest.mark.parametrize("size", [150, 1000, 1 << 22])
@pytest.mark.parametrize("change", [_single, _spaced, _lines, _commented])
def test_quotes_spaces_and_comments_change_nothing(tmp_path: Path, size: int, change: Callable[[bytes], bytes]) -> None:
    cells = {**some_cells(4), "B3": 'it\'s "r=1"', "B4": "=", "B5": "a = 'b'"}
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": cells})
    before = shapes(read(path))
    assert shapes(cut(workbooks.rewritten(path, {SHEET_XML: change}), size)) == before


@pytest.mark.parametrize("size", [200, 1 << 22])
def test_what_a_text_quotes_is_no_cell(plain: Path, size: int) -> None:
    said = '<row r="9"><c r="B9" t="e"> & 甲'
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t><![CDATA[{said}]]></t></is></c></row>'
        for row in range(1, 40)
    )

    def change(xml: bytes) -> bytes:
        return re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), xml)

    (sheet,) = cut(workbooks.rewritten(plain, {SHEET_XML: change}), size).sheets
    assert filled(sheet) == {f"A{row}": said for row in range(1, 40)}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_comments_are_left_out_wherever_the_blocks_end(size: int) -> None:
    xml = b"<a><!-- <row> - -- > --><b/><![CDATA[x<y]]]]><![CDATA[>&]]>!</a><!---->"
    assert b"".join(blocks(io.BytesIO(xml), size)) == b"<a><b/>x&lt;y]]&gt;&amp;!</a>"


def test_a_comment_without_an_end_hides_nothing() -> None:
    assert b"".join(blocks(io.BytesIO(b"<a><!-- <b/>"), 4)) == b"<a><!-- <b/>"


@pytest.mark.parametrize("size", [300, 1 << 22])
def test_a_cell_the_fast_reader_does_not_know_does_not_cost_the_sheet(tmp_path: Path, size: int) -> None:
    cells = {f"A{row}": f"第{row}行\r" for row in range(1, 40)} | {f"B{row}": row / 2 for row in range(1, 40)}
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {**cells, "C7": ("=A1:A9", "#N/A")}})
    before = only(read(path))
    found = cut(workbooks.rewritten(path, {SHEET_XML: lambda xml: xml.replace(b"#N/A", b" #SPILL! ")}), size)
    assert found.facts["route"] == "safe"
    assert only(found) == {**before, "C7": (Tag.ERROR, "#SPILL!")}
