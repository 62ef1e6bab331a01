"""python-calamine: the fast reader of workbooks, held to absolute addresses."""

from __future__ import annotations

import io
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from svcqa.grid import blank, from_rows
from svcqa.readers.dispatch import damaged, encrypted
from svcqa.requests import Sheet, State


def opened(data: bytes) -> CalamineWorkbook:
    """Open a workbook.

    Raises:
        InputError: it is protected by a password, or damaged.
    """
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise encrypted() from error
    except (CalamineError, OSError) as error:
        raise damaged(str(error)) from error


def worksheets(workbook: CalamineWorkbook) -> Iterator[tuple[str, State]]:
    """Names and states of the worksheets; chart and macro sheets are none."""
    for one in workbook.sheets_metadata:
        if one.typ == SheetTypeEnum.WorkSheet:
            yield one.name, _state(one.visible)


def sheet(workbook: CalamineWorkbook, name: str, state: State) -> Sheet:
    """Read one sheet; if it cannot be read, say so in the sheet and leave the others alone."""
    try:
        found = workbook.get_sheet_by_name(name)
        # iter_rows keeps leading blank rows but starts at the first used column
        offset = found.start[1] if found.start else 0
        columns, rows = from_rows(found.iter_rows())
        merged = [(*first, *last) for first, last in found.merged_cell_ranges or ()]
    except (CalamineError, OSError, ValueError) as error:
        return Sheet(name, (), 0, state, problem=str(error))
    padded = [*(blank(rows) for _ in range(offset)), *columns] if rows else []
    return Sheet(name, padded, rows, state, merged=merged)


def _state(visible: SheetVisibleEnum) -> State:
    # the enumeration of the library cannot be hashed, so no table
    if visible == SheetVisibleEnum.Hidden:
        return "hidden"
    return "very_hidden" if visible == SheetVisibleEnum.VeryHidden else "visible"
