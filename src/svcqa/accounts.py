"""Accounts of sheets as wholes, beside those of the tables that stand on them."""

from __future__ import annotations

from msgspec import Struct


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
