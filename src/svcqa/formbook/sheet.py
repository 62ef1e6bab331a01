"""One form: title, who fills it and how long it is kept, headings, and cells that take what belongs there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svcqa.formbook.looks import Looks
from svcqa.formbook.planning import Column, Form
from svcqa.formbook.words import WORDS, kind_of
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = 2
"""Row of the headings, counted from 0, on every sheet."""
ROWS = 5_000
"""Rows that have drop-downs and hints; the formats reach further."""
_SHEET_NAME, _HINT_TITLE, _HINT, _WORDS = 31, 32, 255, 255
"""Characters that Excel takes for the name of a sheet, the title and the text of a hint, and the words of a list."""
_BROKEN = re.compile(r"[\[\]:*?/\\']")
_EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True)
class Filling:
    """How the forms of one book are written: looks, names of sheets, language."""

    looks: Looks
    sheets: Mapping[str, str]
    """Register → its sheet."""
    lang: Lang

    def say(self, name: str) -> str:
        """One of the book's own words."""
        return WORDS[name].say(self.lang)

    def listed(self, texts: Sequence[str]) -> str:
        """Texts one after the other."""
        return ("、" if self.lang == "zh" else ", ").join(texts)

    def counted(self, texts: Sequence[str]) -> str:
        """Headings and how many they are: no cell of such a sheet says just a heading, as one above records would."""
        return f"{len(texts)}: {self.listed(texts)}" if texts else ""

    def about(self, form: Form) -> tuple[str, str]:
        """Who fills a form, and how long it is kept."""
        by = form.register.filled_by
        kept = self.listed([one.said.say(self.lang) for one in form.kept])
        return by.say(self.lang) if by else self.say("unsaid"), kept or self.say("unsaid")


def sheet_names(forms: Sequence[Form], lang: Lang) -> dict[str, str]:
    """Register → the name of its sheet: its title as far as Excel takes it, each only once."""
    found: dict[str, str] = {}
    taken = {WORDS[name].say(lang).casefold() for name in ("contents", "rules")}
    for form in forms:
        title = _BROKEN.sub(" ", form.register.title.say(lang)).strip() or form.name
        name, number = title[:_SHEET_NAME], 1
        while name.casefold() in taken:
            number += 1
            name = f"{title[: _SHEET_NAME - len(str(number)) - 1]} {number}"
        taken.add(name.casefold())
        found[form.name] = name
    return found


def write_form(sheet: Worksheet, form: Form, filling: Filling, about: Text | None = None, *, rows: int = ROWS) -> None:
    """Write an empty form, with what is said ``about`` it, or else who fills it and how long it is kept.

    ``rows`` have drop-downs and hints.
    """
    by, kept = filling.about(form)
    head = about or WORDS["head"].fill(filled_by=by, kept=kept, count=len(form.serves))
    sheet.write_string(0, 0, form.register.title.say(filling.lang), filling.looks["title"])
    sheet.write_string(1, 0, head.say(filling.lang), filling.looks["about"])
    for at, column in enumerate(form.columns):
        _column(sheet, at, column, filling, rows)
    sheet.set_row(HEAD, 32)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(HEAD)
    sheet.repeat_columns(0)


def _column(sheet: Worksheet, at: int, column: Column, filling: Filling, rows: int) -> None:
    title = column.field.title.say(filling.lang)
    width = max(12, min(24, 2 + len(title) * (2 if filling.lang == "zh" else 1)))
    sheet.set_column(at, at, width, filling.looks.of_type(column.field.type))
    sheet.write_string(HEAD, at, title, filling.looks["asked" if column.asked else "head"])
    hint = {"input_title": title[:_HINT_TITLE], "input_message": _hint(column, filling)[:_HINT]}
    taken = {**_taken(column, filling), **hint, "error_type": "information"}
    sheet.data_validation(HEAD + 1, at, HEAD + rows, at, taken)


def _hint(column: Column, filling: Filling) -> str:
    """What is to be written into a cell, as Excel shows it beside the cell."""
    said = [filling.say("must")] if column.asked else []
    said.append(kind_of(column.field).say(filling.lang))
    if column.field.unit:
        said.append(WORDS["unit"].fill(unit=column.field.unit).say(filling.lang))
    if column.points_to:
        said.append(WORDS["of"].fill(sheet=filling.sheets[column.points_to]).say(filling.lang))
    return ("" if filling.lang == "zh" else " ").join(said)


def _taken(column: Column, filling: Filling) -> dict[str, Any]:
    """What a cell takes without a question; anything else can be written all the same."""
    if column.field.type == "yes_no":
        return {"validate": "list", "source": [filling.say("yes"), filling.say("no")]}
    if column.field.choices and len(",".join(column.field.choices)) <= _WORDS:
        return {"validate": "list", "source": list(column.field.choices)}
    if column.field.type in {"date", "datetime"}:
        return {"validate": "date", "criteria": ">=", "value": _EARLIEST}
    if column.field.type in {"number", "money"}:
        return {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
    return {"validate": "any"}
