"""Text tables: charset and delimiter found out, every cell kept as text in its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv as fast

from svcqa.errors import InputError
from svcqa.grid import blank, from_rows, from_texts, trimmed
from svcqa.readers.charset import decoded
from svcqa.readers.dispatch import refused
from svcqa.requests import Sheet, Sheets
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.requests import Column

DELIMITERS = (",", "\t", ";", "|", "，")
_NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe", "，": "full-width comma"}
_SAMPLE_LINES = 200
_FIELD_LIMIT = 10_000_000
_TABLE_SHARE = 0.6
"""Prose has a comma in a line here and there; in a table nearly every line has as many."""


def read(data: bytes, encoding: str | None, *, workbook_name: bool) -> Sheets | None:
    """Read a text table; None if it is no text.

    Args:
        data: the whole file; a head sample would miss Chinese text that comes late.
        encoding: what the user declared, or None to find out.
        workbook_name: the file is named like a workbook, so prose is refused.

    Raises:
        InputError: the encoding is ambiguous or wrong, or it is prose under a workbook's name.
    """
    text, found = decoded(data, encoding)
    if text is None:
        return None
    facts = {"format": "text", "encoding": found}
    if "\x00" in text:
        facts["nul_characters"] = f"{text.count(chr(0))} removed"
        text = text.replace("\x00", "")
    delimiter, share = _delimiter(text)
    if workbook_name and share < _TABLE_SHARE:
        raise refused(Text("普通文字", "plain text"))
    delimiter = delimiter or ","
    facts["delimiter"] = _NAMES[delimiter]
    columns, rows, ragged = _quick(text, delimiter) or _careful(text, delimiter)
    if ragged:
        facts["ragged_rows"] = str(ragged)
    return Sheets([Sheet("", columns, rows)], facts)


def _delimiter(text: str) -> tuple[str | None, float]:
    """The delimiter that splits the first lines into the most evenly many columns, and the share of lines it fits."""
    lines = text[:1_000_000].splitlines(keepends=True)[:_SAMPLE_LINES]
    best: tuple[float, int, str] | None = None
    prose = sum(line.rstrip().endswith(("。", "！", "？")) for line in lines) > len(lines) / 2
    for delimiter in DELIMITERS:
        if prose and delimiter == "，":
            continue  # the comma of sentences, not of a table
        widths = [len(row) for row in _rows("".join(lines), delimiter) if any(cell.strip() for cell in row)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if usual < 2:
            usual = max(widths, default=1)
        if usual >= 2:
            share = widths.count(usual) / len(widths)
            best = max(best or (0.0, 0, ""), (share, usual, delimiter), key=lambda one: one[:2])
    return (best[2], best[0]) if best else (None, 0.0)


def _quick(text: str, delimiter: str) -> tuple[list[Column], int, int] | None:
    """The columnar parser, for tables in which every row has the same number of cells."""
    if not delimiter.isascii() or "\n" not in text:
        return None
    options = fast.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False)
    head = next(_rows(text[:1_000_000], delimiter), [])
    names = [str(number) for number in range(len(head))]
    if not names:
        return None
    reading = fast.ReadOptions(column_names=names, use_threads=True, encoding="utf-8")
    strings = fast.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), null_values=[], strings_can_be_null=False
    )
    try:
        table = fast.read_csv(
            pa.BufferReader(text.encode("utf-8", "surrogatepass")),
            read_options=reading, parse_options=options, convert_options=strings,
        )  # fmt: skip
    except pa.ArrowInvalid:  # ragged or oddly quoted: the careful way
        return None
    columns, rows = trimmed([from_texts(column.combine_chunks()) for column in table.columns])
    return columns, rows, 0


def _careful(text: str, delimiter: str) -> tuple[list[Column], int, int]:
    """Row by row: nothing is shifted, missing cells are blank, surplus cells are kept."""
    try:
        rows = list(_rows(text, delimiter))
    except csv.Error as error:
        raise InputError.of(f"文字表格无法读取（{error}）。", f"the text table cannot be read ({error}).") from error
    widths = [len(row) for row in rows if row]
    width = max(widths, default=0)
    usual = max(set(widths), key=widths.count, default=0)
    columns, count = from_rows([*row, *[""] * (width - len(row))] for row in rows)
    return columns or [blank(0)], count, sum(one != usual for one in widths)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    return csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
