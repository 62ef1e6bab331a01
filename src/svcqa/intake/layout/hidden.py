"""Hidden rows, columns and sheets: imported and named, or left out of the records where the user asks for that.

Layout is understood with the hidden rows in their places, so that leaving them out changes no other row; every row and
column that is left out is still in the account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from svcqa.accounts import Said, SetAside
from svcqa.grid import blank
from svcqa.intake.layout.footers import ranges
from svcqa.intake.layout.headings import Match
from svcqa.intake.layout.regions import View
from svcqa.intake.layout.tables import Table
from svcqa.quoting import column_letter
from svcqa.requests import Sheet

LEFT_OUT = Said("隐藏的工作表，按--skip-hidden没有导入", "a hidden sheet, not imported because of --skip-hidden")


def without_columns(sheet: Sheet) -> Sheet:
    """The sheet as if nothing stood in its hidden columns."""
    gone = frozenset(sheet.hidden_columns)
    if not gone:
        return sheet
    columns = [blank(sheet.rows) if number in gone else column for number, column in enumerate(sheet.columns)]
    return replace(sheet, columns=columns)


def left_out(sheet: Sheet) -> list[Said]:
    """A note on the hidden columns in which anything stands."""
    gone = [(number, int(np.count_nonzero(sheet.columns[number].tags))) for number in sheet.hidden_columns]
    named = [column_letter(number) for number, cells in gone if cells]
    cells = sum(cells for _, cells in gone)
    zh = f"隐藏的列按--skip-hidden没有导入：{'、'.join(named)}（{cells}个单元格）"
    en = f"hidden columns not imported because of --skip-hidden: {', '.join(named)} ({cells} cells)"
    return [Said(zh, en)] if named else []


def without_rows(table: Table, view: View, sheet: Sheet) -> Table:
    """The table without what stands in hidden rows; the hidden columns beside it are named by their headings.

    Args:
        table: found on the sheet without its hidden columns.
        view: its region of that sheet.
        sheet: the sheet as it stands.
    """
    hidden = np.zeros(sheet.rows, dtype=bool)
    hidden[np.array([row - 1 for row in sheet.hidden_rows if row <= sheet.rows], dtype=np.int64)] = True
    table = replace(table, matches=sorted([*table.matches, *_columns(table, sheet)], key=lambda match: match.column))
    read = np.unique(table.rows if table.read is None else table.read)
    gone = read[hidden[read]]
    if not len(gone):
        return table
    kept = replace(
        _visible(table, hidden),
        read=None if table.read is None else read[~hidden[read]],
        set_aside=sorted([*table.set_aside, *_aside(gone, view)], key=lambda one: one.row),
    )
    zh, en = (
        f"隐藏的{len(gone)}行按--skip-hidden没有导入",
        f"{len(gone)} hidden rows not imported because of --skip-hidden",
    )
    return replace(kept, notes=[*kept.notes, Said(zh, en)])


def _visible(table: Table, hidden: np.ndarray) -> Table:
    """The records that do not stand in a hidden row; of a form, which has several rows, what is shown of it."""
    if table.laid_out != "form":
        return table.only(np.flatnonzero(~hidden[table.rows]))
    places = {name: (rows, np.where(hidden[rows], -1, columns)) for name, (rows, columns) in table.places.items()}
    shown = np.zeros(len(table.rows), dtype=bool)
    for _, columns in places.values():
        shown |= columns >= 0
    return replace(table, places=places).only(np.flatnonzero(shown))


def _aside(rows: np.ndarray, view: View) -> list[SetAside]:
    reasons = np.full(view.region.bottom, "", dtype=object)
    reasons[rows] = "hidden"
    return ranges(reasons, lambda row: " ".join(filter(None, view.shown[row - view.region.top]))[:200])


def _columns(table: Table, sheet: Sheet) -> Iterator[Match]:
    """The hidden columns of the table in which anything stands, by their headings."""
    whole = View.of(sheet)
    for number in sheet.hidden_columns:
        if table.region.left <= number < table.region.right and sheet.columns[number].tags.any():
            levels = (whole.shown[row][number] for row in table.header)
            yield Match(number, "/".join(dict.fromkeys(filter(None, levels))), None, "hidden")


def mapped_columns(table: Table, sheet: Sheet) -> Iterator[Said]:
    """A note on the hidden columns that were taken for a field."""
    gone = frozenset(sheet.hidden_columns)
    found = [match for match in table.matches if match.field and match.column in gone]
    if found:
        named = [f"{column_letter(match.column)} {' '.join(match.heading.split())}".strip() for match in found]
        yield Said(
            f"隐藏的列也导入了：{'、'.join(named)}；要去掉请用--skip-hidden",
            f"hidden columns were imported too: {', '.join(named)}; leave them out with --skip-hidden",
        )
