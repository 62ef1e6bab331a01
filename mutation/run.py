"""Put faults into calendars, periods and checks, one at a time, and run the tests. `make mutants` runs it::

    python -m mutation.run [PATTERN]...

A pattern such as ``src/svcqa/periods.py`` limits what is mutated. Faults no test notices must be explained in
``survivors.yaml``: each of them changes nothing anybody could see. The exit code is 1 if one is not, or if fewer than
nine of ten were noticed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
STAGE = ROOT / "build" / "mutation"
EXPLAINED = HERE / "survivors.yaml"
NEEDED = 0.9
MUTATED = ("src/svcqa/calendars/*", "src/svcqa/periods.py", "src/svcqa_*/*")
SPARED = ("src/svcqa_example/*", "*/__init__.py")
"""What writes the example company judges nothing."""
TESTS = (
    "tests/test_cases.py", "tests/test_calendars.py", "tests/test_periods.py", "tests/test_time.py",
)  # fmt: skip
_MUTANT = re.compile(r"^\s*(?P<name>\S+__mutmut_\d+): (?P<status>.+)$")


@dataclass(frozen=True)
class Survivor:
    """A fault no test noticed."""

    function: str
    change: str
    """The line before and after, as a diff shows them."""


def main(patterns: Sequence[str]) -> int:
    """The exit code."""
    _stage(patterns or MUTATED)
    subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=STAGE, check=False)
    statuses = dict(_statuses())
    survivors = [_survivor(name) for name, status in statuses.items() if status != "killed"]
    return _report(len(statuses), survivors, {} if patterns else _explained())


def _stage(patterns: Sequence[str]) -> None:
    """All packages beside each other below one folder, where the mutation tool finds them by their names."""
    shutil.rmtree(STAGE, ignore_errors=True)
    for folder in ("src", "plugins", "rulesets"):
        for package in (ROOT / folder).iterdir():
            if package.is_dir():
                shutil.copytree(package, STAGE / "src" / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", STAGE / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (STAGE / "pyproject.toml").write_text(settings + _settings(patterns), encoding="utf-8")


def _settings(patterns: Sequence[str]) -> str:
    lists = {
        "source_paths": ["src"],
        "only_mutate": patterns,
        "do_not_mutate": SPARED,
        "pytest_add_cli_args_test_selection": TESTS,
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {list(values)!r}\n" for name, values in lists.items())
