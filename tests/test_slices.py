"""A long sheet is cut into slices that are read side by side; what comes out is what the sheet holds, cell by cell."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from svcqa.errors import InputError
from svcqa.quoting import column_letter
from svcqa.readers import slices, svcqa_read
from svcqa.requests import Limits, Sheet, Sheets, Source
from tests import workbooks
from tests.test_readers import MORNING, SHEET_XML, filled, read

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SVCQA_SHARED_DATA") or ROOT.parent / "shared" / "data")
REAL = sorted(path for folder in ("messy", "forms_zh") for path in (SHARED / folder).rglob("*.xls[xm]"))
TINY = 400


@contextmanager
def cutting(size: int = TINY) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "SIZE", size)
        yield


def cut(data: bytes | Path, size: int = TINY, **options: Any) -> Sheets:
    with cutting(size):
        return read(data, **options)


def shape(sheet: Sheet) -> tuple[Any, ...]:
    hidden, merged = list(sheet.hidden_rows), sorted(sheet.merged)
    return sheet.name, sheet.state, sheet.rows, sheet.problem, hidden, merged, filled(sheet)


def shapes(sheets: Sheets) -> list[tuple[Any, ...]]:
    return [shape(sheet) for sheet in sheets.sheets]


def some_cells(seed: int) -> dict[str, Any]:
    """Cells of all kinds, with gaps between rows and columns."""
    chance = random.Random(seed)
    makes: list[Callable[[int], Any]] = [
        lambda n: f"文字{n % 7}", float, lambda n: MORNING, lambda n: n % 2 == 0,
        lambda n: ("=1/0", "#DIV/0!"), lambda n: ("=1+1", 2), lambda n: ("=1+1", 0), lambda n: " ",
    ]  # fmt: skip
    rows = sorted(chance.sample(range(1, 400), 60))
    places = [(column, row) for row in rows for column in ("A", "C", "D", "Z", "AB") if chance.random() < 0.7]
    return {f"{column}{row}": chance.choice(makes)(number) for number, (column, row) in enumerate(places)}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [300, 1000, 5000])
def test_slices_of_any_size_give_the_sheet(seed: int, size: int, tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"甲": some_cells(seed), "乙": {"B2": "短"}, "丙": some_cells(seed + 9)})
    assert shapes(cut(path, size)) == shapes(read(path))


@pytest.mark.parametrize("change", [workbooks.prefixed, workbooks.strict])
def test_other_spellings_of_the_same_xml_are_cut_alike(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": some_cells(3)})
    before = shapes(read(path))
    parts = dict.fromkeys((SHEET_XML, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"), change)
    assert shapes(cut(workbooks.rewritten(path, parts))) == before


def test_hidden_rows_and_merged_ranges_of_all_slices_are_told(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for row in range(60):
            sheet.write(row, 0, f"第{row}行")
            sheet.set_row(row, None, None, {"hidden": row % 9 == 0})
        sheet.merge_range("C2:D55", "合并")
    (found,) = cut(path).sheets
    assert (list(found.hidden_rows), list(found.merged)) == ([1, 10, 19, 28, 37, 46, 55], [(1, 2, 54, 3)])


def _rows(count: int, address: Callable[[int], str] = lambda number: f' r="{number}"') -> str:
    return "".join(
        f"<row{address(number)}><c{' r=' + chr(34) + f'A{number}' + chr(34) if address(number) else ''}>"
        f"<v>{number}</v></c></row>"
        for number in range(1, count + 1)
    )


def _with_rows(path: Path, rows: str) -> Path:
    def change(xml: bytes) -> bytes:
        head, _, rest = xml.partition(b"<sheetData>")
        return head + b"<sheetData>" + rows.encode() + b"</sheetData>" + rest.partition(b"</sheetData>")[2]

    return workbooks.rewritten(path, {SHEET_XML: change})


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"A1": "x"}})


def test_rows_and_cells_without_addresses_are_counted_on_from_slice_to_slice(plain: Path) -> None:
    (sheet,) = cut(_with_rows(plain, _rows(50, lambda number: ""))).sheets
    assert filled(sheet) == {f"A{number}": float(number) for number in range(1, 51)}


def test_a_stray_cell_in_a_long_sheet_is_read_where_it_stands(plain: Path) -> None:
    stray = '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
    found = cut(_with_rows(plain, _rows(50) + stray))
    (sheet,) = found.sheets
    assert (sheet.rows, len(sheet.columns)) == (1_048_576, 16_384)
    assert filled(sheet) == {f"A{number}": float(number) for number in range(1, 51)} | {"XFD1048576": 5.0}


def test_a_sheet_that_is_mostly_empty_is_refused_when_its_columns_would_take_all_memory(plain: Path) -> None:
    first = "".join(f'<c r="{column_letter(column)}1"><v>1</v></c>' for column in range(300))
    rows = f'<row r="1">{first}</row>' + "".join(
        f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1000, 1_000_000, 5000)
    )
    (sheet,) = cut(_with_rows(plain, rows), 10_000).sheets
    assert (sheet.rows, list(sheet.columns)) == (0, [])
    assert "too large" in sheet.problem


def test_rows_out_of_order_go_the_careful_way(plain: Path) -> None:
    later, earlier = _rows(60).partition('<row r="31">')[::2]
    found = cut(_with_rows(plain, f'<row r="31">{earlier}{later}'))
    assert found.facts["route"] == "safe"


def test_rows_without_an_end_are_a_damaged_sheet(plain: Path) -> None:
    def unclosed(xml: bytes) -> bytes:
        return xml.partition(b"</sheetData>")[0]

    with cutting(), pytest.raises(InputError) as caught:
        read(workbooks.rewritten(_with_rows(plain, _rows(60)), {SHEET_XML: unclosed}))
    assert caught.value.problems[0].kind == "damaged"


def test_a_slice_that_cannot_be_read_is_said_of_the_sheet_and_leaves_the_others(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"坏": some_cells(1), "好": some_cells(2)})
    whole = read(path).sheets[1]

    def broken(xml: bytes) -> bytes:
        at = xml.index(b"</row>", len(xml) // 2)
        return xml[:at] + b'<c r="ZZ9" t="n"><v>nothing</v></c>' + xml[at:]

    bad, good = cut(workbooks.rewritten(path, {SHEET_XML: broken})).sheets
    assert bad.problem
    assert not bad.rows
    assert shape(good) == shape(whole)


@pytest.mark.parametrize("text", ["", " ", "富<文>本", "\x7f1", "\x7f\ue0000"])
def test_texts_are_what_they_say_whatever_they_say(text: str, tmp_path: Path) -> None:
    cells: dict[str, Any] = {f"A{row}": f"第{row}行" if row % 3 else text for row in range(1, 60)}
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": cells})
    (sheet,) = cut(path).sheets
    assert filled(sheet) == {at: said for at, said in cells.items() if said.strip()}


def test_texts_written_in_the_cells_stand_beside_shared_ones(plain: Path) -> None:
    inline = '<c r="A1" t="inlineStr"><is><t>0</t></is></c>'
    shared = '<c t="s" r="B1"><v>0</v></c><c r="C1" t="s"/>'
    rows = "".join(f'<row r="{row}">{inline}{shared}</row>'.replace('1"', f'{row}"') for row in range(1, 40))
    (sheet,) = cut(_with_rows(plain, rows)).sheets
    assert set(filled(sheet).values()) == {"0", "x"}
    assert filled(sheet)["A7"] == "0"
    assert filled(sheet)["B7"] == "x"


def test_a_pointer_to_no_text_is_said(plain: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>7</v></c></row>' for row in range(1, 40))
    (sheet,) = cut(_with_rows(plain, rows)).sheets
    assert sheet.problem
    assert not sheet.rows


def test_rich_and_empty_texts_keep_their_number(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {f"A{row}": f"第{row % 4}种" for row in range(1, 60)}})
    whole = {
        "第1种": b"<r><t>\xe7\xac\xac</t></r><r><rPr><b/></rPr><t>1\xe7\xa7\x8d</t></r>",
        "第3种": b"",
    }

    def enriched(xml: bytes) -> bytes:
        for text, rich in whole.items():
            xml = xml.replace(f"<t>{text}</t>".encode(), rich)
        return xml.replace(b"<si></si>", b"<si/>")

    workbooks.rewritten(path, {"xl/sharedStrings.xml": enriched})
    assert shapes(cut(path)) == shapes(read(path))


SPELLED = {
    "plain": "<si><t>甲</t></si>",
    "with a guide to reading it": '<si><t>乙</t><phoneticPr fontId="1" type="noConversion"/></si>',
    "with its reading": '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>',
    "blanks around it": "<si><t> 丙 </t></si>",
    "blanks around it that count": '<si><t xml:space="preserve"> 丙 </t></si>',
    "wide blanks": "<si><t>\u3000丁\xa0</t></si>",
    "signs": "<si><t>a &lt;&amp;lt; &#65;&#x42; &quot;</t></si>",
    "line ends": "<si><t>1\r\n2\r3\n4</t></si>",
    "an escaped sign": "<si><t>a_x000D_b</t></si>",
    "an escaped escape": "<si><t>_x005F_x000D_</t></si>",
    "pieces": '<si><r><t>戊</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 己</t></r></si>',
    "nothing": "<si><t></t></si>",
    "no text at all": "<si><t/></si>",
    "room between the tags": "<si>\n  <t>庚</t>\n</si>\n",
    "a set-off text": "<si><t><![CDATA[</si>]]></t></si>",
    "no item at all": "<si/>",
}


@pytest.mark.parametrize("spelled", [*SPELLED, "all", "all that are cut"])
def test_a_shared_text_says_the_same_however_it_is_spelled(spelled: str, tmp_path: Path) -> None:
    several = [
        one for name, one in SPELLED.items() if spelled == "all" or name not in {"a set-off text", "no item at all"}
    ]
    items = [SPELLED["plain"], *([SPELLED[spelled]] if spelled in SPELLED else several)]
    cells = {f"A{row}": f"第{row % len(items)}种" for row in range(len(items), 120)}
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": cells})

    def respelled(xml: bytes) -> bytes:
        return xml[: xml.index(b"<si>")] + "".join(items).encode() + xml[xml.rindex(b"</sst>") :]

    workbooks.rewritten(path, {"xl/sharedStrings.xml": respelled})
    assert shapes(cut(path)) == shapes(read(path))


def test_dates_since_1904_stay_right_in_slices(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {f"B{row}": MORNING for row in range(2, 90)}}, date_1904=True)
    found = cut(path)
    assert found.facts["date_system"] == "1904"
    assert set(filled(found.sheets[0]).values()) == {MORNING}


@pytest.mark.skipif(not REAL, reason="shared/data/messy and forms_zh are not there")
def test_every_real_workbook_reads_the_same_in_slices() -> None:
    different = []
    for path in REAL:
        data = path.read_bytes()
        with cutting(3000):
            in_slices = _taken(data)
        different += [] if in_slices == _taken(data) else [path.name]
    assert not different


def _taken(data: bytes) -> Any:
    """What was read; spaces around a text apart, which the careful way keeps and the fast one does not always."""
    try:
        found = svcqa_read(Source("a.xlsx", lambda: io.BytesIO(data), limits=Limits()))
    except InputError as error:
        return [problem.kind for problem in error.problems]
    assert found is not None
    return [
        (*told, {at: one.strip() if isinstance(one, str) else one for at, one in cells.items()})
        for sheet in found.sheets
        for *told, cells in [shape(sheet)]
    ]
