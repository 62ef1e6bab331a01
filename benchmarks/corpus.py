"""`svcqa inspect` over every file of a corpus of odd and real workbooks, one whole process each. Run it alone with::

python -m benchmarks.corpus [PART OF A FILE'S NAME]
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Run, can_weigh, run
from benchmarks.planted import Absent, Work
from benchmarks.report import table
from benchmarks.targets import Section, verdict

SECONDS, BYTES = 10.0, 500_000_000
"""What one file may take at most."""
SHOWN = 8
"""So many of the slowest and of the hungriest are listed."""
_CODES: Mapping[str, frozenset[int]] = {
    "import": frozenset({0}), "refuse": frozenset({2}), "either": frozenset({0, 2}),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A file, and whether it is to be imported, refused or either."""

    name: str
    path: Path
    expect: str = "import"


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    case: Case
    run: Run

    @property
    def wrong(self) -> list[str]:
        """What is not as it must be; empty if all is well."""
        made, found = self.run, []
        if made.code not in _CODES[self.case.expect]:
            found.append(f"ended with code {made.code} where the corpus says: {self.case.expect}")
        if "Traceback" in made.said:
            found.append("left a traceback")
        if made.code == 2 and refusals(made.said) != 1:
            found.append(f"was refused with {refusals(made.said)} sentences instead of one")
        if made.wall > SECONDS:
            found.append(f"took {made.wall:.1f} s, more than {SECONDS:g} s")
        if made.memory is not None and made.memory > BYTES:
            found.append(f"took {made.memory / 1e6:,.0f} MB, more than {BYTES / 1e6:g} MB")
        return [f"{self.case.name} {one}" for one in found]


def cases(data: Path) -> list[Case]:
    """The files of the corpus beside the repository; none where it is absent.

    Args:
        data: the folder ``shared/data``.
    """
    return [*_messy(data / "messy"), *_forms(data / "forms_zh")]


def _messy(folder: Path) -> Iterator[Case]:
    manifest = folder / "manifest.csv"
    if not manifest.is_file():
        return
    with manifest.open(encoding="utf-8", newline="") as lines:
        for one in csv.DictReader(lines):
            yield Case(f"messy/{one['file']}", folder / one["file"], one["expect"])


def _forms(folder: Path) -> Iterator[Case]:
    if folder.is_dir():
        yield from (Case(f"forms_zh/{one.name}", one) for one in sorted(folder.glob("*.xls*")))


def refusals(said: str) -> int:
    """How many sentences of refusal stand below the document that was printed."""
    _, end = json.JSONDecoder().raw_decode(said[said.index("{") :]) if "{" in said else ({}, 0)
    beside = said[: said.index("{")] + said[said.index("{") + end :] if "{" in said else said
    return sum(bool(line.strip()) for line in beside.splitlines())


def measured(found: Iterable[Case], folder: Path, env: Mapping[str, str]) -> list[Outcome]:
    """Inspect each file once, weighed: that slows it a little, so that the bounds hold all the more."""
    outcomes = []
    for case in found:
        command = [sys.executable, "-m", "svcqa", "inspect", str(case.path), "--format", "json", "--lang", "en"]
        made = run(command, folder=folder, env=env, weigh=True, codes=None)
        held = f", {made.memory / 1e6:.0f} MB" if made.memory else ""
        print(f"{case.name:50} code {made.code}, {made.wall:6.2f} s{held}", file=sys.stderr)
        outcomes.append(Outcome(case, made))
    return outcomes


def section(outcomes: Sequence[Outcome]) -> Section:
    """The section of the results."""
    head = "## Inspecting a corpus of odd and real workbooks"
    if not outcomes:
        return Section(f"{head}\n\nNot measured: the files (`shared/data/messy`, `forms_zh`) are not here.", [])
    missed = [line for one in outcomes for line in one.wrong]
    codes = [one.run.code for one in outcomes]
    limit = (
        f"Target: at most {SECONDS:g} s and {BYTES / 1e6:g} MB each; exit code 0, or 2 with one sentence where a file "
        f"may be refused; no traceback. {verdict(missed)}"
    )
    walls = sorted(one.run.wall for one in outcomes)
    counts = (
        f"{len(codes)} files, each by a whole process of `svcqa inspect`: {codes.count(0)} read, {codes.count(2)} "
        f"refused. Median {walls[len(walls) // 2]:.2f} s. They were weighed while they ran, which slows them a little."
    )
    parts = [head, limit, counts]
    parts.append(_table("slowest", sorted(outcomes, key=lambda one: -one.run.wall)))
    if all(one.run.memory is not None for one in outcomes):
        parts.append(_table("hungriest", sorted(outcomes, key=lambda one: -(one.run.memory or 0))))
    else:
        parts.append("Memory was not measured, since this system does not tell each process's share.")
    return Section("\n\n".join(parts), missed)


def _table(word: str, outcomes: Sequence[Outcome]) -> str:
    rows = [
        [one.case.name, f"{one.run.wall:.2f}", f"{(one.run.memory or 0) / 1e6:,.0f}", str(one.run.code)]
        for one in outcomes[:SHOWN]
    ]
    return table([f"the {word}", "wall, s", "peak memory, MB", "exit code"], rows)


def main() -> int:
    """The exit code: 1 if a file is not as it must be, 2 if there are none."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        work = Work.here()
    except Absent as absent:
        print(absent, file=sys.stderr)
        return 2
    found = [one for one in cases(work.shared.parent / "data") if wanted in one.name]
    if not can_weigh():
        print("this system does not tell a process's share of memory", file=sys.stderr)
    made = section(measured(found, work.folder, work.environment()))
    print("\n".join([made.text, *made.missed]))
    return 1 if made.missed else 0 if found else 2


if __name__ == "__main__":
    sys.exit(main())
