"""Remarks on how a column is written, where its values may not be what was meant; nothing is repaired."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.findings import Said
from svcqa.requests import Column, Sheet, Tag

if TYPE_CHECKING:
    from svcqa.intake.tables import Table
    from svcqa.registers import Register

_EXACT = 1e15
"""Spreadsheet programs keep 15 digits of a number."""


def remarks(sheet: Sheet, table: Table, register: Register) -> list[Said]:
    """What a reader should know of the columns of a table."""
    found: list[Said] = []
    for match in table.matches:
        if not match.field:
            continue
        column = table.column(sheet, match.field)
        kind = register.fields[match.field].type
        if kind == "code":
            found += _codes(column, match.heading)
        elif kind == "number":
            found += _shares(column, match.heading)
    return found


def _codes(column: Column, heading: str) -> Iterator[Said]:
    if column.numbers is None:
        return
    numbers = column.numbers[column.tags == Tag.NUMBER]
    if long := int(np.count_nonzero(np.abs(numbers) >= _EXACT)):
        yield Said(
            f"“{heading}”有{long}个编号超过15位却存成了数字，后几位可能已经丢失，请对照原件",
            f"'{heading}' holds {long} codes of more than 15 digits stored as numbers, whose last digits may be lost; "
            "compare them with the originals",
        )
    if short := _shortened(column, numbers):
        yield Said(
            f"“{heading}”的编号都是定长，有{short}个存成数字后位数不足，前面的0可能已经丢失，请对照原件",
            f"the codes of '{heading}' are all of one length, but {short} stored as numbers are shorter and may have "
            "lost their leading zeros; compare them with the originals",
        )


def _shortened(column: Column, numbers: np.ndarray) -> int:
    """Numbers shorter than the codes kept as text, where those are digits of one length and some begin with 0."""
    words = _words(column)
    digits = pc.match_substring_regex(words, r"^\d+$")
    lengths = pc.unique(pc.utf8_length(words))
    if len(lengths) != 1 or not pc.all(digits).as_py() or not pc.any(pc.starts_with(words, "0")).as_py():
        return 0
    return int(np.count_nonzero((numbers >= 0) & (numbers < 10.0 ** (lengths[0].as_py() - 1))))


def _shares(column: Column, heading: str) -> Iterator[Said]:
    """Percentages of which some are written as 90 and others as 0.9 or 90%."""
    if column.numbers is None:
        return
    numbers = column.numbers[column.tags == Tag.NUMBER]
    signed = pc.any(pc.match_substring_regex(_words(column), r"[%％]\s*$")).as_py()
    if not signed and "%" not in heading and "％" not in heading:
        return
    whole, parts = np.count_nonzero(numbers > 1), np.count_nonzero((numbers > 0) & (numbers < 1))
    if whole and (parts or signed):
        yield Said(
            f"“{heading}”的百分数写法不一：{whole}个写成90这样，其余写成0.9或90%；数值按所写的读取，没有换算",
            f"the percentages of '{heading}' are not written alike: {whole} such as 90, others such as 0.9 or 90%; "
            "each was read as it is written, none was converted",
        )


def _words(column: Column) -> pa.Array:
    if column.texts is None:
        return pa.array([], pa.string())
    return pc.utf8_trim_whitespace(column.texts.filter(pa.array(column.tags == Tag.TEXT)))
