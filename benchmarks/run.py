"""Measure svcqa beside other validators, in alternating runs of whole processes. `make bench` runs it::

    python -m benchmarks.run [--rows ROWS]... [--runs RUNS]

Without --rows it measures everything and writes benchmarks/results.md; else it only prints the tables of those sizes.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from benchmarks import annotating, checks, corpus, importing, report, targets
from benchmarks.contestants import CONTESTANTS, OURS, Contestant
from benchmarks.measure import Run, RunError, can_weigh, run
from benchmarks.planted import HERE, Absent, Work, differences
from benchmarks.report import Series

RUNS = {100_000: 5, 1_000_000: 3}
WEIGHED = {100_000: 3}  # the first ones warm up; of others one is enough, memory hardly varies
RESULTS = HERE / "results.md"

ABOUT = """\
# What svcqa costs, beside other validators

Written by `make bench`; do not edit. All do the same work as whole processes, from an xlsx workbook to findings on
disk: a register of work orders with 14 columns, six rules, and 0.5 % of the rows planted to break each. The rules are
those of `benchmarks/dispatch.yaml`; the others run the code that their users would most naturally write, and the *bare
limit* is the tightest script for just these rules: read, vectorised checks, failing cells as JSON.

To measure again: `make bench`, or `.venv/bin/python -m benchmarks.run --rows 100000` to print one size only;
`-m benchmarks.checks`, `-m benchmarks.importing`, `-m benchmarks.annotating` and `-m benchmarks.corpus` print theirs.
The generator and the scripts of the others lie in `shared/benchmarks`, the corpus in `shared/data`, beside the
repository and not in it.
"""

CAVEATS = """\
## How it is measured, and what it does not say

- Only ratios within one run mean something, beside the seconds that have a target of their own; seconds depend on the
  machine and on what else it does. Where wall time spreads widely the machine was busy with something else. CPU is the
  steadier measure then, and wall time is harder on svcqa, which works in two processes.
- Each round runs every contestant once, one after another, so that drift touches all alike. The weighed rounds come
  first and their times do not count: by them the file is in the system's cache and all Python code is compiled.
- CPU is that of all processes of a contestant. Memory is the most that its living processes held together, each with
  its proportional share, looked at every 20 ms; shorter peaks are missed. Weighing slows a program.
- Work differs: svcqa reads in a child process, looks for damaged, hidden and never calculated cells, finds the table
  and its headings, judges keys and types of cells by rules of its own, accounts for every row and every subject of
  every rule, writes messages in two languages, and names every cell. The others take the sheet as it is.
- A repeated order number counts with its first row for some and without it for others; both are accepted, but svcqa's
  counts must be exactly those planted, or the measurement stops.
- One shape of work: short texts, plain dates, one sheet, few findings.
"""


def main() -> int:
    """The exit code: 1 if svcqa finds something else or misses a target, 2 if there is nothing to measure with."""
    order = _order()
    try:
        if not hasattr(os, "wait4"):
            raise Absent("this system does not tell the CPU of a process, so nothing can be measured here")
        work = Work.here()
        sections = [_measure(work, rows, order.runs or RUNS.get(rows, 3)) for rows in order.rows or RUNS]
        if order.rows:
            print("\n\n".join(sections))
            return 0
        return _write(sections, work)
    except Absent as absent:
        print(absent, file=sys.stderr)
        return 2
    except RunError as error:
        print(error, file=sys.stderr)
        return 1


def _order() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, action="append", help="rows of the workbook; may be repeated")
    parser.add_argument("--runs", type=int, help="timed runs of each; 5 of 100,000 rows and 3 of others by default")
    return parser.parse_args()


def _measure(work: Work, rows: int, runs: int) -> str:
    """The section of one size."""
    workbook, truth = work.workbook(rows), work.truth(rows)
    series = {one.name: Series() for one in CONTESTANTS}
    weighed = WEIGHED.get(rows, 1)
    for kind in [*["weighed"] * weighed, *["timed"] * runs]:
        for one in CONTESTANTS:
            made = run(one.command(work, workbook), folder=work.folder, env=work.environment(), weigh=kind == "weighed")
            _tell(rows, kind, one.name, made)
            series[one.name].wrong = _judged(one, differences(one.found(made.said, work), truth, strict=one is OURS))
            if kind == "timed" or made.memory is not None:
                series[one.name].add(made)
    return report.size(rows, CONTESTANTS, series, (runs, weighed))


def _judged(one: Contestant, wrong: list[str]) -> list[str]:
    """What is wrong with the findings; it may not be ours."""
    if one is OURS and wrong:
        raise RunError(f"svcqa found something else than was planted: {'; '.join(wrong)}")
    return wrong


def _tell(rows: int, kind: str, name: str, made: Run) -> None:
    held = f", {made.memory / 1e6:.0f} MB" if made.memory else ""
    others = "" if made.others is None else f", others {made.others:.1f} cores"
    print(f"{rows:9,} {kind:8} {name:16} {made.wall:6.2f} s, CPU {made.cpu:6.2f} s{held}{others}", file=sys.stderr)


def _write(sections: Sequence[str], work: Work) -> int:
    env = work.environment()
    extra = [
        checks.section(checks.measured(env), checks.titles()),
        importing.section(importing.measured(work, env)),
        annotating.section(annotating.measured(work, env)),
        corpus.section(corpus.measured(corpus.cases(work.shared.parent / "data"), work.folder, env)),
        targets.audit_file(targets.measured("auditfile.py", env)),
        targets.start(targets.measured("startup.py", env)),
    ]
    parts = [ABOUT, report.facts(dict(_facts())), *sections, *(one.text for one in extra), CAVEATS]
    RESULTS.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")
    missed = [line for one in extra for line in one.missed]
    print("\n".join([f"wrote {RESULTS.name}", *missed]), file=sys.stderr)
    return 1 if missed else 0


def _facts() -> Iterator[tuple[str, str]]:
    yield "date", datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    yield "system", f"{platform.system()}, {platform.machine()}, {os.cpu_count()} cores"
    yield "Python", platform.python_version()
    libraries = sorted({library for one in CONTESTANTS for library in one.libraries})
    yield "libraries", ", ".join(f"{name} {version(name)}" for name in libraries)
    if not can_weigh():
        yield "memory", "not measured, since this system does not tell each process's share"


if __name__ == "__main__":
    sys.exit(main())
