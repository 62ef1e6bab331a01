"""A scan of the content of an ods workbook: what the fast reader cannot say, and whether it is safe to use at all.

The fast reader gives error cells as blanks and formulas without a result as nothing, and never comes back from content
that breaks off. One pass with a stream parser finds extent, errors, hidden rows and columns, merged ranges and the
date system.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from svcqa.readers.hidden import columns_of
from svcqa.readers.scan import Scan

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_MOST_MARKS = 10_000
"""An error repeated over more cells than this is marked in the first of them only."""


@dataclass
class Walked:
    """What was found in a workbook; the scans stand in the order of its worksheets."""

    date_system: str = "1900"
    scans: list[Scan] = field(default_factory=list)


def walk(stream: IO[bytes]) -> Walked:
    """Scan the content part.

    Raises:
        xml.parsers.expat.ExpatError: it is no XML, or breaks off.
        ValueError: a number in it is none.
    """
    found = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.ParseFile(stream)
    return found.walked


class _Walk:
    """The state of a scan: the place it has come to, and the error that is being spelled out."""

    def __init__(self) -> None:
        self.walked = Walked()
        self._depth = 0
        self._row = self._rows = self._column = self._declared = 0
        self._error: tuple[int, int] | None = None
        self._said = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "table":
            self._begin_table()
        elif local == "null-date":
            given = _get(attributes, "date-value") or ""
            self.walked.date_system = "1904" if given.startswith("1904") else "1900"
        elif self._depth == 1 and local == "table-column":
            self._columns(attributes)
        elif self._depth == 1 and local == "table-row":
            self._begin_row(attributes)
        elif self._depth == 1 and local in _CELLS:
            self._cell(attributes)

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local == "table":
            self._depth -= 1
        elif self._depth == 1 and local == "table-row":
            self._row += self._rows
        elif self._depth == 1 and local in _CELLS and self._error:
            row, column = self._error
            for place in [(at, column) for at in range(row, row + min(self._rows, _MOST_MARKS))]:
                self.walked.scans[-1].errors[place] = self._said.strip() or "#ERROR"
            self._error = None

    def text(self, said: str) -> None:
        if self._error:
            self._said += said

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self._row = self._declared = 0
            self.walked.scans.append(Scan())

    def _columns(self, attributes: dict[str, str]) -> None:
        first, count = self._declared, int(_get(attributes, "number-columns-repeated") or 1)
        self._declared += count
        if _get(attributes, "visibility") in _HIDDEN:
            self.walked.scans[-1].hidden_columns += columns_of([(first, first + count - 1)])

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows = int(_get(attributes, "number-rows-repeated") or 1)
        self._column = 0
        if _get(attributes, "visibility") in _HIDDEN and self._rows <= _MOST_MARKS:
            self.walked.scans[-1].hidden_rows += range(self._row + 1, self._row + self._rows + 1)

    def _cell(self, attributes: dict[str, str]) -> None:
        repeated = int(_get(attributes, "number-columns-repeated") or 1)
        scan = self.walked.scans[-1]
        kinds = [value for name, value in attributes.items() if name.endswith(" value-type")]
        formula = _get(attributes, "formula")
        if kinds or formula:
            scan.rows = max(scan.rows, self._row + self._rows)
            scan.columns = max(scan.columns, self._column + repeated)
        if "error" in kinds:
            self._error, self._said = (self._row, self._column), ""
        elif formula and not kinds:
            scan.never_calculated.append((self._row, self._column))
        wide, high = (int(_get(attributes, f"number-{one}-spanned") or 1) for one in ("columns", "rows"))
        if wide > 1 or high > 1:
            scan.merged.append((self._row, self._column, self._row + high - 1, self._column + wide - 1))
        self._column += repeated


def _get(attributes: dict[str, str], local: str) -> str | None:
    """The attribute of this name, in whatever namespace."""
    return next((value for name, value in attributes.items() if name.endswith(f" {local}")), None)
