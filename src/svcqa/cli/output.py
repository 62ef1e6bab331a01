"""Where reports go: ``--output FORMAT=PATH``, ``--format FORMAT``, and files that are whole or not there at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from svcqa.errors import InputError, LockedError, Problem, SvcqaError, UsageError
from svcqa.suggestions import no_such
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.findings import Audit
    from svcqa.host import Host
    from svcqa.requests import Rendered

STREAM = "-"
TEXT = "text"
_FORMAT = Text(zh="格式", en="format")


@dataclass(frozen=True)
class Wanted:
    """A report that is wanted: its format, and the file it goes to (``-``: standard output)."""

    format: str
    path: str = STREAM


def wanted(outputs: Sequence[tuple[str, str]], format_: str | None, otherwise: str | None = TEXT) -> list[Wanted]:
    """The reports asked for; ``otherwise`` to standard output if none is.

    Raises:
        UsageError: two of them would go to one place.
    """
    asked = [Wanted(name, path) for name, path in outputs]
    if format_ or (otherwise and not asked):
        asked.append(Wanted(format_ or otherwise or TEXT))
    places = [_place(one.path) for one in asked]
    for one, place in zip(asked, places, strict=True):
        if places.count(place) > 1:
            raise UsageError.of(
                "同一处只能输出一种格式。",
                "only one format can go to one place.",
                where="--output" if place == STREAM else one.path,
                mend=Text(zh="请分别写到不同的文件。", en="Write them to different files."),
            )
    return asked


def _place(path: str) -> str:
    """One name for one file, however it is written."""
    return path if path == STREAM else os.path.normcase(os.path.realpath(path))


def check(reports: Iterable[Wanted], host: Host, inputs: Iterable[str] = ()) -> None:
    """Refuse before the work what would fail after it: unknown formats, folders that do not exist, locked files.

    Raises:
        UsageError: a format is unknown, or a file cannot be written there.
        LockedError: another program holds a file that is to be replaced.
    """
    read = list(inputs)
    for report in reports:
        if report.format not in host.formats:
            raise no_such(_FORMAT, report.format, host.formats, "--format" if report.path == STREAM else "--output")
        if report.path == STREAM:
            continue
        check_place(report.path, read)


def refuse_existing(path: str) -> None:
    """Leave a file alone that is there already.

    Raises:
        UsageError: it is there.
    """
    if os.path.lexists(path):
        mend = Text("请另起一个名字，或先把它移开。", "Choose another name, or move it away first.")
        raise UsageError.of(
            "文件已经存在，没有改动。", "the file is there already and was left alone.", where=path, mend=mend
        )


def check_place(path: str, inputs: Iterable[str]) -> None:
    """Refuse a file that cannot be written, that would replace an input, or that the next run would read as one.

    Raises:
        UsageError: it cannot be written there.
        LockedError: another program holds it.
    """
    check_not_read(path, inputs)
    _check_target(Path(os.path.realpath(path)), path)


def check_not_read(shown: str, inputs: Iterable[str]) -> None:
    """Refuse what would replace a file that is audited, or lie where the next audit would read it as records.

    Raises:
        UsageError: it would.
    """
    from svcqa.intake import SUFFIXES

    target, place, read = Path(os.path.realpath(shown)), _place(shown), {_place(one) for one in inputs}
    if place in read:
        raise UsageError.of(
            "这是要审核的文件，不能覆盖。",
            "this is a file to be audited and must not be overwritten.",
            where=shown,
            mend=Text(zh="请换一个文件名。", en="Choose another name."),
        )
    above = {os.path.normcase(folder) for folder in target.parents}
    if target.suffix.lower() in SUFFIXES and above & read:
        raise UsageError.of(
            "报告不能放在要审核的文件夹里，否则会被当作记录读入。",
            "the report would lie in a folder to be audited and be read as records.",
            where=shown,
            mend=Text(zh="请放到别的文件夹。", en="Choose another folder."),
        )


def _check_target(target: Path, shown: str) -> None:
    if os.path.isdir(target):  # noqa: PTH112 - Path.is_dir fails on a name no system can have
        raise UsageError.of(
            "这是文件夹。", "this is a folder.", where=shown, mend=Text("请写出文件名。", "Name a file in it.")
        )
    if not target.parent.is_dir():
        mend = Text(zh="请先建立文件夹。", en="Create the folder first.")
        raise UsageError.of(
            f"没有文件夹“{target.parent}”。", f"there is no folder '{target.parent}'.", where=shown, mend=mend
        )
    try:
        if target.is_file():
            target.open("r+b").close()
        elif not target.exists():
            target.open("xb").close()
            target.unlink()
    except OSError as error:
        raise _unwritable(shown, error) from error


def deliver(
    reports: Sequence[Wanted], audit: Audit, host: Host, console: Console, *, template: bytes | None = None
) -> None:
    """Render the reports of an audit and send each to its place.

    Raises:
        SvcqaError: one or more could not be written.
    """
    from svcqa.rendering import rendered
    from svcqa.requests import RenderRequest

    send(reports, lambda one: rendered(audit, RenderRequest(one.format, console.lang, template), host), console)


def send(reports: Iterable[Wanted], make: Callable[[Wanted], Rendered], console: Console) -> None:
    """Make the reports and send each to its place; one that cannot be written does not keep the others back.

    Raises:
        SvcqaError: one or more could not be written.
    """
    problems: list[Problem] = []
    for report in reports:
        data = make(report)
        if report.path == STREAM:
            console.write_bytes(data if isinstance(data, bytes) else b"".join(data), text=report.format == TEXT)
            continue
        try:
            write_whole(report.path, data)
        except SvcqaError as error:
            problems += error.problems
    if problems:
        raise InputError.all_of(problems)


def write_whole(path: str, data: Rendered) -> None:
    """Write a file in one step, see :func:`whole`."""
    with whole(path) as stream:
        stream.writelines([data] if isinstance(data, bytes) else data)


@contextlib.contextmanager
def whole(path: str) -> Iterator[IO[bytes]]:
    """A file that is written in one step, so that nobody ever sees half of it; a special file is written as it is.

    Raises:
        LockedError: another program, usually Excel, holds the file.
        UsageError: it cannot be written for another reason.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        try:
            with beside.open("wb") as stream:
                yield stream
            beside.replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError):  # it has become the target
                beside.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: str, error: OSError) -> SvcqaError:
    if isinstance(error, PermissionError):
        return LockedError.of(
            "无法写入：没有权限，或文件正被另一个程序（多半是Excel）打开。",
            "cannot be written: no permission, or another program (usually Excel) has it open.",
            where=path,
            mend=Text(zh="请关闭后重试，或换一个文件名。", en="Close it and try again, or choose another name."),
        )
    said = error.strerror or str(error)
    mend = Text(zh="请换一个位置。", en="Choose another place.")
    return UsageError.of(f"无法写入（{said}）。", f"cannot be written ({said}).", where=path, mend=mend)
