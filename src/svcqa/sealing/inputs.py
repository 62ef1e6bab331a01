"""The files of an audit again: where each of them lies now, and whether it still is what was audited."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from svcqa.accounts import InputAccount
from svcqa.basis import Order
from svcqa.errors import InputError, Problem
from svcqa.intake import archives, find_files
from svcqa.intake.child import ReadJob
from svcqa.requests import Limits
from svcqa.sealing.packing import closed, digest_of
from svcqa.text import Text

_CHANGED = Text(
    "与审核时的文件不同（SHA-256不一致）。", "differs from the file that was audited (its SHA-256 is another)."
)
_MISSING = Text("找不到审核时的这个文件。", "this file of the audit is not there.")
_UNREAD = Text(
    "审核时就打不开这个文件，没有记下它的SHA-256，无法核对。",
    "this file could not be opened when the audit was made, so no SHA-256 of it is known and it cannot be checked.",
)
_LEAVE_OUT = Text(
    "请换成能打开的文件，或在svcqa.yaml的exclude里排除它，再重新审核。",
    "Mend the file, or leave it out (`exclude` in svcqa.yaml), and audit again.",
)
_NAME_IT = Text(
    "请用--inputs（审核工作簿用--workbook）指出审核时的文件夹或文件，写法与审核时相同。",
    "Name its folder, or itself, with --inputs (the audit workbook with --workbook), as when it was audited.",
)
_AGAIN = Text(
    "请给出审核时的文件；审核之后又改过的（例如在审核工作簿里写了复核），请用现在的文件重新审核再封存，已有的复核仍然有效。",
    "Give the file as it was audited. If it was changed since, as by reviews written into the audit workbook, audit "
    "again with it and seal that: reviews stay valid.",
)  # fmt: skip


@dataclass(frozen=True)
class Located:
    """The files of an audit, in its order."""

    jobs: Sequence[ReadJob | None]
    """``None``: it is not there. A changed file stands here too."""
    problems: Sequence[Problem]
    """What is missing (kind ``missing``), has changed (``changed``) or was never read (``unread``)."""
    extra: Sequence[ReadJob]
    """Files that were not part of the audit."""


def files_at(places: Iterable[Path], order: Order) -> list[ReadJob]:
    """The files at some places, as the audit would have found them.

    Raises:
        InputError: a path does not exist, or a folder holds no spreadsheet.
    """
    return find_files(list(places), order.settings.get("exclude", ()), order.settings.get("encoding"))


def located(accounts: Sequence[InputAccount], jobs: Sequence[ReadJob]) -> Located:
    """Find the files of an audit among others: by name, and of one name that with the digest that was recorded."""
    digest = cache(_digest)
    left = list(jobs)
    taken: list[ReadJob | None] = []
    problems: list[Problem] = []
    for account in accounts:
        named = [job for job in left if job.name == account.name]
        same = [job for job in named if account.sha256 and digest(job) == account.sha256]
        chosen = next(iter(same or named), None)
        if chosen is not None:
            left.remove(chosen)
        if not same:
            problems.append(_problem(account, chosen))
        taken.append(chosen)
    return Located(taken, problems, left)


def as_named(path: Path, name: str, encoding: str | None) -> list[ReadJob]:
    """The file at a path under the name of the audit; of an archive every spreadsheet in it."""
    jobs = find_files([path], encoding=encoding)
    return [replace(job, name=name + job.name[len(path.name) :]) for job in jobs]


def outer_names(jobs: Iterable[ReadJob]) -> Iterator[tuple[str, Path]]:
    """Every file once, an archive as a whole: its name in the audit, and where it lies."""
    seen = set()
    for job in jobs:
        name = job.name if job.member is None else job.name.removesuffix(f"/{_inner(job.path)[job.member]}")
        if (name, job.path) not in seen:
            seen.add((name, job.path))
            yield name, job.path


@cache
def _inner(path: Path) -> dict[int, str]:
    return dict(archives.members(path, lambda name: True, Limits()))


def _digest(job: ReadJob) -> str:
    """Its digest; empty if it cannot be read."""
    try:
        if job.member is not None:
            return hashlib.sha256(archives.content(job.path, job.member, Limits())).hexdigest()
        with job.path.open("rb") as stream:
            return digest_of(stream)
    except InputError:
        return ""
    except OSError as error:
        raise closed(job.name, error) from error


def _problem(account: InputAccount, found: ReadJob | None) -> Problem:
    if not account.sha256:
        return Problem(_UNREAD, account.name, _LEAVE_OUT, kind="unread")
    if found is None:
        return Problem(_MISSING, account.name, _NAME_IT, kind="missing")
    return Problem(_CHANGED, account.name, _AGAIN, kind="changed")
