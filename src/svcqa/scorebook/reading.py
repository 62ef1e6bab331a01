"""Reading a scoring workbook: everything that people entered, each with its cell, and all that cannot be, at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from svcqa.accounts import problems_of
from svcqa.assignment.importing import filled_in
from svcqa.assignment.reading import Entry
from svcqa.errors import InputError, Problem
from svcqa.intake import find_files
from svcqa.schemes import entered
from svcqa.schemes.entered import (
    EnteredFact,
    EnteredFormer,
    EnteredItem,
    EnteredPaper,
    EnteredSpecial,
    ScoreSheet,
)
from svcqa.schemes.models import SchemeFile
from svcqa.scorebook import sheets
from svcqa.scorebook.cells import Cells
from svcqa.scorebook.checking import checked
from svcqa.text import Text

Row = TypeVar("Row")
_BETWEEN = re.compile(r"[、，,;；\s]+")
_NO_SHEET = Text("里面没有“评分项目”工作表。", "it holds no sheet 'Items scored'.")
_START = Text("请用svcqa scheme points写出的评分表填写。", "Fill in the workbook that svcqa scheme points has written.")
_TWICE = Text("“{name}”不止一行。", "'{name}' stands on more than one row.")
_ONE = Text("请只留一行。", "Keep one of them.")
_NO_FACT = Text("不认识的事项“{name}”。", "unknown matter '{name}'.")
_KEEP = Text("请保留评分表里原有的事项名称。", "Keep the names that the workbook was written with.")
_NO_KIND = Text("没有写明是加分还是扣分。", "whether it is a bonus or a deduction is not said.")
_SAY_KIND = Text("请填加分或扣分；不用的行请清空。", "Write bonus or deduction, or clear the row.")
_DAYS = ("issued_on", "last_surveillance")


def read(path: str | Path, scheme: SchemeFile) -> ScoreSheet:
    """Read a scoring workbook.

    Args:
        path: the workbook.
        scheme: the scheme whose items it scores.

    Raises:
        InputError: it cannot be read, is none, or something in it cannot be; all that is wrong, each with its cell.
    """
    jobs = find_files([Path(path)])
    inputs, found = filled_in(jobs, sheets.registers())
    name = jobs[0].name
    rows, cells = found[name], Cells()
    problems = problems_of(inputs)
    if not problems and sheets.ITEMS not in rows:
        problems = [Problem(_NO_SHEET, name, _START)]
    if problems:
        raise InputError.all_of(problems)
    made = ScoreSheet(
        name,
        _by_name(rows, sheets.ITEMS, "item", _item, cells),
        [_special(row, cells) for row in rows.get(sheets.SPECIALS, ())],
        _facts(rows.get(sheets.FACTS, ()), cells),
        [_former(row, cells) for row in rows.get(sheets.FORMER, ()) if cells.text(row, "number")],
        _by_name(rows, sheets.PAPERS, "code", _paper, cells),
    )
    problems = [*cells.problems, *checked(made, scheme)]
    if problems:
        raise InputError.all_of(problems)
    return made


def _by_name(
    rows: Mapping[str, Sequence[Entry]], sheet: str, key: str, make: Callable[[Entry, Cells], Row], cells: Cells
) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows.get(sheet, ()):
        name = cells.text(row, key)
        if name in found:
            cells.wrong(row, key, _TWICE.fill(name=name), _ONE)
        elif name:
            found[name] = make(row, cells)
    return found


def _item(row: Entry, cells: Cells) -> EnteredItem:
    return EnteredItem(
        cells.text(row, "item"),
        row.where("item"),
        cells.text(row, "title"),
        cells.points(row, "points"),
        cells.word(row, "mode", entered.MODES),
        cells.yes(row, "applies", otherwise=True),
        cells.text(row, "why_not"),
        cells.word(row, "conclusion", entered.CONCLUSIONS) or "",
        cells.count(row, "sampled"),
        cells.count(row, "failed"),
        cells.text(row, "seen"),
        cells.text(row, "concluded_by"),
        tuple(filter(None, _BETWEEN.split(cells.text(row, "rules")))),
    )


def _special(row: Entry, cells: Cells) -> EnteredSpecial:
    kind = cells.word(row, "kind", entered.KINDS)
    if kind is None and not row["kind"]:
        cells.wrong(row, "kind", _NO_KIND, _SAY_KIND)
    rectified = cells.yes(row, "rectified", otherwise=False)
    return EnteredSpecial(
        kind or "deduct", cells.text(row, "trigger"), cells.text(row, "ref"), rectified, row.where("kind")
    )


def _facts(rows: Sequence[Entry], cells: Cells) -> dict[str, EnteredFact]:
    found: dict[str, EnteredFact] = {}
    for row in rows:
        code = _code(row)
        if code is None:
            cells.wrong(row, "fact", _NO_FACT.fill(name=row["fact"]), _KEEP)
        elif value := _value(code, row, cells):
            found[code] = EnteredFact(code, entered.FACTS[code], value, row.where("value"))
    return found


def _code(row: Entry) -> str | None:
    told = {row["code"], row["fact"]}
    return next((code for code, text in entered.FACTS.items() if told & {code, text.zh, text.en}), None)


def _value(code: str, row: Entry, cells: Cells) -> str:
    """What stands there: a day as ISO 8601 has it, a choice as its code, anything else as it is."""
    if code in _DAYS:
        day = cells.day(row, "value")
        return day.isoformat() if day else ""
    if code in entered.WORDS:
        return cells.word(row, "value", entered.WORDS[code]) or ""
    return cells.text(row, "value")


def _former(row: Entry, cells: Cells) -> EnteredFormer:
    return EnteredFormer(
        cells.text(row, "number"),
        cells.day(row, "found_on"),
        cells.text(row, "item"),
        cells.text(row, "fact"),
        cells.day(row, "closed_on"),
        cells.text(row, "proof"),
        cells.text(row, "verified_by"),
        row.where("number"),
    )


def _paper(row: Entry, cells: Cells) -> EnteredPaper:
    return EnteredPaper(
        cells.text(row, "code"),
        cells.text(row, "where"),
        cells.day(row, "covers_from"),
        cells.day(row, "covers_to"),
        cells.text(row, "note"),
        row.where("code"),
    )
