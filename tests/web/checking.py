"""Handing in through pages, and checking what waits in this process; for tests of pages."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from httpx2 import Response

from svcqa.errors import SvcqaError
from svcqa.web.jobs import worker
from svcqa.web.jobs.messages import Work
from svcqa.web.store import projects, queue, uploads
from svcqa.web.store.by import written
from svcqa.web.store.settings import Settings
from svcqa.web.store.uploads import Submission
from tests.office import ORDERS, ruleset
from tests.web.desk import Browser, Office

_NAME = "this process"


def with_manual(office: Office, folder: Path, text: str = ORDERS, **settings: Any) -> None:
    """Have the office's own project checked by a manual of :mod:`tests.office`."""
    given = Settings.model_validate({"rulesets": [ruleset(folder, text)], **settings})
    with office.desk.database.writing() as connection:
        projects.keep_settings(connection, office.own, given)


def hand_in(browser: Browser, office: Office, *paths: Path, to: str = "", **data: Any) -> Response:
    """Send files with the form to hand them in; ``to`` is the number of a submission that is mended."""
    address = f"/projects/{office.own.id}/submissions" + (f"/{to}/again" if to else "")
    return sent(browser, address, [(path.name, path.read_bytes()) for path in paths], **data)


def sent(browser: Browser, address: str, files: Sequence[tuple[str, bytes]], **data: Any) -> Response:
    """Send files under these names."""
    return browser.post(address, data, files=[("files", one) for one in files])


def check(office: Office) -> None:
    """Check all that waits, by the steps of a server and its workers."""
    desk, at = office.desk, written(office.clock())
    while True:
        with desk.database.writing() as connection:
            job = queue.claim(connection, _NAME, at)
        if job is None:
            return
        folder = desk.folder / "temporary" / f"job-{job.version.id}"
        folder.mkdir(parents=True)
        order = Work(
            str(desk.folder), str(folder), desk.workshop.histories.place(job.project), job.files, job.stayed,
            job.version.settings, job.version.at, job.by, at, job.workbook,
        )  # fmt: skip
        desk.workshop.histories.prepare(job.project)
        try:
            done = worker.check(order, lambda _: None)
        except SvcqaError as error:
            with desk.database.writing() as connection:
                queue.fail(connection, job.version.id, _NAME, error.problems, at)
        else:
            with desk.database.writing() as connection:
                queue.finish(connection, job.version.id, _NAME, done.digest, done.figures, done.files, at)
        shutil.rmtree(folder)


def submission(office: Office, number: int = 1) -> Submission:
    """A submission of the office's own project."""
    with office.desk.database.reading() as connection:
        found = uploads.submission(connection, office.own.id, number)
    assert found
    return found
