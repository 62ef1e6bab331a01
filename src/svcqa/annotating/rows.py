"""The rows of a sheet's XML, marked while they stream by: only those with marked cells are taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO

from svcqa.annotating.xml import address, attributes, place, with_attribute, without_attribute

SIZE = 1 << 22
_OPENED = re.compile(rb"<!--|<!\[CDATA\[")
_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_ATTRIBUTES = rb"""(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>"""
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)""")
_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^>]*>")
_ANY_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")

Style = Callable[[int, int, int], int]
"""Row, column and the style a cell has → the style it gets."""


def shadow(xml: bytes) -> bytes:
    """The XML with spaces for its comments and CDATA, up to where one begins that does not end in it.

    What is found in it stands at the same place in the XML.
    """
    if b"<!" in xml:
        xml = _HIDDEN.sub(lambda found: b" " * len(found[0]), xml)
        if opened := _OPENED.search(xml):
            xml = xml[: opened.start()]
    return xml


def pieces(stream: IO[bytes], size: int = SIZE) -> Iterator[tuple[str, bytes, bytes]]:
    """A sheet's XML in three kinds of pieces, each with its shadow.

    ``head`` once, up to where the rows begin; ``rows`` as often as needed, each of whole rows; ``tail`` once, from the
    end of the rows.

    Raises:
        ValueError: there is no place for rows.
    """
    rest, head = b"", b""
    closing = b""
    while block := stream.read(size):
        rest += block
        shown = shadow(rest)
        if not head:
            found = _SHEET_DATA.search(shown)
            if found is None:
                continue
            head, rest, shown, closing = _parted(found, rest, shown)
            yield "head", head, shadow(head)
        end = shown.find(closing)
        if end >= 0:
            yield "rows", rest[:end], shown[:end]
            rest = b"".join([rest[end:], *iter(lambda: stream.read(size), b"")])
            yield "tail", rest, shadow(rest)
            return
        at = _last_row(shown)
        if at > 0:
            yield "rows", rest[:at], shown[:at]
            rest = rest[at:]
    raise ValueError("sheetData")


def _parted(found: re.Match[bytes], rest: bytes, shown: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Head, rest, the shadow of the rest, and the end tag of the rows."""
    closing = b"</%ssheetData" % found[1]
    if not found[0].endswith(b"/>"):
        return rest[: found.end()], rest[found.end() :], shown[found.end() :], closing
    head = rest[: found.end() - 2].rstrip() + b">"
    return head, closing + b">" + rest[found.end() :], closing + b">" + shown[found.end() :], closing


def _last_row(shown: bytes) -> int:
    """Where the last row begins; -1 if none does, or if only the beginning of its name is there."""
    for begin, sign in ((b"<row", b"<"), (b":row", b":")):
        at = shown.rfind(begin)
        if at >= 0:
            at = shown.rfind(b"<", 0, at + 1) if sign == b":" else at
            return at if _ANY_ROW.match(shown, at) else -1
    return -1


def row_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """What a row's start tag looks like."""
    return re.compile(rb"<" + re.escape(prefix) + rb"row" + _ATTRIBUTES)


def numbered(found: re.Match[bytes], last: int) -> int:
    """The number of a row, which follows the last one where it does not say."""
    said = _ROW_NUMBER.search(found[1])
    return int(said[1]) if said else last + 1


class Rows:
    """Marks the rows of one sheet.

    Args:
        prefix: of the sheet's elements, with its colon.
        wanted: row → columns to be marked.
        there: whether a row, by its number, stands in the sheet.
        style: gives the marked style for a cell's own.
        column_style: the style of an empty cell of a column.
    """

    def __init__(
        self,
        prefix: bytes,
        wanted: Mapping[int, set[int]],
        there: bytearray,
        style: Style,
        column_style: Callable[[int], int],
    ) -> None:
        self._prefix = prefix
        self._row = row_pattern(prefix)
        self._cell = re.compile(rb"<" + re.escape(prefix) + rb"c" + _ATTRIBUTES)
        self._end = b"</%srow" % prefix
        self._wanted = wanted
        self._style = style
        self._column_style = column_style
        self._missing = sorted((row for row in wanted if not there[row]), reverse=True)
        self._last = 0

    def marked(self, xml: bytes, shown: bytes) -> Iterator[bytes]:
        """Whole rows with their marks, and rows that were not there before them."""
        at = 0
        for found in self._row.finditer(shown):
            unnumbered = not _ROW_NUMBER.search(found[1])
            self._last = number = numbered(found, self._last)
            new = self.missing_before(number)
            if not (new or number in self._wanted):
                continue
            yield xml[at : found.start()]
            yield new
            tag = xml[found.start() : found.end()]
            if new and unnumbered:
                tag = with_attribute(tag, b"r", b"%d" % number)
            at = found.end()
            if number in self._wanted:
                end = at if tag.endswith(b"/>") else shown.index(self._end, at)
                yield self._row_marked(tag, xml[at:end], shown[at:end], number)
                at = end
            else:
                yield tag
        yield xml[at:]

    def missing_before(self, number: int | None) -> bytes:
        """Rows that were not there and stand before a number; all that are left where none is given."""
        made = b""
        while self._missing and (number is None or self._missing[-1] < number):
            made += self._new_row(self._missing.pop())
        return made

    def _new_row(self, number: int) -> bytes:
        cells = b"".join(self._new_cell(number, column, None) for column in sorted(self._wanted[number]))
        return b'<%srow r="%d">%s</%srow>' % (self._prefix, number, cells, self._prefix)

    def _new_cell(self, row: int, column: int, row_style: int | None) -> bytes:
        own = self._column_style(column) if row_style is None else row_style
        name = address((row, column)).encode()
        return b'<%sc r="%s" s="%d"/>' % (self._prefix, name, self._style(row, column, own))

    def _row_marked(self, tag: bytes, inner: bytes, shown: bytes, number: int) -> bytes:
        """The start tag of a row and its cells."""
        cells = self._cells(shown, number)
        there = {column for column, _ in cells}
        missing = sorted(self._wanted[number] - there)
        told = attributes(tag)
        styled = int(told.get(b"s") or 0) if told.get(b"customFormat") in {b"1", b"true"} else None
        given, at, shifted = [], 0, False
        for column, found in cells:
            while missing and missing[0] < column:
                given += [inner[at : found.start()], self._new_cell(number, missing.pop(0), styled)]
                at, shifted = found.start(), True
            if shifted or column in self._wanted[number]:
                given += [inner[at : found.start()], self._told(found[0], number, column)]
                at = found.end()
            shifted = False
        given += [inner[at:], *(self._new_cell(number, column, styled) for column in missing)]
        if there >= self._wanted[number]:
            return tag + b"".join(given)
        tag = without_attribute(tag, b"spans")  # says between which columns the cells stand, and may be left out
        if tag.endswith(b"/>"):
            return b"%s>%s</%srow>" % (tag[:-2].rstrip(), b"".join(given), self._prefix)
        return tag + b"".join(given)

    def _cells(self, shown: bytes, number: int) -> list[tuple[int, re.Match[bytes]]]:
        """Column and start tag of every cell; one without an address stands behind the one before it."""
        found, column = [], -1
        for one in self._cell.finditer(shown):
            said = place(attributes(one[0]).get(b"r", b"").decode("ascii", "replace"))
            column = said[1] if said else column + 1
            found.append((column, one))
        return found

    def _told(self, tag: bytes, row: int, column: int) -> bytes:
        """The start tag of a cell with its address, and with its new style if it is marked."""
        told = attributes(tag)
        if b"r" not in told:
            tag = with_attribute(tag, b"r", address((row, column)).encode())
        if column not in self._wanted[row]:
            return tag
        own = told.get(b"s", b"0")
        return with_attribute(tag, b"s", b"%d" % self._style(row, column, int(own) if own.isdigit() else 0))
