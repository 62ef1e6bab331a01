"""Findings as an audit workbook to decide in: a row for each, those of one record together."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa.assignment import sheets
from svcqa.assignment.statements import DECISIONS, POSITIONS, fitted
from svcqa.assignment.words import WORDS
from svcqa.formbook import Column, Form
from svcqa.formbook.looks import Looks
from svcqa.formbook.sheet import HEAD, ROWS, Filling, sheet_names, write_form
from svcqa.registers import Field
from svcqa.text import Lang, Text
from svcqa.widths import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cells = Mapping[str, str]
"""Field of the sheet of reviews → what stands in it."""
_WIDTHS = {
    "group": 6, "record": 14, "unit": 10, "clause": 10, "requirement": 20, "found": 28, "cells": 18, "values": 20,
    "weight": 6, "excused_by": 8, "note": 20, "decision": 9, "applies_to_group": 7, "reason": 20, "evidence": 16,
    "reviewed_by": 8, "reviewed_on": 11, "answer": 9, "answer_reason": 18, "answered_by": 8, "answered_on": 11,
    "rule": 10, "fingerprint": 10, "base": 5,
}  # fmt: skip
"""The columns in their order, and how wide they are in characters."""
_FILLED = frozenset({
    "decision", "applies_to_group", "reason", "evidence", "reviewed_by", "reviewed_on", "answer", "answer_reason",
    "answered_by", "answered_on",
})  # fmt: skip
"""What people fill in; the others are shaded."""
_FOR_PROGRAMS = frozenset({"rule", "fingerprint", "base"})
_FROZEN = 2
_LEAD, _PRINTED = 11, 21
"""Columns over which it is said how the sheet is filled in, and those that are printed."""
_LINE, _HIGHEST = 14, 400
"""Height of a line of text in points; not every program makes rows as high as what is written in them."""
_MADE = dt.datetime(2000, 1, 1)


def workbook(rows: Sequence[Cells], lang: Lang, about: Text) -> bytes:
    """The workbook; the same rows give the same bytes.

    Args:
        rows: what stands in the sheet, row by row.
        lang: language of headings and drop-downs; both are read back alike.
        about: what stands above the headings.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    form = _form(lang)
    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": WORDS["title"].say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names([form], lang), lang)
        sheet = book.add_worksheet(filling.sheets[form.name])
        write_form(sheet, form, filling, about, rows=max(len(rows), ROWS))
        sheet.merge_range(1, 0, 1, _LEAD - 1, about.say(lang), filling.looks["lead"])
        sheet.set_row(1, 3 * _LINE)
        sheet.set_row(HEAD, 3 * _LINE)
        _fill(sheet, rows, filling)
        _print(sheet, len(rows))
    return stream.getvalue()


def _form(lang: Lang) -> Form:
    register = sheets.registers()[sheets.REVIEWS]
    columns = [Column(name, _spoken(name, register.fields[name], lang), False, None) for name in _WIDTHS]
    return Form(sheets.REVIEWS, register, columns, ())


def _spoken(name: str, field: Field, lang: Lang) -> Field:
    """The field with the words of one language to choose from."""
    words = {"decision": list(DECISIONS), "answer": list(POSITIONS)}.get(name, ())
    own = tuple(word for word in words if word.isascii() == (lang == "en"))
    return field.model_copy(update={"choices": own}) if own else field


def _fill(sheet: Worksheet, rows: Sequence[Cells], filling: Filling) -> None:
    looks = {name: filling.looks["boxed" if name in _FILLED else "fixed"] for name in _WIDTHS}
    for column, room in enumerate(_WIDTHS.values()):
        sheet.set_column(column, column, room)
    for at, row in enumerate(rows, HEAD + 1):
        texts = {name: fitted(row.get(name, "")) for name in _WIDTHS}
        sheet.set_row(at, min(_LINE * max(_lines(text, name) for name, text in texts.items()) + 4, _HIGHEST))
        for column, (name, text) in enumerate(texts.items()):
            sheet.write_string(at, column, text, looks[name]) if text else sheet.write_blank(
                at, column, None, looks[name]
            )


def _lines(text: str, name: str) -> int:
    """How many lines a text takes in its column; names for programs are not made room for."""
    if name in _FOR_PROGRAMS:
        return 1
    return sum(-(-max(width(line), 1) // (_WIDTHS[name] - 1)) for line in text.splitlines() or [""])


def _print(sheet: Worksheet, rows: int) -> None:
    last = HEAD + max(rows, 1)
    sheet.autofilter(HEAD, 0, last, len(_WIDTHS) - 1)
    sheet.freeze_panes(HEAD + 1, _FROZEN)
    sheet.set_paper(8)  # A3: two dozen columns are not read on less
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.print_area(0, 0, last, _PRINTED - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
