"""The audit workbook written: each sheet a form, with all that is known of it beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from svcqa.assignment import sheets
from svcqa.assignment.words import ABOUT, WORDS
from svcqa.formbook import Column, Form
from svcqa.formbook.looks import Looks
from svcqa.formbook.prefilled import Row, prefill
from svcqa.formbook.sheet import Filling, sheet_names, write_form
from svcqa.registers import Register
from svcqa.text import Lang, Text

_MADE = dt.datetime(2000, 1, 1)
_ROOM = {
    "content": 60,
    "requirement": 44,
    "value": 18,
    "source": 28,
    "reason": 36,
    "risk": 24,
    "control": 28,
    "evidence": 28,
    "answer": 28,
    "answer_reason": 28,
    "note": 36,
}
"""Field in which people write much → width of its column in characters."""


@dataclass(frozen=True)
class Page:
    """A sheet of the workbook: its form, what is known beforehand, and how it is filled in."""

    form: Form
    rows: Sequence[Row] = ()
    about: Text | None = None


def filled(rows: Mapping[str, Sequence[Row]], known: Mapping[str, Register], lang: Lang, stream: IO[bytes]) -> None:
    """Write an audit workbook that somebody has filled in elsewhere; the same rows give the same bytes.

    Args:
        rows: register of the sheet → its rows; the sheets stand in this order.
        known: registers of rulesets among them, such as that of the answers to questions.
        lang: language of the headings; both are read back alike.
        stream: to write the xlsx workbook to.
    """
    registers = {**known, **sheets.registers()}
    write([Page(form_of(name, registers[name]), own, ABOUT.get(name)) for name, own in rows.items()], lang, stream)


def form_of(name: str, register: Register) -> Form:
    """The form that a sheet is."""
    left_out = sheets.EXPORTED if name == sheets.REVIEWS else ()
    columns = [Column(key, one, one.required, None) for key, one in register.fields.items() if key not in left_out]
    return Form(name, register, columns, ())


def write(pages: Sequence[Page], lang: Lang, stream: IO[bytes]) -> None:
    """Write the sheets of an audit workbook."""
    from xlsxwriter import Workbook

    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": WORDS["title"].say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names([page.form for page in pages], lang), lang)
        for page in pages:
            sheet = book.add_worksheet(filling.sheets[page.form.name])
            write_form(sheet, page.form, filling, about=page.about)
            prefill(sheet, page.form, page.rows, filling, _ROOM)
            sheet.fit_to_pages(1, 0)
