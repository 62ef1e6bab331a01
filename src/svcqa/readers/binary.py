"""xls, xlsb and ods through the fast reader; the child process bounds what a hostile one can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa.readers import calamine
from svcqa.requests import Sheets

if TYPE_CHECKING:
    from svcqa.requests import Sheet


def read(data: bytes, kind: str) -> Sheets:
    """Read a workbook that is not xlsx.

    These formats' readers do not tell error cells or formulas without a result from blanks; the file's facts say
    so.

    Raises:
        InputError: it is protected by a password, or damaged.
    """
    workbook = calamine.opened(data)
    sheets: list[Sheet] = [calamine.sheet(workbook, name, state) for name, state in calamine.worksheets(workbook)]
    return Sheets(sheets, {"format": kind, "error_cells": "not told from blanks"})
