"""What a cell of a scoring workbook says; what it cannot say is a problem with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from svcqa.assignment.reading import Entry
from svcqa.errors import Problem
from svcqa.intake.values.words import yes_or_no
from svcqa.text import Text

Word = TypeVar("Word", bound=str)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_NO_NUMBER = Text("“{value}”不是数。", "'{value}' is no number.")
_WRITE_NUMBER = Text("请填不小于0的数，如2.5。", "Write a number that is not below 0, such as 2.5.")
_NOT_WHOLE = Text("“{value}”不是整数。", "'{value}' is no whole number.")
_WRITE_WHOLE = Text("请填不小于0的整数。", "Write a whole number that is not below 0.")
_NO_DATE = Text("“{value}”不是日期。", "'{value}' is no date.")
_WRITE_DATE = Text("请写成2024-03-05这样。", "Write it as 2024-03-05.")
_UNREAD = Text(
    "这个单元格读不出值，公式可能没有计算过。", "no value can be read here; a formula was perhaps never calculated."
)
_TYPE_IT = Text(
    "请直接填写数值，或在Excel中打开并保存一次。", "Type the value, or open and save the file in Excel once."
)
_ODD = Text("这里不能填“{value}”。", "'{value}' cannot stand here.")


class Cells:
    """Reads the cells of rows, and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, row: Entry, name: str) -> str:
        """What stands there; ``/`` and the like say nothing."""
        if name in row.unread and not row[name]:
            self.wrong(row, name, _UNREAD, _TYPE_IT)
        return "" if name in row.placeholders else row[name]

    def points(self, row: Entry, name: str) -> Fraction | None:
        """A number, exactly as it is written."""
        value = self.text(row, name).removesuffix("分")
        if not value or _NUMBER.fullmatch(value):
            return Fraction(value) if value else None
        self.wrong(row, name, _NO_NUMBER.fill(value=value), _WRITE_NUMBER)
        return None

    def count(self, row: Entry, name: str) -> int | None:
        """A whole number."""
        value = self.text(row, name).removesuffix(".0")
        if not value or value.isdecimal():
            return int(value) if value else None
        self.wrong(row, name, _NOT_WHOLE.fill(value=value), _WRITE_WHOLE)
        return None

    def day(self, row: Entry, name: str) -> dt.date | None:
        """A day."""
        value = self.text(row, name)
        try:
            return dt.date.fromisoformat(value[:10]) if value else None
        except ValueError:
            self.wrong(row, name, _NO_DATE.fill(value=value), _WRITE_DATE)
            return None

    def yes(self, row: Entry, name: str, *, otherwise: bool) -> bool:
        """Yes or no."""
        value = row[name]
        said = yes_or_no(value) if value else otherwise
        if said is None:
            self.wrong(row, name, _ODD.fill(value=value), Text("请填是或否。", "Write yes or no."))
        return otherwise if said is None else said

    def word(self, row: Entry, name: str, words: Mapping[Word, Text]) -> Word | None:
        """One of a few words, in either language, as a code."""
        value = self.text(row, name)
        found = next((code for code, text in words.items() if value in {text.zh, text.en, code}), None)
        if value and found is None:
            zh, en = "、".join(one.zh for one in words.values()), ", ".join(one.en for one in words.values())
            self.wrong(row, name, _ODD.fill(value=value), Text(f"请填其中之一：{zh}。", f"Write one of: {en}."))
        return found

    def wrong(self, row: Entry, name: str, what: Text, mend: Text | None = None) -> None:
        """Keep a problem with the place of its cell."""
        self.problems.append(Problem(what, row.where(name), mend))
