"""Reading in a child process: a file that kills its reader is one problem in the audit, not the end of it."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from svcqa.errors import InputError, PluginError, SvcqaError
from svcqa.requests import Limits, NotPlainError, Sheet, Sheets
from svcqa.text import Text

COMMAND = (sys.executable, "-X", "utf8", "-m", "svcqa.intake.worker")
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(128 << 20)}
"""The C library of Linux gives every freed piece of a sheet back to the system, and asks anew for the next, which takes
a tenth of the time; other systems look at neither."""
_PIPE = 1 << 20
"""Bytes that are taken from a child, or given to it, at a time."""


@dataclass(frozen=True)
class ReadJob:
    """One file to read: where it lies, the name users know it by, its encoding if they declared one.

    ``member`` is the number of the entry if it lies in an archive.
    """

    path: Path
    name: str
    encoding: str | None = None
    member: int | None = None
    rows: int | None = None
    """About how many rows are to be read at a time; none: the file is read as a whole."""


@dataclass(frozen=True, eq=False)
class ReadResult:
    """What became of one file: its sheets, or the problem."""

    name: str
    sha256: str
    size: int
    sheets: Sheets | None
    problem: SvcqaError | None


class Reading:
    """Reads files in a child process that starts at once, so that the parent can load its own libraries meanwhile.

    Iterating gives the results in the order of the jobs, and raises ``PluginError`` if the child cannot load the
    readers. A child that dies or exceeds its time is replaced, and the file it was reading is a problem. Use it as a
    context: leaving it ends the child, or puts it aside for the next one that reads, if it has done all its work and
    has read little.
    """

    def __init__(self, jobs: Sequence[ReadJob], limits: Limits | None = None, command: Sequence[str] = COMMAND) -> None:
        self._jobs = jobs
        self._limits = limits = limits or Limits()
        self._command = tuple(command)
        self._child = _child_for(self._command, jobs, limits) if jobs else None
        self._left, self._read = len(jobs), 0

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child and (self._left or self._read > _LITTLE or not _put_aside(self._child)):
            self._child.kill()

    def __iter__(self) -> Iterator[ReadResult]:
        for number, job in enumerate(self._jobs):
            assert self._child is not None  # noqa: S101 - there is a child while there are jobs
            result, alive = self._child.result(job)
            if not alive:
                self._child.kill()
                rest = self._jobs[number + 1 :]
                self._child = _child_for(self._command, rest, self._limits) if rest else None
            self._left, self._read = self._left - 1, self._read + result.size
            if self._child and not self._left and self._read > _LITTLE:
                self._child.kill()  # its memory is wanted for what was read
                self._child = None
            yield result


class Stretched:
    """A plain table that a child reads some rows at a time. Use it as a context: leaving it ends the child.

    Iterating gives the rows in their order, each sheet with the table's headings in its first row; afterwards the
    digest of the file is known.

    Raises:
        NotPlainError: the file is to be read as a whole, be it that something is amiss with it.
    """

    facts: Mapping[str, str]
    sha256: str
    size: int

    def __init__(self, job: ReadJob, limits: Limits | None = None, command: Sequence[str] = COMMAND) -> None:
        self._child = _child_for(tuple(command), [job], limits or Limits())

    def __enter__(self) -> Stretched:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()

    def __iter__(self) -> Iterator[Sheet]:
        try:
            facts = self._child.next()
            if isinstance(facts, Sheet) or "facts" not in facts:
                raise NotPlainError
            self.facts = facts["facts"]
            while isinstance(found := self._child.next(), Sheet):
                yield found
        except EOFError as error:
            raise NotPlainError from error
        if "sha256" not in found:
            raise NotPlainError
        self.sha256, self.size = found["sha256"], found["size"]


def read_in_child(jobs: Sequence[ReadJob], limits: Limits, command: Sequence[str] = COMMAND) -> Iterator[ReadResult]:
    """Read files one after another in a child process; the results come in the order of the jobs.

    Raises:
        PluginError: the child cannot load the readers.
    """
    with Reading(jobs, limits, command) as reading:
        yield from reading


_LITTLE = 1_000_000
"""Bytes: a child that has read more keeps too much memory to be put aside."""
_BEARING = ("PYTHON", "PATH", "LANG", "LC_", "TZ")
"""Variables of the environment that decide how Python starts and reads begin so."""
_SPARE: list[_Child] = []
"""The child that was put aside, if there is one. It saves whoever audits several times in one process its start."""


def prepare(command: Sequence[str] = COMMAND) -> None:
    """Have a child load the readers meanwhile, where it is certain that files will be read soon."""
    if not _SPARE:
        _SPARE.append(_Child(tuple(command)))


def _child_for(command: tuple[str, ...], jobs: Sequence[ReadJob], limits: Limits) -> _Child:
    """A child that reads these files: the one put aside, if it was started alike, or a new one."""
    spare = _SPARE.pop() if _SPARE else None
    if spare and not (spare.alive and spare.surroundings == _surroundings(command)):
        spare.kill()
        spare = None
    child = spare or _Child(command)
    child.order(jobs, limits)
    return child


def _put_aside(child: _Child) -> bool:
    """Keep a child for the next one that reads; not if there is one, or it cannot go on."""
    if _SPARE or not child.alive:
        return False
    _SPARE.append(child)
    return True


def _surroundings(command: tuple[str, ...]) -> tuple[object, ...]:
    """What decides how a child starts."""
    return command, {name: value for name, value in os.environ.items() if name.startswith(_BEARING)}


@atexit.register
def _end_spare() -> None:
    while _SPARE:
        _SPARE.pop().kill()


class _Child:
    """One child process, and what it was ordered to read."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self.surroundings = _surroundings(command)
        self._limits = Limits()
        self._late = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=_PIPE,
            env={**_KEEP_MEMORY, **os.environ},
        )
        _widen(self._out)
        self._said: deque[bytes] = deque(maxlen=20)
        threading.Thread(target=self._listen, daemon=True).start()

    def order(self, jobs: Sequence[ReadJob], limits: Limits) -> None:
        """Have it read these files next."""
        self._limits = limits
        orders = [_order(job, limits) for job in jobs]  # here and now: the current folder may be another one soon
        threading.Thread(target=self._send, args=(orders,), daemon=True).start()

    @property
    def alive(self) -> bool:
        """It can read further files."""
        return self._process.poll() is None

    def next(self) -> Sheet | dict[str, Any]:
        """What comes next of a file that is read some rows at a time: facts, a sheet, or what is told at the end.

        Raises:
            EOFError: the child died, or took too long.
        """
        from svcqa.intake.transport import receive, receive_sheet

        watch = threading.Timer(self._limits.seconds, self._expire)
        watch.start()
        try:
            header = receive(self._out)
            if header is None:
                raise EOFError
            return receive_sheet(self._out, header["sheet"]) if "sheet" in header else header
        finally:
            watch.cancel()

    def result(self, job: ReadJob) -> tuple[ReadResult, bool]:
        """The next file's result, and whether the child is still there."""
        from svcqa.intake.transport import problem_of, receive, receive_sheets

        watch = threading.Timer(self._limits.seconds, self._expire)
        watch.start()
        digest, size = "", 0
        try:
            header = receive(self._out)
            if header is not None and "sha256" in header:
                digest, size = header["sha256"], header["size"]
                header = receive(self._out)
            if header is None:
                raise EOFError
            problem = problem_of(header) if "error" in header else None
            if isinstance(problem, PluginError):  # the child could not begin at all
                raise problem
            sheets = None if problem else receive_sheets(self._out)
            watch.cancel()
            return ReadResult(job.name, digest, size, sheets, problem), not self._late
        except EOFError:
            return ReadResult(job.name, digest, size, None, self._died()), False
        finally:
            watch.cancel()

    def kill(self) -> None:
        """End the child."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe and pipe is not self._process.stderr:
                try:
                    pipe.close()
                except OSError:  # what was still unsent is of no use now
                    continue

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe
        return self._process.stdout

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _died(self) -> InputError:
        if self._late:
            seconds = f"{self._limits.seconds:g}"
            zh, en = f"读取超过{seconds}秒，已中止", f"reading took more than {seconds} s and was stopped"
            kind = "time_limit"
        else:
            code = self._process.wait()
            zh, en = f"读取程序异常退出，代码{code}", f"the reading process ended with code {code}"
            kind = "reader_failed"
        return InputError.of(f"无法安全读取（{zh}）。", f"it could not be read safely ({en}).", mend=_MEND, kind=kind)

    def _send(self, orders: Sequence[bytes]) -> None:
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 - opened as a pipe
        try:
            stdin.writelines(orders)
            stdin.flush()
        except (OSError, ValueError):  # the child died or was ended; the reading side says so
            return

    def _listen(self) -> None:
        """Empty the child's error stream, so that it never blocks; the last lines are kept for the developer."""
        stderr = self._process.stderr
        assert stderr is not None  # noqa: S101 - opened as a pipe
        with stderr:
            self._said.extend(stderr)


def _widen(pipe: IO[bytes]) -> None:
    """Have more bytes under way at a time, as far as the system lets us: with few, both ends wait for each other."""
    try:
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
    except (ImportError, AttributeError, OSError):  # no such pipes, or this user has all that he may have
        return


def _order(job: ReadJob, limits: Limits) -> bytes:
    """A job as a line for a child, which may have been started in another folder."""
    try:
        path = job.path.absolute()
    except OSError:  # the current folder was removed
        path = job.path
    order = {"path": str(path), "name": job.name, "encoding": job.encoding, "member": job.member, "rows": job.rows}
    return json.dumps({**order, "limits": asdict(limits)}).encode() + b"\n"


_MEND = Text(
    zh="请用Excel打开，删去多余的空行空列后另存，再试。",
    en="Open it in Excel, remove stray empty rows and columns, save it under a new name and try again.",
)
