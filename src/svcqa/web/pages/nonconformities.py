"""The nonconformities of a project: listed, raised from what auditors confirmed, and worked in a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from svcqa.actions import KeptNonconformity, Standing, figures, standing
from svcqa.actions.words import GRADES, STATES
from svcqa.dossier import Dossier
from svcqa.errors import DeskError, HistoryError, SvcqaError
from svcqa.history import Event, KeptAudit
from svcqa.history.follow_up import action_workbook, nonconformities_kept
from svcqa.history.reviews import KINDS as REVIEWED
from svcqa.history.reviews import joined, states_in
from svcqa.web.jobs import acting
from svcqa.web.jobs.acting import Raised, Taken
from svcqa.web.pages import following
from svcqa.web.pages.access import Auditing, Viewing
from svcqa.web.pages.attachments import attachment
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, Written, faults
from svcqa.web.pages.templated import page
from svcqa.web.pages.visit import Visit
from svcqa.web.store import by as moments
from svcqa.web.store import uploads
from svcqa.web.store.names import cleaned

router = APIRouter()
SHOWN = ("open", "overdue", "all")
_LARGEST_BOOK = 20_000_000
"""Bytes of a workbook of actions."""


@dataclass(frozen=True)
class Line:
    """A nonconformity in a list, and how it stands today."""

    one: KeptNonconformity
    stand: Standing


@dataclass(frozen=True)
class Confirmed:
    """A kept audit, and how many findings auditors have confirmed in it."""

    audit: KeptAudit
    submission: str
    count: int


@router.get("/projects/{project}/nonconformities")
def show_list(visit: Viewing, show: str = "open") -> Response:
    """The nonconformities of the project."""
    return _list(visit, show)


@router.post("/projects/{project}/nonconformities/raised")
def raise_(visit: Auditing, audit: Written = "") -> Response:
    """Raise what auditors confirmed in an audit; doing it twice adds nothing."""
    try:
        made = visit.desk.workshop.tasks.make(
            acting.RAISE, _place(visit), audit=_found(visit, audit).digest, **_stamped(visit)
        )
    except DeskError as error:
        return _list(visit, "open", WRONG, wrong=faults(error))
    return _list(visit, "open", raised=msgspec.json.decode(made, type=Raised))


@router.get("/projects/{project}/nonconformities/workbook")
def download(visit: Viewing, show: str = "open") -> Response:
    """The workbook to work in."""
    chosen = [line.one for line in _shown(_lines(visit), show)]
    name = f"{visit.project.title} {'整改台账' if visit.lang == 'zh' else 'actions'}.xlsx"
    return attachment(action_workbook(chosen, visit.lang), name)


@router.post("/projects/{project}/nonconformities/workbook", max_body_size=_LARGEST_BOOK)
def take(visit: Auditing, form: Filled) -> Response:
    """Take a filled-in workbook back, as far as the gates allow."""
    try:
        made = _taken(visit, form.get("file"))
    except SvcqaError as error:
        return _list(visit, "open", WRONG, wrong=faults(error))
    return _list(visit, "all", WRONG if made.refused else 200, taken=made)


def _taken(visit: Visit, file: UploadFile | str | None) -> Taken:
    if not isinstance(file, UploadFile) or not file.size:
        raise DeskError.of("请选择整改台账文件。", "choose a workbook of actions.", where="file")
    name = cleaned(file.filename or "")
    stored = visit.desk.workshop.files.take(file.file, _LARGEST_BOOK, name)
    told = {"file": stored.digest, "name": name, **_stamped(visit)}
    return msgspec.json.decode(visit.desk.workshop.tasks.make(acting.TAKE, _place(visit), **told), type=Taken)


def _list(  # noqa: PLR0913 - what the page may tell beside the list
    visit: Visit, show: str, status: int = 200, *, wrong: Faults = NONE, raised: Raised | None = None,
    taken: Taken | None = None,
) -> Response:  # fmt: skip
    lines = _lines(visit)
    show = show if show in SHOWN else "open"
    return page(
        visit, "nonconformities.html", status, lines=_shown(lines, show), show=show, shows=SHOWN, faults=wrong,
        figures=figures([line.one for line in lines], following.today(visit)), raised=raised, taken=taken,
        states=STATES, grades=GRADES, audits=_confirmed(visit) if visit.may("auditor") else (),
    )  # fmt: skip


def _lines(visit: Visit) -> list[Line]:
    day = following.today(visit)
    return [Line(one, standing(one, day)) for one in nonconformities_kept(following.history(visit))]


def _shown(lines: Sequence[Line], show: str) -> list[Line]:
    chosen = {
        "open": [line for line in lines if line.one.open],
        "overdue": [line for line in lines if line.stand.overdue],
    }
    return chosen.get(show, list(lines))


def _confirmed(visit: Visit) -> list[Confirmed]:
    """The kept audits in which something is confirmed, the newest first."""
    history = following.history(visit)
    events, titles = history.events(*REVIEWED), _submissions(visit)
    found = [Confirmed(one, titles.get(one.digest, ""), _count(events, one.digest)) for one in history.audits()]
    return [one for one in reversed(found) if one.count]


def _count(events: Sequence[Event], digest: str) -> int:
    decided = Dossier(reviews=joined(Dossier(), states_in(events, digest))).decisions()
    return sum(review.decision == "confirmed" for review in decided.values())


def _submissions(visit: Visit) -> dict[str, str]:
    """Digest of an audit → the submission and version that it checked."""
    with visit.desk.database.reading() as connection:
        return {
            version.digest: f"{one.title} {version.number}"
            for one in uploads.submissions(connection, visit.project.id)
            for version in uploads.versions(connection, one.id)
            if version.digest
        }


def _found(visit: Visit, audit: str) -> KeptAudit:
    try:
        return following.history(visit).find(audit)
    except HistoryError as error:
        raise DeskError.of("请选择一次审核。", "choose an audit.", where="audit") from error


def _place(visit: Visit) -> dict[str, str]:
    return {"history": visit.desk.workshop.histories.place(visit.project.id)}


def _stamped(visit: Visit) -> dict[str, str]:
    return {"by": visit.person.signed, "at": moments.written(visit.at)}
