"""The rulesets of an audit as files: found where they are installed or lie, and put into a package to be used there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath, PurePosixPath

from svcqa.basis import Order, RulesetFacts
from svcqa.errors import ConfigError, Problem, UsageError
from svcqa.rulesets import Library, load
from svcqa.rulesets.library import registers_in
from svcqa.rulesets.sources import sources
from svcqa.sealing.manifest import Manifest
from svcqa.sealing.packing import Piece
from svcqa.text import Text

_FOLDER, _FILES = "rulesets", "files"


def found(order: Order, library: Library, files: Sequence[str]) -> list[str]:
    """What to load for each ruleset of an order: the name of an installed one, or the path of a file.

    Args:
        order: what was ordered.
        library: the installed rulesets.
        files: the ruleset files at hand.

    Raises:
        UsageError: some are neither installed nor at hand; all are named.
    """
    at_hand, made = list(files), []
    for name in order.rulesets:
        file = next((one for one in at_hand if PurePath(one).name == name), "")
        if name in library.places or not file:
            made.append(name if name in library.places else "")
        else:
            at_hand.remove(file)
            made.append(file)
    lacking = [name for name, place in zip(order.rulesets, made, strict=True) if not place]
    if lacking:
        said = Text("没有安装这个规则集，也没有给出它的文件。", "this ruleset is not installed, nor is its file given.")
        mend = Text("请用--ruleset给出审核时用的规则集文件。", "Give the file it was audited with, with --ruleset.")
        raise UsageError.all_of(Problem(said, name, mend) for name in lacking)
    return made


def check(names: Iterable[str], library: Library, used: Iterable[RulesetFacts]) -> None:
    """See that rulesets are those of an audit.

    Raises:
        ConfigError: some have been changed since; all are named.
    """
    digests = {load(name, library).digest for name in names}
    changed = [one.name for one in used if one.digest not in digests]
    if changed:
        said = Text(
            "与审核时用的规则集不同（摘要不一致）。", "differs from the ruleset of the audit (its digest is another)."
        )
        mend = Text("请给出当时的规则集，或重新审核。", "Give it as it was then, or audit again.")
        raise ConfigError.all_of(Problem(said, name, mend) for name in changed)


def pieces(order: Order, names: Sequence[str], library: Library) -> Iterator[Piece]:
    """The files of an order's rulesets, and all registers, laid out so that :func:`unpacked` finds them.

    Args:
        order: what was ordered.
        names: what to load for each of its rulesets.
        library: the installed rulesets.

    Raises:
        ConfigError: a file is wrong or cannot be read.
    """
    made: dict[str, Piece] = {}
    for folder in library.folders:
        for place in registers_in(folder):
            path = _installed(folder, place, library)
            made[path] = Piece(path, "register", place.read_bytes())
    for number, name in enumerate(names, 1):
        own: list[Traversable] = []
        for place in sources(name, library):
            home = next((one for one in library.folders if _below(place, one)), None)
            if home is None:
                own.append(place)
            else:
                path = _installed(home, place, library)
                made[path] = Piece(path, "ruleset", place.read_bytes())
        made.update({one.path: one for one in _files(own, number, order.rulesets[number - 1])})
    yield from made.values()


def unpacked(order: Order, manifest: Manifest, root: Path) -> tuple[list[str], Library]:
    """What to load for each ruleset of an order, and the library of the package; nothing that is installed is in it.

    Args:
        order: what was ordered.
        manifest: that of the package.
        root: where the package is unpacked.

    Raises:
        UsageError: a ruleset is not in the package.
        ConfigError: a file of it is wrong, or asks for a file outside of the package.
    """
    top = root / _FOLDER
    folders = sorted(one for one in top.iterdir() if one.is_dir() and one.name != _FILES) if top.is_dir() else []
    library = Library(folders)
    files = {
        PurePosixPath(one.path).parts[:3]: str(root / PurePosixPath(one.path))
        for one in manifest.of("ruleset")
        if one.name and one.path.startswith(f"{_FOLDER}/{_FILES}/") and (root / PurePosixPath(one.path)).is_file()
    }
    names = [files.get((_FOLDER, _FILES, str(number)), name) for number, name in enumerate(order.rulesets, 1)]
    lacking = [name for name in names if name not in library.places and name not in files.values()]
    if lacking:
        said = Text("证据包里没有这个规则集。", "this ruleset is not in the package.")
        raise UsageError.all_of(Problem(said, name) for name in lacking)
    for name in names:
        _check_inside(sources(name, library), root)
    return names, library


def _check_inside(places: Iterable[Traversable], root: Path) -> None:
    for place in places:
        if not Path(str(place)).resolve().is_relative_to(root.resolve()):
            said = "规则集引用了证据包之外的文件。", "a ruleset asks for a file outside of the package."
            raise ConfigError.of(*said, where=place.name)


def _installed(folder: Traversable, place: Traversable, library: Library) -> str:
    number = library.folders.index(folder) + 1
    return f"{_FOLDER}/{number:02}-{folder.name}/{_below(place, folder)}"


def _below(place: Traversable, folder: Traversable) -> str:
    """The path within a folder; empty for what lies elsewhere."""
    inner, outer = os.path.normpath(str(place)), os.path.normpath(str(folder)) + os.sep
    return inner[len(outer) :].replace(os.sep, "/") if inner.startswith(outer) else ""


def _files(places: Sequence[Traversable], number: int, name: str) -> Iterator[Piece]:
    """Files of a user, placed to each other as they were; only the one that the order names has a name."""
    paths = [os.path.realpath(str(place)) for place in places]
    base = os.path.commonpath([os.path.dirname(path) for path in paths]) if paths else ""  # noqa: PTH120
    for position, path in enumerate(paths):
        inner = os.path.relpath(path, base).replace(os.sep, "/")
        content = Path(path)
        yield Piece(f"{_FOLDER}/{_FILES}/{number}/{inner}", "ruleset", content, "" if position else name)
