"""The built-in readers: workbooks by python-calamine behind a scan, text tables by an own charset ladder.

They enter by entry point like a stranger's, and run in a child process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa.hookspecs import hook

if TYPE_CHECKING:
    from svcqa.requests import Sheets, Source, Stretches


# nearly any bytes can be taken for a text table, so strangers with kinds of their own are asked first
@hook(trylast=True)
def svcqa_read(source: Source) -> Sheets | None:
    """Read a workbook (xlsx, xlsm, xls, xlsb, ods) or a text table, told apart by content."""
    from svcqa.readers.dispatch import read

    return read(source)


@hook
def svcqa_stretches(source: Source, rows: int) -> Stretches | None:
    """Read a Parquet file, or a text table in UTF-8, some rows at a time."""
    from svcqa.readers.stretches import begun

    return begun(source, rows)
