"""A copy of the project with every fault in it, each asleep until it is called by name."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

_PLAIN = "\n[tool.mutmut]\nsource_paths = ['src']\ntrack_dependencies = false\n"
"""Everything is made anew each time: what depends on what need not be found out."""
_FAULT = re.compile(r"__mutmut_\d+$")


@dataclass(frozen=True)
class Fault:
    """One small change of one function."""

    name: str
    """As the tool calls it: ``svcqa.periods.naming.x_first_day__mutmut_3``."""
    change: str
    """The lines before and after, as a diff shows them."""

    @property
    def function(self) -> str:
        """The function, as people call it."""
        return _FAULT.sub("", self.name).replace("ǁ", ".").replace(".x_", ".").replace(".x.", ".")


def planted(root: Path, stage: Path, patterns: Sequence[str], spared: Sequence[str]) -> list[Fault]:
    """All packages beside each other below one folder, with faults in the files that fit some patterns."""
    shutil.rmtree(stage, ignore_errors=True)
    for folder in ("src", "plugins", "rulesets"):
        for package in (root / folder).iterdir():
            if package.is_dir():
                shutil.copytree(package, stage / "src" / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("tests", "mutation"):
        shutil.copytree(root / folder, stage / folder, ignore=shutil.ignore_patterns("__pycache__"))
    ours = (root / "pyproject.toml").read_text(encoding="utf-8")
    (stage / "pyproject.toml").write_text(ours + _PLAIN, encoding="utf-8")
    files = [one for one in sorted(stage.glob("src/**/*.py")) if _fits(one.relative_to(stage), patterns, spared)]
    with ProcessPoolExecutor() as pool:
        return [fault for found in pool.map(_plant, files, [stage] * len(files)) for fault in found]


def _fits(file: Path, patterns: Sequence[str], spared: Sequence[str]) -> bool:
    name = file.as_posix()
    return any(fnmatchcase(name, one) for one in patterns) and not any(fnmatchcase(name, one) for one in spared)


def _plant(file: Path, stage: Path) -> list[Fault]:
    made = mutate_file_contents(str(file), file.read_text(encoding="utf-8"))
    file.write_text(made.code, encoding="utf-8")
    module = ".".join(file.relative_to(stage / "src").with_suffix("").parts).removesuffix(".__init__")
    lines = made.code.split("\n")
    written = {name: lines[at.start - 1 : at.end] for name, at in made.line_span_by_function_name.items()}
    return [Fault(f"{module}.{name}", _change(written, name)) for name in made.mutant_names]


def _change(written: Mapping[str, Sequence[str]], name: str) -> str:
    original = _FAULT.sub("__mutmut_orig", name)
    plain = re.sub("^x_|^x.*ǁ", "", _FAULT.sub("", name))
    before, after = ([line.replace(one, plain) for line in written[one]] for one in (original, name))
    changed = (line for line in difflib.unified_diff(before, after, n=0) if line[:3] not in {"+++", "---"})
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in changed if line[0] in "+-")
