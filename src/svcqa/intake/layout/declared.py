"""Declared tables: what people say of a sheet in ``svcqa.yaml``, where reading it by itself would be guessing.

A sheet is given the name of its register, one table setting, or a list of them; all three become a list here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, field_validator
from pydantic import Field as Slot

from svcqa.errors import WrongValueError
from svcqa.registers import Names, Written

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Rows and columns a sheet can have."""
_CORNER = r"([A-Z]{1,3})?([0-9]{1,7})?"
_RANGE = re.compile(f"{_CORNER}(:{_CORNER})?")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROWS = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,7}))?")
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True)
class Area:
    """A range of a sheet, counted from 0; bottom and right stand one beyond, and are ``None`` where it is open."""

    top: int
    left: int
    bottom: int | None
    right: int | None

    def overlaps(self, other: Area) -> bool:
        """Some cell belongs to both."""
        down = self.top < _end(other.bottom) and other.top < _end(self.bottom)
        return down and self.left < _end(other.right) and other.left < _end(self.right)

    def holds_row(self, row: int) -> bool:
        """A row belongs to it."""
        return self.top <= row < _end(self.bottom)

    def holds_column(self, column: int) -> bool:
        """A column belongs to it."""
        return self.left <= column < _end(self.right)


def _end(end: int | None) -> int:
    return MOST_COLUMNS + MOST_ROWS if end is None else end


WHOLE = Area(0, 0, None, None)
"""All of a sheet."""


def column_number(letters: str) -> int:
    """0 for ``A``, 26 for ``AA``."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def cell_at(written: str) -> tuple[int, int] | None:
    """Row and column (from 0) of a cell written as ``B3``; ``None`` for any other word."""
    found = _CELL.fullmatch(_plain(written))
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def _plain(written: Any) -> Any:
    """As people write addresses: full width, small letters, with ``$``; a bare number is a row."""
    if isinstance(written, bool) or not isinstance(written, str | int):
        return written
    return re.sub(r"[\s$]+", "", unicodedata.normalize("NFKC", str(written))).upper()


def _range(written: str) -> str:
    area_of(written)
    return written


def area_of(written: str) -> Area:
    """The area a range names: ``A3:N200``, ``A3:N`` down to the last row, ``A3`` and all beyond.

    Raises:
        WrongValueError: it names none.
    """
    found = _RANGE.fullmatch(written)
    if not found or not written.strip(":"):
        raise WrongValueError(
            f"“{written}”不是区域；请写成A3:N200，或一端不封口：A3、A3:N",
            f"'{written}' is no range; write A3:N200, or leave an end open: A3, A3:N",
        )
    west, first, _, east, last = found.groups()
    left, right = column_number(west or "A"), column_number(east) + 1 if east else None
    top, bottom = int(first or 1) - 1, int(last) if last else None
    if top < 0 or bottom == 0 or top >= MOST_ROWS or left >= MOST_COLUMNS:
        raise WrongValueError(f"工作表上没有“{written}”", f"no sheet has '{written}'")
    if (bottom or MOST_ROWS) > MOST_ROWS or (right or MOST_COLUMNS) > MOST_COLUMNS:
        raise WrongValueError(f"工作表上没有“{written}”", f"no sheet has '{written}'")
    if (bottom is not None and bottom <= top) or (right is not None and right <= left):
        raise WrongValueError(
            f"区域“{written}”的终点在起点之前；请先写左上角，再写右下角",
            f"the range '{written}' ends before it begins; write its upper left corner first",
        )
    return Area(top, left, bottom, right)


def _header_rows(written: str) -> str:
    heads_of(written)
    return written


def heads_of(written: str) -> range:
    """The rows (from 0) of headings written as ``3`` or ``2-3``; none for ``0``.

    Raises:
        WrongValueError: it names none.
    """
    found = _ROWS.fullmatch(written)
    if written == "0":
        return range(0)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last <= MOST_ROWS:
        raise WrongValueError(
            f"“{written}”不是表头行；请写行号3，或2-3，没有表头写0",
            f"'{written}' names no header rows; write 3, or 2-3, or 0 if there are none",
        )
    return range(first - 1, last)


def _letter(written: str) -> str:
    if not _LETTERS.fullmatch(written) or column_number(written) >= MOST_COLUMNS:
        raise WrongValueError(
            f"“{written}”不是列的字母；请写A、B……AA这样的列号",
            f"'{written}' is no column; write its letter, such as A, B or AA",
        )
    return written


Range = Annotated[str, BeforeValidator(_plain, json_schema_input_type=str | int), AfterValidator(_range)]
"""Where a table stands: ``A3:N200``; either end may be open (``A3``, ``A3:N``)."""
HeaderRows = Annotated[str, BeforeValidator(_plain, json_schema_input_type=str | int), AfterValidator(_header_rows)]
"""Rows of headings as Excel shows them: ``3``, ``2-3``, or ``0`` for none."""
Letter = Annotated[str, BeforeValidator(_plain), AfterValidator(_letter)]
"""A column as Excel shows it."""


class Matrix(Written):
    """People in rows, for example courses in columns, and in each cell what a record says."""

    across: str
    """The field that the headings of the columns fill."""
    value: Names
    """The field, or fields, that the cells fill."""
    headings: int = Slot(ge=1)
    """Row of these headings as Excel shows it."""
    attributes: Mapping[int, str] = Slot(default_factory=dict)
    """Further rows of headings → field."""
    columns: Range | None = None
    """The columns, such as ``E:AB``; all that have a heading right of the people's if nobody says."""

    @property
    def area(self) -> Area | None:
        """The columns, if somebody says which."""
        return None if self.columns is None else area_of(self.columns)

    @property
    def rows(self) -> list[int]:
        """Rows (from 0) of all its headings."""
        return [row - 1 for row in (self.headings, *self.attributes)]

    def fields(self) -> Iterator[str]:
        """Every field it names."""
        yield from (self.across, *self.value, *self.attributes.values())


class TableSetting(Written):
    """One table of a sheet, as it is declared."""

    of: str = Slot(alias="register")
    """The register."""
    place: Range | None = Slot(default=None, alias="range")
    columns: Mapping[Letter, str] = Slot(default_factory=dict)
    """Letter of a column → field, beside the headings or instead of them."""
    header_rows: HeaderRows | None = None
    fill: Names = ()
    """Fields whose merged cells hold for all rows and columns they are merged over."""
    split: Names = ()
    """Fields that hold several values in a cell, each of which is a record."""
    form: bool | Mapping[str, str] = False
    """The sheet is a form with one record; or label, or cell address, of the form → field."""
    matrix: Matrix | None = None

    @property
    def area(self) -> Area:
        """Where it stands; the whole sheet if nobody says."""
        return WHOLE if self.place is None else area_of(self.place)

    @property
    def heads(self) -> range | None:
        """Rows of its headings, from 0; ``None`` if nobody says."""
        return None if self.header_rows is None else heads_of(self.header_rows)

    def columns_from(self, left: int) -> dict[int, str]:
        """Column → field, counted from a column of the sheet."""
        return {column_number(letter) - left: field for letter, field in self.columns.items()}

    @property
    def grid_heads(self) -> range:
        """Rows of the headings of a matrix, from 0: those that are declared, and all between them."""
        rows = [*(self.heads or ()), *(self.matrix.rows if self.matrix else ())]
        return range(min(rows), max(rows) + 1) if rows else range(0)

    @property
    def is_placed(self) -> bool:
        """It says where the table or its headings stand, so that nothing is looked for."""
        return bool(self.place or self.header_rows or self.form or self.matrix)

    def fields(self) -> Iterator[tuple[str, str]]:
        """Every field it names, with the slot that names it."""
        yield from (("columns", field) for field in self.columns.values())
        yield from (("fill", field) for field in self.fill)
        yield from (("split", field) for field in self.split)
        yield from (("form", field) for field in (self.form.values() if isinstance(self.form, Mapping) else ()))
        yield from (("matrix", field) for field in (self.matrix.fields() if self.matrix else ()))

    @field_validator("header_rows")
    @classmethod
    def _heads_within(cls, written: str | None, info: ValidationInfo) -> str | None:
        place = info.data.get("place")
        heads = heads_of(written) if written is not None else range(0)
        if written == "0" and info.data.get("columns") == {}:
            raise WrongValueError(
                "没有表头的表要用columns按字母写明各列，如A: order_no",
                "a table without headings needs its columns by letter, such as A: order_no",
            )
        if place and not all(area_of(place).holds_row(row) for row in heads):
            raise WrongValueError(
                f"第{written}行不在区域{place}之内；表头也要在区域里",
                f"row {written} lies outside the range {place}; the range holds the headings too",
            )
        return written

    @field_validator("columns")
    @classmethod
    def _columns_within(cls, columns: Mapping[str, str], info: ValidationInfo) -> Mapping[str, str]:
        place = info.data.get("place")
        outside = [one for one in columns if place and not area_of(place).holds_column(column_number(one))]
        if outside:
            raise WrongValueError(f"{outside[0]}列不在区域{place}之内", f"column {outside[0]} lies outside {place}")
        twice = [field for field in columns.values() if list(columns.values()).count(field) > 1]
        if twice:
            raise WrongValueError(f"字段“{twice[0]}”写了两列", f"two columns are given for the field '{twice[0]}'")
        return columns

    @field_validator("matrix")
    @classmethod
    def _matrix_within(cls, matrix: Matrix | None, info: ValidationInfo) -> Matrix | None:
        place, fields = info.data.get("place"), list(matrix.fields()) if matrix else []
        area = area_of(place) if place else WHOLE
        outside = [row + 1 for row in (matrix.rows if matrix else ()) if not area.holds_row(row)]
        if outside:
            raise WrongValueError(
                f"第{outside[0]}行不在区域{place}之内；矩阵的标题行也要在区域里",
                f"row {outside[0]} lies outside the range {place}; the range holds the headings of a matrix too",
            )
        twice = [field for field in fields if fields.count(field) > 1]
        if twice:
            raise WrongValueError(
                f"字段“{twice[0]}”写了两处：列标题、格子和其他标题行各填不同的字段",
                f"the field '{twice[0]}' is given twice; headings, cells and further rows each fill one of their own",
            )
        if matrix and (info.data.get("form") or info.data.get("header_rows") == "0"):
            raise WrongValueError(
                "矩阵有自己的标题行，不能同时写form或header_rows: 0",
                "a matrix has headings of its own: it goes together neither with form nor with header_rows: 0",
            )
        return matrix

    @field_validator("split")
    @classmethod
    def _split_alone(cls, fields: Sequence[str]) -> Sequence[str]:
        if len(fields) > 1:
            raise WrongValueError(
                "一张表只能拆分一个字段：几个字段里的值怎样对应，单看表格看不出来",
                "only one field of a table can be split: nothing tells which values of several fields belong together",
            )
        return fields


def _listed(written: Any) -> Any:
    whole = [written] if isinstance(written, str | Mapping | TableSetting) else written
    if not isinstance(whole, list | tuple):
        return whole
    return tuple({"register": one} if isinstance(one, str) else one for one in whole)


def _apart(tables: tuple[TableSetting, ...]) -> tuple[TableSetting, ...]:
    if not tables:
        raise WrongValueError("没有写任何台账", "it names no register")
    for number, one in enumerate(tables):
        for other in tables[:number]:
            if one.area.overlaps(other.area):
                places = [two.place or "整张表" for two in (other, one)], [two.place or "all" for two in (other, one)]
                raise WrongValueError(
                    f"区域重叠：{places[0][0]}和{places[0][1]}；一张工作表有几张表时，每张都要写不重叠的range",
                    f"ranges overlap: {places[1][0]} and {places[1][1]}; where a sheet holds several tables, each "
                    "needs a range of its own",
                )
    return tables


Tables = Annotated[
    tuple[TableSetting, ...],
    BeforeValidator(_listed, json_schema_input_type=str | TableSetting | tuple[TableSetting, ...]),
    AfterValidator(_apart),
]
"""What a sheet holds: a register, one table setting, or a list of them."""


def tables_of(register: str, form: bool = False) -> tuple[TableSetting, ...]:
    """The setting of a sheet of which only the register is declared, or that it is a form of it."""
    return (TableSetting(register=register, form=form),)
