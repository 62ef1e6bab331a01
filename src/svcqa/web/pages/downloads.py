"""What can be downloaded of a version: reports, marked copies, the error sheet, the originals, and all of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, HTTPException, Response
from starlette.concurrency import run_in_threadpool

from svcqa.errors import DeskError, Problem
from svcqa.host import Host
from svcqa.text import Text
from svcqa.web import words
from svcqa.web.bundles import Making, bundle
from svcqa.web.pages.access import Number, Viewing
from svcqa.web.pages.attachments import attached_file, attachment
from svcqa.web.pages.judged import Judged, judged
from svcqa.web.pages.templated import page
from svcqa.web.store.uploads import Handed

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}/downloads")
_ENDINGS = {"text": "txt", "markdown": "md", "junit": "xml", "due-text": "txt", "due-json": "json", "due-xlsx": "xlsx"}
"""Format → the ending of its file, where it is not called like the format."""
_BUNDLED = ("html", "docx", "pdf", "xlsx", "json")
"""The reports that stand in the zip of everything."""
_NO_COPY = Problem(
    Text("这个文件没有标注副本。", "there is no marked copy of this file."),
    mend=Text("原因见标注索引。", "The index of the marked copies says why."),
)
_ROOM = CapacityLimiter(8)
"""How many downloads are waited for at a time: others wait without keeping pages waiting."""
Made = TypeVar("Made")


@cache
def formats() -> list[str]:
    """The formats of reports that are installed, those that people read first."""
    known = [one for one in Host.discover().formats if not one.startswith("diff-")]
    return sorted(known, key=lambda one: (_BUNDLED.index(one) if one in _BUNDLED else len(_BUNDLED), one))


@router.get("")
def show(visit: Viewing, submission: Number, version: Number) -> Response:
    """What there is."""
    of = judged(visit, submission, version)
    known = words.known()
    shown = [(one, words.say(visit.lang, f"format.{one}") if f"format.{one}" in known else one) for one in formats()]
    return page(visit, "downloads.html", formats=shown, **of.told)


@router.get("/report")
async def report(
    visit: Viewing, submission: Number, version: Number, format: str = "html", mask: str = ""  # noqa: A002
) -> Response:  # fmt: skip
    """The audit as a report, with what was decided by now."""
    of = await run_in_threadpool(judged, visit, submission, version)
    if format not in formats():
        raise HTTPException(404)
    found = await made(_report(of, format, mask=bool(mask)))
    return attachment(found, named(of, "audit", _ENDINGS.get(format, format)))


@router.get("/annotated")
async def annotated(visit: Viewing, submission: Number, version: Number, name: str = "") -> Response:
    """All marked copies with the index, or the marked copy of one file."""
    of = await run_in_threadpool(judged, visit, submission, version)
    found = await made(_annotated(of))
    if not name:
        return attachment(found, named(of, "annotated", "zip"))
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        if name not in archive.namelist():
            raise DeskError(_NO_COPY)
        prefix = words.say(visit.lang, "downloads.name.annotated")
        return attachment(archive.read(name), f"{prefix} {name.rpartition('/')[2]}")


@router.get("/receipt")
async def receipt(visit: Viewing, submission: Number, version: Number) -> Response:
    """The error sheet."""
    of = await run_in_threadpool(judged, visit, submission, version)
    return attachment(await made(_receipt(of)), named(of, "receipt", "xlsx"))


@router.get("/originals/{number}")
def original(visit: Viewing, submission: Number, version: Number, number: Number) -> Response:
    """A file as it was handed in, by its position."""
    of = judged(visit, submission, version)
    if number > len(of.opened.files):
        raise HTTPException(404)
    one: Handed = of.opened.files[number - 1]
    return attached_file(visit.desk.workshop.files.path(one.digest), one.name)


@router.get("/everything")
async def everything(visit: Viewing, submission: Number, version: Number) -> Response:
    """All of it as a zip."""
    of = await run_in_threadpool(judged, visit, submission, version)
    found = await made(partial(_everything, of))
    return attached_file(found, named(of, "all", "zip"), fleeting=True)


async def made(make: Callable[[], Made]) -> Made:
    """What somebody waits for, made beside the pages."""
    return await to_thread.run_sync(make, limiter=_ROOM)


def named(of: Judged, what: str, ending: str) -> str:
    """What a download is called: after the submission, its version, and what it is."""
    title, number = of.opened.submission.title, of.opened.version.number
    return f"{title} v{number} {words.say(of.visit.lang, f'downloads.name.{what}')}.{ending}"


def _everything(of: Judged) -> Path:
    visit, say = of.visit, partial(words.say, of.visit.lang)
    makings: list[Making] = [
        (f"{say('downloads.name.audit')}.{_ENDINGS.get(one, one)}", _report(of, one, mask=False))
        for one in _BUNDLED
        if one in formats()
    ]
    makings.append((f"{say('downloads.name.annotated')}.zip", _annotated(of)))
    makings.append((f"{say('downloads.name.receipt')}.xlsx", _receipt(of)))
    return bundle(visit.desk.folder, visit.desk.workshop.files, of.opened.files, makings, visit.lang)


def _report(of: Judged, format_: str, *, mask: bool) -> Callable[[], bytes]:
    downloads = of.visit.desk.workshop.downloads
    return partial(downloads.report, of.visit.project.id, of.opened.version, format_, of.visit.lang, mask=mask)


def _annotated(of: Judged) -> Callable[[], bytes]:
    downloads = of.visit.desk.workshop.downloads
    return partial(downloads.annotated, of.visit.project.id, of.opened.version, of.opened.files, of.visit.lang)


def _receipt(of: Judged) -> Callable[[], bytes]:
    return partial(of.visit.desk.workshop.downloads.receipt, of.opened.version, of.opened.files, of.visit.lang)
