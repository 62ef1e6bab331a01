"""Hidden rows, columns and sheets: imported and named, or left out of the records where the user asks for that.

Layout is understood with the hidden rows in their places, so that leaving them out changes no other row; every row and
column that is left out is still in the account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from svcqa.findings import Said, SetAside
from svcqa.grid import blank
from svcqa.intake.footers import ranges
from svcqa.intake.headings import Match
from svcqa.intake.layout import Table
from svcqa.intake.regions import View
from svcqa.quoting import column_letter
from svcqa.requests import Sheet, Tag

LEFT_OUT = Said(
    "隐藏的工作表，按--skip-hidden的要求没有导入", "a hidden sheet, not imported since --skip-hidden asks so"
)


def without_columns(sheet: Sheet) -> Sheet:
    """The sheet as if nothing stood in its hidden columns."""
    gone = frozenset(sheet.hidden_columns)
    if not gone:
        return sheet
    columns = [blank(sheet.rows) if number in gone else column for number, column in enumerate(sheet.columns)]
    return replace(sheet, columns=columns)


def without_rows(table: Table, view: View) -> Table:
    """The table without its hidden records; they and the hidden columns are named as left out.

    Args:
        table: found on the sheet without its hidden columns.
        view: its region of the whole sheet.
    """
    gone = np.isin(table.rows, np.array(view.sheet.hidden_rows, dtype=np.int64) - 1)
    columns = [*_columns(table, view)]
    return replace(
        table,
        rows=table.rows[~gone],
        set_aside=sorted([*table.set_aside, *_aside(table.rows[gone], view)], key=lambda one: one.row),
        matches=sorted([*table.matches, *columns], key=lambda match: match.column),
        notes=[*table.notes, *_left_out(int(np.count_nonzero(gone)), [match.column for match in columns])],
    )


def _aside(rows: np.ndarray, view: View) -> list[SetAside]:
    if not len(rows):
        return []
    reasons = np.full(view.region.bottom, "", dtype=object)
    reasons[rows] = "hidden"
    return ranges(reasons, lambda row: " ".join(filter(None, view.shown[row - view.region.top]))[:200])


def _columns(table: Table, view: View) -> Iterator[Match]:
    """The hidden columns in which anything stands, by their headings."""
    top, left = view.region.top, view.region.left
    for number in view.sheet.hidden_columns:
        if left <= number < view.region.right and (view.sheet.columns[number - left].tags != Tag.BLANK).any():
            levels = (view.shown[row - top][number - left] for row in table.header)
            yield Match(number, "/".join(dict.fromkeys(filter(None, levels))), None, "hidden")


def _left_out(rows: int, columns: list[int]) -> Iterator[Said]:
    if rows or columns:
        letters = [column_letter(one) for one in columns]
        zh = [*([f"{rows}行"] if rows else []), *([f"{'、'.join(letters)}列"] if letters else [])]
        en = [*([f"rows: {rows}"] if rows else []), *([f"columns: {', '.join(letters)}"] if letters else [])]
        yield Said(
            f"按--skip-hidden的要求没有导入隐藏的{'和'.join(zh)}",
            f"hidden and not imported since --skip-hidden asks so: {'; '.join(en)}",
        )


def mapped_columns(table: Table, sheet: Sheet) -> Iterator[Said]:
    """A note on the hidden columns that were taken for a field."""
    gone = frozenset(sheet.hidden_columns)
    found = [match for match in table.matches if match.field and match.column in gone]
    if found:
        named = [f"{column_letter(match.column)} {' '.join(match.heading.split())}" for match in found]
        yield Said(
            f"隐藏的列也导入了：{'、'.join(named)}；要去掉请用--skip-hidden",
            f"hidden columns were imported too: {', '.join(named)}; leave them out with --skip-hidden",
        )
