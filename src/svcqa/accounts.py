"""What became of every file, sheet, row and column that was read, as the audit document tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from svcqa.doubts import Doubt
from svcqa.errors import Problem
from svcqa.text import Text

Layout = Literal["table", "form", "matrix"]


class Said(Struct, frozen=True):
    """A sentence in both languages."""

    zh: str
    en: str


class Location(Struct, frozen=True):
    """A cell as Excel shows it, and what stands in it."""

    file: str
    sheet: str
    cell: str
    value: str | None = None


class DateSpan(Struct, frozen=True):
    """Earliest and latest event date of the records of a sheet."""

    first: str
    last: str


class WholeSheet(Struct, frozen=True):
    """A sheet that is accounted for by regions, as a whole: ``rows_read = imported + set aside``, each row once.

    The regions share no cell, and every cell that shows anything lies in one of them. A row that gave a record in any
    of them is imported, so that the rows of the regions need not add up to those of the sheet.
    """

    sheet: str
    regions: list[str]
    rows_read: int
    imported: int
    cells: int


class SetAside(Struct, frozen=True):
    """Rows of a sheet that are no records: ``row`` to ``to_row`` (as Excel shows them, inclusive)."""

    row: int
    to_row: int
    reason: Literal[
        "blank", "title", "heading", "repeated_heading", "note", "total", "signature", "template",
        "numbered_blank", "hidden", "user_excluded", "no_register", "no_entry",
    ]  # fmt: skip
    text: str = ""


ASIDE: Mapping[str, Text] = {
    "blank": Text("空行", "blank"),
    "title": Text("标题", "title"),
    "heading": Text("表头", "heading"),
    "repeated_heading": Text("重复的表头", "repeated heading"),
    "note": Text("说明", "note"),
    "total": Text("合计", "total"),
    "signature": Text("签字", "signature"),
    "template": Text("模板", "template"),
    "numbered_blank": Text("只有序号", "numbered but empty"),
    "hidden": Text("隐藏行", "hidden"),
    "user_excluded": Text("已排除", "excluded"),
    "no_register": Text("不属于台账", "no register"),
    "no_entry": Text("没有一格填写", "no cell filled"),
}
"""Why rows are no records → what it is called where people read it."""


class MappedColumn(Struct, frozen=True):
    """A column of a sheet and the field it was taken for (or not)."""

    column: Annotated[str, Meta(description="Letter; where the field has cells elsewhere, as in a form, these cells.")]
    heading: str
    field: str | None
    how: Literal["heading", "config", "unmapped", "ambiguous", "proposed", "matrix", "hidden"]
    kinds: Annotated[dict[str, int], Meta(description="Cells of each kind other than value, counted.")] = {}
    format: str | None = None
    proposed: Annotated[str | None, Meta(description="The field it may stand for; not taken until confirmed.")] = None
    unit: Annotated[str | None, Meta(description="The unit its heading names.")] = None
    target: Annotated[str | None, Meta(description="The target its heading names, such as `≥95%`.")] = None
    doubts: Annotated[list[Doubt], Meta(description="Dates that are written otherwise than asked.")] = []


class SheetAccount(Struct, frozen=True):
    """What became of one sheet: ``rows_read = imported + set aside``.

    A sheet of several tables has an account of each, with the ``region`` it stands on.
    """

    sheet: str
    state: Literal["visible", "hidden", "very_hidden"]
    register: str | None
    why: Said | None
    """Why it was taken for that register, or for none."""
    header_rows: list[int]
    rows_read: int
    imported: int
    set_aside: list[SetAside]
    columns: list[MappedColumn]
    missing: Annotated[list[str], Meta(description="Fields of the register that no column was found for.")]
    cells: Annotated[int, Meta(description="Cells that show anything, be it an error or only spaces.")]
    date_span: DateSpan | None
    hidden_rows: int = 0
    merged: Annotated[list[str], Meta(description="Merged ranges that reach into the data.")] = []
    problem: Said | None = None
    notes: Annotated[list[Said], Meta(description="What a reader of the audit should know of the sheet.")] = []
    filled_rows: Annotated[int, Meta(description="Rows that are not empty.")] = 0
    error_cells: Annotated[int, Meta(description="Cells that hold an error such as #N/A.")] = 0
    never_calculated: Annotated[int, Meta(description="Formulas without a stored result; not among the cells.")] = 0
    region: Annotated[str | None, Meta(description="Range of the table where the sheet holds several.")] = None
    nearest: Annotated[str | None, Meta(description="The register it is most like, if it was taken for none.")] = None
    records: Annotated[int | None, Meta(description="Records, where they are not one a row imported.")] = None
    layout: Annotated[Layout, Meta(description="How the records stand on the sheet.")] = "table"
    setting: Annotated[str | None, Meta(description="How to declare in svcqa.yaml what it looks like.")] = None
    hidden_columns: Annotated[list[str], Meta(description="Letters of the hidden columns.")] = []
    needed: Annotated[
        list[str] | None, Meta(description="The missing fields that rules read, if rules were asked.")
    ] = None


class InputAccount(Struct, frozen=True):
    """One input file: its digest, what was found out about it, and its sheets."""

    name: str
    sha256: str
    size: int
    facts: dict[str, str]
    sheets: list[SheetAccount]
    problem: Said | None = None
    """Why the file could not be read, if so."""
    notes: Annotated[list[Said], Meta(description="What a reader of the audit should know of the file.")] = []
    refusal: Annotated[str, Meta(description="The kind of problem, for programs: encrypted, damaged …")] = ""
    whole_sheets: Annotated[list[WholeSheet], Meta(description="Sheets that are accounted for by regions.")] = []


def place_of(file: InputAccount, sheet: SheetAccount) -> str:
    """``file → sheet → region``, as far as there is one of each."""
    return " → ".join(name for name in (file.name, sheet.sheet, sheet.region) if name)


def problems_of(files: Iterable[InputAccount]) -> list[Problem]:
    """The files and sheets that could not be read, and why."""
    return [problem for file in files for problem in _problems(file)]


def _problems(file: InputAccount) -> list[Problem]:
    found = [(place_of(file, sheet), sheet.problem) for sheet in file.sheets]
    return [Problem(Text(said.zh, said.en), where) for where, said in [(file.name, file.problem), *found] if said]
