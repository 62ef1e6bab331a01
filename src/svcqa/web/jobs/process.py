"""A worker as the server sees it: started, listened to, watched, and ended."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from svcqa.errors import Problem
from svcqa.web.jobs.messages import OVER_MEMORY, Limits, Making, Message, Work
from svcqa.web.jobs.problems import TOO_MUCH_DISK, TOO_MUCH_MEMORY, too_long

_LOG = logging.getLogger("svcqa.web")
_ERRORS = "errors.txt"
_TOLD = 2000
"""Characters of what a worker says while dying that are worth keeping."""
_LOW = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


class Process:
    """One worker, with one order. Use it as a context: leaving it ends the worker and removes its folder.

    Args:
        module: the module that is run.
        order: what is to be done; its folder is made.
        limits: how far it may go.
    """

    def __init__(self, module: str, order: Work | Making, limits: Limits) -> None:
        self._limits, self._folder = limits, Path(order.folder)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._until = time.monotonic() + limits.seconds
        self._why: Problem | None = None
        with self._folder.joinpath(_ERRORS).open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-X", "utf8", "-m", module],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                start_new_session=True, creationflags=_LOW,
            )  # fmt: skip
        self._send(msgspec.json.encode(limits) + b"\n" + msgspec.json.encode(order) + b"\n")

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        """The number by which the system knows it."""
        return self._process.pid

    def messages(self) -> Iterator[Message]:
        """What it says, until it ends."""
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe
        for line in self._process.stdout:
            with contextlib.suppress(msgspec.MsgspecError):  # a line that was not finished
                yield msgspec.json.decode(line, type=Message)
        self._end()  # what it has started and left behind

    def watch(self) -> None:
        """End it if it takes too long or too much of the disk; to be asked again and again."""
        if time.monotonic() > self._until:
            self.kill(too_long(self._limits.seconds))
        elif _size(self._folder) > self._limits.disk:
            self.kill(TOO_MUCH_DISK)

    def kill(self, why: Problem | None = None) -> None:
        """End it, with all that it has started."""
        self._why = self._why or why
        self._end()
        self._process.wait()

    def _end(self) -> None:
        if self._process.returncode is not None:  # its number may be another's by now
            return
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def reason(self) -> Problem | None:
        """Why it was ended, if a limit was met; ``None`` if it ended for any other reason."""
        code = self._process.wait()
        if self._why:
            return self._why
        if code == OVER_MEMORY:
            return TOO_MUCH_MEMORY
        if code == -getattr(signal, "SIGXCPU", 0) and code:
            return too_long(self._limits.cpu)
        if code == -getattr(signal, "SIGXFSZ", 0) and code:
            return TOO_MUCH_DISK
        _LOG.error("a worker ended with code %s: %s", code, self._last_words())
        return None

    def _last_words(self) -> str:
        try:
            return self._folder.joinpath(_ERRORS).read_text(encoding="utf-8", errors="replace")[-_TOLD:]
        except OSError:
            return ""

    def _send(self, said: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101 - opened as a pipe
        with contextlib.suppress(OSError):  # it died at once; whoever listens learns of it
            self._process.stdin.write(said)
            self._process.stdin.flush()


def _size(folder: Path) -> int:
    """Bytes in a folder; what goes meanwhile does not count."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += Path(place, name).stat().st_size
    return total
