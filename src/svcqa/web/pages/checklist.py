"""The checklist: what only a person can judge, answered in the page and used by the next audit of the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, HTTPException, Response
from starlette.datastructures import FormData

from svcqa.assignment.sheets import CHECKS, registers
from svcqa.errors import DeskError, Problem
from svcqa.text import Text
from svcqa.web import checklistform
from svcqa.web.checklistform import Asked
from svcqa.web.pages import following
from svcqa.web.pages.access import Auditing, Number, Viewing
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, faults, text
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.store import answers, workbooks
from svcqa.web.store import by as moments
from svcqa.web.store.answers import Answer

router = APIRouter(prefix="/projects/{project}/checklist")
SHOWN = ("open", "answered", "all")
_NO_RULE = Problem(Text("项目的规则集里没有这条规则。", "the rulesets of the project have no such rule."), "rule")


@router.get("")
def show_list(visit: Viewing, show: str = "open", done: str = "") -> Response:
    """The questions of the project's manuals with their answers, and what was checked by hand."""
    with visit.desk.database.reading() as connection:
        given = answers.listed(connection, visit.project.id)
    asked, show = _asked(visit), show if show in SHOWN else "open"
    latest = _latest(given)
    chosen = {"open": [one for one in asked if one not in latest], "answered": [one for one in asked if one in latest]}
    rules = visit.desk.manuals.rules(visit.project.settings.rulesets)
    return page(
        visit, "checklist.html", asked=asked, shown=chosen.get(show, list(asked)), show=show, shows=SHOWN,
        latest=latest, by_hand=[one for one in workbooks.holding(reversed(given)) if one.sheet == CHECKS],
        rules=rules, open=len(chosen["open"]), done=done, fields=registers()[CHECKS].fields,
        idle=[one for one in given if one.rule not in rules and not one.withdrawn],
    )  # fmt: skip


@router.get("/answer")
def show_form(visit: Viewing, rule: str = "", hand: str = "") -> Response:
    """One rule: its answers so far, and the form to give one."""
    return _form(visit, rule, hand=bool(hand))


@router.post("/answer")
def give(visit: Auditing, form: Filled) -> Response:
    """Give an answer; those before stay to be seen."""
    rule, hand = text(form, "rule"), bool(text(form, "hand"))
    asked = _asked(visit).get(rule) if not hand else None
    filled = _values(form, asked.fields if asked else checklistform.BY_HAND)
    try:
        sheet, row = _row(visit, rule, asked, filled)
        with visit.desk.database.writing() as connection:
            answers.add(connection, visit.project.id, sheet, rule, data=row, by=visit.by)
    except DeskError as error:
        return _form(visit, rule, WRONG, faults(error), filled, hand=hand)
    return to(f"/projects/{visit.project.id}/checklist?done=saved")


@router.post("/{answer}/withdrawn")
def withdraw(visit: Auditing, answer: Number) -> Response:
    """Take an answer back; the next audit does not have it."""
    with visit.desk.database.writing() as connection:
        known = {one.id: one for one in answers.listed(connection, visit.project.id)}
        if answer not in known:
            raise HTTPException(404)
        answers.withdraw(connection, known[answer], visit.by)
    return to(f"/projects/{visit.project.id}/checklist?show=all&done=withdrawn")


def _asked(visit: Visit) -> dict[str, Asked]:
    return checklistform.asked(visit.desk.manuals.bound(visit.project.settings))


def _latest(given: Sequence[Answer]) -> dict[str, Answer]:
    """Rule → its newest answer that holds."""
    return {one.rule: one for one in reversed(given) if not one.withdrawn and one.sheet != CHECKS}


def _values(form: FormData, names: Mapping[str, object] | Sequence[str]) -> dict[str, str]:
    return {name: text(form, f"field.{name}")[: checklistform.LONGEST] for name in names}


def _row(visit: Visit, rule: str, asked: Asked | None, filled: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    if asked is not None:
        number = f"{asked.bound.rule.id} {moments.written(visit.at)}"
        return asked.bound.rule.of, checklistform.answered(asked, filled, number)
    name, _, id_ = rule.partition("/")
    manuals = visit.desk.manuals
    chosen = [manuals.rulesets[one] for one in visit.project.settings.rulesets if one in manuals.rulesets]
    ruleset = next((one for one in chosen if one.name == name), None)
    if ruleset is None or rule not in manuals.rules(visit.project.settings.rulesets):
        raise DeskError.of(
            "项目的规则集里没有这条规则。", "the rulesets of the project have no such rule.", where="rule"
        )
    return CHECKS, checklistform.by_hand(ruleset, id_, filled)


def _form(  # noqa: PLR0913 - what the page shows
    visit: Visit, rule: str, status: int = 200, wrong: Faults = NONE, filled: Mapping[str, str] | None = None, *,
    hand: bool = False,
) -> Response:  # fmt: skip
    rules = visit.desk.manuals.rules(visit.project.settings.rulesets)
    if rule not in rules:
        status, wrong = WRONG, wrong or faults([_NO_RULE])
    with visit.desk.database.reading() as connection:
        given = [one for one in answers.listed(connection, visit.project.id) if one.rule == rule]
    asked = None if hand else _asked(visit).get(rule)
    known = asked.fields if asked else {name: registers()[CHECKS].fields[name] for name in checklistform.BY_HAND}
    titles = {name: one.title for name, one in {**registers()[CHECKS].fields, **known}.items()}
    return page(
        visit, "answer.html", status, key=rule, rule=rules.get(rule), asked=asked, fields=known, given=given,
        filled=filled or {}, faults=wrong, hand=asked is None, choices=checklistform.choices, titles=titles,
        today=following.today(visit).isoformat(), team=following.team(visit),
    )  # fmt: skip
