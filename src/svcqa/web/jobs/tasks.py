"""Short tasks for pages: bytes made in a process of its own while somebody waits, and kept for the next who asks."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from svcqa.errors import DeskError
from svcqa.web.jobs.messages import RESULT, Limits, Made, Making, Refused
from svcqa.web.jobs.problems import DIED
from svcqa.web.jobs.process import Process

_MODULE = "svcqa.web.jobs.making"
_LIMITS = Limits(cpu=300, seconds=300.0, disk=2_000_000_000)


class Tasks:
    """Makes bytes by functions of :mod:`svcqa.web.jobs.outputs` and others like them.

    Args:
        folder: the desk's folder.
        workers: how many may be made at a time; others wait.
        limits: how far each may go.
        room: bytes that are kept; what nobody has asked for longest goes first.
    """

    def __init__(
        self, folder: Path, *, workers: int = 2, limits: Limits = _LIMITS, room: int = 2_000_000_000
    ) -> None:
        self._folder, self._limits, self._room = folder.resolve(), limits, room
        self._kept = self._folder / "made"
        self._free = threading.BoundedSemaphore(workers)
        self._asked: dict[str, tuple[threading.Lock, int]] = {}
        self._lock = threading.Lock()

    def make(self, function: str, secret: dict[str, Any] | None = None, /, **arguments: Any) -> bytes:
        """What a function makes of these arguments; made once, however often it is asked for.

        Args:
            function: ``module:function``; it is called with the desk's folder, a folder of its own, and the arguments.
            secret: further arguments that say how something is reached, such as the URL of a history, on which the
                result does not hang.
            arguments: plain data that names all on which the result hangs, digests of audits among it.

        Raises:
            DeskError: it cannot be made; with what the function said.
        """
        key = hashlib.sha256(msgspec.json.encode([function, arguments], order="deterministic")).hexdigest()
        with self._one_at_a_time(key):
            place = self._kept / key
            if not place.is_file():
                with self._free:
                    self._make(function, {**arguments, **(secret or {})}, place)
                self._make_room(place)
            with contextlib.suppress(OSError):
                os.utime(place)
            return place.read_bytes()

    def _make(self, function: str, arguments: dict[str, Any], place: Path) -> None:
        folder = self._folder / "temporary" / f"task-{uuid.uuid4().hex}"
        order = Making(str(self._folder), str(folder), function, arguments)
        with Process(_MODULE, order, self._limits) as process, _watched(process):
            said = list(process.messages())
            if said and isinstance(said[-1], Made):
                place.parent.mkdir(parents=True, exist_ok=True)
                (folder / RESULT).replace(place)
                return
            refused = [problem for one in said if isinstance(one, Refused) for problem in one.problems]
            raise DeskError(*(refused or [process.reason() or DIED]))

    @contextmanager
    def _one_at_a_time(self, key: str) -> Iterator[None]:
        """Let only one make a thing, and the others wait for it."""
        with self._lock:
            lock, count = self._asked.get(key, (threading.Lock(), 0))
            self._asked[key] = lock, count + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, count = self._asked.pop(key)
                if count > 1:
                    self._asked[key] = lock, count - 1

    def _make_room(self, fresh: Path) -> None:
        """Let what nobody has asked for longest go, until the rest has room."""
        kept = []
        for one in self._kept.iterdir():
            with contextlib.suppress(OSError):
                told = one.stat()
                kept.append((told.st_mtime, told.st_size, one))
        total = sum(size for _, size, _ in kept)
        for _, size, one in sorted(kept):
            if total <= self._room:
                return
            if one != fresh:
                with contextlib.suppress(OSError):  # somebody reads it just now, on Windows
                    one.unlink()
                    total -= size


@contextmanager
def _watched(process: Process) -> Iterator[None]:
    """Have the process ended when it goes too far."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            process.watch()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
