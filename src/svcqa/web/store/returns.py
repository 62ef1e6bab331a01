"""Returns: versions that a reviewer hands back to be mended by a day, and what is due of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.jobs.dates import day_of
from svcqa.web.store import schema, trail, uploads
from svcqa.web.store.by import By
from svcqa.web.store.uploads import Submission

Standing = Literal["overdue", "today", "soon", "later", "met", "met_late", "superseded", "withdrawn"]
OPEN: tuple[Standing, ...] = ("overdue", "today", "soon", "later")
"""How it stands with a return that waits for a mended version, the most urgent first."""
SOON = 3
"""Days: what is due within them is soon."""
_LONGEST = 2000
_TABLE = schema.returns


class Return(Struct, frozen=True):
    """A version that was returned. ``by`` and ``owner`` are numbers of people."""

    id: int
    project: int
    submission: int
    title: str
    owner: int
    version: int
    number: int
    by: int
    at: str
    due_on: str
    note: str
    withdrawn_at: str | None
    mended_at: str | None
    """When the next version came."""
    latest: bool
    """No later return of the same version takes its place."""

    def standing(self, today: dt.date) -> Standing:
        """How it stands on a day."""
        if self.withdrawn_at:
            return "withdrawn"
        if not self.latest:
            return "superseded"
        if self.mended_at:
            return "met" if day_of(self.mended_at).isoformat() <= self.due_on else "met_late"
        left = self.left(today)
        return "overdue" if left < 0 else "today" if left == 0 else "soon" if left <= SOON else "later"

    def left(self, today: dt.date) -> int:
        """Days that are left; below 0, how many it is overdue. Workdays make no difference."""
        return (dt.date.fromisoformat(self.due_on) - today).days


def give_back(  # noqa: PLR0913, PLR0917 - what a return is made of
    connection: Connection, of: Submission, due_on: str, note: str, by: By, today: dt.date
) -> None:
    """Return the newest version of a submission, to be mended by a day.

    Raises:
        DeskError: the day is none or past, or nothing is said of what to mend.
    """
    day, said = _day(due_on, today), note.strip()
    if not said or len(said) > _LONGEST:
        raise DeskError.of(
            f"请写明要改什么，最多{_LONGEST}字。", f"say what is to be mended, in at most {_LONGEST} characters.",
            where="note",
        )  # fmt: skip
    row = {"version": of.newest.id, "by": by.person, "at": by.moment, "due_on": day, "note": said}
    connection.execute(insert(_TABLE).values(row))
    data = {"version": of.newest.number, "due_on": day, "note": said}
    trail.note(connection, by, "submission.returned", of.title, project=of.project, data=data)
    uploads.set_due(connection, of, day, by)


def withdraw(connection: Connection, of: Submission, by: By) -> None:
    """Ask for no mended version any more."""
    waiting = and_(_TABLE.c.version == of.newest.id, _TABLE.c.withdrawn_at.is_(None))
    if connection.execute(update(_TABLE).where(waiting).values(withdrawn_at=by.moment)).rowcount:
        trail.note(connection, by, "submission.return_withdrawn", of.title, project=of.project)
        uploads.set_due(connection, of, None, by)


def of_submission(connection: Connection, submission: int) -> list[Return]:
    """All returns of a submission, the newest first."""
    return list(_read(connection, schema.submissions.c.id == submission))


def open_in(connection: Connection, projects: Iterable[int]) -> list[Return]:
    """What waits for a mended version in some projects, what is due first before the others."""
    asked = and_(schema.submissions.c.project.in_(list(projects)), _TABLE.c.withdrawn_at.is_(None))
    waiting = (one for one in _read(connection, asked) if one.latest and not one.mended_at)
    return sorted(waiting, key=lambda one: (one.due_on, one.id))


def _read(connection: Connection, which: ColumnElement[bool]) -> Iterable[Return]:
    version, own, after = schema.versions, schema.submissions, schema.versions.alias()
    later = schema.returns.alias()
    newest = select(func.max(later.c.id)).where(later.c.version == _TABLE.c.version).correlate(_TABLE).scalar_subquery()
    joined = (
        _TABLE.join(version, version.c.id == _TABLE.c.version)
        .join(own, own.c.id == version.c.submission)
        .outerjoin(after, and_(after.c.submission == own.c.id, after.c.number == version.c.number + 1))
    )
    wanted = select(
        _TABLE, version.c.number, version.c.submission, own.c.project, own.c.title, own.c.by.label("owner"),
        after.c.at.label("mended_at"), (newest == _TABLE.c.id).label("latest"),
    )  # fmt: skip
    rows: Iterable[Any] = connection.execute(wanted.select_from(joined).where(which).order_by(_TABLE.c.id.desc()))
    for row in rows:
        told = {name: row._mapping[name] for name in Return.__struct_fields__}
        yield Return(**{**told, "latest": bool(row.latest)})


def _day(written: str, today: dt.date) -> str:
    try:
        day = dt.date.fromisoformat(written.strip())
    except ValueError:
        day = None
    if day is None or day < today or day.year - today.year > 2:
        raise DeskError.of(
            "请选择今天或以后的日期。", "choose today or a later day.", where="due_on",
            mend=Text("写法如2024-04-10。", "Write it like 2024-04-10."),
        )  # fmt: skip
    return day.isoformat()
