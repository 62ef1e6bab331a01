"""The library: rulesets and registers by name, from the plugins' folders or from a user's file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from svcqa.errors import ConfigError, Problem
from svcqa.registers import Register
from svcqa.rulesets.models import RegistersFile, RulesetFile
from svcqa.rulesets.reading import read_model
from svcqa.suggestions import no_such
from svcqa.text import Text
from svcqa.yamlfile import YamlFile

_SUFFIXES = (".yaml", ".yml")


class Library:
    """Rulesets and registers that plugins offer in their folders.

    A folder holds ``NAME.yaml`` or ``NAME/ruleset.yaml`` per ruleset, and registers in ``registers/*.yaml``.
    """

    def __init__(self, folders: Sequence[Traversable]) -> None:
        self.folders = tuple(folders)

    @cached_property
    def places(self) -> dict[str, Traversable]:
        """Ruleset name → its file.

        Raises:
            ConfigError: two folders offer a ruleset of one name.
        """
        found: dict[str, Traversable] = {}
        for name, place in (item for folder in self.folders for item in _rulesets_in(folder)):
            if name in found:
                said = Text(f"规则集“{name}”有两份。", f"there are two rulesets named '{name}'.")
                raise ConfigError(Problem(said, f"{found[name]}, {place}"))
            found[name] = place
        return found

    @cached_property
    def registers(self) -> Mapping[str, Register]:
        """Every register of the folders.

        Raises:
            ConfigError: a file is wrong, or two files declare one register.
        """
        found: dict[str, Register] = {}
        owners: dict[str, YamlFile] = {}
        for place in (item for folder in self.folders for item in registers_in(folder)):
            model, file = read_model(place, RegistersFile)
            for name, register in model.registers.items():
                if name in found:
                    raise ConfigError(twin_register(name, file, owners[name].where(("registers", name))))
                found[name], owners[name] = register, file
        return found

    def find(self, name: str, beside: Traversable | None = None) -> Traversable:
        """The file of a ruleset given by name or path; a path may be relative to the file that names it.

        Raises:
            UsageError: there is no such ruleset; near names are suggested.
        """
        if name in self.places:
            return self.places[name]
        for place in _as_paths(name, beside):
            if os.path.isfile(place):  # noqa: PTH113 - Path.is_file fails on a name no system can have
                return place
        raise no_such(Text("规则集", "ruleset"), name, self.places)

    def read(self, place: Traversable) -> tuple[RulesetFile, YamlFile]:
        """Read one ruleset file."""
        return read_model(place, RulesetFile)


def twin_register(name: str, file: YamlFile, other: str) -> Problem:
    """Two declarations of one register."""
    return file.problem(
        ("registers", name), f"台账“{name}”已在{other}声明过。", f"register '{name}' is already declared in {other}."
    )


def _rulesets_in(folder: Traversable) -> list[tuple[str, Traversable]]:
    found = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        inner = item.joinpath("ruleset.yaml") if item.is_dir() else item
        name = item.name if item.is_dir() else item.name.rpartition(".")[0]
        if inner.is_file() and inner.name.endswith(_SUFFIXES):
            found.append((name, inner))
    return found


def registers_in(folder: Traversable) -> list[Traversable]:
    """The files of a folder that declare registers."""
    place = folder.joinpath("registers")
    if not place.is_dir():
        return []
    return sorted((item for item in place.iterdir() if item.name.endswith(_SUFFIXES)), key=lambda item: item.name)


def _as_paths(name: str, beside: Traversable | None) -> list[FilePath]:
    near = [beside.parent / name] if isinstance(beside, FilePath) else []
    return [*near, FilePath(name)]
