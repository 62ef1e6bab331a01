"""Absences: files and sheets that could not be read or recognised, and columns that were not found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svcqa.accounts import InputAccount, MappedColumn, Said, SheetAccount
from svcqa.judging.defects import column_order, said_json
from svcqa.registers import AS_OF, Register
from svcqa.text import Text

Row = dict[str, Any]
"""One defect, field by field."""
Place = tuple[int, int, int]


def absences(inputs: Sequence[InputAccount], registers: Mapping[str, Register]) -> Iterator[tuple[Place, Row]]:
    """What is missing or could not be read as a whole, each with its place in the receipt."""
    for position, file, sheet in placed(inputs):
        if sheet is None:
            if file.problem:
                yield (position, 0, 0), _row("file", file, None, file.problem, "resend")
            continue
        for row in _of_sheet(file, sheet, registers):
            yield (position, int(row["row"] or 0), column_order(row["cell"])), row


def placed(inputs: Sequence[InputAccount]) -> Iterator[tuple[int, InputAccount, SheetAccount | None]]:
    """Every file, and every sheet (or region) of it, numbered in their order."""
    position = 0
    for file in inputs:
        for sheet in (None, *file.sheets):
            yield position, file, sheet
            position += 1


def _of_sheet(file: InputAccount, sheet: SheetAccount, registers: Mapping[str, Register]) -> Iterator[Row]:
    if sheet.problem:
        yield _row("sheet", file, sheet, sheet.problem, "resend")
    elif sheet.register is None:
        if sheet.filled_rows and sheet.why:
            yield _row("unrecognised", file, sheet, sheet.why, "recognise")
    else:
        yield from _columns(file, sheet, registers[sheet.register])


def _columns(file: InputAccount, sheet: SheetAccount, register: Register) -> Iterator[Row]:
    head = str(sheet.header_rows[-1]) if sheet.header_rows else ""
    proposed = {column.proposed for column in sheet.columns if column.proposed}
    missing = [name for name in sheet.missing if name not in proposed]
    needed = {*register.key, *register.event_date} - {AS_OF}
    needed |= {name for name, field in register.fields.items() if field.required}
    for name in missing:
        if name in needed:
            title = register.fields[name].title
            said = Said(f"没有找到“{title.zh}”这一列", f"there is no column for {title.en}")
            yield _row("column", file, sheet, said, "column", row=head, heading=title.zh)
    others = [register.fields[name].title for name in missing if name not in needed]
    if others:
        zh, en = "、".join(one.zh for one in others), ", ".join(one.en for one in others)
        said = Said(
            f"没有找到这些列：{zh}；要用到它们的规则不能判断", f"no columns for {en}; rules that need them cannot judge"
        )
        yield _row("columns", file, sheet, said, "column", row=head)
    for column in sheet.columns:
        yield from _doubtful(file, sheet, register, column, head)


def _doubtful(
    file: InputAccount, sheet: SheetAccount, register: Register, column: MappedColumn, head: str
) -> Iterator[Row]:
    """A column that was not taken, although it may be one of the register's."""
    cell = column.column if column.column[-1:].isdigit() else f"{column.column}{head}"
    place = {"row": head, "cell": cell, "heading": " ".join(column.heading.split())}
    if column.proposed in register.fields:
        title = register.fields[str(column.proposed)].title
        said = Said(
            f"这一列像是“{title.zh}”，没有确认就没有采用", f"it seems to be {title.en}; not taken until confirmed"
        )
        yield _row("renamed", file, sheet, said, "confirm", **place)
    elif column.how == "ambiguous":
        said = Said(
            "这个标题可以表示几个字段，或几列表示同一个字段，都没有采用",
            "the heading may stand for several fields, or several columns for one; none was taken",
        )
        yield _row("ambiguous", file, sheet, said, "which", **place)


def _row(kind: str, file: InputAccount, sheet: SheetAccount | None, said: Said, mend: str, **place: str) -> Row:
    return {
        "kind": kind, "file": file.name, "sheet": sheet.sheet if sheet else "", "row": "", "cell": "", "key": "{}",
        "register": sheet.register if sheet else None, "heading": "", "value": None,
        "message": said_json(Text(said.zh, said.en)), "mend": mend, "original": "", **place,
    }  # fmt: skip
