"""The rows that were set aside, one range a row of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.reports.words import Words

COLUMNS = ("file", "sheet", "row", "to_row", "count_of_rows", "reason", "text")


def lines(inputs: Iterable[InputAccount], words: Words) -> Iterator[list[str | int]]:
    """Every range of rows that gave no record: where it stands, why, and what is written there."""
    for file in inputs:
        for sheet in file.sheets:
            for one in sheet.set_aside:
                reason = words.named("aside", one.reason)
                yield [file.name, place(sheet), one.row, one.to_row, one.to_row - one.row + 1, reason, one.text]


def place(sheet: SheetAccount) -> str:
    """A sheet by its name, and the region of it where it holds several tables."""
    return " ".join(filter(None, [sheet.sheet, sheet.region]))
