"""How a project is checked, for its auditors: rulesets, audit date and period, parameters, and how sheets are read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from svcqa.errors import DeskError
from svcqa.web import settingsform
from svcqa.web.jobs.dates import day_of
from svcqa.web.pages.access import Auditing
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, faults, text, texts
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.settingsform import PARAMETER, Sheet
from svcqa.web.store import projects

router = APIRouter()


@router.get("/projects/{project}/settings")
def show_settings(visit: Auditing, done: str = "") -> Response:
    """The settings as a form."""
    return _settings(visit, settingsform.sheet(visit.project), done=done)


@router.post("/projects/{project}/settings")
def change_settings(visit: Auditing, form: Filled) -> Response:
    """Change the settings, if they hold."""
    parameters = {name.removeprefix(PARAMETER): text(form, name) for name in form if name.startswith(PARAMETER)}
    names = ("title", "as_of", "day", "period", "skip_hidden", "dates", "encoding", "mappings", "seen")
    filled = Sheet(
        rulesets=tuple(texts(form, "rulesets")), parameters=parameters, **{name: text(form, name) for name in names}
    )
    settings, problems = settingsform.read(filled, visit.project, visit.desk.manuals, day_of(visit.at.isoformat()))
    if settings is None:
        return _settings(visit, filled, WRONG, faults(problems))
    try:
        with visit.desk.database.writing() as connection:
            project = projects.found(connection, visit.project.id)
            settingsform.check_unchanged(filled, project)
            projects.change(connection, project, filled.title, settings, visit.by)
    except DeskError as error:
        return _settings(visit, filled, WRONG, faults(error))
    return to(f"/projects/{visit.project.id}/settings?done=saved")


@router.get("/projects/{project}/settings/parameters")
def show_parameters(visit: Auditing, rulesets: Annotated[list[str] | None, Query()] = None) -> Response:
    """The parameters of other rulesets than those that are saved; for a form that is being filled in."""
    filled = settingsform.sheet(visit.project)
    parameters = visit.desk.manuals.parameters(rulesets or ())
    return page(visit, "settings_parameters.html", sheet=filled, parameters=parameters, faults=NONE)


def _settings(visit: Visit, filled: Sheet, status: int = 200, wrong: Faults = NONE, done: str = "") -> Response:
    manuals = visit.desk.manuals
    return page(
        visit, "settings.html", status, sheet=filled, manuals=manuals, faults=wrong, done=done,
        parameters=manuals.parameters(filled.rulesets), encodings=settingsform.ENCODINGS,
    )  # fmt: skip
