"""A form book as a workbook: contents, a sheet for every form, and which rule reads which column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from svcqa.formbook.looks import Looks
from svcqa.formbook.planning import Form
from svcqa.formbook.sheet import HEAD, Filling, sheet_names, write_form
from svcqa.formbook.words import WORDS
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_MADE = dt.datetime(2000, 1, 1)
"""When every book is said to be made: the same rules, the same bytes."""
_CONTENTS = {"sheet": 34, "filled_by": 16, "kept": 16, "asked": 44, "serves": 12}
_RULES = {"register": 24, "use": 10, "clause": 16, "rule": 20, "rule_title": 48, "columns": 60}
"""Heading → width in characters."""


def write(forms: Sequence[Form], title: Text, lang: Lang, stream: IO[bytes]) -> None:
    """Write a form book; the same forms give the same bytes.

    Args:
        forms: what :func:`svcqa.formbook.planned` found.
        title: of the rulesets it is made for.
        lang: language of its headings; both are read back alike.
        stream: to write the xlsx workbook to.
    """
    from xlsxwriter import Workbook

    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": WORDS["title"].say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names(forms, lang), lang)
        _contents(book, forms, title, filling)
        for form in forms:
            write_form(book.add_worksheet(filling.sheets[form.name]), form, filling)
        _rules(book, forms, filling)


def _contents(book: Workbook, forms: Sequence[Form], title: Text, filling: Filling) -> None:
    sheet = _listing(book, "contents", _CONTENTS, filling)
    sheet.write_string(0, 0, f"{title.say(filling.lang)} {filling.say('title')}", filling.looks["title"])
    sheet.write_string(1, 0, filling.say("note"), filling.looks["about"])
    for at, form in enumerate(forms, HEAD + 1):
        name = filling.sheets[form.name]
        sheet.write_url(at, 0, f"internal:'{name}'!A1", filling.looks["link"], name)
        asked = [column.field.title.say(filling.lang) for column in form.columns if column.asked]
        told = (*filling.about(form), filling.counted(asked))
        for column, text in enumerate(told, 1):
            sheet.write_string(at, column, text, filling.looks["cell"])
        sheet.write_number(at, len(told) + 1, len(form.serves), filling.looks["cell"])


def _rules(book: Workbook, forms: Sequence[Form], filling: Filling) -> None:
    sheet = _listing(book, "rules", _RULES, filling)
    at = HEAD + 1
    for form in forms:
        titles = {column.name: column.field.title.say(filling.lang) for column in form.columns}
        for one in form.serves:
            use = filling.say("judged" if one.judged else "looked_up")
            read = filling.counted([titles[name] for name in one.columns if name in titles])
            told = (form.register.title.say(filling.lang), use, one.clause, one.rule, one.title.say(filling.lang), read)
            for column, text in enumerate(told):
                sheet.write_string(at, column, text, filling.looks["cell"])
            at += 1
    sheet.autofilter(HEAD, 0, at - 1, len(_RULES) - 1)


def _listing(book: Workbook, name: str, heads: dict[str, int], filling: Filling) -> Worksheet:
    """A sheet that is read and not filled."""
    sheet = book.add_worksheet(filling.say(name))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.freeze_panes(HEAD + 1, 0)
    for at, (head, width) in enumerate(heads.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(HEAD, at, filling.say(head), filling.looks["head"])
    return sheet
