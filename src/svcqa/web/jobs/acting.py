"""Steps after an audit that read whole audits or files of people; each runs in a process of its own.

They are called by name through :class:`svcqa.web.jobs.tasks.Tasks`. ``at`` is the moment of the step: the same step
asked for twice is done once.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import msgspec
from msgspec import Struct

from svcqa.errors import Problem

RAISE = "svcqa.web.jobs.acting:raised"
TAKE = "svcqa.web.jobs.acting:taken"


class Raised(Struct, frozen=True):
    """What became of the nonconformities of an audit."""

    new: list[str]
    seen_again: list[tuple[str, int]]
    known: list[str]
    covered: list[tuple[str, int]]


class Taken(Struct, frozen=True):
    """What came of a workbook of actions."""

    changed: list[str]
    refused: list[Problem]
    notices: list[Problem]
    elsewhere: int


def raised(  # noqa: PLR0913 - called by name
    desk: Path, folder: Path, *, history: str, audit: str, by: str, at: str
) -> bytes:
    """Raise the nonconformities of a kept audit."""
    from svcqa.history import History, Stamp
    from svcqa.history.follow_up import raise_nonconformities

    with History(history) as opened:
        made = raise_nonconformities(opened, opened.find(audit), Stamp(by, dt.datetime.fromisoformat(at)))
    return msgspec.json.encode(Raised([one.number for one in made.new], made.seen_again, made.known, made.covered))


def taken(  # noqa: PLR0913 - called by name
    desk: Path, folder: Path, *, history: str, file: str, name: str, by: str, at: str
) -> bytes:
    """Take a filled-in workbook of actions into the history."""
    from svcqa.history import History, Stamp
    from svcqa.history.actions.told import conflicting, refused
    from svcqa.history.follow_up import take_actions
    from svcqa.web.store.files import Files

    place = folder / name
    shutil.copyfile(Files(desk).path(file), place)
    with History(history) as opened:
        [made] = take_actions(opened, [place], Stamp(by, dt.datetime.fromisoformat(at)))
    odd = [*map(refused, made.refused), *map(conflicting, made.conflicts)]
    notices = [Problem(one.said, one.where) for one in made.notices]
    return msgspec.json.encode(Taken(list(made.changed), odd, notices, made.elsewhere))
