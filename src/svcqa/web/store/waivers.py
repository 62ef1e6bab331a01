"""Waivers: asked for by one person, approved or refused by another, and revoked; none is ever changed or taken out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.jobs.dates import day_of
from svcqa.web.store import people, schema, trail
from svcqa.web.store.by import By
from svcqa.web.store.people import Person

State = Literal["requested", "approved", "refused", "revoked"]
STATES: tuple[State, ...] = ("requested", "approved", "refused", "revoked")
_TABLE = schema.waivers


@dataclass(frozen=True)
class Waiver:
    """A waiver of a project, and how far it has come."""

    id: int
    project: int
    submission: int | None
    """The only submission it is for; none: it is for all."""
    number: str
    data: Mapping[str, str]
    """Field of the sheet of waivers in the audit workbook → what is said there."""
    proof_name: str
    proof: str
    requested_by: Person
    requested_at: str
    state: State
    decided_by: Person | None
    decided_at: str | None
    note: str
    """Why it was refused or revoked."""
    revoked_by: Person | None
    revoked_at: str | None


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for."""

    submission: int | None
    data: Mapping[str, str]
    proof_name: str = ""
    proof: str = ""


def request(connection: Connection, project: int, wanted: Wanted, by: By) -> Waiver:
    """Ask for a waiver; it excuses nothing yet."""
    number = _number(connection, project, by.moment)
    row = {
        "project": project, "submission": wanted.submission, "number": number, "note": "", "state": "requested",
        "data": json.dumps(dict(wanted.data), ensure_ascii=False), "proof_name": wanted.proof_name,
        "proof": wanted.proof, "requested_by": by.person, "requested_at": by.moment,
    }  # fmt: skip
    made = connection.execute(insert(_TABLE).values(row)).inserted_primary_key
    trail.note(connection, by, "waiver.requested", number, project=project, data=dict(wanted.data))
    found_ = found(connection, project, made[0] if made else 0)
    assert found_ is not None  # noqa: S101 - it was written just now
    return found_


def decide(connection: Connection, one: Waiver, state: Literal["approved", "refused"], note: str, by: By) -> None:
    """Approve or refuse a waiver that was asked for by somebody else.

    Raises:
        DeskError: it was asked for by the same person, is for what they handed in, or is decided already.
    """
    if by.person == one.requested_by.id:
        raise DeskError.of(
            "申请人不能批准或驳回自己的豁免。", "nobody decides on a waiver they have asked for.", mend=_OTHER
        )
    if by.person in handed_in_by(connection, one):
        raise DeskError.of(
            "豁免涉及您自己提交的表格，不能由您决定。", "it concerns what you handed in yourself.", mend=_OTHER
        )
    values = {"state": state, "note": note, "decided_by": by.person, "decided_at": by.moment}
    _move(connection, one, "requested", values, by)


def revoke(connection: Connection, one: Waiver, note: str, by: By) -> None:
    """Revoke a waiver: from the next audit on it excuses nothing.

    Raises:
        DeskError: it is not in force.
    """
    _move(connection, one, "approved", {"state": "revoked", "note": note, "revoked_by": by.person,
                                        "revoked_at": by.moment}, by)  # fmt: skip


def listed(connection: Connection, project: int) -> Sequence[Waiver]:
    """All waivers of a project, the newest first."""
    asked = select(_TABLE).where(_TABLE.c.project == project).order_by(_TABLE.c.id.desc())
    return [_waiver(connection, row) for row in connection.execute(asked).all()]


def found(connection: Connection, project: int, number: int) -> Waiver | None:
    """One waiver; none if the project has no such one."""
    row = connection.execute(select(_TABLE).where(_TABLE.c.project == project, _TABLE.c.id == number)).one_or_none()
    return _waiver(connection, row) if row else None


def handed_in_by(connection: Connection, one: Waiver) -> frozenset[int]:
    """Who handed in what a waiver is for: a submission, or anything in the project if it is for all of it."""
    own, versions = schema.submissions, schema.versions
    mine = own.c.id == one.submission if one.submission is not None else own.c.project == one.project
    first = connection.execute(select(own.c.by).where(mine)).scalars()
    later = connection.execute(select(versions.c.by).join(own, own.c.id == versions.c.submission).where(mine)).scalars()
    return frozenset([*first, *later])


_OTHER = Text("请由另一位审核员决定。", "Another auditor has to decide.")


def _move(connection: Connection, one: Waiver, before: State, values: Mapping[str, Any], by: By) -> None:
    moved = update(_TABLE).where(_TABLE.c.id == one.id, _TABLE.c.state == before).values(dict(values))
    if not connection.execute(moved).rowcount:
        raise DeskError.of("这条豁免的状态刚变过。", "the state of this waiver has changed meanwhile.")
    data = {"before": one.state, "after": values["state"], "note": values["note"]}
    trail.note(connection, by, f"waiver.{values['state']}", one.number, project=one.project, data=data)


def _number(connection: Connection, project: int, moment: str) -> str:
    """The next number of the year; two who ask at once wait for each other, for whoever writes is alone."""
    head = f"W-{day_of(moment).year}-"
    alike = select(func.count()).where(_TABLE.c.project == project, _TABLE.c.number.startswith(head))
    return f"{head}{connection.execute(alike).scalar_one() + 1:03}"


def _waiver(connection: Connection, row: Any) -> Waiver:
    def person(number: int | None) -> Person | None:
        return people.found(connection, number) if number is not None else None

    return Waiver(
        row.id, row.project, row.submission, row.number, json.loads(row.data), row.proof_name, row.proof,
        people.found(connection, row.requested_by), row.requested_at, row.state, person(row.decided_by),
        row.decided_at, row.note, person(row.revoked_by), row.revoked_at,
    )  # fmt: skip
