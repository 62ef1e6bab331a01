"""Schemes and mappings by name, from the plugins' folders or from a user's file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from svcqa.errors import ConfigError, Problem
from svcqa.rulesets.reading import read_model, text_of
from svcqa.schemes.models import MappedEvidence, MappingFile, SchemeFile
from svcqa.suggestions import no_such
from svcqa.text import Text
from svcqa.yamlfile import YamlFile

_SUFFIXES = (".yaml", ".yml")
_HALVES = ("/timing", "/sample")
"""What is counted apart from its rule, and bears on what the rule bears on."""
_TWICE = Text(
    "规则“{rule}”同时对应“{one}”和“{other}”；一条规则只对应一项，只扣一次分。",
    "rule '{rule}' bears on both '{one}' and '{other}'; a rule bears on one item and deducts once.",
)


@dataclass(frozen=True)
class Pattern:
    """Rules that bear on an item, or on none; where somebody says so."""

    pattern: str
    item: str
    """Empty: unrelated."""
    where: str
    why: Text | None = None


@dataclass(frozen=True)
class Mapped:
    """All that is said of which rules bear on which items."""

    patterns: Sequence[Pattern]
    evidence: Mapping[str, Sequence[str]]
    """Evidence → registers."""
    own: Sequence[Pattern] = ()
    """What the users themselves say, which goes before everything else."""

    def of(self, rule: str) -> Pattern | None:
        """What is said of a rule; its timing and its sample are as it is.

        Raises:
            ConfigError: it bears on two items.
        """
        name = base(rule)
        own = [one for one in self.own if fnmatchcase(name, one.pattern)]
        found = own or [one for one in self.patterns if fnmatchcase(name, one.pattern)]
        homes = {one.item: one for one in found}
        if len(homes) > 1:
            one, other, *_ = homes.values()
            said = _TWICE.fill(rule=name, one=one.item or one.pattern, other=other.item or other.pattern)
            raise ConfigError(Problem(said, f"{one.where}; {other.where}"))
        return found[0] if found else None

    def instead(self, item: str, patterns: Sequence[str], where: str) -> Mapped:
        """The same, but for an item of which the users say it anew."""
        kept = [one for one in self.patterns if one.item != item]
        return Mapped(kept, self.evidence, [*self.own, *(Pattern(one, item, where) for one in patterns)])


@dataclass(frozen=True)
class Scheme:
    """A scheme with what its mappings say."""

    name: str
    file: SchemeFile
    mapped: Mapped
    digest: str


def base(rule: str) -> str:
    """The rule itself, of a half of it that is counted apart."""
    return next((rule.removesuffix(half) for half in _HALVES if rule.endswith(half)), rule)


class Schemes:
    """Schemes that plugins offer in the folder ``schemes`` of what they offer, and mappings in ``mappings``."""

    def __init__(self, folders: Sequence[Traversable]) -> None:
        self.folders = tuple(folders)

    def places(self) -> dict[str, Traversable]:
        """Scheme → its file.

        Raises:
            ConfigError: two folders offer a scheme of one name.
        """
        found: dict[str, Traversable] = {}
        for place in (item for folder in self.folders for item in _files_in(folder, "schemes")):
            name = place.name.rpartition(".")[0]
            if name in found:
                said = Text(f"评价方案“{name}”有两份。", f"there are two schemes named '{name}'.")
                raise ConfigError(Problem(said, f"{found[name]}, {place}"))
            found[name] = place
        return found

    def load(self, name: str) -> Scheme:
        """A scheme by name, or from a file, with every mapping that names it.

        Raises:
            UsageError: there is none; near names are suggested.
            ConfigError: a file is wrong; with file and line.
        """
        place = self._find(name)
        file, _ = read_model(place, SchemeFile)
        known, beside = place.name.rpartition(".")[0], place.parent if isinstance(place, FilePath) else None
        folders = [*self.folders, *([beside] if beside and beside.parent not in self.folders else [])]
        mappings = [one for folder in folders for one in self._mappings(folder, known, file)]
        texts = [text_of(one) for one in (place, *(where for where, _, _ in mappings))]
        digest = hashlib.sha256("\x00".join(texts).encode()).hexdigest()
        return Scheme(known, file, _joined([(one, yaml) for _, one, yaml in mappings]), f"sha256:{digest}")

    def _find(self, name: str) -> Traversable:
        places = self.places()
        if name in places:
            return places[name]
        if os.path.isfile(name):  # noqa: PTH113 - Path.is_file fails on a name no system can have
            return FilePath(name)
        raise no_such(Text("评价方案", "scheme"), name, places, "--scheme")

    def _mappings(
        self, folder: Traversable, scheme: str, file: SchemeFile
    ) -> Iterator[tuple[Traversable, MappingFile, YamlFile]]:
        for place in _files_in(folder, "mappings"):
            model, yaml = read_model(place, MappingFile)
            if model.scheme == scheme:
                _check(model, yaml, file)
                yield place, model, yaml


def _files_in(folder: Traversable, name: str) -> list[Traversable]:
    place = folder.joinpath(name)
    if not place.is_dir():
        return []
    return sorted((item for item in place.iterdir() if item.name.endswith(_SUFFIXES)), key=lambda item: item.name)


def _check(model: MappingFile, yaml: YamlFile, scheme: SchemeFile) -> None:
    """Refuse items and evidence that the scheme does not have."""
    items, evidence = {name for name, _, _ in scheme.items()}, {one.id for one in scheme.evidence}
    lost = [("items", name) for name in model.items if name not in items]
    lost += [("evidence", name) for name in model.evidence if name not in evidence]
    if lost:
        raise ConfigError.all_of(
            yaml.problem(path, f"评价方案里没有“{path[1]}”。", f"the scheme has no '{path[1]}'.") for path in lost
        )


def _joined(mappings: Sequence[tuple[MappingFile, YamlFile]]) -> Mapped:
    patterns = [one for model, yaml in mappings for one in _patterns(model, yaml)]
    evidence: dict[str, list[str]] = {}
    for model, _ in mappings:
        for name, said in model.evidence.items():
            evidence.setdefault(name, []).extend(_new(said, evidence.get(name, [])))
    return Mapped(patterns, evidence)


def _new(said: MappedEvidence, known: Sequence[str]) -> list[str]:
    return [one for one in said.registers if one not in known]


def _patterns(model: MappingFile, yaml: YamlFile) -> Iterator[Pattern]:
    for item, mapped in model.items.items():
        yield from (Pattern(one, item, yaml.where(("items", item))) for one in mapped.rules)
    for at, unrelated in enumerate(model.unrelated):
        where = yaml.where(("unrelated", at))
        yield from (Pattern(one, "", where, unrelated.why) for one in unrelated.rules)
