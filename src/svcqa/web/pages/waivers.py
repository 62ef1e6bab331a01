"""Waivers: somebody asks for one, somebody else approves or refuses it, and it is revoked."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, HTTPException, Response
from starlette.datastructures import UploadFile

from svcqa.errors import DeskError
from svcqa.web import waiverform
from svcqa.web.pages import following
from svcqa.web.pages.access import Auditing, Number, Uploading, Viewing
from svcqa.web.pages.attachments import attached_file
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, Written, faults, text
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.store import uploads, waivers
from svcqa.web.store.names import cleaned
from svcqa.web.store.waivers import STATES, Waiver, Wanted

router = APIRouter(prefix="/projects/{project}/waivers")
_LARGEST_PROOF = 50_000_000
"""Bytes of a file that proves something."""
_DECISIONS: dict[str, Literal["approved", "refused"]] = {"approved": "approved", "refused": "refused"}


@router.get("")
def show_list(visit: Viewing, rule: str = "", record: str = "", unit: str = "", submission: str = "") -> Response:
    """The waivers of the project, and the form to ask for one; a link may fill in what it is for."""
    filled = {"rule": rule, "record": record, "unit": unit, "submission": submission}
    return _list(visit, filled)


@router.post("", max_body_size=_LARGEST_PROOF)
def request(visit: Uploading, form: Filled) -> Response:
    """Ask for a waiver."""
    filled = {name: text(form, name)[: waiverform.LONGEST] for name in waiverform.FIELDS}
    try:
        with visit.desk.database.reading() as connection:
            known = {str(one.id) for one in uploads.submissions(connection, visit.project.id)}
        data = waiverform.read(filled, visit.desk.manuals.rules(visit.project.settings.rulesets), known)
        name, proof = _proof(visit, form.get("proof"))
        wanted = Wanted(int(filled["submission"]) if filled["submission"] else None, data, name, proof)
        with visit.desk.database.writing() as connection:
            made = waivers.request(connection, visit.project.id, wanted, visit.by)
    except DeskError as error:
        return _list(visit, filled, WRONG, faults(error))
    return to(f"/projects/{visit.project.id}/waivers/{made.id}")


@router.get("/{waiver}")
def show(visit: Viewing, waiver: Number) -> Response:
    """One waiver."""
    return _one(visit, _found(visit, waiver))


@router.get("/{waiver}/proof")
def proof(visit: Viewing, waiver: Number) -> Response:
    """The file that proves it."""
    one = _found(visit, waiver)
    if not one.proof:
        raise HTTPException(404)
    return attached_file(visit.desk.workshop.files.path(one.proof), one.proof_name)


@router.post("/{waiver}/decision")
def decide(visit: Auditing, waiver: Number, decision: Written = "", note: Written = "") -> Response:
    """Approve or refuse what somebody else has asked for."""
    one, said = _found(visit, waiver), note.strip()[: waiverform.LONGEST]
    try:
        state = _DECISIONS.get(decision)
        if state is None:
            raise DeskError.of("请选择批准或驳回。", "choose to approve or to refuse.", where="decision")
        _need_note(said if state == "refused" else "-")
        with visit.desk.database.writing() as connection:
            waivers.decide(connection, one, state, said, visit.by)
    except DeskError as error:
        return _one(visit, one, WRONG, faults(error))
    return to(f"/projects/{visit.project.id}/waivers/{one.id}")


@router.post("/{waiver}/revoked")
def revoke(visit: Auditing, waiver: Number, note: Written = "") -> Response:
    """Revoke a waiver."""
    one, said = _found(visit, waiver), note.strip()[: waiverform.LONGEST]
    try:
        _need_note(said)
        with visit.desk.database.writing() as connection:
            waivers.revoke(connection, one, said, visit.by)
    except DeskError as error:
        return _one(visit, one, WRONG, faults(error))
    return to(f"/projects/{visit.project.id}/waivers/{one.id}")


def _need_note(note: str) -> None:
    if not note:
        raise DeskError.of("请写明理由。", "say why.", where="note")


def _proof(visit: Visit, given: object) -> tuple[str, str]:
    """Name and SHA-256 of the file that was sent along, if one was."""
    if not isinstance(given, UploadFile) or not given.filename:
        return "", ""
    name = cleaned(given.filename)
    return name, visit.desk.workshop.files.take(given.file, _LARGEST_PROOF, name).digest


def _found(visit: Visit, number: int) -> Waiver:
    with visit.desk.database.reading() as connection:
        one = waivers.found(connection, visit.project.id, number)
    if one is None:
        raise HTTPException(404)
    return one


def _list(visit: Visit, filled: dict[str, str], status: int = 200, wrong: Faults = NONE) -> Response:
    with visit.desk.database.reading() as connection:
        known = waivers.listed(connection, visit.project.id)
        submissions = uploads.submissions(connection, visit.project.id)
    return page(
        visit, "waivers.html", status, waivers=known, states=STATES, sheet={**waiverform.BLANK, **filled},
        faults=wrong, submissions=submissions, titles={one.id: one.title for one in submissions},
        rules=visit.desk.manuals.rules(visit.project.settings.rulesets), today=following.today(visit).isoformat(),
    )  # fmt: skip


def _one(visit: Visit, one: Waiver, status: int = 200, wrong: Faults = NONE) -> Response:
    with visit.desk.database.reading() as connection:
        owners = waivers.handed_in_by(connection, one)
        submission = uploads.submission(connection, visit.project.id, one.submission) if one.submission else None
    me, as_of = visit.person.id, visit.project.settings.as_of
    barred = "own" if one.requested_by.id == me else "handed_in" if me in owners else ""
    late = one.decided_at is not None and as_of[:4].isdigit() and as_of < one.decided_at[:10]
    return page(
        visit, "waiver.html", status, one=one, submission=submission, faults=wrong, barred=barred, late=late,
        titles=visit.desk.manuals.rules(visit.project.settings.rulesets), today=following.today(visit).isoformat(),
        fields=waiverform.SHOWN,
    )  # fmt: skip
