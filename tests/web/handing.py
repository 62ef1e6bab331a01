"""A desk without pages: people, a project, and files handed in; for tests."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svcqa.web.histories import Histories
from svcqa.web.jobs.keeper import Pace
from svcqa.web.jobs.messages import Limits
from svcqa.web.jobs.supervisor import Supervisor
from svcqa.web.store import people, projects, uploads
from svcqa.web.store.by import By
from svcqa.web.store.database import Database
from svcqa.web.store.files import Files
from svcqa.web.store.settings import Settings
from svcqa.web.store.uploads import Handed, Submission, Version
from tests.office import ORDERS, ruleset

MOMENT = dt.datetime(2024, 4, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
QUICK = Pace(watch=0.1, beat=0.2, lost=1.0, note=0.0)


@dataclass(frozen=True)
class Office:
    """A desk's folder and database, somebody, and a project."""

    folder: Path
    database: Database
    by: By
    project: int
    url: str | None = None

    @property
    def store(self) -> Files:
        return Files(self.folder)

    @property
    def histories(self) -> Histories:
        return Histories(self.folder, self.url)

    def took(self, *paths: Path, names: Sequence[str] = ()) -> list[Handed]:
        """Take in files."""
        made = []
        for path, name in zip(paths, names or [path.name for path in paths], strict=True):
            with path.open("rb") as stream:
                made.append(uploads.handed(name, self.store.take(stream, 1 << 30)))
        return made

    def hand_in(self, *paths: Path, title: str = "三月派工", names: Sequence[str] = ()) -> Version:
        """Hand in something new."""
        files = self.took(*paths, names=names)
        with self.database.writing() as connection:
            return uploads.hand_in(connection, self.project, title, files, self.by)

    def mend(self, of: int, *paths: Path, without: Sequence[str] = ()) -> Version:
        """Hand in a mended version."""
        files = self.took(*paths)
        with self.database.writing() as connection:
            return uploads.hand_in_again(connection, self.submission(of), files, without, self.by)

    def submission(self, number: int) -> Submission:
        with self.database.reading() as connection:
            found = uploads.submission(connection, self.project, number)
        assert found
        return found

    def version(self, number: int) -> Version:
        with self.database.reading() as connection:
            return uploads.version(connection, number)

    def names(self, version: int) -> list[str]:
        with self.database.reading() as connection:
            return [one.name for one in uploads.files_of(connection, version)]

    def supervisor(self, **given: Any) -> Supervisor:
        options: dict[str, Any] = {"workers": 1, "pace": QUICK, "limits": Limits(seconds=120), **given}
        return Supervisor(self.database, self.histories, self.folder, lambda: MOMENT, **options)

    def settle(self, *versions: Version, seconds: float = 120) -> list[Version]:
        """Wait until these are checked, or have failed."""
        until(lambda: all(self.version(one.id).ended_at for one in versions), seconds)
        return [self.version(one.id) for one in versions]

    def checked(self, *versions: Version, **given: Any) -> list[Version]:
        """Have these checked."""
        with self.supervisor(**given):
            return self.settle(*versions)


def until(come: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something has come about."""
    end = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.05)


@contextmanager
def office(folder: Path, url: str | None = None, settings: Mapping[str, Any] | None = None) -> Iterator[Office]:
    """An office with one person and one project, whose manual is that of :mod:`tests.office`."""
    rules = folder / "manuals"
    rules.mkdir(parents=True, exist_ok=True)
    place = folder / "质检台"
    place.mkdir(exist_ok=True)
    database = Database(url or place / "desk.sqlite")
    try:
        given = Settings.model_validate({"rulesets": [ruleset(rules, ORDERS)], **(settings or {})})
        with database.writing() as connection:
            person = people.add(connection, "li.na", "李娜", By(None, MOMENT))
            by = By(person.id, MOMENT)
            project = projects.add(connection, "派工", given, by)
        yield Office(place, database, by, project.id, url)
    finally:
        database.close()
