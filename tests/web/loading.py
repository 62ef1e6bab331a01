"""A desk that twenty people use at once, and a server of its own for it; for tests."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from svcqa.web.passwords import Passwords
from svcqa.web.roles import Role
from svcqa.web.store import members, people, uploads
from svcqa.web.store.uploads import Submission
from tests.office import workbook
from tests.web.checking import with_manual
from tests.web.desk import PASSWORD, Office, a_desk
from tests.web.handing import until

PEOPLE = 20
ROWS = 5000
_PATIENCE = 900.0
"""Seconds until all must be checked, on a machine that does other things too."""


def an_office(folder: Path, place: str) -> Office:
    """A desk with twenty uploaders; as of now, for the server goes by its own clock."""
    desk = folder / "desk"
    desk.mkdir()
    office = a_desk(desk, place)
    with_manual(office, folder)
    office.clock.at = dt.datetime.now(dt.UTC)
    hashed, by = Passwords().hash(PASSWORD), office.by()
    with office.desk.database.writing() as connection:
        for number in range(PEOPLE):
            person = people.add(connection, f"person{number}", f"Person {number}", by, lang="en")
            people.set_password(connection, person, hashed, by)
            members.put(connection, office.own, person, Role.uploader, by)
    return office


def books(folder: Path) -> list[Path]:
    """A workbook for each, of which the customer is missing in so many rows as no other's."""
    return [_book(folder / f"派工{number}.xlsx", missing(number)) for number in range(PEOPLE)]


def missing(number: int) -> int:
    """How many findings there are in somebody's workbook."""
    return 100 + number


def _book(place: Path, lacking: int) -> Path:
    rows = [
        (f"W{row:05}", "东城", "" if row < lacking else f"客户{row}", "2024-03-05 10:00", "2024-03-05 10:05", "张三", "已完成", 1)
        for row in range(ROWS)
    ]  # fmt: skip
    return workbook(place, rows)


@contextmanager
def serving(office: Office, url: str | None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The desk's own server, with two workers; its address, and its process."""
    command = [sys.executable, "-m", "svcqa", "serve", "--port", "0", "--folder", str(office.desk.folder)]
    command += ["--database", url] if url else []
    environ = {**os.environ, "SVCQA_LANG": "en", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    with (office.desk.folder / "said.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environ, text=True)
        try:
            yield _address(Path(said.name), process), process
        finally:
            process.terminate()
            process.wait(60)


def _address(said: Path, process: subprocess.Popen[str]) -> str:
    told: list[str] = []

    def listens() -> bool:
        told[:] = re.findall(r"(http://127\.0\.0\.1:\d+)/", said.read_text(encoding="utf-8"))
        assert process.poll() is None, said.read_text(encoding="utf-8")
        return bool(told)

    until(listens)
    return told[0]


@dataclass
class Visitor:
    """Somebody who hands in a workbook and then looks at pages, as a browser does by itself.

    Attributes:
        took: how long each page took, in seconds.
        wrong: answers that were none.
    """

    address: str
    name: str
    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = httpx2.Client(base_url=self.address, timeout=60)

    def log_in(self) -> None:
        """Log in."""
        form = {"csrf": self._token("/login"), "name": self.name, "password": PASSWORD}
        answer = self.client.post("/login", data=form)
        assert answer.status_code == 303, answer.text

    def hand_in(self, book: Path) -> str:
        """Hand in a workbook; where it is shown."""
        form = {"csrf": self._token("/account"), "title": self.name}
        sent = {"files": (book.name, book.read_bytes())}
        answer = self.client.post("/projects/1/submissions", data=form, files=sent)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def look(self, place: str, over: threading.Event) -> None:
        """Look at how far it is, at the list and at the project, until all is over."""
        paths = (f"{place}/progress", "/projects/1/submissions", place, "/projects")
        while not over.is_set():
            for path in paths:
                self._look(path)
                if over.wait(1.0):
                    return

    def _look(self, path: str) -> None:
        begun = time.perf_counter()
        try:
            answer = self.client.get(path)
        except httpx2.HTTPError as error:
            self.wrong.append(f"{path}: {error!r}")
            return
        self.took.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            self.wrong.append(f"{path}: {answer.status_code}")

    def _token(self, path: str) -> str:
        answer = self.client.get(path)
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        assert found, f"{answer.status_code} {answer.headers.get('location')} {answer.text}"
        return found[1]


@contextmanager
def visiting(address: str) -> Iterator[list[Visitor]]:
    """All of them, logged in."""
    with contextlib.ExitStack() as leaving:
        visitors = [Visitor(address, f"person{number}") for number in range(PEOPLE)]
        for one in visitors:
            leaving.enter_context(one.client)
            one.log_in()
        yield visitors


def at_once(visitors: list[Visitor], paths: list[Path]) -> list[str]:
    """Have all of them hand in at the same moment; where each is shown."""
    places = [""] * len(visitors)
    gate = threading.Barrier(len(visitors))

    def hand_in(number: int) -> None:
        gate.wait()
        places[number] = visitors[number].hand_in(paths[number])

    threads = [threading.Thread(target=hand_in, args=(number,)) for number in range(len(visitors))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert all(places), "somebody could not hand in"
    return places


def handed_in(office: Office) -> list[Submission]:
    """What was handed in."""
    with office.desk.database.reading() as connection:
        return uploads.submissions(connection, office.own.id)


def settle(office: Office) -> list[Submission]:
    """Wait until everything is checked, or has failed."""
    until(lambda: all(one.newest.ended_at for one in handed_in(office)), _PATIENCE)
    return handed_in(office)


def found(one: Submission) -> int:
    """How many findings a submission has."""
    return sum(one.newest.figures["findings"].values())


def at_share(values: list[float], share: float) -> float:
    """The value below which such a share of them is."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
