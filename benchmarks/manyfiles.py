"""Reading many small workbooks on two cores beside one, in alternating runs. Run it alone with::

python -m benchmarks.manyfiles [FILES [ROWS [RUNS]]]
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import alone
from benchmarks.importing import import_of
from benchmarks.measure import RunError, run
from benchmarks.pieces import kept, pieces, write_workbook
from benchmarks.planted import Work
from benchmarks.report import Series, beside, quiet
from benchmarks.targets import Section, verdict

FILES, ROWS, RUNS = 200, 500, 5
TARGET = 1.6
"""Wall time on one core over that on two, at least."""
CORES = {"two cores": 2, "one core": 1}
_PINNED = """
import os, sys
cores = sorted(os.sched_getaffinity(0))[:int(sys.argv[1])]
os.sched_setaffinity(0, cores)
os.execv(sys.argv[2], sys.argv[2:])
"""


def workbooks(work: Work, files: int = FILES, rows: int = ROWS) -> Path:
    """A folder of workbooks, the rows numbered through; made if it is not there yet."""

    def write(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for number, piece in enumerate(pieces(work, files * rows, rows)):
            write_workbook(folder / f"{number:04}.xlsx", "派工单", piece.rows())

    return kept(work.folder / "data" / f"{files}x{rows}", write)


def unable() -> str:
    """Why this machine cannot tell two cores from one; empty if it can."""
    if not hasattr(os, "sched_getaffinity"):
        return "this system pins no process to a core"
    return "" if len(os.sched_getaffinity(0)) > 1 else "there is one core only"


def pinned(command: list[str], cores: int) -> list[str]:
    """The same program, with all its processes on so many cores."""
    return [sys.executable, "-c", _PINNED, str(cores), *command]


def measured(work: Work, files: int = FILES, rows: int = ROWS, runs: int = RUNS) -> dict[str, Series]:
    """What the import costs; a first round, which fills the system's cache and compiles all code, does not count.

    Returns:
        Nothing where the machine cannot tell.

    Raises:
        RunError: another number of records was read than there are.
    """
    if unable():
        return {}
    series = {name: Series() for name in CORES}
    command = import_of(workbooks(work, files, rows))
    for number in range(runs + 1):
        for name, cores in CORES.items():
            made = run(pinned(command, cores), folder=work.folder, env=work.environment())
            if made.said.split()[-1:] != [str(files * rows)]:
                raise RunError(f"something else than {files * rows} records was read: {made.said[-200:]}")
            print(f"{files:9,} files {'timed' if number else 'first':8} {name:9} {made.wall:6.2f} s", file=sys.stderr)
            if number:
                series[name].add(made)
    return series


def section(series: Mapping[str, Series], files: int = FILES, rows: int = ROWS) -> Section:
    """The section of the results."""
    head = f"## Reading {files:,} workbooks of {rows:,} rows × 14 columns"
    if not series:
        return Section(f"{head}\n\nNot measured: {unable()}.", [])
    times = statistics.median(series["one core"].wall) / statistics.median(series["two cores"].wall)
    missed = (
        []
        if times >= TARGET
        else [f"two cores read {files:,} workbooks {times:.2f} times as fast as one, not {TARGET:g}"]
    )
    every = [(name, one, series["one core"]) for name, one in series.items()]
    about = (
        f"Target: at least {TARGET:g} times as fast on two cores as on one. {verdict(missed)} The import alone, as "
        f"above, with all its processes on so many cores. Of each, in turn: {len(every[0][1].wall)} timed. "
        f"{quiet(series)}"
    )
    return Section(f"{head}\n\n{about}\n\n{beside(every, 'one core')}", missed)


def main() -> int:
    """The exit code."""
    sizes = [int(one) for one in sys.argv[1:]]
    return alone.printed(lambda work: section(measured(work, *sizes), *sizes[:2]))


if __name__ == "__main__":
    sys.exit(main())
