"""The text of a sheet's cells, column by column in a Parquet file, written once and read by runs of rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from svcqa import widths
from svcqa.web.sheets.nouns import Shown

if TYPE_CHECKING:
    import pyarrow as pa

    from svcqa.requests import Column, Sheet

_GROUP = 256
"""Rows that are read together."""
_UNCALCULATED = "\x1f"
"""Stands for a formula without a result; spreadsheets hold no such character."""
_LONGEST = 160
"""Characters of a cell that a window shows."""
_STEPS = (8, 12, 20, 32)
"""Up to how wide the content of each class of column is."""
_SAMPLE = 200


def write(sheet: Sheet, place: Path) -> list[int]:
    """Write the cells of a sheet; the class of width of each column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from svcqa.grid import is_blank

    found = {number: _texts(one) for number, one in enumerate(sheet.columns) if not is_blank(one)}
    filled = {number: texts for number, texts in found.items() if texts.null_count < len(texts)}
    if filled:
        table = pa.table(list(filled.values()), names=[str(number) for number in filled])
        pq.write_table(table, place, row_group_size=_GROUP, compression="zstd", use_dictionary=False)
    return [_width(filled[number]) if number in filled else 0 for number in range(len(sheet.columns))]


def read(place: Path, first: int, count: int, left: int, columns: int) -> list[list[Shown | None]]:
    """The cells of a run of rows (``first`` counted from 1) and of columns (``left`` from 0)."""
    texts = _read(place, first - 1, count, range(left, left + columns))
    blank: list[Shown | None] = [None] * count
    shown = [[_shown(text) for text in texts[one]] if one in texts else blank for one in range(left, left + columns)]
    return [list(row) for row in zip(*shown, strict=True)]


def content(place: Path, row: int, column: int) -> str:
    """All that a cell shows."""
    (text,) = _read(place, row - 1, 1, range(column, column + 1)).get(column, [None])
    return "" if text in {None, _UNCALCULATED} else str(text)


def _read(place: Path, start: int, count: int, wanted: range) -> dict[int, list[str | None]]:
    import pyarrow.parquet as pq

    if not place.is_file() or count < 1:
        return {}
    with pq.ParquetFile(place) as file:
        groups = range(start // _GROUP, min((start + count - 1) // _GROUP + 1, file.num_row_groups))
        names = [name for name in file.schema_arrow.names if int(name) in wanted]
        table = file.read_row_groups(list(groups), columns=names, use_threads=False)
    table = table.slice(start % _GROUP, count)
    lacking: list[str | None] = [None] * (count - table.num_rows)
    return {int(name): table.column(name).to_pylist() + lacking for name in names}


def _shown(text: str | None) -> Shown | None:
    if text is None:
        return None
    if text == _UNCALCULATED:
        return Shown("", uncalculated=True)
    return Shown(text[:_LONGEST], cut=len(text) > _LONGEST)


def _texts(column: Column) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    from svcqa.intake.values.typed import texts_of
    from svcqa.requests import Tag

    texts, tags = texts_of(column), column.tags
    if not (tags == Tag.NEVER_CALCULATED).any():
        return texts
    return pc.if_else(pa.array(tags == Tag.NEVER_CALCULATED), pa.scalar(_UNCALCULATED), texts)


def _width(texts: pa.Array) -> int:
    """From a sample of the whole column; titles above it are no measure."""
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = pc.drop_null(texts)
    sample = filled.take(pa.array(range(0, len(filled), max(len(filled) // _SAMPLE, 1))))
    found = sorted(widths.width(one[: _STEPS[-1] + 1]) for one in sample.to_pylist())
    usual = found[len(found) * 9 // 10] if len(found) > 10 else found[-1]
    return sum(usual > step for step in _STEPS)
