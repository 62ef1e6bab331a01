"""Members: who belongs to a project, and as what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.roles import Role
from svcqa.web.store import people, projects, schema, trail
from svcqa.web.store.by import By
from svcqa.web.store.people import Person
from svcqa.web.store.projects import Project


@dataclass(frozen=True)
class Member:
    """Somebody in a project."""

    person: Person
    role: Role


def role_of(connection: Connection, project: int, person: int) -> Role | None:
    """The role of somebody in a project; none if they do not belong to it."""
    members = schema.members.c
    kept = select(members.role).where(members.project == project, members.person == person)
    found = connection.execute(kept).scalar_one_or_none()
    return None if found is None else Role[found]


def listed(connection: Connection, project: int) -> Sequence[Member]:
    """The members of a project, those first who may do most."""
    members = schema.members.c
    rows = connection.execute(select(members.person, members.role).where(members.project == project))
    found = [Member(people.found(connection, row.person), Role[row.role]) for row in rows]
    return sorted(found, key=lambda one: (-one.role, one.person.name))


def projects_of(connection: Connection, person: int) -> Sequence[tuple[Project, Role]]:
    """The projects somebody belongs to, with their role."""
    members = schema.members.c
    rows = connection.execute(select(members.project, members.role).where(members.person == person))
    roles = {row.project: Role[row.role] for row in rows}
    return [(one, roles[one.id]) for one in projects.in_order(projects.found(connection, each) for each in roles)]


def counts(connection: Connection) -> Mapping[int, int]:
    """Project → how many belong to it."""
    members = schema.members.c
    rows = connection.execute(select(members.project, func.count()).group_by(members.project))
    return {row[0]: row[1] for row in rows}


def put(connection: Connection, project: Project, person: Person, role: Role, by: By) -> None:
    """Make somebody a member, or give a member another role.

    Raises:
        DeskError: they may not enter, or the project would be left without an auditor.
    """
    former = role_of(connection, project.id, person.id)
    if former is role:
        return
    if not person.active:
        raise DeskError.of("这个账号已停用。", "this account may not enter.", where="account")
    _take(connection, project, person)
    values = {"project": project.id, "person": person.id, "role": role.name}
    connection.execute(insert(schema.members).values(values))
    if former is not None:
        _keep_an_auditor(connection, project)
    data = {"before": former.name if former else None, "after": role.name}
    trail.note(connection, by, "member.put", person.signed, project=project.id, data=data)


def appoint(connection: Connection, project: Project, person: Person, by: By) -> None:
    """Make somebody an auditor of a project, as an administrator who does not belong to it may."""
    put(connection, project, person, Role.auditor, by)
    trail.note(connection, by, "project.appointed", f"{project.title}: {person.signed}", project=project.id)


def remove(connection: Connection, project: Project, person: Person, by: By) -> None:
    """Take somebody out of a project; what they did there stays.

    Raises:
        DeskError: the project would be left without an auditor.
    """
    _take(connection, project, person)
    _keep_an_auditor(connection, project)
    trail.note(connection, by, "member.removed", person.signed, project=project.id)


def _take(connection: Connection, project: Project, person: Person) -> None:
    members = schema.members
    connection.execute(delete(members).where(members.c.project == project.id, members.c.person == person.id))


def _keep_an_auditor(connection: Connection, project: Project) -> None:
    if not any(one.role is Role.auditor for one in listed(connection, project.id)):
        raise DeskError.of(
            "项目至少要有一位审核员。", "a project has at least one auditor.", where="role",
            mend=Text("请先指定另一位审核员。", "Make somebody else an auditor first."),
        )  # fmt: skip
