"""Putting into a sheet what only a scan of its file knows: error cells, formulas without a result, what is hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from svcqa.grid import blank, is_blank, joined
from svcqa.readers.scan import Scan
from svcqa.requests import Column, Sheet, Tag


def patched(sheet: Sheet, found: Scan) -> Sheet:
    """The sheet with the marks of its scan; it grows where a marked cell lies outside of what the reader gave."""
    if sheet.problem:
        return sheet
    errors, never = _by_column(found)
    marked = sorted({*errors, *never})
    ends = [max(one) + 1 for places in (errors, never) for one in places.values()]
    rows = max([sheet.rows, *ends])
    empty = blank(rows)
    columns = [_longer(column, rows) for column in sheet.columns] if rows > sheet.rows else list(sheet.columns)
    columns += [empty] * (max(marked, default=-1) + 1 - len(columns))
    for number in marked:
        columns[number] = _marked(columns[number], errors.get(number, {}), never.get(number, ()))
    merged = sheet.merged or found.merged
    hidden = [number for number in found.hidden_columns if number < len(columns)]
    return replace(
        sheet, columns=columns, rows=rows, hidden_rows=found.hidden_rows, hidden_columns=hidden, merged=merged
    )


def _by_column(found: Scan) -> tuple[dict[int, dict[int, str]], dict[int, list[int]]]:
    errors: defaultdict[int, dict[int, str]] = defaultdict(dict)
    never: defaultdict[int, list[int]] = defaultdict(list)
    for (row, column), text in found.errors.items():
        errors[column][row] = text
    for row, column in found.never_calculated:
        never[column].append(row)
    return errors, never


def _longer(column: Column, rows: int) -> Column:
    return blank(rows) if is_blank(column) else joined([column, blank(rows - len(column.tags))])


def _marked(column: Column, errors: Mapping[int, str], never: Sequence[int]) -> Column:
    tags = column.tags.copy()
    texts = column.texts
    tags[list(never)] = Tag.NEVER_CALCULATED
    if errors:
        tags[list(errors)] = Tag.ERROR
        texts = _with(texts, errors, len(tags))
    return Column(tags, column.numbers, column.moments, texts)


def _with(texts: pa.Array | None, errors: Mapping[int, str], rows: int) -> pa.Array:
    mask = np.zeros(rows, dtype=bool)
    mask[list(errors)] = True
    words = pa.array([errors[row] for row in sorted(errors)], pa.string())
    if texts is None:
        texts = pa.nulls(rows, pa.string())
    return pa.compute.replace_with_mask(texts, pa.array(mask), words)
