"""Forms in which something is known beforehand: rows in boxes, with room for what people will write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa.formbook.planning import Form
from svcqa.formbook.sheet import HEAD, Filling
from svcqa.widths import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, str]
"""Field → what stands in it."""
_LINE = 14
"""Height of a line of text in points; not every program makes rows as high as what is written in them."""
_LEAST, _ROOMY, _WIDEST = 12, 16, 54
"""Width that any column has at least, and that most have, and the most that what is known beforehand gets."""


def prefill(sheet: Worksheet, form: Form, rows: Sequence[Row], filling: Filling, wide: Mapping[str, int]) -> None:
    """Write what is known beforehand, in boxes, and make room for it and for long answers.

    Args:
        sheet: the sheet, on which the form stands already.
        form: its columns.
        rows: what is known, a row each.
        filling: looks and language of the book.
        wide: field in which people write much → width of its column in characters.
    """
    room = {}
    for column, one in enumerate(form.columns):
        longest = max((width(row.get(one.name, "")) for row in rows), default=0)
        room[one.name] = max(wide.get(one.name, _LEAST), min(longest + 2, _WIDEST))
        if room[one.name] > _ROOMY:
            sheet.set_column(column, column, room[one.name], filling.looks["wrapped"])
    for at, row in enumerate(rows, HEAD + 1):
        lines = max(-(-width(text) // (room[name] - 2)) for name, text in row.items())
        sheet.set_row(at, _LINE * lines + 4)
        for column, one in enumerate(form.columns):
            sheet.write(at, column, row.get(one.name) or None, filling.looks["boxed"])
