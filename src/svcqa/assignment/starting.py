"""An audit workbook to begin with: every sheet that is read back, with all that is known beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from svcqa.assignment import sheets
from svcqa.assignment.words import ABOUT, TYPES, WORDS
from svcqa.dossier import ELEMENTS
from svcqa.formbook import Column, Form, planned
from svcqa.formbook.looks import Looks
from svcqa.formbook.prefilled import Row, prefill
from svcqa.formbook.sheet import Filling, sheet_names, write_form
from svcqa.registers import Register
from svcqa.rulesets import Bound, Ruleset
from svcqa.rulesets.parameters import Given, shown
from svcqa.text import Lang, Text

_HEADS = {"default": "manual", "common": "common"}
"""Origin of a value → the words before it."""
_MADE = dt.datetime(2000, 1, 1)
HOLDS = "holds"
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


def start(rulesets: Sequence[Ruleset], rules: Sequence[Bound], lang: Lang, stream: IO[bytes]) -> None:
    """Write the audit workbook of some rulesets; the same rulesets give the same bytes.

    Args:
        rulesets: what is audited against.
        rules: their rules, bound.
        lang: language of the headings; both are read back alike.
        stream: to write the xlsx workbook to.
    """
    from xlsxwriter import Workbook

    pages = list(_pages(rulesets, rules, lang))
    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": WORDS["title"].say(lang), "created": _MADE})
        filling = Filling(Looks(book), sheet_names([page.form for page in pages], lang), lang)
        for page in pages:
            sheet = book.add_worksheet(filling.sheets[page.form.name])
            write_form(sheet, page.form, filling, about=page.about)
            prefill(sheet, page.form, page.rows, filling, _ROOM)
            sheet.fit_to_pages(1, 0)


@dataclass(frozen=True)
class _Page:
    """A sheet of the workbook: its form, what is known beforehand, and how it is filled in."""

    form: Form
    rows: Sequence[Row] = ()
    about: Text | None = None


def _pages(rulesets: Sequence[Ruleset], rules: Sequence[Bound], lang: Lang) -> Iterator[_Page]:
    """The sheets in their order; one of the checklist for each department."""
    known: Mapping[str, Sequence[Row]] = {
        sheets.FACTS: [{"item": text.say(lang)} for text in ELEMENTS.values()],
        sheets.REQUESTS: list(_requests(rules, lang)),
        sheets.PARAMETERS: [row for one in rulesets for row in _parameters(one, lang)],
    }
    for name, register in sheets.registers().items():
        if name != sheets.CHECKS:
            yield _Page(_form(name, register), known.get(name, ()), ABOUT[name])
            continue
        for answers, rows in _questions(rules, lang).items():
            yield _Page(_form(answers, _known(answers, rulesets)), rows)
        yield from (_Page(_form(one, _known(one, rulesets))) for one in _holds(rules))
        for by, rows in _checklist(rules, lang).items():
            titled = register.model_copy(update={"title": _of(register.title, by)})
            yield _Page(_form(f"{name}/{by.en}", titled), rows, ABOUT[name])


def _of(title: Text, by: Text) -> Text:
    return Text(f"{title.zh} {by.zh}", f"{title.en} {by.en}")


def _checklist(rules: Sequence[Bound], lang: Lang) -> dict[Text, list[Row]]:
    """Who ordinarily writes the records → the rules about these; by their records until somebody says otherwise."""
    found: dict[Text, list[Row]] = {}
    for one in rules:
        by = one.registers[one.rule.of].filled_by or WORDS["anybody"]
        found.setdefault(by, []).append({
            "clause": one.rule.clause, "requirement": one.rule.title.say(lang), "way": WORDS["record"].say(lang),
            "ruleset": one.ruleset, "rule": one.rule.id,
        })  # fmt: skip
    return found


def _form(name: str, register: Register) -> Form:
    left_out = sheets.EXPORTED if name == sheets.REVIEWS else ()
    columns = [Column(key, one, one.required, None) for key, one in register.fields.items() if key not in left_out]
    return Form(name, register, columns, ())


def _known(name: str, rulesets: Sequence[Ruleset]) -> Register:
    return next(one.registers[name] for one in rulesets if name in one.registers)


def _holds(rules: Sequence[Bound]) -> list[str]:
    """The list of holds, where a rule reads one."""
    return [HOLDS] if any(name == HOLDS for rule in rules for name, _ in rule.reads) else []


def _requests(rules: Sequence[Bound], lang: Lang) -> Iterator[Row]:
    """Every register that a rule reads, and who ordinarily keeps it."""
    for form in planned(rules):
        by = form.register.filled_by
        yield {"register": form.register.title.say(lang), "asked_of": by.say(lang) if by else ""}


def _parameters(ruleset: Ruleset, lang: Lang) -> Iterator[Row]:
    for name, given in ruleset.parameters.items():
        told = {"meaning": given.parameter.title, "form": _form_of(given)}
        yield {"ruleset": ruleset.name, "parameter": name, **{key: text.say(lang) for key, text in told.items()}}


def _form_of(given: Given) -> Text:
    """How a value is written, and which one holds without the workbook."""
    form, common = TYPES[given.parameter.type], given.parameter.common
    suggested = given.value is None and common
    value = common.value if suggested and common else given.value
    if value is None:
        return form
    head = WORDS["suggested" if suggested else _HEADS.get(given.origin, "set")]
    return Text(head.zh.format(form=form.zh, value=shown(value)), head.en.format(form=form.en, value=shown(value)))


def _questions(rules: Sequence[Bound], lang: Lang) -> dict[str, list[Row]]:
    """Register of answers → a row for every question, as a rule looks for its answers."""
    found: dict[str, list[Row]] = {}
    for rule in rules:
        question = rule.settings.question() if rule.settings else None
        if question is None or rule.rule.where is None:
            continue
        title = rule.rule.title.say(lang)
        text = WORDS["points" if question.points > 1 else "plain"].fill(title=title, count=question.points).say(lang)
        told = {name: str(value) for name, value in rule.rule.where.written.items() if isinstance(value, str)}
        row = {**told, "question": text, "method": next(iter(question.methods), "")}
        if row not in found.setdefault(rule.rule.of, []):
            found[rule.rule.of].append(row)
    return found
