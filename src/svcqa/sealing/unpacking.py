"""Unpacking: whether a package holds exactly what its manifest says, and its files in a folder that is removed again.

Nothing in an archive is trusted: names may lead elsewhere, sizes may lie, and a few bytes may inflate to terabytes.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from svcqa.errors import AuditFileError, Problem
from svcqa.requests import Limits
from svcqa.sealing.manifest import MOST, NAME, Entry, Manifest, read
from svcqa.sealing.naming import is_safe, spelt
from svcqa.sealing.packing import closed
from svcqa.text import Text

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_BLOCK = 1 << 20
_TREE = PurePosixPath("tree")
_AS_NAMED = frozenset({"rulesets", "workbook"})
"""Folders of files that name each other and keep their places; others get short names, which every system can hold."""
_EXTRA = Text("清单里没有这个文件。", "the manifest does not have this file.")
_TWICE = Text("出现了不止一次。", "it is there more than once.")
_UNSAFE = Text("路径指向包外，没有解压。", "its path leads out of the package; it was not unpacked.")
_GONE = Text("清单里有，包里没有。", "the manifest has it, the package does not.")
_SIZE = Text("大小与清单不符。", "its size is not that of the manifest.")
_DAMAGED = Text("已损坏，无法解压。", "it is damaged and cannot be unpacked.")
_CHANGED = Text(
    "与清单里的SHA-256不符：封存后被改动过。", "its SHA-256 is not that of the manifest: it was changed since."
)


@dataclass(frozen=True)
class Package:
    """A package, unpacked."""

    manifest: Manifest
    root: Path
    """Where its rulesets, and its workbook with the proofs it names, lie as they do in it."""
    places: dict[str, Path]
    """Path in the package → where it lies now; a file that could not be unpacked is not there."""
    problems: Sequence[Problem]
    """What is not as the manifest says."""


@contextmanager
def unpacked(path: Path) -> Iterator[Package]:
    """A package, unpacked into a folder that is removed afterwards.

    Raises:
        AuditFileError: it is no package.
        InputError: it cannot be opened.
    """
    # a file that is still open somewhere must not hide what went wrong
    with tempfile.TemporaryDirectory(prefix="svcqa-", ignore_cleanup_errors=True) as folder:
        try:
            with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
                made = _unpacked(archive, path, Path(folder).resolve())
        except _BROKEN as error:
            raise _no_package(path, str(error)) from error
        except OSError as error:
            raise closed(path, error) from error
        yield made


def _unpacked(archive: zipfile.ZipFile, path: Path, root: Path) -> Package:
    infos = {info.filename: info for info in archive.infolist()}
    if NAME not in infos or infos[NAME].file_size > MOST:
        raise _no_package(path, f"{NAME}?")
    manifest = read(archive.read(NAME))
    _check_size(manifest, path)
    problems = [*_listed(archive, manifest)]
    places: dict[str, Path] = {}
    for number, entry in enumerate(manifest.entries):
        if not is_safe(entry.path):
            problems.append(Problem(_UNSAFE, entry.path))
        elif entry.path not in infos:
            problems.append(Problem(_GONE, entry.path))
        else:
            place = root / _inner(entry, number)
            wrong = _extracted(archive, infos[entry.path], entry, place)
            if wrong:
                problems.append(Problem(wrong, entry.path))
            if place.is_file():
                places[entry.path] = place
    return Package(manifest, root / _TREE, places, problems)


def _check_size(manifest: Manifest, path: Path) -> None:
    """Refuse what inflates beyond all measure."""
    limits = Limits()
    most = max(limits.inflated_bytes, limits.zip_ratio * path.stat().st_size)
    total = sum(max(entry.size, 0) for entry in manifest.entries)
    if total > most or len(manifest.entries) > limits.zip_entries:
        raise AuditFileError.of(
            f"清单里的文件共{total}字节、{len(manifest.entries)}个，大得不像真的，没有解压。",
            f"the manifest lists {total} bytes in {len(manifest.entries)} files, too much to be true; not unpacked.",
            where=path,
        )


def _listed(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[Problem]:
    """What stands in the archive beyond its manifest, or more than once in either."""
    listed = {entry.path for entry in manifest.entries}
    names = [info.filename for info in archive.infolist()]
    for name, count in Counter(names).items():
        if name not in listed | {NAME}:
            yield Problem(_EXTRA, name)
        if count > 1:
            yield Problem(_TWICE, name)
    for name, count in Counter(spelt(entry.path) for entry in manifest.entries).items():
        if count > 1:
            yield Problem(_TWICE, name)


def _inner(entry: Entry, number: int) -> PurePosixPath:
    path = PurePosixPath(entry.path)
    return _TREE / path if path.parts[0] in _AS_NAMED else PurePosixPath("flat", f"{number}{path.suffix}")


def _extracted(archive: zipfile.ZipFile, info: zipfile.ZipInfo, entry: Entry, place: Path) -> Text | None:
    """Unpack one file, and say what is wrong with it; never more bytes than its manifest says."""
    if info.file_size != entry.size:
        return _SIZE
    digest, left = hashlib.sha256(), entry.size
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(info) as source, place.open("wb") as target:
            while block := source.read(min(_BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    break
                target.write(block)
                digest.update(block)
    except _BROKEN:
        place.unlink(missing_ok=True)
        return _DAMAGED
    if left:
        place.unlink()
        return _SIZE
    return None if digest.hexdigest() == entry.sha256 else _CHANGED


def _no_package(path: Path, why: str) -> AuditFileError:
    return AuditFileError.of(
        f"不是svcqa封存的证据包，或已损坏（{why}）。", f"not a package sealed by svcqa, or damaged ({why}).", where=path
    )
