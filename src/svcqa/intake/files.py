"""Which files a user means: workbooks, text tables, or folders of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from svcqa.errors import InputError, Problem
from svcqa.intake import archives
from svcqa.intake.child import ReadJob
from svcqa.requests import Limits
from svcqa.text import Text

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".txt", ".parquet", ".zip"})

_SETTINGS = frozenset({".yaml", ".yml"})


def find_files(paths: Sequence[Path], exclude: Sequence[str] = (), encoding: str | None = None) -> list[ReadJob]:
    """The files to read, each once, in the order given and within folders by name.

    A file is named as the user gave it; a file of a folder or of an archive by its path within it. Excel's lock files
    (``~$…``) and hidden files are passed over.

    Raises:
        InputError: a path does not exist, or a folder holds no file that could be read.
    """
    problems: list[Problem] = []
    found: dict[tuple[Path, int | None], ReadJob] = {}
    for path in paths:
        try:
            jobs = list(_jobs(path, exclude, encoding))
        except OSError as error:  # a name no system can have, a folder nobody may look into
            problems.append(_closed(path, error))
            continue
        if not jobs:
            problems.append(_nothing(path))
        for job in jobs:
            found.setdefault((job.path.resolve(), job.member), job)
    if problems:
        raise InputError.all_of(problems)
    return list(found.values())


def others_in(paths: Sequence[Path], exclude: Sequence[str] = ()) -> Counter[str]:
    """How many files of each ending stand in these folders, and in archives there, that are not read by their names.

    Settings, what is excluded, lock files and hidden files do not count.
    """
    found: Counter[str] = Counter()
    for path in paths:
        files = sorted(_files_in(path, [])) if path.is_dir() else [path]
        for file in files:
            suffix = file.suffix.lower()
            name = _readable(file.relative_to(path).as_posix()) if path.is_dir() else file.name
            if _passed_over(name, exclude):
                continue
            if suffix == archives.SUFFIX:
                unread = archives.members(file, lambda inner: not _is_read(inner, exclude), Limits())
                found.update(PurePosixPath(inner).suffix.lower() for _, inner in unread)
            elif path.is_dir() and not _is_read(name, exclude):
                found[suffix] += 1
    return found


def _is_read(name: str, exclude: Sequence[str]) -> bool:
    """A file is read by its name, or left out on purpose."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES | _SETTINGS or _passed_over(name, exclude)


def _jobs(path: Path, exclude: Sequence[str], encoding: str | None) -> Iterator[ReadJob]:
    if path.is_file():
        yield from _opened(ReadJob(path, _readable(path.name), encoding), exclude)
    elif path.is_dir():
        closed: list[Path] = []
        for file in sorted(_files_in(path, closed)):
            name = _readable(file.relative_to(path).as_posix())
            if file.suffix.lower() in SUFFIXES and not _passed_over(name, exclude):
                yield from _opened(ReadJob(file, name, encoding), exclude)
        # a folder that cannot be looked into becomes a file that cannot be read: it is said, and stops nobody
        yield from (ReadJob(one, _readable(one.relative_to(path).as_posix()), encoding) for one in closed)


def _opened(job: ReadJob, exclude: Sequence[str]) -> Iterator[ReadJob]:
    """The spreadsheets in an archive; any other file, and an archive without them, as it is."""
    found: list[tuple[int, str]] = []
    if job.path.suffix.lower() == archives.SUFFIX:
        found = archives.members(job.path, lambda name: _is_wanted(name, exclude), Limits())
    yield from (replace(job, name=f"{job.name}/{name}", member=number) for number, name in found)
    if not found:
        yield job


def _is_wanted(name: str, exclude: Sequence[str]) -> bool:
    return PurePosixPath(name).suffix.lower() in SUFFIXES and not _passed_over(name, exclude)


def _files_in(folder: Path, closed: list[Path]) -> Iterator[Path]:
    """Every file below a folder, links that lead nowhere included; folders that do not open are put into a list."""
    for place, _, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        yield from (Path(place, name) for name in names)


def _readable(name: str) -> str:
    """A file's name as its owner reads it, also where the system's locale cannot spell it."""
    return os.fsencode(name).decode("utf-8", "replace")


def _passed_over(name: str, exclude: Sequence[str]) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith(("~$", ".")) or any(fnmatch(name, pattern) or fnmatch(last, pattern) for pattern in exclude)


def _closed(path: Path, error: OSError) -> Problem:
    why = error.strerror or str(error)
    said = Text(f"无法打开（{why}）。", f"cannot be opened ({why}).")
    return Problem(
        said, str(error.filename or path), Text("请检查路径和权限。", "Check the path and your permissions.")
    )


def _nothing(path: Path) -> Problem:
    if path.is_dir():
        said = Text("文件夹里没有表格文件。", "there is no spreadsheet in this folder.")
        kinds = "、".join(sorted(SUFFIXES)), ", ".join(sorted(SUFFIXES))
        return Problem(said, str(path), Text(f"支持{kinds[0]}。", f"Supported: {kinds[1]}."))
    if path.exists():
        said = Text("既不是文件也不是文件夹。", "this is neither a file nor a folder.")
        how = Text("请用-从标准输入读取，或先存成文件。", "Read it from standard input with -, or save it as a file.")
        return Problem(said, str(path), how)
    said = Text("没有这个文件或文件夹。", "there is no such file or folder.")
    return Problem(said, str(path), Text("请检查路径。", "Check the path."))
