"""What sheets were taken for, and what they may mean; reviewers confirm it, and take it back."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError
from svcqa.filefacts import fact
from svcqa.text import Text
from svcqa.web.pages.access import Number, Reviewing, Viewing
from svcqa.web.pages.called import Called
from svcqa.web.pages.forms import Filled, Written, texts
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.versions import PAGES, may_mend, opened, prepared, words
from svcqa.web.results.kept import accounts_in
from svcqa.web.results.nouns import Accounts, Proposal
from svcqa.web.results.proposals import open_ones, standing
from svcqa.web.store import headings, queue

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}/understanding")
_ROWS = 200
"""Ranges of rows set aside that are listed of a sheet; the rest is counted."""


@router.get("")
def show_understanding(visit: Viewing, submission: Number, version: Number, file: str = "") -> Response:
    """What each sheet was taken for; one file at a time, the first that asks for somebody if none is named."""
    one = opened(visit, submission, version)
    accounts = accounts_in(prepared(visit, one))
    config = visit.project.settings.config
    proposed = open_ones(accounts.proposals, config)
    chosen = int(file) if file.isascii() and file.isdigit() and len(file) < 9 else _first(accounts, proposed)
    if chosen >= len(accounts.inputs):
        raise HTTPException(404)
    called = Called(accounts.registers, visit.lang)
    return page(
        visit, "understanding.html", one=one, pages=PAGES, words=words(visit), accounts=accounts, chosen=chosen,
        proposed=proposed, standing=standing(config), rows=_ROWS, may_mend=may_mend(visit, one.submission),
        field=called, meaning=called.meaning, told=fact,
    )  # fmt: skip


@router.post("/confirmed")
def confirm(visit: Reviewing, submission: Number, version: Number, form: Filled) -> Response:
    """Take what sheets may mean for what they mean, for the whole project, and check the version by it."""
    one = opened(visit, submission, version)
    names = set(texts(form, "what"))
    taken = [each for each in accounts_in(prepared(visit, one)).proposals if each.name in names]
    _check_taken(taken)
    where = f"{one.submission.title} ({one.version.number})"
    with visit.desk.database.writing() as connection:
        headings.confirm(connection, visit.project, taken, where, visit.by)
        queue.check_again(connection, one.submission, one.version, visit.by)
    visit.desk.workshop.supervisor.wake()
    return to(one.address)


@router.post("/undone")
def undo(visit: Reviewing, submission: Number, version: Number, what: Written = "") -> Response:
    """Take back what was confirmed, and check the version without it."""
    one = opened(visit, submission, version)
    with visit.desk.database.writing() as connection:
        if headings.undo(connection, visit.project, what, visit.by):
            queue.check_again(connection, one.submission, one.version, visit.by)
    visit.desk.workshop.supervisor.wake()
    return to(one.address)


def _check_taken(taken: Sequence[Proposal]) -> None:
    if not taken:
        raise DeskError.of("没有选择要确认的内容。", "nothing was chosen to be confirmed.")
    if len({one.key for one in taken}) < len(taken):
        raise DeskError.of(
            "同一列选了几种意思，没有确认。", "several meanings of one column were chosen; nothing was confirmed.",
            mend=Text("请只选一种。", "Choose one of them."),
        )  # fmt: skip


def _first(accounts: Accounts, proposed: Sequence[Proposal]) -> int:
    """The first file somebody should look at."""
    asking = [place[0] for each in proposed for place in each.places]
    unread = [number for number, file in enumerate(accounts.inputs) if file.problem]
    return min(asking or unread, default=0)
