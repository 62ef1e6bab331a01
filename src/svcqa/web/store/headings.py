"""Headings, sheets and date formats that somebody has confirmed: settings of a project, and who confirmed them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from svcqa.web.results import proposals
from svcqa.web.results.nouns import Proposal
from svcqa.web.store import projects, trail
from svcqa.web.store.by import By
from svcqa.web.store.projects import Project


def confirm(connection: Connection, project: Project, taken: Sequence[Proposal], where: str, by: By) -> None:
    """Remember what was confirmed, for all that is checked from now on.

    Args:
        connection: one that writes.
        project: the project; its settings are read anew, for somebody may have changed them meanwhile.
        taken: what was confirmed.
        where: what it was seen in, as people call it.
        by: who confirmed it, and when.
    """
    settings = projects.found(connection, project.id).settings
    changed = settings.model_copy(update={"config": proposals.confirmed(settings.config, taken)})
    projects.keep_settings(connection, project, changed)
    for one in taken:
        trail.note(connection, by, "heading.confirmed", _named(one), project=project.id, data=_data(one, where))


def undo(connection: Connection, project: Project, name: str, by: By) -> bool:
    """Forget what was confirmed, by the name of its proposal; whether there was anything."""
    settings = projects.found(connection, project.id).settings
    known = [one for one in proposals.standing(settings.config) if one.name == name]
    for one in known:
        changed = settings.model_copy(update={"config": proposals.undone(settings.config, one)})
        projects.keep_settings(connection, project, changed)
        trail.note(connection, by, "heading.undone", _named(one), project=project.id, data=_data(one, ""))
    return bool(known)


def _named(one: Proposal) -> str:
    return f"{one.inner or one.outer} → {one.value}"


def _data(one: Proposal, where: str) -> dict[str, str]:
    return {"register": one.register, **({"seen_in": where} if where else {})}
