"""The version that a page is about, with what stands on all pages of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import HTTPException
from sqlalchemy import Connection

from svcqa.accounts import Said
from svcqa.reports.words import Words
from svcqa.web.jobs.preparing import place
from svcqa.web.pages.visit import Visit
from svcqa.web.roles import Role
from svcqa.web.store import people, queue, refusals, uploads
from svcqa.web.store.uploads import Handed, Submission, Version

PAGES = (
    ("results", ""),
    ("understanding", "/understanding"),
    ("plan", "/plan"),
    ("sheets", "/sheet"),
    ("answers", "/answers"),
    ("mended", "/mended"),
    ("downloads", "/downloads"),
)
"""The pages of a version that was checked: name and address; the words are ``version.NAME``."""


@dataclass(frozen=True)
class Opened:
    """A version of a submission.

    Attributes:
        submission: what was handed in.
        version: the version.
        versions: all of them, the first one first.
        files: those of the version.
        refused: what was sent along and not taken.
        ahead: how many wait before it.
        people: number of a person → what others read.
    """

    submission: Submission
    version: Version
    versions: Sequence[Version]
    files: Sequence[Handed]
    refused: Sequence[Said]
    ahead: int
    people: Mapping[int, str]

    @property
    def base(self) -> str:
        """The address of the submission."""
        return f"/projects/{self.submission.project}/submissions/{self.submission.id}"

    @property
    def address(self) -> str:
        """The address of the version."""
        return f"{self.base}/versions/{self.version.number}"

    @property
    def pending(self) -> bool:
        """It waits or is being checked."""
        return self.version.state in {"waiting", "checking"}

    @property
    def is_newest(self) -> bool:
        """No mended version was handed in since."""
        return self.version.id == self.versions[-1].id


def opened(visit: Visit, submission: int, version: int) -> Opened:
    """A version by its number within a submission of the project.

    Raises:
        HTTPException: 404; there is none.
    """
    with visit.desk.database.reading() as connection:
        of = found(connection, visit, submission)
        all_of_it = uploads.versions(connection, of.id)
        for one in all_of_it:
            if one.number == version:
                files, refused = uploads.files_of(connection, one.id), refusals.of(connection, one.id)
                ahead = queue.place(connection, one.id)
                return Opened(of, one, all_of_it, files, refused, ahead, shown(connection))
    raise HTTPException(404)


def found(connection: Connection, visit: Visit, submission: int) -> Submission:
    """A submission of the project.

    Raises:
        HTTPException: 404; there is none.
    """
    of = uploads.submission(connection, visit.project.id, submission)
    if of is None:
        raise HTTPException(404)
    return of


def shown(connection: Connection) -> Mapping[int, str]:
    """Number of a person → what others read."""
    return {one.id: one.shown for one in people.listed(connection)}


def prepared(visit: Visit, one: Opened) -> Path:
    """The folder with what was prepared of a version's audit.

    Raises:
        HTTPException: 404; it was not checked.
    """
    if one.version.digest is None:
        raise HTTPException(404)
    return place(visit.desk.folder, one.version.digest)


def may_mend(visit: Visit, of: Submission) -> bool:
    """Whether the visitor may hand in a mended version: who handed it in, and whoever looks after the project."""
    own = visit.may(Role.uploader.name) and of.by == visit.person.id
    return not visit.project.closed and (own or visit.may(Role.reviewer.name))


def words(visit: Visit) -> Words:
    """What reports call things, in the language of the page."""
    return Words(visit.lang)
