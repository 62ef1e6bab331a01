"""What accounts of sheets are made of: the dates of their records, and sheets as wholes beside their tables."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Layout = Literal["table", "form", "matrix"]


class DateSpan(Struct, frozen=True):
    """Earliest and latest event date of the records of a sheet."""

    first: str
    last: str


class WholeSheet(Struct, frozen=True):
    """A sheet that is accounted for by regions, as a whole: ``rows_read = imported + set aside``, each row once.

    The regions share no cell, and every cell that shows anything lies in one of them. A row that gave a record in any
    of them is imported, so that the rows of the regions need not add up to those of the sheet.
    """

    sheet: str
    regions: list[str]
    rows_read: int
    imported: int
    cells: int
