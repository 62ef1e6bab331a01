"""The shared texts of an xlsx workbook: parsed once, and put into the columns of every slice by their number.

A slice would otherwise parse all texts of the workbook to show its own. Its cells that point to a text carry the
number behind a mark instead; the numbers of a whole column are looked up together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from svcqa.grid import Slab
from svcqa.readers.calamine import UnreadableError
from svcqa.readers.scan import has

_POINTER = b' t="s"><v>'
_ANY_POINTER = re.compile(rb'(<(?:\w+:)?c\b[^>]*?) t="s"([^>]*>\s*<(?:\w+:)?v\b[^>]*>)')
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(/?)>|</(?:\w+:)?si>")
_PLAIN = ((b"<si>", b'<row><c t="inlineStr"><is>'), (b"</si>", b"</is></c></row>"))
_END = b'<row><c t="inlineStr"><is><t>end</t></is></c></row>'
"""What keeps the reader from dropping empty texts at the end."""
_MARKS = ("\x7f", "\ue000", "\uf8ff")
"""Characters nobody writes; one is taken that does not occur."""


@dataclass(frozen=True)
class Marked:
    """The rows of a slice in which numbers of texts stand behind a mark."""

    xml: bytes
    mark: str
    """Empty where no cell points to a text."""


def marked(rows: bytes) -> Marked:
    """Mark the cells that point to a text.

    Raises:
        ValueError: all marks occur in the rows.
    """
    if b' t="s"' not in rows:
        return Marked(rows, "")
    mark = next((one for one in _MARKS if not has(rows, one)), None)
    if mark is None:
        raise ValueError("private use characters")
    xml = rows.replace(_POINTER, b' t="str"><v>' + mark.encode())
    if b' t="s"' in xml:  # attributes in another order, or names with a prefix
        xml = _ANY_POINTER.sub(rb'\1 t="str"\2' + mark.encode(), xml)
    return Marked(xml, mark)


def as_sheet(shared: bytes) -> bytes:
    """The texts as the rows of a sheet, one cell each, so that the reader of sheets reads them too."""
    begin = shared.find(b">", max(shared.find(b"sst"), 0)) + 1
    rows = shared[begin : max(shared.rfind(b"</"), begin)]
    for plain, cell in _PLAIN:
        rows = rows.replace(plain, cell)
    if b"<si" in rows or b"si>" in rows:  # names with a prefix, empty items
        rows = _ITEM.sub(_cell, rows)
    return b"".join((b"<worksheet><sheetData>", rows, _END, b"</sheetData></worksheet>"))


def texts_of(sheet: Slab) -> pa.Array:
    """The texts, when the sheet they were made is read; an empty one is null."""
    texts = sheet.columns[0].texts
    assert texts is not None  # noqa: S101 - the last of them is ours
    return pa.concat_arrays([pa.nulls(sheet.top, pa.string()), texts[:-1]])


def _cell(item: re.Match[bytes]) -> bytes:
    if item[0].startswith(b"</"):
        return _PLAIN[1][1]
    return _PLAIN[0][1] + (_PLAIN[1][1] if item[1] else b"")


def lookup(mark: str, texts: Callable[[], pa.Array]) -> Callable[[pa.Array], pa.Array]:
    """From what a column of a slice shows to its texts.

    Args:
        mark: the mark numbers stand behind.
        texts: gives all texts of the workbook.
    """

    def found(column: pa.Array) -> pa.Array:
        points = pc.starts_with(column, mark)
        if not pc.any(points).as_py():
            return column
        try:
            numbers = pc.if_else(points, pc.utf8_slice_codeunits(column, 1), None).cast(pa.int32())
            looked_up = texts().take(numbers)
        except (pa.ArrowInvalid, pa.ArrowIndexError) as error:
            raise UnreadableError(str(error)) from error
        return looked_up if points.true_count == len(column) else pc.if_else(points, looked_up, column)

    return found
