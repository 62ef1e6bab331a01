"""The audited files again: where they lie, whether they are still what was audited, and which cannot be marked."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from svcqa.accounts import InputAccount
from svcqa.errors import InputError, LockedError, Problem, SvcqaError
from svcqa.text import Text

_FORMAT = Text("{format}格式不能标注", "files of format {format} cannot be marked")
_ARCHIVE = Text("在压缩包里，不能标注", "stands in an archive, which cannot be marked")


@dataclass(frozen=True)
class Inputs:
    """Files to be marked and where they lie, and those that cannot be marked and why."""

    found: Mapping[str, Path]
    refused: Mapping[str, Text]


def located(accounts: Sequence[InputAccount], names: Iterable[str], places: Sequence[Path]) -> Inputs:
    """Find the files that are to be marked, and see that they are those that were audited.

    Args:
        accounts: the inputs of the audit.
        names: the files wanted, by their names there.
        places: files, and folders that hold them.

    Raises:
        InputError: files are missing or were changed; all of them are named.
    """
    known = {one.name: one for one in accounts}
    twice = {name for name, count in Counter(one.name for one in accounts).items() if count > 1}
    found: dict[str, Path] = {}
    refused: dict[str, Text] = {}
    problems: list[Problem] = []
    for name in names:
        account = known[name]
        if account.facts.get("format") != "xlsx":
            refused[name] = _FORMAT.fill(format=PurePosixPath(name).suffix.lstrip(".") or account.facts.get("format"))
        elif (path := _path(name, places)) is not None:
            try:
                checked(path, account, twice=name in twice)
                found[name] = path
            except SvcqaError as error:
                problems += error.problems
        elif _in_archive(name, places):
            refused[name] = _ARCHIVE
        else:
            problems.append(_missing(name))
    if problems:
        raise InputError.all_of(problems)
    return Inputs(found, refused)


def checked(path: Path, account: InputAccount, *, twice: bool = False) -> bytes:
    """What stands in a file, if it is what was audited.

    Raises:
        InputError: it was changed since, or cannot be opened.
        LockedError: another program holds it.
    """
    try:
        data = path.read_bytes()
    except PermissionError as error:
        mend = Text("请关闭后重试。", "Close it and try again.")
        raise LockedError.of(
            "无法打开：没有权限，或正被另一个程序打开。",
            "cannot be opened: no permission, or another program has it open.",
            where=account.name,
            mend=mend,
        ) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise InputError.of(f"无法打开（{said}）。", f"cannot be opened ({said}).", where=account.name) from error
    if twice:
        raise InputError.of(
            "审核读取了两个同名的文件，分不清哪些疑点属于哪一个。",
            "the audit read two files of this name, and its findings do not say which of them they mean.",
            where=account.name,
            mend=Text("请改名后重新审核。", "Rename one and audit again."),
        )
    if hashlib.sha256(data).hexdigest() != account.sha256:
        raise InputError.of(
            "与审核时的文件不同（SHA-256不一致），不能标注。",
            "differs from the file that was audited (its SHA-256 is another) and cannot be marked.",
            where=account.name,
            mend=Text("请给出审核时的文件，或重新审核。", "Give the file as it was audited, or audit again."),
        )
    return data


def _path(name: str, places: Sequence[Path]) -> Path | None:
    """Where a file lies; names that lead out of a folder lie nowhere."""
    return next((path for path in _candidates(name, places) if path.is_file()), None)


def _candidates(name: str, places: Sequence[Path]) -> Iterator[Path]:
    if not is_inside(name):
        return
    for place in places:
        if place.is_dir():
            yield place / name
        elif place.name == PurePosixPath(name).parts[0]:
            yield place.parent / name


def is_inside(name: str) -> bool:
    """Whether a file's name stays below the folder that it is read from."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return bool(parts) and not Path(name).drive and parts[0] != "/" and ".." not in parts


def _in_archive(name: str, places: Sequence[Path]) -> bool:
    return any(above.is_file() for path in _candidates(name, places) for above in path.parents)


def _missing(name: str) -> Problem:
    said = Text("找不到审核时的这个文件。", "this file of the audit is not there.")
    return Problem(
        said, name, Text("请用--inputs指出审核时的文件夹或文件。", "Name its folder, or itself, with --inputs.")
    )
