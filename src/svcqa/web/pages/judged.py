"""A version whose findings are spoken of: what the visitor may say of them, and what is said by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import HTTPException
from starlette.datastructures import FormData, UploadFile

from svcqa.assignment.statements import Side, Statement
from svcqa.dossier import DECISIONS
from svcqa.history import History
from svcqa.history.reviews import KINDS, states_in
from svcqa.reviewing.merging import State
from svcqa.text import Text
from svcqa.web.answering.saying import LONGEST, Chosen, Spoken
from svcqa.web.jobs.dates import day_of
from svcqa.web.pages.forms import text
from svcqa.web.pages.versions import PAGES, Opened, may_mend, opened, prepared, words
from svcqa.web.pages.visit import Visit
from svcqa.web.roles import Role
from svcqa.web.sheets.prepared import Prepared
from svcqa.web.store import uploads
from svcqa.web.store.evidence import About
from svcqa.web.store.uploads import Handed

LARGEST_FILE, LARGEST_FORM = 50_000_000, 120_000_000
"""Bytes of a file of evidence, and of all that is sent with one answer or decision."""
FIELDS = ("said", "reason", "evidence")
_PLACE = Text("质检台 → {title} → 第{number}版", "QA desk → {title} → version {number}")


@dataclass(frozen=True)
class Judged:
    """A version that was checked, to a visitor.

    Attributes:
        visit: the visit.
        opened: the version.
        audit: digest of its audit.
        own: the visitor handed in something that this audit judges.
    """

    visit: Visit
    opened: Opened
    audit: str
    own: bool

    @property
    def side(self) -> Side | None:
        """Whose words the visitor may write: nobody decides on what they handed in, or answers for others."""
        if self.visit.project.closed:
            return None
        if self.own:
            return "auditee" if self.visit.may(Role.uploader.name) else None
        return "auditor" if self.visit.may(Role.reviewer.name) else None

    def need(self, side: Side) -> None:
        """Refuse what the visitor may not do.

        Raises:
            HTTPException: 403.
        """
        if self.side != side:
            raise HTTPException(403, "right")

    @property
    def history(self) -> History:
        """The history of the project."""
        return self.visit.desk.workshop.histories.of(self.visit.project.id)

    @cached_property
    def states(self) -> dict[tuple[str, Side], State]:
        """What holds of the findings."""
        return states_in(self.history.events(*KINDS[:-1]), self.audit)

    @cached_property
    def sheets(self) -> Prepared:
        """What was prepared of the audit."""
        return Prepared(prepared(self.visit, self.opened))

    @property
    def told(self) -> dict[str, Any]:
        """What all pages of it are told with."""
        return {
            "judged": self, "one": self.opened, "pages": PAGES, "words": words(self.visit),
            "may_mend": may_mend(self.visit, self.opened.submission), "decided": DECISIONS, "longest": LONGEST,
        }  # fmt: skip

    def spoken(self, form: FormData, side: Side, findings: list[Chosen]) -> Spoken:
        """What a form says of findings; its files are kept.

        Raises:
            InputError: a file is too large, or the disk is full.
            DeskError: a file holds nothing.
        """
        about = About(self.visit.project.id, self.audit, side)
        title = self.opened.submission.title
        if text(form, "withdraw"):
            given = self._given({}) if side == "auditor" else Statement()  # an auditee says nothing without a word
            return Spoken(about, title, findings, given, lang=self.visit.lang, withdraws=True)
        said = written(form) if side == "auditor" else {**written(form), "evidence": ""}
        return Spoken(about, title, findings, self._given(said), _kept(self.visit, form), self.visit.lang)

    def _given(self, said: Mapping[str, str]) -> Statement:
        """What the visitor says today, and where."""
        place = _PLACE.fill(title=self.opened.submission.title, number=self.opened.version.number)
        on = day_of(self.visit.at.isoformat()).isoformat()
        return Statement(**said, by=self.visit.person.signed, on=on, place=place.say(self.visit.lang))


def written(form: FormData) -> dict[str, str]:
    """What is written into the fields of an answer or a decision."""
    return {name: text(form, name).replace("\r\n", "\n") for name in FIELDS}


def judged(visit: Visit, submission: int, version: int) -> Judged:
    """A version that was checked.

    Raises:
        HTTPException: 404; there is none, or it was not checked yet.
    """
    one = opened(visit, submission, version)
    if one.version.digest is None:
        raise HTTPException(404)
    with visit.desk.database.reading() as connection:
        own = visit.person.id in uploads.people_behind(connection, visit.project.id, one.version.digest)
    return Judged(visit, one, one.version.digest, own)


def chosen(written: str) -> Chosen:
    """A finding as a form names it: its fingerprint, and the mark of what stood there."""
    fingerprint, _, mark = written.partition(" ")
    return Chosen(fingerprint[:200], mark[:20])


def _kept(visit: Visit, form: FormData) -> list[Handed]:
    made = []
    for one in form.getlist("files"):
        if isinstance(one, UploadFile) and one.filename:
            stored = visit.desk.workshop.files.take(one.file, LARGEST_FILE, one.filename)
            made.append(uploads.handed(one.filename, stored))
    return made
