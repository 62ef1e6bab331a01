"""A mended version beside the one before: what became of the findings, and every cell that is another now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Response
from starlette.concurrency import run_in_threadpool

from svcqa.errors import SvcqaError
from svcqa.reports.shown import key_text
from svcqa.reports.versions_told import about, field_of, register_of, troubles
from svcqa.web.mended.became import GROUPS
from svcqa.web.mended.telling import PART, Told
from svcqa.web.pages.access import Number, Viewing
from svcqa.web.pages.attachments import attachment
from svcqa.web.pages.downloads import made, named
from svcqa.web.pages.forms import WRONG
from svcqa.web.pages.judged import Judged, judged
from svcqa.web.pages.paging import Paging, numbered
from svcqa.web.pages.templated import page
from svcqa.web.pages.versions import words
from svcqa.web.pages.visit import Visit
from svcqa.web.store import uploads
from svcqa.web.store.uploads import Handed, Version

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}/mended")
_Part = Literal["findings", "changes", "apart"]
_PARTS: tuple[_Part, ...] = ("findings", "changes", "apart")


@dataclass(frozen=True)
class Asked:
    """Which list is shown, and which part of it; and which part of what to look at first."""

    part: _Part
    at: int
    flagged: int


def _asked(part: str = "", at: str = "1", flagged: str = "1") -> Asked:
    return Asked(next((one for one in _PARTS if one == part), "findings"), numbered(at), numbered(flagged))


Wanted = Annotated[Asked, Depends(_asked)]


@dataclass(frozen=True)
class Beside:
    """Two versions that were checked, the older one first, with their files, and the audits before them."""

    of: Judged
    versions: tuple[Version, Version]
    files: tuple[list[Handed], list[Handed]]
    before: list[str]


@router.get("")
def show(visit: Viewing, submission: Number, version: Number) -> Response:
    """The page; what it tells is made beside it, for that takes a while the first time."""
    of = judged(visit, submission, version)
    return page(visit, "mended.html", beside=_beside(visit, of), told=None, problems=(), **of.told)


@router.get("/list")
async def show_list(visit: Viewing, submission: Number, version: Number, wanted: Wanted) -> Response:
    """What became of the findings and which cells differ: for the page, or as a page."""
    beside = await run_in_threadpool(_both, visit, submission, version)
    downloads = visit.desk.workshop.downloads
    args = visit.project.id, beside.versions, beside.files, beside.before
    template = "mended_told.html" if "HX-Request" in visit.request.headers else "mended.html"
    try:
        told = Told(await made(partial(downloads.mended, *args)))
    except SvcqaError as error:
        shown = partial(page, visit, template, WRONG, beside=beside, told=None, problems=error.problems)
        return await run_in_threadpool(partial(shown, **beside.of.told))
    values = _shown(beside, told, wanted)
    return await run_in_threadpool(partial(page, visit, template, **values, **beside.of.told))


@router.get("/comparison")
async def comparison(visit: Viewing, submission: Number, version: Number) -> Response:
    """Both versions compared, as a workbook."""
    beside = await run_in_threadpool(_both, visit, submission, version)
    downloads = visit.desk.workshop.downloads
    found = await made(partial(downloads.comparison, beside.versions, beside.files, "xlsx", visit.lang))
    return attachment(found, named(beside.of, "comparison", "xlsx"))


def _both(visit: Visit, submission: int, version: int) -> Beside:
    beside = _beside(visit, judged(visit, submission, version))
    if beside is None:
        raise HTTPException(404)
    return beside


def _beside(visit: Visit, of: Judged) -> Beside | None:
    """The version and the last one before it that was checked; none if there is none."""
    earlier = [one for one in of.opened.versions if one.number < of.opened.version.number and one.digest]
    if not earlier:
        return None
    with visit.desk.database.reading() as connection:
        files = uploads.files_of(connection, earlier[-1].id), list(of.opened.files)
    return Beside(of, (earlier[-1], of.opened.version), files, [one.digest for one in earlier[:-1] if one.digest])


def _shown(beside: Beside, told: Told, wanted: Asked) -> dict[str, Any]:
    lengths = told.summary.lengths
    rows: dict[_Part, Callable[[int], Any]] = {
        "findings": told.findings, "changes": partial(told.changes, "changes"), "apart": told.apart,
    }  # fmt: skip
    return {
        "beside": beside, "told": told, "shown_part": wanted.part, "rows": rows[wanted.part](wanted.at),
        "at": wanted.at, "parts": _PARTS,
        "paging": Paging(wanted.at, lengths[wanted.part], PART), "flagged": told.changes("flagged", wanted.flagged),
        "flagged_paging": Paging(wanted.flagged, lengths["flagged"], PART), "groups": GROUPS, "key_text": key_text,
        "register_of": partial(register_of, told.comparison), "field_of": partial(field_of, told.comparison),
        "about": about, "group_of": {state: name for name, states in GROUPS.items() for state in states},
        "troubles": list(troubles(told.comparison, words(beside.of.visit))), "problems": (),
    }  # fmt: skip
