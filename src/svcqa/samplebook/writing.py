"""Writing a sample workbook: the sheet to fill in, and the sheet that states the plan."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa.formbook import Column, Form
from svcqa.formbook.looks import Looks
from svcqa.formbook.sheet import HEAD, Filling, sheet_names, write_form
from svcqa.registers import Field
from svcqa.samplebook import sheets
from svcqa.samplebook.drawing import Draw, code_of, items_of
from svcqa.samplebook.stating import stated
from svcqa.samplebook.words import CONCLUSIONS, WORDS
from svcqa.text import Lang

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MADE = dt.datetime(2000, 1, 1)
"""When every workbook is said to be made: the same draw, the same bytes."""
_TO_FILL = ("found", "signed", "agrees", "conclusion", "remark", "checked_by", "checked_on")
_TRACE = ("file", "sheet", "row", "code")
"""What leads back to the record; the last one is for programs, and is not printed."""
_WIDTHS = {
    "number": 6, "stratum": 10, "record": 14, "reason": 20, "found": 8, "signed": 8, "agrees": 8, "conclusion": 10,
    "remark": 24, "checked_by": 9, "checked_on": 11, "file": 14, "sheet": 10, "row": 6, "code": 15, "item": 34,
    "value": 90,
}  # fmt: skip
_OWN = "record/"
"""Before the name of a field of the record, which may be called as one of the sheet."""
_WIDTH = 13


def sample_workbook(draw: Draw, lang: Lang) -> bytes:
    """The workbook of a draw, to be filled in; the same draw gives the same bytes.

    Args:
        draw: the plan, its lot and what was drawn.
        lang: language of its headings; both are read back alike.
    """
    from xlsxwriter import Workbook

    stream, forms = io.BytesIO(), [_rows_form(draw, lang), _plan_form()]
    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": WORDS["title"].say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names(forms, lang), lang)
        told = zip(forms, (_rows(draw), _stated(draw, lang)), ("rows_about", "plan_about"), strict=True)
        for form, rows, about in told:
            sheet = book.add_worksheet(filling.sheets[form.name])
            write_form(sheet, form, filling, about=WORDS[about])
            _fill(sheet, form, list(rows), filling)
    return stream.getvalue()


def _rows_form(draw: Draw, lang: Lang) -> Form:
    """The sheet to fill in: what tells the record, its main columns, what is to be found out."""
    register = sheets.registers()[sheets.ROWS]
    asked = {name: register.fields[name] for name in _TO_FILL}
    choices = tuple(one.say(lang) for one in CONCLUSIONS.values())
    asked["conclusion"] = asked["conclusion"].model_copy(update={"choices": choices})
    stratum = ("stratum",) if draw.plan.stratum_field else ()
    reason = ("reason",) if draw.reasons else ()
    told = ["number", *stratum, "record", *(_OWN + name for name in draw.lot.columns), *reason]
    fields = {**register.fields, **_own_fields(draw), **asked}
    columns = [Column(name, fields[name], name in asked, None) for name in [*told, *_TO_FILL, *_TRACE]]
    return Form(sheets.ROWS, register, columns, ())


def _own_fields(draw: Draw) -> Mapping[str, Field]:
    """The record's own columns; whatever they hold, here it is text that nobody is asked for."""
    titles = {name: draw.lot.register.fields[name].title for name in draw.lot.columns}
    return {
        f"{_OWN}{name}": Field(title=WORDS["record_of"].fill(field=title), type="text")
        for name, title in titles.items()
    }


def _plan_form() -> Form:
    register = sheets.registers()[sheets.PLAN]
    return Form(sheets.PLAN, register, [Column(name, one, False, None) for name, one in register.fields.items()], ())


def _rows(draw: Draw) -> Iterator[Mapping[str, str]]:
    own = {f"{_OWN}{name}": draw.lot.values(name, draw.numbers) for name in draw.lot.columns}
    for at, item in enumerate(items_of(draw.lot, draw.numbers, draw.strata)):
        yield {
            "number": str(item.number), "stratum": item.stratum, "file": item.file, "sheet": item.sheet,
            "row": item.row, "record": item.record, "reason": draw.reasons[at] if draw.reasons else "",
            "code": code_of(item, draw.plan.drawn), **{name: values[at] for name, values in own.items()},
        }  # fmt: skip


def _stated(draw: Draw, lang: Lang) -> Iterator[Mapping[str, str]]:
    for one in stated(draw.plan):
        yield {"item": one.item.say(lang), "value": one.value.say(lang), "code": one.code}


def _fill(sheet: Worksheet, form: Form, rows: Sequence[Mapping[str, str]], filling: Filling) -> None:
    for at, column in enumerate(form.columns):
        sheet.set_column(at, at, _WIDTHS.get(column.name, _WIDTH), filling.looks["wrapped"])
    for line, row in enumerate(rows, HEAD + 1):
        for at, one in enumerate(form.columns):
            sheet.write(line, at, row.get(one.name) or None, filling.looks["boxed"])
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{HEAD + 1 + max(1, len(rows))}"})
    sheet.print_area(0, 0, HEAD + len(rows), len(form.columns) - 1 - (form.columns[-1].name == "code"))
    sheet.fit_to_pages(1, 0)
