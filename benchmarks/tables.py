"""CSV and Parquet of a million rows beside the tightest script, in alternating runs. Run it alone with::

python -m benchmarks.tables [ROWS [RUNS]]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

from benchmarks import alone, rounds
from benchmarks.contestants import LIMIT, OURS, script
from benchmarks.planted import Work
from benchmarks.report import Series, beside, found_by, quiet
from benchmarks.rounds import Rounds
from benchmarks.targets import Section, beyond, verdict

ROWS, RUNS = 1_000_000, 3
TARGETS = {"CSV": 2.0, "Parquet": 3.5}
"""Kind of file → wall time over that of the bare limit, at most."""
Measured = Mapping[str, Mapping[str, Series]]
"""Kind of file → who does the work → what it costs."""


def measured(work: Work, rows: int = ROWS, runs: int = RUNS) -> Measured:
    """What an audit and the script cost on either file.

    Raises:
        RunError: somebody ended badly, or svcqa found something else than was planted.
    """
    kinds = {name: name.lower() for name in TARGETS}
    return {
        name: rounds.measured(
            work, work.file(rows, kind), [OURS, replace(LIMIT, command=script("limit.py", kind))], Rounds(runs)
        )
        for name, kind in kinds.items()
    }


def section(found: Measured, rows: int = ROWS) -> Section:
    """The section of the results."""
    missed = [
        line
        for name, series in found.items()
        for line in beyond(
            f"an audit of {rows:,} rows from {name} took",
            series[OURS.name].wall,
            series[LIMIT.name].wall,
            TARGETS[name],
            "the bare limit's time",
        )
    ]
    every = [
        (f"{who}, {name}", one, series[LIMIT.name]) for name, series in found.items() for who, one in series.items()
    ]
    most = " and ".join(f"{times:g} times from {name}" for name, times in TARGETS.items())
    about = (
        f"Target, in wall times of the bare limit: at most {most}. {verdict(missed)} Of each, in turn: "
        f"{Rounds(len(every[0][1].wall))}. {quiet({name: one for name, one, _ in every})}"
    )
    return Section(
        f"## CSV and Parquet, {rows:,} rows\n\n{about}\n\n{beside(every, LIMIT.name)}\n\n{found_by(every)}", missed
    )


def main() -> int:
    """The exit code."""
    sizes = [int(one) for one in sys.argv[1:]]
    rows = sizes[0] if sizes else ROWS
    return alone.printed(lambda work: section(measured(work, *sizes), rows))


if __name__ == "__main__":
    sys.exit(main())
