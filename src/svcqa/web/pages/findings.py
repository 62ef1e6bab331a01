"""One finding: what was said of it, and the form to answer it or to decide on it; a page, and a part of the sheet's."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.assignment.statements import Side
from svcqa.errors import Problem, SvcqaError
from svcqa.quoting import column_letter
from svcqa.web.answering import saying
from svcqa.web.answering.attached import without_files
from svcqa.web.answering.thread import Thread, thread
from svcqa.web.pages.access import Number, Reviewing, Uploading, Viewing
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, faults, text
from svcqa.web.pages.judged import FIELDS, LARGEST_FORM, Judged, chosen, judged, written
from svcqa.web.pages.sheet_shown import Telling
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.sheets.decisions import decisions
from svcqa.web.sheets.nouns import Detail
from svcqa.web.store import evidence

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}/findings/{fingerprint}")


@router.get("")
def show(visit: Viewing, submission: Number, version: Number, fingerprint: str) -> Response:
    """A finding with all that was said of it."""
    return _shown(judged(visit, submission, version), fingerprint, whole=True)


@router.get("/panel")
def show_panel(visit: Viewing, submission: Number, version: Number, fingerprint: str) -> Response:
    """What was said of it, and the form: for the page of the sheet."""
    return _shown(judged(visit, submission, version), fingerprint, whole=False)


@router.post("/answer", max_body_size=LARGEST_FORM)
def answer(visit: Uploading, submission: Number, version: Number, fingerprint: str, form: Filled) -> Response:
    """The auditee answers."""
    return _said(judged(visit, submission, version), fingerprint, "auditee", form)


@router.post("/decision", max_body_size=LARGEST_FORM)
def decide(visit: Reviewing, submission: Number, version: Number, fingerprint: str, form: Filled) -> Response:
    """The reviewer decides."""
    return _said(judged(visit, submission, version), fingerprint, "auditor", form)


def _said(of: Judged, fingerprint: str, side: Side, form: Filled) -> Response:
    of.need(side)
    _detail(of, fingerprint)
    whole = not _is_part(of.visit)
    try:
        given = of.spoken(form, side, [chosen(f"{fingerprint} {text(form, 'mark')}")])
        saying.say(of.visit.desk.database, of.history, given, of.visit.by, of.visit.person.signed)
    except SvcqaError as error:
        return _shown(of, fingerprint, whole=whole, filled=written(form), wrong=fields(error))
    if whole:
        return to(f"{of.opened.address}/findings/{fingerprint}")
    return _shown(of, fingerprint, whole=False)


def _shown(
    of: Judged, fingerprint: str, *, whole: bool, filled: dict[str, str] | None = None, wrong: Faults = NONE
) -> Response:
    visit, detail = of.visit, _detail(of, fingerprint)
    told = thread(of.history, of.audit, fingerprint)
    with visit.desk.database.reading() as connection:
        files = evidence.of_finding(connection, visit.project.id, of.audit, fingerprint)
    holds = told.holds(of.side) if of.side else None
    present = {
        "said": holds.said, "reason": without_files(holds.reason), "evidence": without_files(holds.evidence)
    } if holds else {}  # fmt: skip
    template = "finding.html" if whole else "finding_panel.html"
    return page(
        visit, template, WRONG if wrong else 200, detail=detail, thread=told, files=files,
        filled=filled or {**dict.fromkeys(FIELDS, ""), **present}, faults=wrong,
        tell=Telling(visit.lang, decisions(of.history, of.audit)), letter=column_letter,
        earlier=_earlier(of, fingerprint), here=f"{of.opened.address}/findings/{fingerprint}",
        done=visit.request.method == "POST" and not wrong,
        **of.told,
    )  # fmt: skip


def _earlier(of: Judged, fingerprint: str) -> list[tuple[int, Thread]]:
    """What was said of the finding in versions before, by number, the last one first."""
    before = [one for one in of.opened.versions if one.number < of.opened.version.number and one.digest != of.audit]
    found = [(one.number, thread(of.history, one.digest, fingerprint)) for one in reversed(before) if one.digest]
    return [(number, told) for number, told in found if told.turns]


def _detail(of: Judged, fingerprint: str) -> Detail:
    number = of.sheets.number(fingerprint[:200])
    detail = of.sheets.entry(number) if number is not None else None
    if detail is None or detail.entry.kind != "finding":
        raise HTTPException(404)
    return detail


def _is_part(visit: Visit) -> bool:
    return "HX-Request" in visit.request.headers


def fields(error: SvcqaError) -> Faults:
    """What is wrong by its field; what came with a file stands at the files."""
    known = {"said", "reason", "evidence", "finding"}
    return faults(
        one if one.where in known else Problem(one.what, "files", one.mend, one.kind) for one in error.problems
    )
