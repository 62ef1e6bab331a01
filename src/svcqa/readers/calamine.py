"""python-calamine: the fast reader of workbooks, held to absolute addresses."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from svcqa.grid import Slab, blank, from_rows
from svcqa.readers.refusals import damaged, encrypted, oversized
from svcqa.requests import Sheet, State

if TYPE_CHECKING:
    import pyarrow as pa

    from svcqa.errors import InputError


class UnreadableError(Exception):
    """A slice of a sheet cannot be read, in the words of the library."""


def opened(data: bytes, kind: str) -> CalamineWorkbook:
    """Open a workbook.

    Args:
        data: the whole file.
        kind: its format, as a file's name would end.

    Raises:
        InputError: it is protected by a password, declares too many cells, or is damaged.
    """
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as error:
        if not _gave_up(error):
            raise
        raise _refusal(data, kind) from error


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
    except BaseException as error:
        if not _gave_up(error):
            raise
        return Sheet(name, (), 0, state, problem=str(error))
    padded = [*[blank(rows)] * offset, *columns] if rows else []
    return Sheet(name, padded, rows, state, merged=merged)


def slab(data: bytes, name: str, decoded: Callable[[pa.Array], pa.Array] | None = None) -> Slab:
    """Read a slice of a sheet, wrapped as a workbook of its own.

    Args:
        data: the workbook.
        name: the sheet's name.
        decoded: from what a column of text shows to what it says.

    Raises:
        UnreadableError: it cannot be read.
    """
    try:
        found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
        top, left = found.start or (0, 0)
        columns, rows = from_rows(found.to_python(skip_empty_area=True), decoded)
    except BaseException as error:
        if not _gave_up(error):
            raise
        raise UnreadableError(str(error)) from error
    return Slab(top, left, columns, rows)


def _state(visible: SheetVisibleEnum) -> State:
    # the enumeration of the library cannot be hashed, so no table
    if visible == SheetVisibleEnum.Hidden:
        return "hidden"
    return "very_hidden" if visible == SheetVisibleEnum.VeryHidden else "visible"


def _refusal(data: bytes, kind: str) -> InputError:
    """Why a workbook cannot be opened: the library says so only of a file whose name tells the format."""
    with tempfile.TemporaryDirectory(prefix="svcqa-") as folder:
        path = Path(folder, f"workbook.{kind}")
        path.write_bytes(data)
        try:
            CalamineWorkbook.from_path(path).close()
        except PasswordError:
            return encrypted()
        except BaseException as error:
            if not _gave_up(error):
                raise
            return oversized() if "limit exceeded" in str(error) else damaged(str(error))
    return damaged()


def _gave_up(error: BaseException) -> bool:
    """Whether the library gave up; a panic of its native code is no ``Exception``."""
    return isinstance(error, (CalamineError, OSError, ValueError)) or type(error).__name__ == "PanicException"
