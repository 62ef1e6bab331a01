"""Plain rows of a sheet, read all at once: cell by cell what the fast reader finds; all others are left to it."""

from __future__ import annotations

import datetime as dt
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from svcqa.grid import Slab, stacked
from svcqa.quoting import column_letter
from svcqa.readers import calamine, plain
from svcqa.readers.plain import Plain
from svcqa.readers.slices import Slicer
from svcqa.readers.workbook import read_workbook
from svcqa.requests import Sheet
from tests import workbooks
from tests.test_readers import MORNING, filled
from tests.test_slices import cut

TEXTS = pa.array(["零", "", "二"])
Reader = Callable[[bytes], Slab]


@pytest.fixture(name="fast", scope="module")
def _fast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The fast reader of a sheet's XML; style 1 is a date, style 2 a length of time."""
    path = tmp_path_factory.mktemp("styles") / "a.xlsx"
    workbooks.xlsx(path, {"表": {"A1": MORNING, "A2": dt.timedelta(hours=30)}})
    with zipfile.ZipFile(path) as archive, Slicer(archive, 10**8) as slicer:
        yield partial(slicer._slab, read_workbook(archive).parts[0])


def cells(slab: Slab) -> dict[str, Any]:
    columns, rows = stacked([slab], 10**8)
    return filled(Sheet("表", columns, rows))


def quick(rows: str, fast: Reader) -> dict[str, Any] | None:
    found = Plain(fast).slab(rows.encode(), lambda: TEXTS)
    return None if found is None else cells(found)


def whole(rows: str, fast: Reader) -> dict[str, Any]:
    return cells(fast(b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows.encode()))


def row(number: int, *written: str) -> str:
    return f'<row r="{number}">{"".join(written)}</row>'


def number(address: str, value: object, said: str = "") -> str:
    return f'<c r="{address}"{said}><v>{value}</v></c>'


def text(address: str, value: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'


def some_rows(seed: int) -> str:
    """Rows of plain cells of all kinds, with gaps between rows and columns."""
    chance = random.Random(seed)
    makes: list[Callable[[str], str]] = [
        lambda at: number(at, repr(chance.uniform(-1e6, 1e6))),
        lambda at: number(at, chance.randint(-(10**17), 10**17)),
        lambda at: number(at, f"{chance.random():.3e}", ' t="n"'),
        lambda at: number(at, repr(chance.uniform(61, 2_958_464)), ' s="1"'),
        lambda at: number(at, chance.randint(61, 60_000), ' s="1"'),
        lambda at: number(at, chance.randint(0, 1), ' s="1" t="b"'),
        lambda at: text(at, f"文字{chance.randint(0, 9)}"),
        lambda at: text(at, chance.choice(["", " ", "a &amp;lt; &#65;", "1\r\n2\r3", "a_x000D_b", " 空 ", "\u3000甲\xa0", "a>b"])),
        lambda at: f'<c r="{at}" s="1"/>',
        lambda at: f'<c r="{at}"></c>',
    ]  # fmt: skip
    columns = [*sorted(chance.sample(range(60), 9)), 99]
    numbers = sorted(chance.sample(range(1, 1_200), 80))
    return "".join(
        row(one, *(chance.choice(makes)(f"{column_letter(at)}{one}") for at in columns if chance.random() < 0.8))
        for one in numbers
    )


@pytest.mark.parametrize("seed", range(12))
def test_plain_rows_say_what_the_fast_reader_finds(seed: int, fast: Reader) -> None:
    rows = some_rows(seed)
    assert quick(rows, fast) == whole(rows, fast)


def test_every_moment_of_a_day_is_the_one_that_the_fast_reader_finds(fast: Reader) -> None:
    chance = random.Random(4)
    serials = [*(45_000 + n / 1440 for n in range(1440)), *(chance.uniform(61, 2_958_464) for _ in range(3_000))]
    rows = "".join(row(at, number(f"A{at}", repr(one), ' s="1"')) for at, one in enumerate(serials, 1))
    assert quick(rows, fast) == whole(rows, fast)


def test_columns_that_are_of_one_kind_throughout_stay_so(fast: Reader) -> None:
    rows = "".join(row(at, number(f"B{at}", at), text(f"D{at}", f"第{at}")) for at in range(3, 30))
    found = Plain(fast).slab(rows.encode(), lambda: TEXTS)
    assert found is not None
    first, between, last = found.columns
    assert (first.texts, first.moments, last.numbers, last.moments) == (None, None, None, None)
    assert not between.tags.any()


def test_pointers_give_the_shared_texts(fast: Reader) -> None:
    pointers = (number(f"{letter}2", at, ' t="s"') for letter, at in zip("ABC", (2, 0, 1), strict=True))
    assert quick(row(2, *pointers, text("D2", "自己的")), fast) == {"A2": "二", "B2": "零", "D2": "自己的"}


@pytest.mark.parametrize("rows", ["", row(4), '<row r="5" ht="3"/>', row(6, '<c r="B6" s="1"/>')])
def test_rows_that_hold_nothing_are_plain(rows: str, fast: Reader) -> None:
    assert quick(rows, fast) == {}
    assert quick(rows + row(9, number("A9", 1)), fast) == {"A9": 1.0}


NOT_PLAIN = {
    "a formula": row(1, '<c r="A1"><f>1+1</f><v>2</v></c>'),
    "an error": row(1, number("A1", "#N/A", ' t="e"')),
    "a rich text": row(1, '<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>'),
    "a text with its blanks kept": row(1, '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>'),
    "a text where a number should be": row(1, '<c r="A1"><is><t>1</t></is></c>'),
    "a number where a text should be": row(1, number("A1", 1, ' t="inlineStr"')),
    "a length of time": row(1, number("A1", 1.25, ' s="2"')),
    "a time without a day": row(1, number("A1", 0.25, ' s="1"')),
    "a day that there was not": row(1, number("A1", 60, ' s="1"')),
    "a day beyond all calendars": row(1, number("A1", 2_958_466, ' s="1"')),
    "a date in words": row(1, number("A1", "2024-03-05", ' t="d"')),
    "an unknown attribute": row(1, number("A1", 1, ' cm="1"')),
    "no number": row(1, number("A1", "")),
    "a number beyond all bounds": row(1, number("A1", "1e999")),
    "a number in words": row(1, number("A1", "nan")),
    "blanks around a number": row(1, number("A1", " 1")),
    "a truth that is neither": row(1, number("A1", 2, ' t="b"')),
    "a pointer to no text": row(1, number("A1", 3, ' t="s"')),
    "a pointer backwards": row(1, number("A1", -1, ' t="s"')),
    "no address": row(1, "<c><v>1</v></c>"),
    "an address of another row": row(1, number("A2", 1)),
    "an address that begins alike": row(1, number("A11", 1)),
    "an address in small letters": row(1, number("a1", 1)),
    "a column beyond all": row(1, number("XFE1", 1)),
    "cells out of order": row(1, number("B1", 1), number("A1", 2)),
    "a cell twice": row(1, number("A1", 1), number("A1", 2)),
    "rows out of order": row(2, number("A2", 1)) + row(1, number("A1", 2)),
    "a row without a number": "<row>" + number("A1", 1) + "</row>",
    "a row number with a sign": '<row r="+1">' + number("A1", 1) + "</row>",
    "a cell in no row": row(1, number("A1", 1)) + number("B1", 1),
    "a row that does not end": '<row r="1">' + number("A1", 1),
    "a cell that does not end": '<row r="1"><c r="A1"><v>1</v></row>',
    "a row in a row": '<row r="1">' + row(2, number("A2", 1)) + "</row>",
    "names with a prefix": '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
    "attributes in another order": '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    "room in a tag": '<row r="1"><c r="A1" ><v>1</v></c></row>',
    "room between tags": '<row r="1"><c r="A1">\n<v>1</v></c></row>',
    "something else": row(1, number("A1", 1), "<extLst/>"),
}


@pytest.mark.parametrize("rows", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_fast_reader(rows: str, fast: Reader) -> None:
    assert quick(rows, fast) is None


def alike(first: int, last: int) -> str:
    """Rows of one shape, as most rows of a register are."""
    return "".join(
        row(
            at,
            number(f"A{at}", at, ' s="1"'),
            f'<c r="B{at}" s="1"/>',
            text(f"D{at}", f"第{at}行"),
            number(f"AA{at}", at % 3, ' t="s"'),
            number(f"AB{at}", at / 7),
            number(f"AC{at}", at % 2, ' s="1" t="b"'),
        )
        for at in range(first, last)
    )


ODD_ONES = {
    "none": "",
    "a number without a style": alike(130, 131).replace(' s="1"><v>130', "><v>130"),
    "another style of the same length": alike(130, 131).replace('A130" s="1"', 'A130" s="0"'),
    "another column": alike(130, 131).replace("D130", "E130"),
    "a blank cell more": alike(130, 131).replace("</row>", '<c r="AF130" s="1"/></row>'),
    "a cell less": row(130, number("A130", 130, ' s="1"'), number("AB130", 1)),
    "a text in place of a number": alike(130, 131).replace("<v>130</v>", "<is><t>130</t></is>").replace('" s="1"><is>', '" t="inlineStr"><is>'),
    "text that says more": alike(130, 131).replace("第130行", "a &amp; b_x000D_"),
    "blanks around a text": alike(130, 131).replace("第130行", " 第130行\u3000"),
    "a text of nothing": alike(130, 131).replace("第130行", ""),
    "a row of nothing": '<row r="130" ht="3"/>',
    "a row with more said": alike(130, 131).replace('<row r="130"', '<row r="130" ht="30" customHeight="1"'),
    "a gap between rows": alike(400, 402),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD_ONES.values(), ids=ODD_ONES)
def test_rows_alike_say_what_the_fast_reader_finds_and_so_does_one_that_is_not(odd: str, fast: Reader) -> None:
    rows = alike(85, 130) + odd + alike(1_000, 1_020)
    said = re.sub(r't="s"><v>(\d)</v>', lambda at: f't="inlineStr"><is><t>{TEXTS[int(at[1])]}</t></is>', rows)
    assert quick(rows, fast) == whole(said, fast)


@pytest.mark.parametrize("rows", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_is_not_plain_among_rows_alike_is_left_to_the_fast_reader(rows: str, fast: Reader) -> None:
    assert quick(rows + alike(85, 130), fast) is None


LIKE_OTHERS = {
    "a formula": ("<v>100</v>", "<f>100</f>"),
    "a time without a day": ("<v>100</v>", "<v>0.5</v>"),
    "no number": ("<v>100</v>", "<v></v>"),
    "a pointer to no text": ('<c r="AA100" t="s"><v>1</v>', '<c r="AA100" t="s"><v>9</v>'),
    "a truth that is neither": ('<v>0</v></c></row><row r="101"', '<v>2</v></c></row><row r="101"'),
    "an address of another row": ('r="A100"', 'r="A200"'),
    "an address twice": ('r="D100"', 'r="A100"'),
    "an error": ('r="A100" s="1"', 'r="A100" t="e"'),
    "a name alike": ("<v>100</v>", "<w>100</w>"),
    "a text with its blanks kept": ("<t>第100行", '<t xml:space="preserve">第100行'),
    "a row out of order": ('<row r="100"', '<row r="120"'),
}


@pytest.mark.parametrize("written", LIKE_OTHERS.values(), ids=LIKE_OTHERS)
def test_a_row_that_only_looks_like_the_others_is_left_to_the_fast_reader(
    written: tuple[str, str], fast: Reader
) -> None:
    rows = alike(85, 130)
    assert written[0] in rows
    assert quick(rows.replace(*written, 1), fast) is None


def test_a_hidden_row_among_others_is_odd_and_so_are_rows_that_are_all_hidden(fast: Reader) -> None:
    usual, hidden = alike(85, 130), alike(85, 130).replace('<row r="99"', '<row r="99" hidden="1"')
    every = re.sub(r'<row r="(\d+)"', r'<row r="\1" hidden="1"', usual)
    looked = [Plain(fast).look(rows.encode(), lambda: TEXTS) for rows in (usual, hidden, every)]
    assert [one.is_odd for one in looked] == [False, True, True]
    assert all(one.slab for one in looked)
    assert (looked[0].first, looked[0].last, looked[0].columns) == (85, 129, 29)


def test_a_text_that_is_no_text_is_left_to_the_fast_reader(fast: Reader) -> None:
    assert Plain(fast).slab(row(1, text("A1", "?")).encode().replace(b"?", b"\xff"), lambda: TEXTS) is None


def test_rows_alike_may_hold_nothing(fast: Reader) -> None:
    rows = "".join(row(at, f'<c r="B{at}" s="1"/>', f'<c r="C{at}"></c>') for at in range(1, 40))
    assert quick(rows, fast) == {}
    assert quick(rows + alike(85, 130)[: alike(85, 130).index('<row r="86"')], fast) is not None


def test_cells_that_stand_far_apart_are_left_to_the_fast_reader(fast: Reader) -> None:
    apart = "".join(row(at, number(f"{column_letter(at)}{at}", at)) for at in range(1, 3_000))
    below = row(1, number("A1", 1), number("B1", 1), number("C1", 1), number("D1", 1), number("E1", 1))
    assert quick(apart, fast) is None
    assert quick(below + row(1_048_576, number("A1048576", 1)), fast) is None


def test_rows_of_endless_length_are_left_to_the_fast_reader(fast: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(row(at, number(f"A{at}", at)) for at in range(1, 9))
    monkeypatch.setattr(plain, "MOST", len(rows) - 1)
    assert quick(rows, fast) is None


def test_long_sheets_of_plain_rows_never_reach_the_fast_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = {
        f"{letter}{at}": MORNING if letter == "C" else f"{letter}{at}" for at in range(1, 300) for letter in "AC"
    }
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": written})
    kept, rows = calamine.slab, 0

    def counted(*given: Any) -> Slab:
        nonlocal rows
        found = kept(*given)
        rows += found.rows
        return found

    monkeypatch.setattr(calamine, "slab", counted)
    assert filled(cut(path, 2000).sheets[0]) == written
    assert rows <= 2  # what it was asked of styles
