"""Which cells of an audit are about a person: by the columns and cells that its sheets were read from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from svcqa.accounts import SheetAccount
from svcqa.findings import Content
from svcqa.personal import Personal

_RANGE = re.compile(r"([A-Z]+)(\d*)(?::([A-Z]+)(\d*))?")
_LAST = 1 << 30
_Span = tuple[int, int, Personal]
"""First and last row, and what stands there."""


class Cells:
    """The personal cells of an audit."""

    def __init__(self, content: Content) -> None:
        self._spans: dict[tuple[str, str, str], list[_Span]] = defaultdict(list)
        for file in content.inputs:
            for sheet in file.sheets:
                facts = content.registers.get(sheet.register or "")
                for letter, span in _spans(sheet, facts.personal if facts else {}):
                    self._spans[file.name, sheet.sheet, letter].append(span)

    def level(self, file: str, sheet: str, cell: str) -> Personal | None:
        """What a cell holds of a person, if it does."""
        found = _RANGE.match(cell)
        spans = self._spans.get((file, sheet, found[1])) if found else None
        if not found or not spans:
            return None
        row = int(found[2] or 0)
        return next((level for first, last, level in spans if first <= row <= last), None)


def _spans(sheet: SheetAccount, personal: dict[str, Personal]) -> Iterator[tuple[str, _Span]]:
    region = _RANGE.match(sheet.region or "")
    first, last = (int(region[2] or 0), int(region[4] or _LAST)) if region else (0, _LAST)
    for column in sheet.columns:
        level, place = personal.get(column.field or ""), _RANGE.match(column.column)
        if level is None or place is None:
            continue
        top, bottom = int(place[2] or first), int(place[4] or place[2] or last)
        for letter in _letters(place[1], place[3] or place[1]):
            yield letter, (top, bottom, level)


def _letters(first: str, last: str) -> Iterator[str]:
    """The columns from one letter to another."""
    from svcqa.quoting import column_letter

    yield from map(column_letter, range(_number(first) - 1, _number(last)))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
