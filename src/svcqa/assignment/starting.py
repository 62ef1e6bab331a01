"""An audit workbook to begin with: every sheet that is read back, with all that is known beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from svcqa.assignment import sheets
from svcqa.assignment.filling import Page, form_of, write
from svcqa.assignment.words import ABOUT, TYPES, WORDS
from svcqa.dossier import ELEMENTS
from svcqa.formbook import planned
from svcqa.formbook.prefilled import Row
from svcqa.registers import Register
from svcqa.rulesets import Bound, Ruleset
from svcqa.rulesets.parameters import Given, shown
from svcqa.text import Lang, Text

_HEADS = {"default": "manual", "common": "common"}
"""Origin of a value → the words before it."""
HOLDS = "holds"


def start(rulesets: Sequence[Ruleset], rules: Sequence[Bound], lang: Lang, stream: IO[bytes]) -> None:
    """Write the audit workbook of some rulesets; the same rulesets give the same bytes.

    Args:
        rulesets: what is audited against.
        rules: their rules, bound.
        lang: language of the headings; both are read back alike.
        stream: to write the xlsx workbook to.
    """
    write(list(_pages(rulesets, rules, lang)), lang, stream)


def _pages(rulesets: Sequence[Ruleset], rules: Sequence[Bound], lang: Lang) -> Iterator[Page]:
    """The sheets in their order; one of the checklist for each department."""
    known: Mapping[str, Sequence[Row]] = {
        sheets.FACTS: [{"item": text.say(lang)} for text in ELEMENTS.values()],
        sheets.REQUESTS: list(_requests(rules, lang)),
        sheets.PARAMETERS: [row for one in rulesets for row in _parameters(one, lang)],
    }
    for name, register in sheets.registers().items():
        if name != sheets.CHECKS:
            yield Page(form_of(name, register), known.get(name, ()), ABOUT[name])
            continue
        for answers, rows in questions(rules, lang).items():
            yield Page(form_of(answers, _known(answers, rulesets)), rows)
        yield from (Page(form_of(one, _known(one, rulesets))) for one in _holds(rules))
        for by, rows in _checklist(rules, lang).items():
            titled = register.model_copy(update={"title": _of(register.title, by)})
            yield Page(form_of(f"{name}/{by.en}", titled), rows, ABOUT[name])


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


def questions(rules: Sequence[Bound], lang: Lang) -> dict[str, list[Row]]:
    """Register of answers → a row for every question, as a rule looks for its answers."""
    found: dict[str, list[Row]] = {}
    for rule in rules:
        row = question_of(rule, lang)
        if row is not None and row not in found.setdefault(rule.rule.of, []):
            found[rule.rule.of].append(row)
    return found


def question_of(rule: Bound, lang: Lang) -> Row | None:
    """The question of a rule, as its answers name it; none if it asks none, or not yet for want of a parameter."""
    question = rule.settings.question() if rule.settings else None
    if question is None or rule.rule.where is None:
        return None
    title = rule.rule.title.say(lang)
    text = WORDS["points" if question.points > 1 else "plain"].fill(title=title, count=question.points).say(lang)
    told = {name: str(value) for name, value in rule.rule.where.written.items() if isinstance(value, str)}
    return {**told, "question": text, "method": next(iter(question.methods), "")}
