"""The supervisor: takes versions from the queue, has each checked in a process of its own, and notes what came of it.

It lives in the server, in a thread for every worker and one that watches over them. A server that is killed leaves
its versions in the queue with a beat that stands still; whoever sees that puts them back.
"""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from svcqa.errors import Problem, SvcqaError
from svcqa.web.histories import Histories
from svcqa.web.jobs.keeper import Keeper, Pace
from svcqa.web.jobs.messages import Checked, Doing, Limits, Refused, Work
from svcqa.web.jobs.process import Process
from svcqa.web.store import queue
from svcqa.web.store.by import written
from svcqa.web.store.database import Database
from svcqa.web.store.queue import Job

_LOG = logging.getLogger("svcqa.web")
_MODULE = "svcqa.web.jobs.worker"
_PAUSE = 1.0
"""Seconds between two looks into the queue, into which other servers put something too."""


class Supervisor:
    """Checks what is handed in. Use it as a context, or start and stop it.

    Args:
        database: the desk's database.
        histories: the histories of the projects.
        folder: the desk's folder.
        now: the clock.
        workers: how many versions are checked at a time.
        limits: how far a worker may go.
        pace: how often it looks after them.
    """

    def __init__(  # noqa: PLR0913 - the last three by name
        self,
        database: Database,
        histories: Histories,
        folder: Path,
        now: Callable[[], dt.datetime],
        *,
        workers: int = 2,
        limits: Limits | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._database, self._histories, self._folder, self._now = database, histories, folder.resolve(), now
        self._limits, self._pace = limits or Limits(), pace or Pace()
        self.name = uuid.uuid4().hex
        self._mine: dict[int, Process | None] = {}
        self._ending, self._more = threading.Event(), threading.Semaphore(0)
        self._threads = [threading.Thread(target=self._work, name=f"job-{one}", daemon=True) for one in range(workers)]
        keeper = Keeper(database, self.name, self._mine, self._moment, self._pace)
        self._threads.append(threading.Thread(target=keeper.watch, args=(self._ending,), name="job-watch", daemon=True))

    def __enter__(self) -> Supervisor:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to work."""
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """End all workers; what they were checking goes back into the queue, unharmed."""
        self._ending.set()
        for process in list(self._mine.values()):
            if process:
                process.kill()
        self._more.release(len(self._threads))
        for one in self._threads:
            one.join()

    def wake(self) -> None:
        """Say that something was handed in, so that it is begun at once."""
        self._more.release()

    def pids(self) -> list[int]:
        """The numbers of the workers' processes."""
        return [process.pid for process in list(self._mine.values()) if process]

    def _work(self) -> None:
        """Take one version after the other. The thread outlives whatever goes wrong with one of them."""
        while not self._ending.is_set():
            try:
                job = self._claim()
                if job:
                    self._carry_out(job)
                    continue
            except Exception:
                _LOG.exception("a version could not be looked after")
            self._more.acquire(timeout=_PAUSE)

    def _claim(self) -> Job | None:
        with self._database.reading() as connection:
            if not queue.waiting(connection):
                return None
        with self._database.writing() as connection:
            job = queue.claim(connection, self.name, self._moment())
        if job:
            self._mine[job.version.id] = None
        return job

    def _carry_out(self, job: Job) -> None:
        try:
            self._check(job)
        finally:
            # what could not be noted as ended beats no longer, and is put back like that of a server that is gone
            self._mine.pop(job.version.id, None)

    def _check(self, job: Job) -> None:
        self._histories.prepare(job.project)
        for left in (self._folder / "temporary").glob(f"job-{job.version.id}-*"):  # by a server that was killed
            shutil.rmtree(left, ignore_errors=True)
        with Process(_MODULE, self._order(job), self._limits) as process:
            self._mine[job.version.id] = process
            if self._ending.is_set():
                process.kill()
            result = self._listen(job, process)
            if self._ending.is_set() and result is None:
                self._note(lambda connection: queue.release(connection, job.version.id, self.name))
            elif isinstance(result, Checked):
                self._finish(job, result)
            elif isinstance(result, Refused):
                self._fail(job, result.problems)
            elif reason := process.reason():
                self._fail(job, [reason])
            else:
                self._lose(job)

    def _listen(self, job: Job, process: Process) -> Checked | Refused | None:
        """Pass on what is being done, until the worker has ended; what came of it."""
        result: Checked | Refused | None = None
        told_at = 0.0
        for message in process.messages():
            if isinstance(message, Checked | Refused):
                result = message
            elif isinstance(message, Doing) and time.monotonic() - told_at > self._pace.note:
                told_at = time.monotonic()
                if not self._tell(job, message.what):
                    process.kill()  # another server has it by now
        return result

    def _tell(self, job: Job, what: str) -> bool:
        """Note what is being done, if that can be noted now; whether the version is still this server's."""
        try:
            with self._database.writing() as connection:
                return queue.note(connection, job.version.id, self.name, what)
        except SvcqaError:
            _LOG.exception("what is being done could not be noted")
            return True

    def _order(self, job: Job) -> Work:
        version = job.version
        return Work(
            desk=str(self._folder),
            folder=str(self._folder / "temporary" / f"job-{version.id}-{version.attempts}"),
            history=self._histories.place(job.project),
            files=job.files,
            stayed=job.stayed,
            settings=version.settings,
            handed_in_at=version.at,
            by=job.by,
            at=version.started_at or version.at,
            workbook=job.workbook,
        )

    def _finish(self, job: Job, result: Checked) -> None:
        told = job.version.id, self.name, result.digest, result.figures, result.files, self._moment()
        self._note(lambda connection: queue.finish(connection, *told))

    def _fail(self, job: Job, problems: list[Problem]) -> None:
        self._note(lambda connection: queue.fail(connection, job.version.id, self.name, problems, self._moment()))

    def _lose(self, job: Job) -> None:
        """The worker is gone without a word: once more, or not."""
        with self._database.writing() as connection:
            for lost in queue.beats(connection):
                if (lost.version, lost.worker) == (job.version.id, self.name):
                    queue.put_back(connection, lost, queue.ATTEMPTS, self._moment())

    def _note(self, write: Callable[..., bool]) -> None:
        with self._database.writing() as connection:
            write(connection)

    def _moment(self) -> str:
        return written(self._now())
