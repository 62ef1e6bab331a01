"""Parquet of many million rows beside the same rules in DuckDB's SQL, in alternating runs. Run it alone with::

    python -m benchmarks.large [--rows ROWS]... [--runs RUNS]

The files are large: 10, 20 and 50 million rows take 6 GB of disk, and minutes to be made.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from benchmarks import alone, rounds
from benchmarks.chunks import parquet
from benchmarks.contestants import OURS, Contestant, audit, own_script
from benchmarks.counted import listed
from benchmarks.measure import run
from benchmarks.planted import Work
from benchmarks.report import Series, beside, found_by, quiet
from benchmarks.rounds import Rounds
from benchmarks.targets import Section, beyond, verdict

ROWS = (10_000_000, 20_000_000, 50_000_000)
OFTEN = 20_000_000
"""So many rows at most are timed more than once."""
TIMES, COMPARED = 4.0, 10_000_000
"""Wall time over that of DuckDB, at most, and of how many rows."""
DOUBLED = 2.3
"""Wall time of twice the rows over that of the rows, at most."""
MEMORY = 2_000_000_000
"""Bytes that all processes may hold together."""
BYTES = 250
"""Of disk, that a row may take: in the file, in the findings, and where an engine puts aside what it cannot hold."""
ENGINE = ("--engine", "duckdb", "--memory", "1GB")
STREAMED = replace(OURS, command=audit(*ENGINE))
SQL = Contestant(
    "DuckDB, SQL", "row, as a sheet would number it", own_script("by_duckdb.py"), listed("duckdb.csv"), ("duckdb",)
)
Measured = Mapping[int, Mapping[str, Series]]
"""Rows → who does the work → what it costs."""


@dataclass(frozen=True)
class Found:
    """What was measured, and what was left out, with the reason."""

    costs: Measured = field(default_factory=dict)
    left_out: Sequence[str] = ()


def measured(work: Work, sizes: Iterable[int] = ROWS, runs: int | None = None) -> Found:
    """What the audit and the SQL cost on each size for which there is room.

    Raises:
        RunError: somebody ended badly, or svcqa found something else than was planted.
    """
    if said := no_engine(work):
        return Found(left_out=[said])
    costs: dict[int, Mapping[str, Series]] = {}
    left_out = []
    for rows in sizes:
        if said := no_room(work, rows):
            left_out.append(said)
        else:
            costs[rows] = rounds.measured(work, parquet(work, rows), [STREAMED, SQL], timed(rows, runs))
    return Found(costs, left_out)


def no_engine(work: Work) -> str:
    """What svcqa says if it has no such engine; empty if it judges a small file by it.

    Raises:
        RunError: it has the engine, and failed.
    """
    command = STREAMED.command(work, work.file(1_000, "parquet"))
    tried = run(command, folder=work.folder, env=work.environment(), codes=(0, 2))
    said = tried.said.strip().rpartition("\n")[2] or "it said nothing"
    return f"no engine ({said})" if tried.code else ""


def no_room(work: Work, rows: int) -> str:
    """Why there is no room for so many rows; empty if there is."""
    needed, free = rows * BYTES / 1e9, shutil.disk_usage(work.folder).free / 1e9
    return f"{rows:,} rows, which need {needed:.1f} GB of disk, and {free:.1f} are free" if free < needed else ""


def timed(rows: int, runs: int | None = None) -> Rounds:
    """The rounds of a size."""
    return Rounds(runs or (3 if rows <= OFTEN else 1))


def section(found: Found) -> Section:
    """The section of the results."""
    head = "## Large Parquet"
    if not found.costs:
        return Section(f"{head}\n\nNot measured: {'; '.join(found.left_out)}.", [])
    missed = list(_missed(found.costs))
    every = [
        (f"{who}, {rows:,} rows", one, series[SQL.name])
        for rows, series in found.costs.items()
        for who, one in series.items()
    ]
    unweighed = [] if any(one.memory for _, one, _ in every) else ["memory"]
    about = (
        f"Target: {COMPARED:,} rows in at most {TIMES:g} times the wall time of the same rules in DuckDB's SQL; twice "
        f"the rows in at most {DOUBLED:g} times the time; {MEMORY / 1e6:,.0f} MB at most, held by all processes "
        f"together, however many rows. {verdict(missed, [*found.left_out, *unweighed])} The SQL writes rule, key and "
        f"row of each finding; svcqa runs with `{' '.join(ENGINE)}`. Of each, in turn: {_rounds(found.costs)}. "
        f"{quiet({name: one for name, one, _ in every})}"
    )
    return Section(f"{head}\n\n{about}\n\n{beside(every, SQL.name)}\n\n{found_by(every)}", missed)


def _rounds(costs: Measured) -> str:
    return ", ".join(f"{Rounds(len(series[OURS.name].wall))} of {rows:,} rows" for rows, series in costs.items())


def _missed(costs: Measured) -> Iterator[str]:
    ours = {rows: series[OURS.name] for rows, series in costs.items()}
    if COMPARED in costs:
        what = f"an audit of {COMPARED:,} rows from Parquet took"
        yield from beyond(what, ours[COMPARED].wall, costs[COMPARED][SQL.name].wall, TIMES, "DuckDB's time")
    for rows, one in ours.items():
        if twice := ours.get(2 * rows):
            yield from beyond(f"twice {rows:,} rows took", twice.wall, one.wall, DOUBLED, "their time")
        if max(one.memory, default=0) > MEMORY:
            yield f"an audit of {rows:,} rows held {max(one.memory) / 1e6:,.0f} MB, more than {MEMORY / 1e6:,.0f}"


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, action="append", help="rows of the file; may be repeated")
    parser.add_argument("--runs", type=int, help=f"timed runs of each; 3 up to {OFTEN:,} rows and 1 beyond by default")
    order = parser.parse_args()
    return alone.printed(lambda work: section(measured(work, order.rows or ROWS, order.runs)))


if __name__ == "__main__":
    sys.exit(main())
