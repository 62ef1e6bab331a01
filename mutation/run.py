"""Put faults into calendars, periods and checks, one at a time, and run the tests.

``make mutants`` runs it::

    python -m mutation.run [PATTERN]...

A pattern such as ``src/svcqa/calendars/*`` limits what is mutated. Faults no test notices must be explained in
``survivors.yaml``: each of them changes nothing anybody could see. The exit code is 1 if one is not, if fewer than
nine of ten were noticed, or if an explanation explains nothing, which only shows when everything is mutated.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from mutation.planting import Fault, planted

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
        "tests/test_corrective_action.py", "tests/test_deadline.py", "tests/test_match.py", "tests/test_pends.py",
        "tests/test_recurrence.py", "tests/test_retention.py", "tests/test_row.py", "tests/test_sequence.py",
        "tests/test_valid_at.py", "tests/test_whole.py",
    ),
)  # fmt: skip
PARTS = (TIME, CHECKS)


@dataclass(frozen=True)
class Explanation:
    """Why faults of one kind change nothing anybody could see."""

    function: str
    """Pattern of functions, such as ``svcqa.periods.*``."""
    change: re.Pattern[str]
    why: str

    def holds(self, one: Fault) -> bool:
        """Whether it explains a fault that no test noticed."""
        return fnmatchcase(one.function, self.function) and bool(self.change.search(one.change))


def main(patterns: Sequence[str]) -> int:
    """The exit code."""
    count, slow, survivors = 0, 0, list[Fault]()
    for part in PARTS:
        if chosen := part.among(patterns):
            faults = planted(ROOT, STAGE, chosen, SPARED)
            found = _tried(part, faults)
            count += len(faults)
            slow += list(found.values()).count("timeout")
            survivors += [one for one in faults if found[one.name] not in {"noticed", "timeout"}]
    print(f"{slow} faults ended because they took too long; they count as noticed")
    return _report(count, survivors, _explanations(), whole=not patterns)


def _tried(part: Part, faults: Sequence[Fault]) -> dict[str, str]:
    """What became of every fault."""
    place = STAGE / "faults.json"
    place.write_text(json.dumps({"tests": part.tests, "faults": [one.name for one in faults]}), encoding="utf-8")
    paths = [str(STAGE / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    subprocess.run([sys.executable, "-m", "mutation.trying", str(place)], cwd=STAGE, check=True, env=environment)
    found: dict[str, str] = json.loads(place.read_text(encoding="utf-8"))["found"]
    return found


def _explanations() -> list[Explanation]:
    written = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8"))
    return [Explanation(one["function"], re.compile(one["change"], re.DOTALL), one["why"]) for one in written]


def _report(count: int, survivors: Sequence[Fault], explanations: Sequence[Explanation], *, whole: bool) -> int:
    """Say how many were noticed, and list those that were not, each with its explanation."""
    first = {one.name: next((each for each in explanations if each.holds(one)), None) for one in survivors}
    for one in sorted(survivors, key=lambda one: (why.why if (why := first[one.name]) else "", one.function)):
        explained = first[one.name]
        print(f"\n{one.function}: {explained.why if explained else 'NOT EXPLAINED'}\n{one.change}")
    needless = [one for one in explanations if one not in first.values()] if whole else []
    for each in needless:
        print(f"\n{each.function}: explains nothing any more\n{each.change.pattern}")
    share = 1 - len(survivors) / count if count else 0.0
    open_ = sum(explained is None for explained in first.values())
    print(f"\n{count - len(survivors)} of {count} faults were noticed ({share:.1%}); {open_} of the rest unexplained")
    return int(share < NEEDED or bool(open_) or bool(needless))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
