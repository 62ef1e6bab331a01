"""The console: data to standard output, everything else to standard error, in whatever encoding it has."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterable, Mapping
from typing import TextIO

import click

from svcqa import widths
from svcqa.errors import Problem, SvcqaError, UsageError
from svcqa.text import Lang, Text

_ERROR = Text(zh="错误：", en="Error: ")
_WARNING = Text(zh="注意：", en="Warning: ")
_REDRAW_SECONDS = 0.1
_COMMANDS = dict.fromkeys({*range(32), *range(127, 160)} - {ord("\n"), ord("\t")}, "?")
"""Control characters: a cell of a workbook must not move the cursor."""


class Console:
    """Standard streams that never fail on a character their encoding lacks, nor on a reader that left early.

    Attributes:
        lang: language of everything said.
        lang_given: the user asked for that language (``--lang`` or ``SVCQA_LANG``).
        quiet: say nothing but errors and warnings.
    """

    def __init__(self, lang: Lang, environ: Mapping[str, str] | None = None, *, lang_given: bool = False) -> None:
        self.lang = lang
        self.lang_given = lang_given
        self.quiet = False
        self.environ = os.environ if environ is None else environ
        self._progress = _Progress(sys.stderr)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")

    def prefer(self, lang: Lang | None) -> None:
        """Speak the language of the settings, unless the user asked for another."""
        if lang and not self.lang_given:
            self.lang = lang

    @property
    def width(self) -> int:
        """Columns of the terminal, at most 100."""
        return min(shutil.get_terminal_size().columns, 100)

    def in_colour(self, stream: TextIO) -> bool:
        """Colour is for terminals, unless ``NO_COLOR`` or ``FORCE_COLOR`` says otherwise."""
        if self.environ.get("NO_COLOR"):
            return False
        return bool(self.environ.get("FORCE_COLOR")) or _is_terminal(stream)

    def read_bytes(self) -> bytes:
        """What comes from standard input.

        Raises:
            UsageError: it is closed.
        """
        if sys.stdin is None:
            mend = Text(zh="请把文件送进来，或写出文件名。", en="Send a file there, or name one.")
            raise UsageError.of("标准输入是关闭的。", "standard input is closed.", where="-", mend=mend)
        return sys.stdin.buffer.read()

    def write(self, text: str) -> None:
        """Write a line of data."""
        self._out(text + "\n")

    def write_bytes(self, data: bytes, *, text: bool = False) -> None:
        """Write data as it is; ``text`` is UTF-8 for people, and goes through the console's encoding."""
        if text:
            self._out(data.decode("utf-8", "replace"))
            return
        self._progress.clear()
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            self._out(data.decode("utf-8", "replace"))
            return
        try:
            sys.stdout.flush()
            stream.write(data)
            stream.flush()
        except OSError as error:
            _let_go(error)

    def say(self, text: Text) -> None:
        """Say something about the work, unless asked to be quiet."""
        if not self.quiet:
            self._err(text.say(self.lang))

    def warn(self, problem: Problem) -> None:
        """Say that something is wrong although the work goes on."""
        self._err(problem.say(self.lang), _WARNING, "yellow")

    def check_place(self, path: str, inputs: Iterable[str]) -> None:
        """Refuse a file that cannot be written, or would replace or lie among files that are read.

        Raises:
            UsageError: it cannot be written there.
            LockedError: another program holds it.
        """
        from svcqa.cli.output import check_place

        check_place(path, inputs)

    def write_file(self, path: str, data: bytes) -> None:
        """Write a file in one step, so that nobody ever sees half of it.

        Raises:
            UsageError: it cannot be written.
            LockedError: another program holds it.
        """
        from svcqa.cli.output import write_whole

        write_whole(path, data)

    def fail(self, error: SvcqaError) -> None:
        """Say what is wrong, a line a problem."""
        for problem in error.problems:
            self._err(problem.say(self.lang), _ERROR, "red")

    def progress(self, doing: str) -> None:
        """Show what is being done, on a terminal only."""
        if not self.quiet:
            self._progress.show(doing)

    def close(self) -> None:
        """Leave the terminal clean."""
        self._progress.clear()
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError as error:
            _let_go(error)

    def _out(self, text: str) -> None:
        self._progress.clear()
        if sys.stdout is None:
            return
        try:
            click.echo(_writable(text, sys.stdout), file=sys.stdout, nl=False, color=self.in_colour(sys.stdout))
            sys.stdout.flush()
        except OSError as error:
            _let_go(error)

    def _err(self, line: str, head: Text | None = None, colour: str = "") -> None:
        self._progress.clear()
        if sys.stderr is None:
            return
        styled = click.style(_writable(head.say(self.lang), sys.stderr), fg=colour) if head else ""
        try:
            click.echo(styled + _writable(line, sys.stderr), file=sys.stderr, color=self.in_colour(sys.stderr))
        except OSError:  # nobody listens, so there is nobody to tell either; the exit code still speaks
            _to_nowhere(sys.stderr)


class _Progress:
    """One line on a terminal, drawn over and over; nothing where standard error is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if _is_terminal(stream) else None
        self._drawn = 0
        self._last = 0.0
        self._steps = 0

    def show(self, doing: str) -> None:
        self._steps += 1
        now = time.monotonic()
        if self._stream is None or now - self._last < _REDRAW_SECONDS:
            return
        self._last = now
        columns = shutil.get_terminal_size().columns - 1
        self._draw(widths.clip(_writable(f"[{self._steps}] {doing}".replace("\n", " "), self._stream), columns))

    def clear(self) -> None:
        if self._drawn and self._stream:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._stream.flush()
            self._drawn = 0

    def _draw(self, line: str) -> None:
        assert self._stream is not None  # noqa: S101 - asked by show
        self._stream.write("\r" + widths.pad(line, self._drawn))
        self._stream.flush()
        self._drawn = widths.width(line)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _writable(text: str, stream: TextIO) -> str:
    """The text with every character replaced that the stream cannot encode, or that would command the terminal."""
    encoding = stream.encoding or "utf-8"
    return text.translate(_COMMANDS).encode(encoding, "replace").decode(encoding, "replace")


def _let_go(error: OSError) -> None:
    """Whoever read standard output has left: write the rest to nowhere, and leave the exit code as it is."""
    gone = isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)
    if not gone:
        raise SvcqaError.of(
            f"无法写到标准输出（{error.strerror or error}）。",
            f"cannot write to standard output ({error.strerror or error}).",
        ) from error
    _to_nowhere(sys.stdout)


def _to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
