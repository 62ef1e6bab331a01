"""Importing a workbook beside python-calamine reading it to rows, in alternating runs. Run it alone with::

python -m benchmarks.importing [RUNS]

The same records are read from two workbooks: with their texts in the cells, as some programs write them, and with the
texts shared in a part of their own, as Excel saves them.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import alone
from benchmarks.measure import RunError, run
from benchmarks.pieces import kept, write_workbook
from benchmarks.planted import HERE, Work
from benchmarks.report import Series, beside, quiet
from benchmarks.targets import Section, beyond, verdict
from python_calamine import CalamineWorkbook

ROWS, RUNS = 100_000, 7
TARGET, GOAL = 1.6, 1.3
"""Wall time of an import over that of the fast reader: at most, and hoped for."""

_ROWS = """
import sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(len(rows) - 1)
"""
_IMPORT = """
import sys
from pathlib import Path
from svcqa.intake import Reading, find_files, import_files
with Reading(find_files([Path(sys.argv[1])])) as reading:
    from svcqa.rulesets import Library, load
    from svcqa.rulesets.reach import registers_read
    registers = registers_read([load(sys.argv[2], Library([]))])
    found = import_files(reading, registers)
print(sum(len(one) for one in found.records.values()))
"""
OURS, INSPECT, THEIRS = "svcqa, import", "svcqa inspect", "python-calamine, to rows"
IN_CELLS, SHARED = "texts in the cells", "texts shared"
Measured = Mapping[str, Mapping[str, Series]]
"""Where the texts stand → who does the work → what it costs."""


def commands(workbook: Path, ruleset: Path) -> dict[str, list[str]]:
    """Who does the work, as whole processes."""
    inspect = ["-m", "svcqa", "inspect", str(workbook), "--ruleset", str(ruleset)]
    return {
        THEIRS: [sys.executable, "-c", _ROWS, str(workbook)],
        OURS: import_of(workbook, ruleset),
        INSPECT: [sys.executable, *inspect],
    }


def import_of(place: Path, ruleset: Path = HERE / "dispatch.yaml") -> list[str]:
    """A program that imports a file or a folder and prints how many records there are."""
    return [sys.executable, "-c", _IMPORT, str(place), str(ruleset)]


def as_excel_saves(workbook: Path) -> Path:
    """The same cells, the texts shared; made if it is not there yet."""
    place = workbook.with_name(f"{workbook.stem}-shared.xlsx")

    def write(begun: Path) -> None:
        read = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0)
        write_workbook(begun, read.name, read.to_python())

    return kept(place, write)


def measured(work: Work, env: Mapping[str, str], runs: int = RUNS, rows: int = ROWS) -> Measured:
    """What each costs; a first round, which fills the system's cache and compiles all code, does not count.

    Raises:
        RunError: somebody read another number of records than there are.
    """
    workbook = work.workbook(rows)
    return {
        name: _timed(place, work, env, runs, rows)
        for name, place in ((IN_CELLS, workbook), (SHARED, as_excel_saves(workbook)))
    }


def _timed(workbook: Path, work: Work, env: Mapping[str, str], runs: int, rows: int) -> dict[str, Series]:
    series = {name: Series() for name in (THEIRS, OURS, INSPECT)}
    for number in range(runs + 1):
        for name, command in commands(workbook, HERE / "dispatch.yaml").items():
            made = run(command, folder=work.folder, env=env)
            if name != INSPECT and made.said.split()[-1:] != [str(rows)]:
                raise RunError(f"{name} read something else than {rows} records: {made.said[-200:]}")
            print(f"{rows:9,} {'timed' if number else 'first':8} {name:26} {made.wall:6.2f} s", file=sys.stderr)
            if number:
                series[name].add(made)
    return series


def section(measured: Measured, rows: int = ROWS) -> Section:
    """The section of the results."""
    times = {
        name: statistics.median(series[OURS].wall) / statistics.median(series[THEIRS].wall)
        for name, series in measured.items()
    }
    missed = [
        line
        for name, series in measured.items()
        for line in beyond(
            f"to import {rows:,} rows ({name}) took", series[OURS].wall, series[THEIRS].wall, TARGET, "python-calamine"
        )
    ]
    every = [
        (f"{who}, {name}", one, series[THEIRS]) for name, series in measured.items() for who, one in series.items()
    ]
    reached = "reached" if max(times.values()) <= GOAL else "not reached"
    about = (
        f"Target: at most {TARGET} times the wall time of python-calamine reading the same xlsx file to rows, whether "
        f"its texts stand in the cells or in a part of their own, as Excel saves them. {verdict(missed)} Goal {GOAL}: "
        f"{reached}. The import holds the scan, the child process, typed columns and accounts; `svcqa inspect` prints "
        f"them too, with the plan of what to supply next. Of each, in turn: {len(every[0][1].wall)} timed. "
        f"{quiet({name: one for name, one, _ in every})}"
    )
    return Section(f"## Importing {rows:,} rows × 14 columns\n\n{about}\n\n{beside(every, THEIRS)}", missed)


def main() -> int:
    """The exit code."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    return alone.printed(lambda work: section(measured(work, work.environment(), runs)))


if __name__ == "__main__":
    sys.exit(main())
