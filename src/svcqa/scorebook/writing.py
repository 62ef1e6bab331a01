"""Writing a scoring workbook to begin with: every item of a scheme, with the rules that bear on it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import Any

from svcqa.formbook import Column, Form
from svcqa.formbook.looks import Looks
from svcqa.formbook.prefilled import Row, prefill
from svcqa.formbook.sheet import Filling, sheet_names, write_form
from svcqa.registers import Register
from svcqa.schemes import Scheme, entered
from svcqa.scorebook import sheets
from svcqa.scorebook.words import ABOUT, TITLE
from svcqa.text import Lang, Text

_MADE = dt.datetime(2000, 1, 1)
"""When every workbook is said to be made: the same scheme, the same bytes."""
_ROOM = {"title": 40, "why_not": 24, "seen": 36, "rules": 30, "trigger": 44, "ref": 36, "fact": 40, "value": 36,
         "proof": 30, "where": 36, "note": 30}  # fmt: skip
_CHOICES: Mapping[tuple[str, str], Mapping[Any, Text]] = {
    (sheets.ITEMS, "mode"): entered.MODES,
    (sheets.ITEMS, "conclusion"): entered.CONCLUSIONS,
    (sheets.SPECIALS, "kind"): entered.KINDS,
}


def score_workbook(scheme: Scheme, lang: Lang) -> bytes:
    """A workbook to enter points, conclusions and papers in; the same scheme gives the same bytes.

    Args:
        scheme: the scheme and what its mappings say.
        lang: language of its headings; both are read back alike.
    """
    from xlsxwriter import Workbook

    stream, forms = io.BytesIO(), [_form(name, register, lang) for name, register in sheets.registers().items()]
    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": TITLE.say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names(forms, lang), lang)
        for form in forms:
            sheet = book.add_worksheet(filling.sheets[form.name])
            write_form(sheet, form, filling, about=ABOUT[form.name])
            prefill(sheet, form, list(_rows(form.name, scheme, lang)), filling, _ROOM)
            sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def _form(name: str, register: Register, lang: Lang) -> Form:
    """The columns of a sheet, with the words of one language to choose from."""
    columns = []
    for key, field in register.fields.items():
        words = _CHOICES.get((name, key))
        said = field.model_copy(update={"choices": tuple(one.say(lang) for one in words.values())}) if words else field
        columns.append(Column(key, said, field.required or key == "points", None))
    return Form(name, register, columns, ())


def _rows(sheet: str, scheme: Scheme, lang: Lang) -> Iterator[Row]:
    """What is known beforehand."""
    if sheet == sheets.ITEMS:
        yield from (_item(name, scheme, lang) for name, _, _ in scheme.file.items())
    elif sheet == sheets.FACTS:
        yield from ({"fact": title.say(lang), "code": code} for code, title in entered.FACTS.items())
    elif sheet == sheets.PAPERS:
        yield from ({"code": one.id, "title": one.title.say(lang)} for one in scheme.file.evidence)


def _item(name: str, scheme: Scheme, lang: Lang) -> Row:
    said = next(one for item, _, one in scheme.file.items() if item == name)
    patterns = [one.pattern for one in scheme.mapped.patterns if one.item == name]
    return {
        "item": name,
        "title": said.title.say(lang),
        "points": "" if said.points is None else f"{said.points.normalize():f}",
        "mode": entered.MODES[said.mode].say(lang),
        "rules": ("、" if lang == "zh" else ", ").join(patterns),
    }
