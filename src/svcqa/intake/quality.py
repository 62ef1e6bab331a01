"""Remarks on how a column is written, where its values may not be what was meant; nothing is repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import add
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.accounts import Said
from svcqa.grid import take
from svcqa.intake.layout.headings import unit_of
from svcqa.requests import Column, Sheet, Tag

if TYPE_CHECKING:
    from svcqa.intake.layout.headings import Match
    from svcqa.intake.layout.tables import Table
    from svcqa.registers import Register

_ABOVE = 10
"""So many lines above the headings may name a unit."""
_EXACT = 1e15
"""Spreadsheet programs keep 15 digits of a number."""


_UNIT = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*(千万元|百万元|万元|千元|亿元)")


class Odd(NamedTuple):
    """How many cells of a column are written so that their values may not be what was meant."""

    long: int = 0
    """Codes of more digits than numbers have."""
    short: int = 0
    """Codes that may have lost their zeros."""
    whole: int = 0
    """Numbers above 1."""
    parts: int = 0
    """Numbers between 0 and 1."""
    signed: int = 0
    """Numbers with a sign of percentage."""

    def plus(self, other: Odd) -> Odd:
        """The same of two stretches of a column."""
        return Odd(*map(add, self, other))


def remarks(sheet: Sheet, table: Table, register: Register) -> list[Said]:
    """What a reader should know of the columns of a table."""
    return [*_unit_above(sheet, table, register), *said_of(table.matches, counted(sheet, table, register))]


def counted(sheet: Sheet, table: Table, register: Register) -> dict[str, Odd]:
    """Field → what is odd in its column."""
    types = {name: register.fields[name].type for name in table.columns}
    counts = {"code": _codes, "number": _shares}
    return {name: counts[kind](table.column(sheet, name)) for name, kind in types.items() if kind in counts}


def said_of(matches: Sequence[Match], odd: Mapping[str, Odd]) -> Iterator[Said]:
    """What is odd in the columns of a table, in words."""
    for match in matches:
        if match.field and match.field in odd:
            yield from _told(odd[match.field], match.heading)


def _unit_above(sheet: Sheet, table: Table, register: Register) -> Iterator[Said]:
    """A unit of money in a line above the headings that no heading repeats: nobody says for which columns it holds."""
    amounts = [
        match.heading
        for match in table.matches
        if match.field and register.fields[match.field].type == "money" and not unit_of(match.heading)
    ]
    above = np.arange(table.region.top, table.header.start)[-_ABOVE:]
    if not amounts or not len(above):
        return
    for column in sheet.columns[table.region.left : table.region.right]:
        texts = _words(take(column, above)).to_pylist()
        named = next((found[1] for found in map(_UNIT.search, texts) if found), None)
        if named:
            zh, en = "、".join(amounts), ", ".join(amounts)
            yield Said(
                f"表头上方写着单位“{named}”，但这些列的标题没有写单位：{zh}；金额按所写的数当作元读取，没有换算。"
                "如果单位适用于它们，请写进列标题，如金额(万元)",
                f"a line above the headings says the unit {named}, but these headings name none: {en}; their amounts "
                "were read as they are, in 元, and not converted. If the unit is theirs, write it into the headings, "
                "such as 金额(万元)",
            )
            return


def lost_digits(column: Column) -> np.ndarray | None:
    """True where a code was stored as a number and may have lost digits; None if none was."""
    long, short = _long(column), _shortened(column)
    return None if not (long.any() or short.any()) else long | short


def _codes(column: Column) -> Odd:
    return Odd(long=int(np.count_nonzero(_long(column))), short=int(np.count_nonzero(_shortened(column))))


def _told(odd: Odd, heading: str) -> Iterator[Said]:
    if odd.long:
        yield Said(
            f"“{heading}”有{odd.long}个编号超过15位却存成了数字，后几位可能已经丢失，请对照原件",
            f"'{heading}' holds {odd.long} codes of more than 15 digits stored as numbers, whose last digits may be "
            "lost; compare them with the originals",
        )
    if odd.short:
        yield Said(
            f"“{heading}”的编号都是定长，有{odd.short}个存成数字后位数不足，前面的0可能已经丢失，请对照原件",
            f"the codes of '{heading}' are all of one length, but {odd.short} stored as numbers are shorter and may "
            "have lost their leading zeros; compare them with the originals",
        )
    if odd.whole and (odd.signed or (odd.parts and re.search("[%％]", heading))):
        yield Said(
            f"“{heading}”的百分数写法不一：{odd.whole}个写成90这样，其余写成0.9或90%；数值按所写的读取，没有换算",
            f"the percentages of '{heading}' are not written alike: {odd.whole} such as 90, others such as 0.9 or "
            "90%; each was read as it is written, none was converted",
        )


def _long(column: Column) -> np.ndarray:
    """Numbers of more digits than a spreadsheet program keeps."""
    if column.numbers is None:
        return np.zeros(len(column.tags), dtype=bool)
    return np.asarray((column.tags == Tag.NUMBER) & (np.abs(column.numbers) >= _EXACT))


def _shortened(column: Column) -> np.ndarray:
    """Numbers shorter than the codes kept as text, where those are digits of one length and some begin with 0."""
    none = np.zeros(len(column.tags), dtype=bool)
    if column.numbers is None or not (column.tags == Tag.NUMBER).any():
        return none
    words = _words(column)
    digits = pc.match_substring_regex(words, r"^\d+$")
    lengths = pc.unique(pc.utf8_length(words))
    if len(lengths) != 1 or not pc.all(digits).as_py() or not pc.any(pc.starts_with(words, "0")).as_py():
        return none
    at = column.tags == Tag.NUMBER
    return np.asarray(at & (column.numbers >= 0) & (column.numbers < 10.0 ** (lengths[0].as_py() - 1)))


def _shares(column: Column) -> Odd:
    """Percentages, of which some may be written as 90 and others as 0.9 or 90%."""
    if column.numbers is None:
        return Odd()
    numbers = column.numbers[column.tags == Tag.NUMBER]
    whole, parts = np.count_nonzero(numbers > 1), np.count_nonzero((numbers > 0) & (numbers < 1))
    signed = pc.sum(pc.match_substring_regex(_words(column), r"[%％]\s*$")).as_py()
    return Odd(whole=int(whole), parts=int(parts), signed=signed or 0)


def _words(column: Column) -> pa.Array:
    if column.texts is None:
        return pa.array([], pa.string())
    return pc.utf8_trim_whitespace(column.texts.filter(pa.array(column.tags == Tag.TEXT)))
