"""Strangers: headings of a table that is no known register, below or above one that is.

Records may stand below a blank row too. A row is taken for headings of another table only if it reads like headings
and cannot be a record of the table above: words stand where that table has dates or numbers, or beside its columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.intake.layout.headings import normalised
from svcqa.intake.layout.recognising import Candidate, Known
from svcqa.intake.values.words import NO, PLACEHOLDERS, YES, folded
from svcqa.requests import Sheet

_WORDS = re.compile(
    r"^(序号|项目|内容|名称|备注|说明|类别|类型|状态|部门|岗位|职务|姓名|单位|数量|金额|单价|总价|规格|型号|日期|时间|电话|地址|原因|结果|"
    r"代码|含义|等级|月份|年份)$|(名称|姓名|编号|单号|代码|日期|时间|数量|金额|单价|比例|次数|人数|天数|得分|状态|类别|类型|等级|电话|地址|部门|岗位|"
    r"负责人|联系人|经办人|责任人|型号|规格|原因|结果|内容|情况|说明|备注|率)$"
)
_LONGEST = 16
_TYPED = frozenset({"date", "datetime", "number", "money", "duration"})
_NUMBER = re.compile(r"\d")
_DIGIT = re.compile(r"[\d一二三四五六七八九十百]")


_FEWEST = 3
"""Known headings in one row that are no coincidence."""


def rows_of_words(sheet: Sheet, words: frozenset[str]) -> list[int]:
    """Rows that hold several of the words, wherever on the sheet they are: headings without a blank row above them."""
    count = np.zeros(sheet.rows, dtype=np.int16)
    wanted = pa.array(sorted(words), pa.string())
    for column in sheet.columns:
        if column.texts is not None:
            count += pc.is_in(column.texts, wanted).to_numpy(zero_copy_only=False)
    return [int(row) for row in np.flatnonzero(count >= _FEWEST)]


def is_word(text: str, known: Known) -> bool:
    """A word that stands above columns, known or not."""
    word = normalised(text)
    return len(word) <= _LONGEST and (word in known.words or bool(_WORDS.search(word)))


def looks_like_headings(cells: Mapping[int, str], known: Known) -> bool:
    """Two or more short words without digits, most of which are words that stand above columns."""
    words = [normalised(text) for text in cells.values()]
    if (
        len(words) < 2
        or len(set(words)) < len(words)
        or any(len(word) > _LONGEST or re.search(r"\d", word) for word in words)
    ):
        return False
    named = sum(is_word(text, known) for text in cells.values())
    return named >= 2 and 2 * named >= len(words)


def is_foreign(cells: Mapping[int, str], head: Candidate, known: Known) -> bool:
    """The row cannot be a record of the table above."""
    fields = known.registers[head.register].fields
    columns = {match.column: match.field for match in head.matches}
    if any(column not in columns for column in cells):
        return True
    return any(
        (name := columns[column]) is not None and fields[name].type in _TYPED and _says_nothing_typed(text)
        for column, text in cells.items()
    )


def _says_nothing_typed(text: str) -> bool:
    return not _DIGIT.search(text) and folded(text) not in PLACEHOLDERS | YES | NO
