"""Checking files that people wrote: rulesets, files they include, files of registers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svcqa import yamlfile
from svcqa.errors import ConfigError, Problem, SvcqaError
from svcqa.rulesets import Library, bind, load
from svcqa.rulesets.models import RegistersFile, RulesFile
from svcqa.rulesets.reading import read_model
from svcqa.text import Text


@dataclass
class Found:
    """What checking found: how many rules are right, and everything that is wrong."""

    rules: int = 0
    problems: list[Problem] = field(default_factory=list)


def lint(files: Sequence[str], library: Library, checks: Mapping[str, Callable[..., Any]]) -> Found:
    """Check files; a ruleset is loaded with all it inherits and bound to its checks.

    What is wrong in the writing of a file hides what would be wrong in its meaning: mend it and check again.
    """
    found = Found()
    for name in files:
        try:
            found.rules += _rules(name, library, checks)
        except SvcqaError as error:
            found.problems += [problem for problem in error.problems if problem not in found.problems]
    found.problems.sort(key=_place)
    return found


def _rules(name: str, library: Library, checks: Mapping[str, Callable[..., Any]]) -> int:
    """How many rules the file holds.

    Raises:
        SvcqaError: it is wrong.
    """
    kind = _kind(name, library)
    if kind is RegistersFile:
        read_model(Path(name), RegistersFile)
        return 0
    if kind is RulesFile:
        return len(read_model(Path(name), RulesFile)[0].rules)
    return len(bind(load(name, library), checks))


def _kind(name: str, library: Library) -> type[RegistersFile | RulesFile] | None:
    """What a file is meant to be, by its top keys; ``None`` for a ruleset."""
    path = Path(name)
    if not os.path.isfile(name):  # noqa: PTH113 - Path.is_file fails on a name no system can have
        if name in library.places:
            return None
        said = Text(zh="没有这个文件。", en="there is no such file.")
        raise ConfigError(Problem(said, name, Text(zh="请检查路径。", en="Check the path.")))
    try:
        data = yamlfile.parse(path.read_text(encoding="utf-8-sig"), name).data
    except (OSError, UnicodeDecodeError):
        return None  # reading it as a ruleset says what is wrong with it
    keys = set(data) if isinstance(data, dict) else set()
    return RegistersFile if keys == {"registers"} else RulesFile if keys == {"rules"} else None


def _place(problem: Problem) -> tuple[str, int]:
    name, colon, line = problem.where.rpartition(":")
    return (name, int(line)) if colon and line.isdigit() else (problem.where, 0)
