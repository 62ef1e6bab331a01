"""What pages need that write into the history of their project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from svcqa.history import History, Stamp
from svcqa.web.jobs.dates import day_of
from svcqa.web.pages.visit import Visit
from svcqa.web.store import by as moments
from svcqa.web.store import members


def history(visit: Visit) -> History:
    """The history of the project of the path."""
    return visit.desk.histories.of(visit.project.id)


def stamp(visit: Visit) -> Stamp:
    """Who does what this request asks for, as histories write it."""
    return Stamp(visit.person.signed, visit.at)


def today(visit: Visit) -> dt.date:
    """The day of the request, where audits are made."""
    return day_of(moments.written(visit.at))


def team(visit: Visit) -> Sequence[str]:
    """The members of the project as histories name them."""
    with visit.desk.database.reading() as connection:
        return [one.person.signed for one in members.listed(connection, visit.project.id)]
