"""The keeper: beats for what a server checks, ends workers that go too far, and puts back what lost servers left."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from svcqa.web.jobs.process import Process
from svcqa.web.store import queue
from svcqa.web.store.database import Database
from svcqa.web.store.queue import Beat

_LOG = logging.getLogger("svcqa.web")


@dataclass(frozen=True)
class Pace:
    """How often a supervisor looks after its workers, in seconds."""

    watch: float = 1.0
    """Between two looks at what workers take."""
    beat: float = 3.0
    """Between two beats."""
    lost: float = 20.0
    """How long a beat stands still until its server counts as gone."""
    note: float = 0.5
    """Between two notes of what is being done."""


class Keeper:
    """Looks after the versions that a server is checking, and those that no server checks any more.

    Args:
        database: the desk's database.
        name: the server's own name.
        mine: version → its worker, of what is checked here just now; it changes meanwhile.
        moment: the clock, as tables hold it.
        pace: how often.
    """

    def __init__(
        self, database: Database, name: str, mine: Mapping[int, Process | None], moment: Callable[[], str], pace: Pace
    ) -> None:
        self._database, self._name, self._mine, self._moment, self._pace = database, name, mine, moment, pace
        self._seen: dict[Beat, float] = {}
        self._beat_at = -pace.beat

    def watch(self, ending: threading.Event) -> None:
        """Go on until it ends."""
        while not ending.wait(self._pace.watch):
            try:
                for process in list(self._mine.values()):
                    if process:
                        process.watch()
                if time.monotonic() - self._beat_at >= self._pace.beat:
                    self._beat_at = time.monotonic()
                    self._beat()
            except Exception:
                _LOG.exception("the workers could not be looked after")

    def _beat(self) -> None:
        mine = list(self._mine)
        lost = [one for one in self._standing() if one.version not in mine or one.worker != self._name]
        if not mine and not lost:
            return
        with self._database.writing() as connection:
            queue.beat(connection, mine, self._name)
            for one in lost:
                queue.put_back(connection, one, queue.STARTS, self._moment())

    def _standing(self) -> list[Beat]:
        """The beats that have stood still for too long, by this server's own watch."""
        with self._database.reading() as connection:
            beats = queue.beats(connection)
        now = time.monotonic()
        self._seen = {one: self._seen.get(one, now) for one in beats}
        return [one for one, since in self._seen.items() if now - since > self._pace.lost]
