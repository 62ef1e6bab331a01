"""Sheets with their findings: the table as in a spreadsheet, the list of findings beside it, and what each rests on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from svcqa.web.pages.access import Viewing
from svcqa.web.pages.sheet_asked import FAR, Asked
from svcqa.web.pages.sheet_opened import WIDE, opened
from svcqa.web.pages.templated import to

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}/sheet")
Wanted = Annotated[Asked, Query()]
_ABOVE = 20
"""Rows that are shown above the one that is asked for."""


@router.get("")
def show(visit: Viewing, submission: int, version: int, asked: Wanted) -> Response:
    """A sheet, the findings, and the one that is chosen."""
    found = opened(visit, submission, version, asked, follow=True)
    chosen = found.detail.entry if found.detail else None
    is_here = chosen is not None and found.sheet is not None and chosen.sheet == found.sheet.number and chosen.row > 0
    at = asked.at or ((chosen.row, chosen.column) if chosen and is_here else None)
    first = asked.first or (max(at[0] - _ABOVE, 1) if at else 1)
    left = asked.left or (max(at[1] - WIDE // 2, 0) if at else 0)
    told = {**found.grid(first, left), **found.listed(), **(found.bar(at) if at else {"at": None})}
    return found.shown("sheet.html", files=found.files, position=found.position(found.detail), **told)


@router.get("/rows")
def rows(visit: Viewing, submission: int, version: int, asked: Wanted) -> Response:
    """A part of a sheet."""
    found = opened(visit, submission, version, asked)
    if found.sheet is None:
        raise HTTPException(404)
    return found.shown("sheet_grid.html", **found.grid(asked.first or 1, asked.left or 0))


@router.get("/list")
def listed(visit: Viewing, submission: int, version: int, asked: Wanted) -> Response:
    """The findings that the filters let through."""
    found = opened(visit, submission, version, asked)
    return found.shown("sheet_list.html", **found.listed())


@router.get("/entry/{entry}")
def basis(visit: Viewing, submission: int, version: int, entry: int, asked: Wanted) -> Response:
    """What one finding rests on."""
    found = opened(visit, submission, version, asked)
    detail = found.of.prepared.entry(min(entry, FAR))
    if detail is None:
        raise HTTPException(404)
    return found.shown("sheet_basis.html", detail=detail, position=found.position(detail))


@router.get("/step")
def step(visit: Viewing, submission: int, version: int, asked: Wanted) -> Response:
    """The next finding behind the one chosen or behind a cell, or the last one before it."""
    found = opened(visit, submission, version, asked)
    following = found.step()
    if "HX-Request" not in visit.request.headers:  # a browser that runs no script wants a whole page
        return to(found.address_of(following))
    detail = found.of.prepared.entry(following.number) if following else None
    end = "" if detail else "sheets.no_previous" if asked.back else "sheets.no_next"
    return found.shown("sheet_basis.html", detail=detail, position=found.position(detail), end=end)


@router.get("/cell")
def content(visit: Viewing, submission: int, version: int, asked: Wanted) -> Response:
    """All that a cell holds, and what rests on it."""
    if asked.at is None:
        raise HTTPException(404)
    found = opened(visit, submission, version, asked)
    return found.shown("sheet_cell.html", **found.bar(asked.at))
