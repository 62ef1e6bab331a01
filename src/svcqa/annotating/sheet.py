"""One sheet of a workbook: what is known of it before its cells are marked, and its XML with the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from svcqa.annotating.package import Package
from svcqa.annotating.rows import Rows, Style, numbered, pieces, row_pattern
from svcqa.annotating.xml import Splices, address, attributes, parsed, place, with_attribute

Cell = tuple[int, int]
"""Row, from 1, and column, from 0."""
_ROOT = re.compile(rb"""<([\w.-]+:)?worksheet(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>""")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col(?=\s)[^>]*>")
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension(?=\s)[^>]*>")
_FORMAT = re.compile(rb"<(?:[\w.-]+:)?sheetFormatPr(?=\s)[^>]*>")
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell(?=\s)[^>]*>")
_ROWS = 1_048_576
_BEFORE_LEGACY_DRAWING = frozenset({
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
})  # fmt: skip
"""Elements of a sheet that stand before the one for its comments (ECMA-376, CT_Worksheet)."""


@dataclass(frozen=True)
class Column:
    """Columns of one look: first and last, from 0, their width in characters, and the style of empty cells."""

    first: int
    last: int
    width: float
    style: int


@dataclass
class Sheet:
    """What is known of a sheet before it is marked."""

    prefix: bytes = b""
    root: bytes = b""
    columns: list[Column] = field(default_factory=list)
    width: float = 8.43
    height: float = 15.0
    there: bytearray = field(default_factory=lambda: bytearray(_ROWS + 1))
    """1 at the number of every row that stands in the XML."""
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    legacy: str = ""
    """Id of the relation to the drawing of its comments, if it has one."""
    drawing: bytes = b""
    """The element to be added for a new drawing of its comments."""

    def column_style(self, column: int) -> int:
        """The style of an empty cell of a column, counted from 0."""
        return next((one.style for one in self.columns if one.first <= column <= one.last), 0)

    def column_width(self, column: int) -> float:
        """The width of a column in characters."""
        return next((one.width for one in self.columns if one.first <= column <= one.last), self.width)


def surveyed(package: Package, path: str) -> Sheet:
    """Look through a sheet.

    Raises:
        ValueError: its XML is not that of a sheet.
    """
    sheet = Sheet()
    last, pattern = 0, row_pattern(b"")
    with package.open(path) as stream:
        for kind, xml, shown in pieces(stream):
            if kind == "head":
                _read_head(xml, shown, sheet)
                pattern = row_pattern(sheet.prefix)
            elif kind == "rows":
                for found in pattern.finditer(shown):
                    last = numbered(found, last)
                    sheet.there[min(last, _ROWS)] = 1
            else:
                _read_tail(xml, shown, sheet)
    return sheet


def _read_head(xml: bytes, shown: bytes, sheet: Sheet) -> None:
    root = _ROOT.search(shown)
    if root is None:
        raise ValueError("worksheet")
    sheet.root, sheet.prefix = root[0], root[1] or b""
    for found in _COLUMN.findall(shown):
        told = attributes(found)
        width = 0.0 if told.get(b"hidden") in {b"1", b"true"} else float(told.get(b"width", sheet.width))
        first, last = int(told[b"min"]) - 1, int(told[b"max"]) - 1
        sheet.columns.append(Column(first, last, width, int(told.get(b"style", 0))))
    if found := _FORMAT.search(shown):
        told = attributes(found[0])
        sheet.width = float(told.get(b"defaultColWidth", sheet.width))
        sheet.height = float(told.get(b"defaultRowHeight", sheet.height)) or sheet.height


def _read_tail(xml: bytes, shown: bytes, sheet: Sheet) -> None:
    for tag in _MERGED.findall(shown):
        first, _, last = attributes(tag).get(b"ref", b"").decode("ascii", "replace").partition(":")
        ends = place(first), place(last or first)
        if ends[0] and ends[1]:
            sheet.merged.append((ends[0], ends[1]))
    for one in parsed(_whole(sheet, xml)).named("legacyDrawing"):
        sheet.legacy = one.attributes.get("id", "")


def _whole(sheet: Sheet, tail: bytes) -> bytes:
    """The tail of a sheet as XML of its own."""
    return b"%s<%ssheetData>%s" % (sheet.root, sheet.prefix, tail)


def shown_at(sheet: Sheet, cells: Mapping[Cell, object]) -> dict[Cell, Cell]:
    """Marked cell → the cell that shows it: of a merged range only the first one is seen."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell[0], []).append(cell)
    found = {cell: cell for cell in cells}
    for first, last in sheet.merged:
        among = rows.keys() if last[0] - first[0] > len(rows) else range(first[0], last[0] + 1)
        for cell in (one for row in among if first[0] <= row <= last[0] for one in rows.get(row, ())):
            if first[1] <= cell[1] <= last[1]:
                found[cell] = first
    return found


def marked(package: Package, path: str, sheet: Sheet, cells: Mapping[Cell, object], style: Style) -> Iterator[bytes]:
    """The XML of a sheet with marked cells, in pieces.

    Args:
        package: the workbook.
        path: of the sheet.
        sheet: what is known of it.
        cells: those to be marked.
        style: gives the marked style for a cell's own.
    """
    wanted: dict[int, set[int]] = {}
    for row, column in cells:
        wanted.setdefault(row, set()).add(column)
    rows = Rows(sheet.prefix, wanted, sheet.there, style, sheet.column_style)
    with package.open(path) as stream:
        for kind, xml, shown in pieces(stream):
            if kind == "head":
                yield _with_dimension(xml, shown, cells)
            elif kind == "rows":
                yield from rows.marked(xml, shown)
            else:
                yield rows.missing_before(None)
                yield _with_drawing(xml, sheet)


def _with_dimension(xml: bytes, shown: bytes, cells: Mapping[Cell, object]) -> bytes:
    """The head, its note of the used range widened to marked cells that lie outside."""
    found = _DIMENSION.search(shown)
    if found is None or not cells:
        return xml
    ends = [place(one) for one in attributes(found[0]).get(b"ref", b"").decode("ascii", "replace").split(":")]
    known = [one for one in ends if one]
    if len(known) != len(ends):
        return xml
    corners = [*known, *cells]
    first, last = (address((pick(one[0] for one in corners), pick(one[1] for one in corners))) for pick in (min, max))
    reach = first if first == last else f"{first}:{last}"
    return xml[: found.start()] + with_attribute(found[0], b"ref", reach.encode()) + xml[found.end() :]


def _with_drawing(tail: bytes, sheet: Sheet) -> bytes:
    if not sheet.drawing:
        return tail
    whole = _whole(sheet, tail)
    before = [one.end for one in parsed(whole).children if one.name in _BEFORE_LEGACY_DRAWING]
    splices = Splices()
    splices.put(max(before), max(before), sheet.drawing)
    return splices.applied(whole)[len(whole) - len(tail) :]
