"""Text tables: charset and delimiter found out, every cell kept as text in its place."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from svcqa.errors import InputError
from svcqa.grid import from_rows
from svcqa.readers.charset import encoding_of
from svcqa.readers.refusals import refused
from svcqa.requests import Sheet, Sheets
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.requests import Column

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe", "，": "full-width comma"}
SAMPLE = 1_000_000
"""Bytes by which the delimiter is told."""
_SAMPLE_ROWS = 200
_FIELD_LIMIT = 10_000_000
_SENTENCE_ENDS = ("。", "！", "？", "；", ".", "!", "?")
_NAMED = 20
"""Ragged rows that are named; the others are counted."""
_PROBE, _PROBED = '"', ""
_WORKBOOK_SHARE = 0.8
"""Share of rows with the same number of cells that makes a text named like a workbook a table and not prose."""


def read(data: bytes, declared: str | None, *, workbook_name: bool) -> Sheets | None:
    """Read a text table; None if it is no text.

    Args:
        data: the whole file; a head sample would miss Chinese text that comes late.
        declared: the encoding the user declared, or None to find out.
        workbook_name: the file is named like a workbook, so prose is refused.

    Raises:
        InputError: it is empty, its encoding is ambiguous or wrong, a quotation mark is never closed, or it is prose
            under a workbook's name.
    """
    encoding = encoding_of(data, declared)
    if encoding is None:
        return None
    facts = {"format": "text", "encoding": encoding}
    table = _as_utf8(data, encoding, facts)
    head = bytes(table[:SAMPLE]).decode("utf-8", "ignore")
    if not head.strip() and not bytes(table).strip():
        said = "文件是空的，没有任何一行。", "the file is empty, there is not a single row."
        raise InputError.of(*said, mend=_EXPORT, kind="no_rows")
    delimiter = delimiter_of(head, _WORKBOOK_SHARE if workbook_name else 0.0)
    if workbook_name and (delimiter is None or _is_prose(head)):
        raise refused(Text("普通文字", "plain text"))
    delimiter = delimiter or ","
    facts["delimiter"] = DELIMITERS[delimiter]
    columns, rows, ragged = _table(table, head, delimiter)
    facts.update(ragged)
    return Sheets([Sheet("", columns, rows)], facts)


def _as_utf8(data: bytes, encoding: str, facts: dict[str, str]) -> memoryview:
    """The text as UTF-8 without a mark and without NULs; what is that already is not copied."""
    if encoding == "utf-8-sig":
        data, encoding = data[3:], "utf-8"
    if encoding != "utf-8":
        data = data.decode(encoding).encode("utf-8")
    if nuls := data.count(b"\x00"):
        facts["nul_bytes"] = f"{nuls} removed"
        data = data.replace(b"\x00", b"")
    return memoryview(data)


def delimiter_of(head: str, least: float) -> str | None:
    """The delimiter that splits most of the first rows into equally many cells; None if none does.

    Args:
        head: the beginning of the text.
        least: the share of rows that must have the same number of cells; above 0 there must be two of them.
    """
    best = (0.0, 0, "")
    prose = _is_prose(head)
    for delimiter in DELIMITERS:
        if prose and delimiter == "，":
            continue  # the comma of sentences, not of a table
        widths = Counter(len(row) for row in _sample(head, delimiter) if any(cell.strip() for cell in row))
        split = {width: count for width, count in widths.items() if width > 1}
        if not split or (least and max(split.values()) < 2):
            continue
        usual = max(split, key=lambda width: (split[width], width))
        best = max(best, (split[usual] / widths.total(), usual, delimiter), key=lambda one: one[:2])
    return best[2] if best[2] and best[0] >= least else None


def _is_prose(head: str) -> bool:
    """Whether most lines end as sentences do."""
    lines = [line for line in head.splitlines()[:_SAMPLE_ROWS] if line.strip()]
    return sum(line.rstrip().endswith(_SENTENCE_ENDS) for line in lines) > len(lines) / 2


def _sample(head: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(head, newline=None), delimiter=delimiter)
    with contextlib.suppress(csv.Error):  # an endless cell is told when the whole is read
        yield from itertools.islice(reader, _SAMPLE_ROWS)


def _table(table: memoryview, head: str, delimiter: str) -> tuple[Sequence[Column], int, dict[str, str]]:
    """Columns, rows, and facts on rows that are shorter or longer than the others."""
    from svcqa.readers import columnar

    if delimiter.isascii() and (found := columnar.parse(table, head, delimiter)):
        return *found, {}
    return _row_by_row(table, delimiter)


def _row_by_row(table: memoryview, delimiter: str) -> tuple[Sequence[Column], int, dict[str, str]]:
    """Nothing is shifted: missing cells are blank, surplus cells stand in further columns."""
    widths = [len(row) for row in _rows(table, delimiter)]
    width = max(widths)
    columns, count = from_rows(row + [""] * (width - len(row)) for row in _rows(table, delimiter))
    return columns, count, _ragged(widths)


def _ragged(widths: Sequence[int]) -> dict[str, str]:
    """Which rows have not as many cells as most; lines of one cell above the first that has are no ragged rows."""
    counts = Counter(width for width in widths if width)
    # a table has two columns; of widths that are equally frequent the first, for that is where headings stand
    usual = max(counts, key=lambda width: (width > 1, counts[width]))
    odd = [number for number, width in enumerate(widths, 1) if width not in (0, usual)]
    before = widths.index(usual) + 1
    above = [number for number in odd if number < before and widths[number - 1] == 1]
    ragged = [number for number in odd if number not in above]
    facts = {"lines_above": str(len(above))} if above else {}
    if ragged:
        more = ["…"] if len(ragged) > _NAMED else []
        facts |= {"ragged_rows": str(len(ragged)), "ragged_row_numbers": ", ".join([*map(str, ragged[:_NAMED]), *more])}
    return facts


def _rows(table: memoryview, delimiter: str) -> Iterator[list[str]]:
    """Rows of a text table.

    Raises:
        InputError: a quotation mark is never closed and would swallow what follows, or a cell is endless.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    lines = io.TextIOWrapper(io.BytesIO(table), encoding="utf-8", newline=None)
    # a last line with nothing but a quotation mark is a row of its own, unless a mark was still open
    reader = csv.reader(itertools.chain(_ended(lines), [_PROBE]), delimiter=delimiter)
    row: list[str] | None = None
    start = end = 0
    try:
        for following in reader:
            if row is not None:
                yield row
            row, start, end = following, end, reader.line_num
    except csv.Error as error:
        raise _unreadable(reader.line_num, str(error), str(error)) from error
    if row != [_PROBED]:
        raise _unreadable(start + 1, "引号没有成对", "a quotation mark is never closed")


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (line if line.endswith("\n") else f"{line}\n" for line in lines)


def _unreadable(line: int, zh: str, en: str) -> InputError:
    said = f"第{line}行起无法读取：{zh}。", f"it cannot be read from line {line} on: {en}."
    return InputError.of(*said, mend=_EXPORT, kind="damaged")


_EXPORT = Text("请重新导出后再试。", "Export it again.")
