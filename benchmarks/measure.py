"""A whole process with all its children: wall time, CPU and the most memory they held together."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

EVERY = 0.02
_PROC = Path("/proc")


@dataclass(frozen=True)
class Run:
    """What one run cost and printed; memory in bytes if it was weighed."""

    wall: float
    cpu: float
    memory: int | None
    others: float | None
    """How many cores other programs kept busy meanwhile, if the system tells."""
    said: str
    code: int = 0


class RunError(Exception):
    """A program that ended badly."""


def can_weigh() -> bool:
    """Whether this system tells each process's share of memory and its children."""
    return (_PROC / "self" / "smaps_rollup").exists() and (_PROC / f"self/task/{os.getpid()}/children").exists()


def run(
    command: Sequence[str],
    *,
    folder: Path,
    env: Mapping[str, str] | None = None,
    weigh: bool = False,
    codes: Collection[int] | None = (0,),
) -> Run:
    """Run a program to its end.

    Weighing a process walks its memory and slows it, so a run is either timed or weighed in earnest.

    Args:
        command: the program and its arguments.
        folder: where it runs.
        env: its environment; that of this process if not given.
        weigh: whether to look at its memory again and again.
        codes: the codes it may end with; any if None.

    Raises:
        RunError: it ended with another code.
    """
    with tempfile.TemporaryFile() as out:
        busy, started = _busy(), time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        scales = Scales(process.pid) if weigh and can_weigh() else None
        _, status, usage = os.wait4(process.pid, 0)  # with the CPU of all descendants that were waited for
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        used = usage.ru_utime + usage.ru_stime
        others = None if busy is None else max(0.0, (_busy() or busy) - busy - used) / wall
        memory = scales.stop() if scales else None
        said = _read(out)
    if codes is not None and process.returncode not in codes:
        raise RunError(f"{command[1:]} ended with code {process.returncode}:\n{said[-2000:]}")
    return Run(wall, used, memory, others, said, process.returncode)


def _busy() -> float | None:
    """Seconds of CPU that all programs of the machine have used, with those that another machine took from it."""
    try:
        user, nice, system, _, _, *rest = map(int, (_PROC / "stat").read_text().partition("\n")[0].split()[1:9])
    except (OSError, ValueError):
        return None
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def _read(out: IO[bytes]) -> str:
    out.seek(0)
    return out.read().decode("utf-8", "replace")


class Scales:
    """Weighs a process and its descendants again and again, in a thread, until told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._weigh, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The most they held at one moment, in bytes."""
        self._stopped.set()
        self._thread.join()
        return self._most

    def _weigh(self) -> None:
        while not self._stopped.wait(EVERY):
            self._most = max(self._most, sum(share(pid) for pid in tree(self._pid)))


def tree(pid: int) -> list[int]:
    """A process and its descendants that live now."""
    pids = [pid]
    for one in pids:  # grows while it is walked
        try:
            tasks = list((_PROC / str(one) / "task").iterdir())
            pids += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:  # it ended meanwhile
            continue
    return pids


def share(pid: int) -> int:
    """A process's proportional share of memory in bytes: what several share is divided among them."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
