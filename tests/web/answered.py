"""A desk with a submission that was checked in this process; for tests of what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svcqa.web.answering.thread import Thread, thread
from svcqa.web.store import uploads
from svcqa.web.store.uploads import Version
from tests.office import ROWS, workbook
from tests.web.checking import check, hand_in, submission, with_manual
from tests.web.desk import Browser, Office, a_desk

AS_OF = "2024-12-31"


@dataclass
class Answered:
    """A desk, browsers of its people, and the submission number 1, handed in by the uploader."""

    office: Office
    folder: Path
    browsers: dict[str, Browser] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the histories and the database."""
        self.office.desk.workshop.close()
        self.office.desk.database.close()

    def as_(self, name: str) -> Browser:
        """The browser of somebody."""
        if name not in self.browsers:
            self.browsers[name] = self.office.as_(name)
        return self.browsers[name]

    def hand_in(self, rows: Sequence[Sequence[Any]], by: str = "uploader", to: str = "", **options: Any) -> None:
        """Hand in a workbook of dispatch records, and have it checked."""
        number = len(list(self.folder.glob("v*")))
        path = workbook(self.folder / f"v{number}" / "派工.xlsx", rows, **options)
        answer = hand_in(self.as_(by), self.office, path, to=to)
        assert answer.status_code == 303, answer.text
        check(self.office)

    def version(self, number: int = 1, of: int = 1) -> Version:
        """A version of a submission."""
        with self.office.desk.database.reading() as connection:
            found = uploads.versions(connection, of)[number - 1]
        assert found.state == "done", found.problems
        return found

    def address(self, number: int = 1, of: int = 1) -> str:
        """The address of a version."""
        return f"/projects/{self.office.own.id}/submissions/{of}/versions/{number}"

    def findings(self, number: int = 1, of: int = 1) -> dict[str, str]:
        """Rule and key of a finding → its fingerprint."""
        history = self.office.desk.workshop.histories.of(self.office.own.id)
        audit = history.recall(history.find(str(self.version(number, of).digest)))
        return {f"{one.rule} {' '.join(filter(None, one.key.values()))}": one.fingerprint for one in audit.findings}

    def thread(self, fingerprint: str, number: int = 1) -> Thread:
        """What was said of a finding."""
        history = self.office.desk.workshop.histories.of(self.office.own.id)
        return thread(history, str(self.version(number).digest), fingerprint)

    def say(self, name: str, what: str, fingerprint: str, **data: Any) -> Any:
        """Send the form of a finding: ``what`` is ``answer`` or ``decision``."""
        files = data.pop("files", None)
        mark = data.pop("mark", None)
        side = "auditee" if what == "answer" else "auditor"
        shown = self.thread(fingerprint).mark(side)  # type: ignore[arg-type]
        given = {"mark": mark or shown, **data}
        return self.as_(name).post(f"{self.address()}/findings/{fingerprint}/{what}", given, files=files)


def answered(folder: Path, rows: Sequence[Sequence[Any]] = ROWS, place: str | None = None) -> Answered:
    """A desk with one submission that was checked."""
    (folder / "desk").mkdir()
    office = a_desk(folder / "desk", place)
    with_manual(office, folder, as_of=AS_OF)
    made = Answered(office, folder)
    made.hand_in(rows)
    assert submission(office).id == 1
    return made
