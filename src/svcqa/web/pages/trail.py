"""The trail: of a project for its auditors, of the desk for administrators."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response

from svcqa.web.pages.access import Administering, Auditing
from svcqa.web.pages.paging import PER_PAGE, Paging, numbered
from svcqa.web.pages.templated import page
from svcqa.web.pages.visit import Visit
from svcqa.web.store import trail
from svcqa.web.store.trail import Deed

router = APIRouter()


@router.get("/trail")
def of_desk(visit: Administering, at: str = "1") -> Response:
    """What was changed at the desk outside of projects."""
    number = numbered(at)
    with visit.desk.database.reading() as connection:
        total, deeds = trail.of_desk(connection, (number - 1) * PER_PAGE, PER_PAGE)
    return _trail(visit, "trail.html", Paging(number, total), deeds)


@router.get("/projects/{project}/trail")
def of_project(visit: Auditing, at: str = "1") -> Response:
    """What was changed in a project."""
    number = numbered(at)
    with visit.desk.database.reading() as connection:
        total, deeds = trail.of_project(connection, visit.project.id, (number - 1) * PER_PAGE, PER_PAGE)
    return _trail(visit, "project_trail.html", Paging(number, total), deeds)


def _trail(visit: Visit, template: str, paging: Paging, deeds: Sequence[Deed]) -> Response:
    return page(visit, template, paging=paging, deeds=deeds, told=told)


def told(deed: Deed) -> list[str]:
    """What was changed, a line each: the name, what it was, and what it is."""
    before, after = deed.data.get("before"), deed.data.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [f"{_shown(before)} → {_shown(after)}"] if after is not None else _lines(deed.data)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [f"{name}: {_shown(before.get(name))} → {_shown(after.get(name))}" for name in names]


def _lines(data: Mapping[str, Any]) -> list[str]:
    return [f"{name}: {_shown(value)}" for name, value in data.items()]


def _shown(value: object) -> str:
    return "—" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
