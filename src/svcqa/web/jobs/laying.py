"""The files of a version laid out for an audit, under their names; archives give way to what stands in them.

An archive stays one file where anything in it cannot be taken out safely, or where another archive stands in it: the
audit then tells of every entry what it tells on the command line.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from svcqa.errors import InputError
from svcqa.intake import archives, find_files
from svcqa.intake.files import others_in
from svcqa.requests import Limits
from svcqa.web.store.files import Files
from svcqa.web.store.names import apart, meant, within
from svcqa.web.store.uploads import Handed

_MOST = 1_000_000_000
"""Bytes that an archive may hold, taken out, to be taken out at all."""


@dataclass(frozen=True)
class Laid:
    """Files on disk under their names.

    Attributes:
        paths: what an audit is given.
        files: the files of the version as they are now.
        others: ending → how many files in archives are no spreadsheets by their names, and are not read.
    """

    paths: Sequence[Path]
    files: Sequence[Handed]
    others: dict[str, int]

    @property
    def places(self) -> dict[str, Path]:
        """Name of a file in the audit → where it lies now."""
        base = self.paths[-1] if self.paths and self.paths[-1].is_dir() else None
        flat = {path.name: path for path in self.paths if path != base}
        return flat | {one.name: base / one.name for one in self.files if base and "/" in one.name}


def laid_out(files: Sequence[Handed], stayed: Collection[str], store: Files, folder: Path) -> Laid:
    """Lay out the files of a version.

    Args:
        files: the files.
        stayed: names of those that are as they were in the version before; what stands in a new archive takes their
            places.
        store: where their bytes are.
        folder: where to lay them.
    """
    named: dict[str, Handed] = {}
    others: dict[str, int] = {}
    for one in sorted(files, key=lambda one: one.name not in stayed):
        taken = _taken_out(one, store, folder)
        for ending, count in (others_in([_lent(one, store, folder)]) if taken else {}).items():
            others[ending] = others.get(ending, 0) + count
        for inner in taken or [one]:
            named[_place(inner.name, one, named, stayed)] = inner
    final = [Handed(name, one.digest, one.size) for name, one in sorted(named.items())]
    return Laid(_laid(final, store, folder), final, others)


def _place(name: str, source: Handed, named: dict[str, Handed], stayed: Collection[str]) -> str:
    """What a file is called beside those that are named already."""
    old = meant(name, named)
    if old is None or old in stayed:
        return old or name
    stem = PurePosixPath(source.name).stem
    return apart(name if old.casefold() != name.casefold() else f"{stem}/{name}", named)


def _lent(one: Handed, store: Files, folder: Path) -> Path:
    """The file under a name that says what it is."""
    place = folder / "lent" / f"{one.digest}{archives.SUFFIX}"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(store.path(one.digest), place)
    return place


def _taken_out(one: Handed, store: Files, folder: Path) -> list[Handed]:
    """The spreadsheets in an archive; none if it is none, or stays as it is."""
    if not one.name.lower().endswith(archives.SUFFIX):
        return []
    path, limits = _lent(one, store, folder), Limits()
    entries = [(job.member, job.name.partition("/")[2]) for job in find_files([path]) if job.member is not None]
    if any(name.lower().endswith(archives.SUFFIX) for _, name in entries) or _is_huge(path):
        return []
    try:
        return list(_stored(path, entries, store, limits))
    except (InputError, MemoryError):
        return []


def _is_huge(path: Path) -> bool:
    """Taken out it would fill the desk's disk, which keeps what it is given."""
    return not archives.members(path, lambda _: True, Limits(inflated_bytes=_MOST))


def _stored(path: Path, entries: Sequence[tuple[int, str]], store: Files, limits: Limits) -> Iterator[Handed]:
    taken: dict[str, int] = {}
    for member, name in entries:
        shown = apart(within(name), taken)
        taken[shown] = member
        kept = store.take(io.BytesIO(archives.content(path, member, limits)), limits.inflated_bytes, shown)
        yield Handed(shown, kept.digest, kept.size)


def _laid(files: Sequence[Handed], store: Files, folder: Path) -> list[Path]:
    """Files by their bare names, and one folder for those that stand in folders."""
    flat, deep = folder / "files", folder / "folders"
    paths: list[Path] = []
    for one in files:
        place = (deep if "/" in one.name else flat) / one.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(store.path(one.digest), place)
        if "/" not in one.name:
            paths.append(place)
    return [*paths, *([deep] if deep.exists() else [])]
