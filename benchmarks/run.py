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
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import version

from benchmarks import (
    alone,
    annotating,
    checks,
    corpus,
    importing,
    large,
    manyfiles,
    report,
    tables,
    targets,
    workbooks,
)
from benchmarks.contestants import CONTESTANTS
from benchmarks.measure import can_weigh
from benchmarks.planted import HERE, Work
from benchmarks.targets import Section

RESULTS = HERE / "results.md"

ABOUT = """\
# What svcqa costs, beside other validators

Written by `make bench`; do not edit. All do the same work as whole processes, from an xlsx workbook to findings on
disk: a register of work orders with 14 columns, six rules, and 0.5 % of the rows planted to break each. The rules are
those of `benchmarks/dispatch.yaml`; the others run the code that their users would most naturally write, and the *bare
limit* is the tightest script for just these rules: read, vectorised checks, failing cells as JSON. Where the file is
CSV or Parquet, the section says so.

To measure again: `make bench`, or `.venv/bin/python -m benchmarks.run --rows 100000` to print one size only;
`-m benchmarks.tables`, `-m benchmarks.checks`, `-m benchmarks.importing`, `-m benchmarks.manyfiles`,
`-m benchmarks.annotating`, `-m benchmarks.corpus` and `-m benchmarks.large` print theirs. The generator
and most scripts of the others lie in `shared/benchmarks`, the corpus in `shared/data`, beside the repository and not in
it.
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
    if order.rows:
        return max(alone.printed(partial(workbooks.made, rows=rows, timed=order.runs)) for rows in order.rows)
    return alone.ended(lambda work: _written(work, order.runs))


def _order() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, action="append", help="rows of the workbook; may be repeated")
    parser.add_argument("--runs", type=int, help="timed runs of each; 5 of 100,000 rows and 3 of others by default")
    return parser.parse_args()


def _written(work: Work, runs: int | None) -> list[str]:
    """Measure everything and write the results: the targets that are missed."""
    sections = list(_sections(work, work.environment(), runs))
    parts = [ABOUT, report.facts(dict(_facts())), *(one.text for one in sections), CAVEATS]
    RESULTS.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")
    missed = [line for one in sections for line in one.missed]
    print("\n".join([f"wrote {RESULTS.name}", *missed]), file=sys.stderr)
    return missed


def _sections(work: Work, env: Mapping[str, str], runs: int | None) -> Iterator[Section]:
    for rows in workbooks.RUNS:
        yield workbooks.made(work, rows, runs)
    yield tables.section(tables.measured(work))
    yield checks.section(checks.measured(env), checks.titles())
    yield importing.section(importing.measured(work, env))
    yield manyfiles.section(manyfiles.measured(work))
    yield annotating.section(annotating.measured(work, env))
    yield corpus.section(corpus.measured(corpus.cases(work.shared.parent / "data"), work.folder, env))
    yield targets.audit_file(targets.measured("auditfile.py", env))
    yield targets.start(targets.measured("startup.py", env))
    yield large.section(large.measured(work))


def _facts() -> Iterator[tuple[str, str]]:
    yield "date", datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    yield "system", f"{platform.system()}, {platform.machine()}, {os.cpu_count()} cores"
    yield "Python", platform.python_version()
    entered = [one for one in (*CONTESTANTS, large.SQL) if not one.missing]
    libraries = sorted({library for one in entered for library in one.libraries})
    yield "libraries", ", ".join(f"{name} {version(name)}" for name in libraries)
    if not can_weigh():
        yield "memory", "not measured, since this system does not tell each process's share"


if __name__ == "__main__":
    sys.exit(main())
