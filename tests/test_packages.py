"""The package of a workbook as odd programs write it: names of parts and sheets, encodings, rows that cannot be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import workbooks
from tests.test_readers import SHEET_XML, filled, read, refusal
from tests.test_slices import cut

CELLS = {f"A{row}": f"第{row}行" for row in range(1, 60)}
SIZES = [300, 1 << 22]


def _renamed(data: bytes, name: Callable[[str], str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(name(one), old.read(one))
    return packed.getvalue()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name", [lambda name: name if name.startswith("[") else name.upper(), lambda name: name.replace("/", "\\")]
)
def test_capitals_and_backslashes_in_names_of_parts_make_no_difference(
    tmp_path: Path, size: int, name: Callable[[str], str]
) -> None:
    data = workbooks.xlsx(tmp_path / "a.xlsx", {"表": CELLS}).read_bytes()
    (sheet,) = cut(_renamed(data, name), size).sheets
    assert filled(sheet) == CELLS


@pytest.mark.parametrize("size", SIZES)
def test_sheets_of_one_name_are_said_and_none_is_read_twice(tmp_path: Path, size: int) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"甲": CELLS, "乙": {"A1": "x"}, "丙": {"A1": "y"}})
    workbooks.rewritten(path, {"xl/workbook.xml": lambda xml: xml.replace("乙".encode(), "甲".encode())})
    first, second, third = cut(path, size).sheets
    assert "several sheets have this name" in first.problem
    assert "several sheets have this name" in second.problem
    assert filled(third) == {"A1": "y"}


def test_a_sheet_in_an_encoding_the_scan_cannot_see_through_is_refused(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {**CELLS, "B3": ("=1/0", "#DIV/0!")}})
    wide = workbooks.rewritten(path, {SHEET_XML: lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")})
    assert "UTF-16" in refusal(wide)


def test_a_row_beyond_every_worksheet_is_said_at_once(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": CELLS})
    far = b'<row r="200000000000"><c r="A200000000000"><v>1</v></c></row></sheetData>'
    (sheet,) = read(workbooks.rewritten(path, {SHEET_XML: lambda xml: xml.replace(b"</sheetData>", far)})).sheets
    assert "rows below 1048576" in sheet.problem


def test_links_to_other_workbooks_are_told_and_not_followed(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": CELLS})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert read(path).facts["external_links"] == "not followed"
