"""Put faults into calendars, periods and checks, one at a time, and run the tests.

``make mutants`` runs it::

    python -m mutation.run [PATTERN]...

A pattern such as ``src/svcqa/calendars/*`` limits what is mutated. Faults no test notices must be explained in
``survivors.yaml``: each of them changes nothing anybody could see. The exit code is 1 if one is not, or if fewer than
nine of ten were noticed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
STAGE = ROOT / "build" / "mutation"
EXPLAINED = HERE / "survivors.yaml"
NEEDED = 0.9
SPARED = ("src/svcqa_example/*", "*/__init__.py")
"""What writes the example company judges nothing."""


@dataclass(frozen=True)
class Part:
    """What is mutated together, and the tests that must notice: those of its own, which are the quickest to."""

    mutated: tuple[str, ...]
    tests: tuple[str, ...]

    def among(self, patterns: Sequence[str]) -> tuple[str, ...]:
        """Those of some patterns that lie in this part; of none at all, the whole of it."""
        mine = [one for one in patterns if any(fnmatchcase(one, own) for own in self.mutated)]
        return tuple(mine) if patterns else self.mutated


TIME = Part(
    ("src/svcqa/calendars/*", "src/svcqa/periods/*", "src/svcqa/duerules.py", "src/svcqa/hours.py"),
    (
        "tests/test_calendars.py", "tests/test_business_time.py", "tests/test_own_calendars.py",
        "tests/test_periods.py", "tests/test_due_rules.py", "tests/test_time.py",
    ),
)  # fmt: skip
CHECKS = Part(
    ("src/svcqa_*/*",),
    (
        # each case is judged once, with what it shows; splitting and reordering it would take six times as long
        "tests/test_evidence.py", "tests/test_aggregate.py", "tests/test_attest.py", "tests/test_cadence.py",
        "tests/test_corrective_action.py", "tests/test_deadline.py", "tests/test_match.py", "tests/test_recurrence.py",
        "tests/test_retention.py", "tests/test_row.py", "tests/test_sequence.py", "tests/test_valid_at.py",
        "tests/test_whole.py",
    ),
)  # fmt: skip
PARTS = (TIME, CHECKS)
QUICKLY = (
    "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception",
    "--hypothesis-profile", "mutants",
)  # fmt: skip
"""Thousands of runs: nothing is kept, no garbage is looked through, a failure need not be made small."""
_NOTICED = {"killed", "timeout", "segfault"}
_PLAIN = """
track_dependencies = false
use_git_change_detection = false
timeout_constant = 5.0
timeout_multiplier = 4.0
"""
"""Everything is made anew each time: what depends on what need not be found out. A fault may run four times as long."""
_MUTANT = re.compile(r"^\s*(?P<name>\S+__mutmut_\d+): (?P<status>.+)$")
_SHOW = """
import sys
from mutmut.__main__ import cli
for name in sys.argv[1:]:
    cli(["show", name], standalone_mode=False)
"""
"""All at once: to start the tool takes longer than to show a fault."""


@dataclass(frozen=True)
class Survivor:
    """A fault no test noticed."""

    function: str
    change: str
    """The line before and after, as a diff shows them."""


def main(patterns: Sequence[str]) -> int:
    """The exit code."""
    count, slow, survivors = 0, 0, []
    for part in PARTS:
        if chosen := part.among(patterns):
            statuses = _tried(part, chosen)
            count += len(statuses)
            slow += list(statuses.values()).count("timeout")
            survivors += _survivors([name for name, status in statuses.items() if status not in _NOTICED])
    print(f"{slow} faults ended because they took too long; on a busy machine others may be among them")
    return _report(count, survivors, _explanations())


def _tried(part: Part, patterns: Sequence[str]) -> dict[str, str]:
    """Every fault with what became of it."""
    _stage(_settings(part, patterns))
    subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=STAGE, check=True)
    lines = map(_MUTANT.match, _told("-m", "mutmut", "results", "--all", "true").splitlines())
    return {match["name"]: match["status"].strip() for match in lines if match}


def _stage(settings: str) -> None:
    """All packages beside each other below one folder, where the mutation tool finds them by their names."""
    shutil.rmtree(STAGE, ignore_errors=True)
    for folder in ("src", "plugins", "rulesets"):
        for package in (ROOT / folder).iterdir():
            if package.is_dir():
                shutil.copytree(package, STAGE / "src" / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", STAGE / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    ours = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (STAGE / "pyproject.toml").write_text(ours + settings, encoding="utf-8")


def _settings(part: Part, patterns: Sequence[str]) -> str:
    lists = {
        "source_paths": ["src"],
        "only_mutate": patterns,
        "do_not_mutate": SPARED,
        "pytest_add_cli_args_test_selection": part.tests,
        "pytest_add_cli_args": QUICKLY,
    }
    listed = "".join(f"{name} = {list(values)!r}\n" for name, values in lists.items())
    return f"\n[tool.mutmut]\n{_PLAIN}{listed}"


def _survivors(names: Sequence[str]) -> list[Survivor]:
    if not names:
        return []
    shown = re.split(r"^# (\S+__mutmut_\d+): .*\n", _told("-c", _SHOW, *names), flags=re.MULTILINE)
    return [_survivor(name, diff) for name, diff in zip(shown[1::2], shown[2::2], strict=True)]


def _survivor(name: str, diff: str) -> Survivor:
    changed = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    function = name.partition("__mutmut_")[0].replace("ǁ", ".").replace(".x_", ".").replace(".x.", ".")
    return Survivor(function, "\n".join(f"{line[0]} {line[1:].strip()}" for line in changed))


def _told(*command: str) -> str:
    told = subprocess.run([sys.executable, *command], cwd=STAGE, check=True, capture_output=True, encoding="utf-8")
    return told.stdout


@dataclass(frozen=True)
class Explanation:
    """Why faults of one kind change nothing anybody could see."""

    function: str
    """Pattern of functions, such as ``svcqa.periods.*``."""
    change: re.Pattern[str]
    why: str

    def holds(self, one: Survivor) -> bool:
        """Whether it explains a survivor."""
        return fnmatchcase(one.function, self.function) and bool(self.change.search(one.change))


def _explanations() -> list[Explanation]:
    written = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8"))
    return [Explanation(one["function"], re.compile(one["change"], re.DOTALL), one["why"]) for one in written]


def _report(count: int, survivors: Sequence[Survivor], explanations: Sequence[Explanation]) -> int:
    """Say how many were noticed, and list those that were not, each with its explanation."""
    whys = {one: next((each.why for each in explanations if each.holds(one)), "") for one in survivors}
    for one, why in sorted(whys.items(), key=lambda pair: (pair[1], pair[0].function)):
        print(f"\n{one.function}: {why or 'NOT EXPLAINED'}\n{one.change}")
    share = 1 - len(survivors) / count if count else 0.0
    open_ = sum(not why for why in whys.values())
    print(f"\n{count - len(survivors)} of {count} faults were noticed ({share:.1%}); {open_} of the rest unexplained")
    return int(share < NEEDED or bool(open_))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
