"""Writing a scoring workbook to begin with: every item of a scheme, with the rules that bear on it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from svcqa.formbook import Column, Form
from svcqa.formbook.looks import Looks
from svcqa.formbook.prefilled import Row, prefill
from svcqa.formbook.sheet import Filling, sheet_names, write_form
from svcqa.registers import Register
from svcqa.schemes import Scheme, entered
from svcqa.schemes.entered import EnteredFormer, EnteredItem, EnteredPaper, EnteredSpecial, ScoreSheet
from svcqa.schemes.models import SchemeEvidence
from svcqa.schemes.scored import ScoredItem, scored_items
from svcqa.scorebook import sheets
from svcqa.scorebook.words import ABOUT, TITLE
from svcqa.text import Lang, Text

_MADE = dt.datetime(2000, 1, 1)
"""When every workbook is said to be made: the same scheme, the same bytes."""
_YES, _NO = Text("是", "yes"), Text("否", "no")
_ROOM = {"title": 40, "why_not": 24, "seen": 36, "rules": 30, "trigger": 44, "ref": 36, "fact": 40, "value": 36,
         "proof": 30, "where": 36, "note": 30}  # fmt: skip
_CHOICES: Mapping[tuple[str, str], Mapping[Any, Text]] = {
    (sheets.ITEMS, "mode"): entered.MODES,
    (sheets.ITEMS, "conclusion"): entered.CONCLUSIONS,
    (sheets.SPECIALS, "kind"): entered.KINDS,
}


def score_workbook(scheme: Scheme, lang: Lang, known: ScoreSheet | None = None) -> bytes:
    """A workbook to enter points, conclusions and papers in; the same scheme gives the same bytes.

    Args:
        scheme: the scheme and what its mappings say.
        lang: language of its headings; both are read back alike.
        known: what was entered before, to go on from.
    """
    from xlsxwriter import Workbook

    stream, forms = io.BytesIO(), [_form(name, register, lang) for name, register in sheets.registers().items()]
    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": TITLE.say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names(forms, lang), lang)
        for form in forms:
            sheet = book.add_worksheet(filling.sheets[form.name])
            write_form(sheet, form, filling, about=ABOUT[form.name])
            prefill(sheet, form, list(_rows(form.name, scheme, known or ScoreSheet(), lang)), filling, _ROOM)
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


def _rows(sheet: str, scheme: Scheme, known: ScoreSheet, lang: Lang) -> Iterator[Row]:
    """What is known beforehand."""
    if sheet == sheets.ITEMS:
        yield from (_item(one, lang) for one in scored_items(scheme.file, known))
    elif sheet == sheets.SPECIALS:
        yield from (_special(one, lang) for one in known.specials)
    elif sheet == sheets.FACTS:
        for code, title in entered.FACTS.items():
            yield {"fact": title.say(lang), "value": _value(code, known.fact(code), lang), "code": code}
    elif sheet == sheets.FORMER:
        yield from (_former(one) for one in known.former)
    else:
        yield from (_paper(one, known.papers.get(one.id), lang) for one in scheme.file.evidence)


def _item(one: ScoredItem, lang: Lang) -> Row:
    own = one.entered or EnteredItem(one.item, "")
    return {
        "item": one.item,
        "title": one.title.say(lang),
        "points": "" if one.points is None else _number(one.points),
        "mode": entered.MODES[one.mode].say(lang),
        "applies": "" if own.applies else _NO.say(lang),
        "why_not": own.why_not,
        "conclusion": entered.CONCLUSIONS[own.conclusion].say(lang) if own.conclusion else "",
        "sampled": "" if own.sampled is None else str(own.sampled),
        "failed": "" if own.failed is None else str(own.failed),
        "seen": own.seen,
        "concluded_by": own.concluded_by,
        "rules": ("、" if lang == "zh" else ", ").join(own.rules),
    }


def _number(points: Fraction) -> str:
    """Points as they were entered: with a decimal point, exact."""
    return f"{(Decimal(points.numerator) / Decimal(points.denominator)).normalize():f}"


def _special(one: EnteredSpecial, lang: Lang) -> Row:
    rectified = (_YES if one.rectified else _NO).say(lang)
    return {"kind": entered.KINDS[one.kind].say(lang), "trigger": one.trigger, "ref": one.ref, "rectified": rectified}


def _value(code: str, value: str, lang: Lang) -> str:
    words = entered.WORDS.get(code, {})
    return words[value].say(lang) if value in words else value


def _former(one: EnteredFormer) -> Row:
    return {
        "number": one.number, "found_on": _day(one.found_on), "item": one.item, "fact": one.fact,
        "closed_on": _day(one.closed_on), "proof": one.proof, "verified_by": one.verified_by,
    }  # fmt: skip


def _paper(asked: SchemeEvidence, one: EnteredPaper | None, lang: Lang) -> Row:
    told = {"code": asked.id, "title": asked.title.say(lang)}
    if one is None:
        return told
    days = {"covers_from": _day(one.covers_from), "covers_to": _day(one.covers_to)}
    return {**told, "where": one.where, **days, "note": one.note}


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
