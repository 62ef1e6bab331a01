"""Within a worker: take the order, keep to the limits, and end when the server ends."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

import msgspec

from svcqa.errors import SvcqaError
from svcqa.web.jobs.messages import OVER_MEMORY, Limits, Message, Refused
from svcqa.web.jobs.problems import TOO_MUCH_DISK, TOO_MUCH_MEMORY, failed

_Order = TypeVar("_Order")
Say = Callable[[Message], None]
_LOOK = 0.5
"""Seconds between two looks at one's own memory, where the system does not bound it."""


def carry_out(kind: type[_Order], work: Callable[[_Order, Say], Message]) -> None:
    """Take one order, do it within its limits, and say what came of it."""
    say = _mouth()
    try:
        limits, order = _orders(kind)
        _bound(limits)
        threading.Thread(target=_end_with_server, daemon=True).start()
        say(work(order, say))
    except SvcqaError as error:
        say(Refused(list(error.problems)))
    except MemoryError:
        say(Refused([TOO_MUCH_MEMORY]))
    except Exception as error:
        if getattr(error, "errno", None) == errno.EFBIG:
            say(Refused([TOO_MUCH_DISK]))
            return
        say(Refused([failed(error)]))
        raise


def _mouth() -> Say:
    """Where messages go; whatever else is printed goes with the errors."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(message: Message) -> None:
        pipe.write(msgspec.json.encode(message) + b"\n")
        pipe.flush()

    return say


def _orders(kind: type[_Order]) -> tuple[Limits, _Order]:
    """The limits and the order: two lines, read without a buffer, for somebody else waits for the end of the pipe."""
    said = b""
    while said.count(b"\n") < 2:
        piece = os.read(0, 1 << 16)
        if not piece:
            sys.exit(1)
        said += piece
    limits, order = said.splitlines()
    return msgspec.json.decode(limits, type=Limits), msgspec.json.decode(order, type=kind)


def _end_with_server() -> None:
    """Wait until the server closes the pipe, which it also does by dying; then end, with all that was started here."""
    while os.read(0, 1 << 16):
        continue
    _end()


def _end(code: int = 1) -> NoReturn:
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(code)


def _bound(limits: Limits) -> None:
    """Pages come first; and no job takes more than its share."""
    if hasattr(os, "nice"):
        os.nice(10)
    if not _bounded_by_system(limits):
        threading.Thread(target=_watch_memory, args=(limits.memory,), daemon=True).start()


def _bounded_by_system(limits: Limits) -> bool:
    """Have the system bound memory, processor, files and dumps; whether it bounds memory (Linux does)."""
    try:
        import resource
    except ImportError:
        return False
    wanted = {resource.RLIMIT_CPU: limits.cpu, resource.RLIMIT_FSIZE: limits.disk, resource.RLIMIT_CORE: 0}
    on_linux = sys.platform.startswith("linux")
    if on_linux:
        wanted[resource.RLIMIT_AS] = limits.memory
    for which, most in wanted.items():
        with contextlib.suppress(OSError, ValueError):  # a stricter limit holds already
            resource.setrlimit(which, (most, most + 1))  # at the first the system says why, at the second it ends it
    return on_linux


def _watch_memory(most: int) -> None:
    from svcqa.web.jobs.memory import used

    while used() < most:
        time.sleep(_LOOK)
    os._exit(OVER_MEMORY)
