"""The workbook of actions (整改台账): what is kept, to be filled in and read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING

from svcqa.actions import GATES, KeptNonconformity
from svcqa.actions.words import STATES
from svcqa.formbook import Column, Form
from svcqa.formbook.looks import Looks
from svcqa.formbook.sheet import HEAD, Filling, sheet_names, write_form
from svcqa.history.actions import sheets
from svcqa.history.actions.showing import Row, extension_rows, main_row, step_rows
from svcqa.history.actions.words import ABOUT, GUIDE, HEADS, NOTE, TITLE
from svcqa.registers import TEMPORAL, Field
from svcqa.text import Lang

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_MADE = dt.datetime(2000, 1, 1)
_ROOMY = {
    "requirement": 36, "fact": 44, "evidence": 36, "hint": 28, "cause": 36, "corrective_action": 28, "text": 44,
    "containment": 28, "reason": 28,
}  # fmt: skip
"""Field in which much stands → width of its column in characters."""


def write(kept: Sequence[KeptNonconformity], lang: Lang, stream: IO[bytes]) -> None:
    """Write the workbook of some nonconformities; the same ones give the same bytes.

    Args:
        kept: what it holds, in the order of its rows.
        lang: language of headings and choices; both are read back alike.
        stream: to write the xlsx workbook to.
    """
    from xlsxwriter import Workbook

    rows: Mapping[str, list[Row]] = {
        sheets.NONCONFORMITIES: [main_row(one, lang) for one in kept],
        sheets.STEPS: [row for one in kept for row in step_rows(one, lang)],
        sheets.EXTENSIONS: [row for one in kept for row in extension_rows(one)],
    }
    forms = [_form(name, lang) for name in rows]
    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": TITLE.say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names(forms, lang), lang)
        for form in forms:
            sheet = book.add_worksheet(filling.sheets[form.name])
            write_form(sheet, form, filling, about=ABOUT[form.name])
            _fill(sheet, form, rows[form.name], filling)
        _guide(book, filling)


def _form(name: str, lang: Lang) -> Form:
    """A sheet; of a column that holds codes their names in one language are offered."""
    register = sheets.registers()[name]
    columns = [Column(key, _offering(key, one, lang), one.required, None) for key, one in register.fields.items()]
    return Form(name, register, columns, ())


def _offering(name: str, field: Field, lang: Lang) -> Field:
    choices = tuple(text.say(lang) for text in sheets.CODES.get(name, {}).values())
    return field.model_copy(update={"choices": choices})


def _fill(sheet: Worksheet, form: Form, rows: Iterable[Row], filling: Filling) -> None:
    to_fill = sheets.TO_FILL[form.name]
    for at, column in enumerate(form.columns):
        if column.name in _ROOMY:
            sheet.set_column(at, at, _ROOMY[column.name], filling.looks["wrapped"])
    for number, row in enumerate(rows, HEAD + 1):
        for at, column in enumerate(form.columns):
            look = "boxed" if column.name in to_fill else "fixed"
            dated = column.field.type in TEMPORAL
            text, format_ = row.get(column.name, ""), filling.looks[f"{look}_date" if dated else look]
            if text and dated:
                sheet.write_datetime(number, at, dt.datetime.fromisoformat(text), format_)
            else:
                sheet.write(number, at, text or None, format_)
    sheet.fit_to_pages(1, 0)


def _guide(book: Workbook, filling: Filling) -> None:
    """The last sheet: how it is filled in, and what each gate asks for."""
    sheet, lang = book.add_worksheet(NOTE.say(filling.lang)), filling.lang
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 2, 72, filling.looks["cell"])
    sheet.write_string(0, 0, f"{TITLE.say(lang)} · {NOTE.say(lang)}", filling.looks["title"])
    for at, text in enumerate(GUIDE, 1):
        sheet.merge_range(at, 0, at, 2, text.say(lang), filling.looks["cell"])
        sheet.set_row(at, 30)
    top = len(GUIDE) + 2
    for at, name in enumerate(HEADS):
        sheet.write_string(top, at, HEADS[name].say(lang), filling.looks["head"])
    for row, gate in enumerate(GATES, top + 1):
        states = filling.listed([STATES[state].say(lang) for state in gate.states])
        for at, text_ in enumerate((gate.id, states, gate.said.say(lang))):
            sheet.write_string(row, at, text_, filling.looks["cell"])
