"""The workshop of a desk: where files are kept, versions checked, and downloads made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from svcqa.web.histories import Histories
from svcqa.web.jobs.downloads import Downloads
from svcqa.web.jobs.keeper import Pace
from svcqa.web.jobs.messages import Limits
from svcqa.web.jobs.supervisor import Supervisor
from svcqa.web.jobs.tasks import Tasks
from svcqa.web.store.database import Database
from svcqa.web.store.files import Files


class Workshop:
    """What pages hand work to. Used as a context it checks what waits; without, everything but that can be used.

    Args:
        folder: the desk's folder.
        database: the desk's database.
        now: the clock.
        workers: how many versions are checked at a time.
        limits: how far each may go.
        pace: how often workers are looked after.

    Attributes:
        files: the bytes of what was handed in.
        histories: the histories of the projects.
        tasks: makes bytes in processes of their own.
        downloads: what people download of a version.
        supervisor: checks what waits; it is told of new versions by ``wake``.
    """

    def __init__(  # noqa: PLR0913 - the last three by name
        self,
        folder: Path,
        database: Database,
        now: Callable[[], dt.datetime],
        *,
        workers: int = 2,
        limits: Limits | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._now = now
        url = None if database.is_file else database.url.render_as_string(hide_password=False)
        self.files, self.histories, self.tasks = Files(folder), Histories(folder, url), Tasks(folder)
        self.downloads = Downloads(self.tasks, self.histories)
        self.supervisor = Supervisor(
            database, self.histories, folder, now, workers=workers, limits=limits, pace=pace
        )  # fmt: skip

    def __enter__(self) -> Workshop:
        self.files.sweep(self._now() - dt.timedelta(days=1))
        self.supervisor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.stop()
        self.close()

    def close(self) -> None:
        """Let go of the histories."""
        self.histories.close()
