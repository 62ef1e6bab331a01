"""The findings of a version with what was said of them, and one form to answer or to decide on several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from starlette.datastructures import FormData

from svcqa.assignment.statements import NOTHING, Side
from svcqa.errors import SvcqaError
from svcqa.quoting import column_letter
from svcqa.reviewing.merging import State
from svcqa.web.answering import saying
from svcqa.web.answering.attached import without_files
from svcqa.web.answering.saying import Chosen
from svcqa.web.pages.access import Number, Reviewing, Uploading, Viewing
from svcqa.web.pages.findings import fields
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, text, texts
from svcqa.web.pages.judged import LARGEST_FORM, Judged, chosen, judged, written
from svcqa.web.pages.paging import PER_PAGE, Paging, numbered
from svcqa.web.pages.sheet_asked import Asked
from svcqa.web.pages.sheet_shown import Telling
from svcqa.web.pages.templated import page, to
from svcqa.web.sheets.asking import STATES
from svcqa.web.sheets.decisions import decisions
from svcqa.web.sheets.nouns import Entry, Filters

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}/answers")
_ALL = 1_000_000
_ANSWERED: Mapping[str, Callable[[State], bool]] = {
    "yes": lambda state: bool(state.statements),
    "no": lambda state: not state.statements,
    "disputed": lambda state: any(one.said == "disputed" for one in state.statements),
}
"""Filter by answer → whether what the auditee says lets a finding through."""


@dataclass(frozen=True)
class Narrowed:
    """Which findings are listed."""

    asked: Asked
    answered: str
    at: int

    @property
    def filters(self) -> Filters:
        """The filters of the index; only findings are answered."""
        return replace(self.asked.filters(None), kind="finding")

    def address(self, **more: object) -> str:
        """The query of the list, or of another page of it."""
        return self.asked.address(answered=self.answered, **more)


def _narrowed(asked: Annotated[Asked, Query()], answered: str = "", at: str = "1") -> Narrowed:
    return Narrowed(asked, answered if answered in _ANSWERED else "", numbered(at))


Narrowing = Annotated[Narrowed, Depends(_narrowed)]


@router.get("")
def show(visit: Viewing, submission: Number, version: Number, wanted: Narrowing, done: str = "") -> Response:
    """The findings, with the form."""
    return _shown(judged(visit, submission, version), wanted, done=done)


@router.post("/answer", max_body_size=LARGEST_FORM)
def answer(visit: Uploading, submission: Number, version: Number, wanted: Narrowing, form: Filled) -> Response:
    """The auditee answers several."""
    return _said(judged(visit, submission, version), wanted, "auditee", form)


@router.post("/decision", max_body_size=LARGEST_FORM)
def decide(visit: Reviewing, submission: Number, version: Number, wanted: Narrowing, form: Filled) -> Response:
    """The reviewer decides on several."""
    return _said(judged(visit, submission, version), wanted, "auditor", form)


def _said(of: Judged, wanted: Narrowed, side: Side, form: Filled) -> Response:
    of.need(side)
    try:
        findings = {one.fingerprint: one for one in (chosen(written) for written in texts(form, "finding"))}
        if text(form, "all"):
            findings |= {one: Chosen(one) for one in _silent(of, wanted, side) if one not in findings}
        given = of.spoken(form, side, list(findings.values()))
        made = saying.say(of.visit.desk.database, of.history, given, of.visit.by, of.visit.person.signed)
    except SvcqaError as error:
        return _shown(of, wanted, form, fields(error))
    return to(f"{of.opened.address}/answers{wanted.address(at=wanted.at, done=len(made.changes))}")


def _silent(of: Judged, wanted: Narrowed, side: Side) -> list[str]:
    """The findings that are listed and of which this side has said nothing yet."""
    listed, _ = _entries(of, wanted, 0, _ALL)
    return [one.fingerprint for one in listed if of.states.get((one.fingerprint, side), State()).mark == NOTHING]


def _entries(of: Judged, wanted: Narrowed, start: int, count: int) -> tuple[list[Entry], int]:
    """Some of the findings that are listed, and how many there are."""
    decided = decisions(of.history, of.audit)
    if not wanted.answered:
        counted = of.sheets.counts(wanted.filters, decided).total
        return of.sheets.entries(wanted.filters, decided, start, count), counted
    passes = _ANSWERED[wanted.answered]
    found = [
        one
        for one in of.sheets.entries(wanted.filters, decided, 0, _ALL)
        if passes(of.states.get((one.fingerprint, "auditee"), State()))
    ]
    return found[start : start + count], len(found)


def _shown(
    of: Judged, wanted: Narrowed, form: FormData | None = None, wrong: Faults = NONE, done: str = ""
) -> Response:
    entries, total = _entries(of, wanted, (wanted.at - 1) * PER_PAGE, PER_PAGE)
    decided = decisions(of.history, of.audit)
    answered = {name for (name, side), state in of.states.items() if side == "auditee" and state.statements}
    sheets = of.sheets.sheets()
    return page(
        of.visit, "answers.html", WRONG if wrong else 200, entries=entries, paging=Paging(wanted.at, total),
        wanted=wanted, counts=of.sheets.counts(wanted.filters, decided), states=STATES, answered=len(answered),
        filled=written(form or FormData()), ticked=texts(form, "finding") if form else (), faults=wrong,
        tell=Telling(of.visit.lang, decided), letter=column_letter, without_files=without_files,
        done=done if done.isdigit() else "",
        names={one.number: one for one in sheets}, findings=sum(one.findings for one in sheets),
        number_decided=len(decided), **of.told,
    )  # fmt: skip
