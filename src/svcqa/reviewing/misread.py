"""Reading errors (读取错误) as cases: what stands in a cell, what it was read as, and what a person expects instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from pydantic import Field as Slot

from svcqa.accounts import MappedColumn, SheetAccount
from svcqa.findings import Audit, Finding, Location
from svcqa.registers import DateFormat, Field, FieldType, Kind, Written
from svcqa.text import Text

Odd = Literal["blank", "placeholder", "unreadable"]
"""What a cell is read as where it gives no value."""
_KINDS: Mapping[Kind, Odd] = {Kind.BLANK: "blank", Kind.PLACEHOLDER: "placeholder", Kind.UNREADABLE: "unreadable"}
ODD: tuple[Odd, ...] = get_args(Odd)


class Case(Written):
    """A cell that an auditor holds to have been read wrongly."""

    finding: str = ""
    reason: str = ""
    """What the auditor says of it."""
    file: str
    sheet: str = ""
    cell: str
    heading: str = ""
    register_: str = Slot("", alias="register")
    field: str = ""
    how: str = ""
    """How the column was taken for the field."""
    type: FieldType | None = None
    """What the field asks for; without it nothing can be read."""
    format: DateFormat | None = None
    written: str | None = None
    """What stands in the cell."""
    read_as: str = ""
    expected: str | None = None
    """What it ought to be read as; for a person to fill in."""

    def read(self, text: str | None, format_: str | None, *, lenient: bool = False) -> str:
        """What a text is read as in this column; where it gives no value, why (:data:`ODD`)."""
        if self.type is None:
            return ""
        return _read(text, Field(title=Text("", ""), type=self.type, format=format_), self.heading, lenient=lenient)


class Cases(Written):
    """A file of cases."""

    cases: tuple[Case, ...]


def cases_of(audit: Audit, types: Mapping[tuple[str, str], Field]) -> Iterator[Case]:
    """A case for every cell of a finding that an auditor has decided to be a reading error.

    Args:
        audit: the audit, with its reviews.
        types: register and field → what the field is, as far as that is known.
    """
    decided = {name: one for name, one in audit.dossier.decisions().items() if one.decision == "reading_error"}
    for finding in audit.findings if decided else ():
        review = decided.get(finding.fingerprint)
        for cell in finding.locations if review else ():
            if review and cell.cell:
                yield _case(audit, finding, cell, review.reason, types)


def _case(audit: Audit, finding: Finding, cell: Location, reason: str, types: Mapping[tuple[str, str], Field]) -> Case:
    sheet, column = _column(audit, finding.register, cell)
    register = (sheet.register if sheet else None) or ""
    field = (column.field if column else None) or ""
    spec = types.get((register.rpartition("/")[2], field))
    told: dict[str, Any] = {
        "finding": finding.fingerprint, "reason": reason, "file": cell.file, "sheet": cell.sheet, "cell": cell.cell,
        "heading": column.heading if column else "", "register": register, "field": field,
        "how": column.how if column else "", "type": spec.type if spec else None,
        "format": column.format if column else None, "written": cell.value,
    }  # fmt: skip
    made = Case.model_validate(told)
    return made.model_copy(update={"read_as": made.read(made.written, made.format)})


def _column(audit: Audit, register: str, cell: Location) -> tuple[SheetAccount | None, MappedColumn | None]:
    """The table in which a cell stands, and its column; that of the finding's own register first."""
    letter = cell.cell.rstrip("0123456789")
    tables = [
        sheet
        for file in audit.content.inputs
        if file.name == cell.file
        for sheet in file.sheets
        if sheet.sheet == cell.sheet and sheet.register
    ]
    tables.sort(key=lambda one: one.register != register)
    found = [(sheet, column) for sheet in tables for column in sheet.columns if column.column == letter]
    return found[0] if found else (tables[0] if tables else None, None)


class Outcome(Written):
    """What has become of a case."""

    case: Case
    now: str
    """What the cell is read as now."""
    expected: str
    state: Literal["right", "wrong", "open", "unknown"]
    """``open``: nobody has said what is expected; ``unknown``: it is not known what the field asks for."""


def checked(one: Case, format_: str | None, *, lenient: bool) -> Outcome:
    """Read a case again, as the settings say by now.

    Args:
        one: the case.
        format_: the date format that is declared for the field.
        lenient: whether dates of another notation are read that can mean one thing only.
    """
    now = one.read(one.written, format_ or one.format, lenient=lenient)
    if one.type is None:
        return Outcome(case=one, now=now, expected=one.expected or "", state="unknown")
    if not one.expected:
        return Outcome(case=one, now=now, expected="", state="open")
    wanted = one.expected if one.expected in ODD else one.read(one.expected, None)
    return Outcome(case=one, now=now, expected=wanted, state="right" if now == wanted else "wrong")


def _read(text: str | None, spec: Field, heading: str, *, lenient: bool) -> str:
    import numpy as np
    import pyarrow as pa

    from svcqa.intake.layout.headings import factor_of
    from svcqa.intake.values.cells import convert
    from svcqa.intake.values.quantities import unit_of
    from svcqa.intake.values.typed import Reading
    from svcqa.quoting import texts
    from svcqa.requests import Column, Tag

    tag = Tag.BLANK if text is None or not text.strip() else Tag.TEXT
    column = Column(np.array([tag], dtype=np.uint8), texts=pa.array([text or ""], pa.string()))
    factor = factor_of(heading) if spec.type == "money" else 1.0
    unit = unit_of(heading) if spec.type == "duration" else None
    made = convert(column, spec, Reading(lenient=lenient, factor=factor, unit=unit))
    return _KINDS.get(Kind(int(made.kinds[0]))) or str(texts(made.values)[0])
