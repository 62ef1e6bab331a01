"""Marking a workbook of 100,000 rows beside openpyxl loading, marking and saving it, in alternating runs. Alone::

python -m benchmarks.annotating [RUNS]

Both fill and comment the same 3,000 cells, those of the first findings that svcqa itself has of the workbook.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import alone
from benchmarks.measure import RunError, run
from benchmarks.planted import HERE, Work
from benchmarks.report import Series, beside, quiet
from benchmarks.targets import Section, verdict

ROWS, RUNS, CELLS = 100_000, 3, 3_000
TARGET = 1 / 3
"""Wall time over that of openpyxl, at most."""

_OURS = """
import json, sys
from pathlib import Path
from svcqa import auditfile
from svcqa.annotating import FileMarks, annotated, marks_of
with open(sys.argv[2], "rb") as stream:
    marks = marks_of(auditfile.read(stream, sys.argv[2]), "zh")
mentions, cells = [], set()
for one in next(iter(marks.values())).mentions:
    mentions.append(one)
    cells |= {place.cell for place in one.places}
    if len(cells) >= int(sys.argv[3]):
        break
made = annotated(Path(sys.argv[1]).read_bytes(), FileMarks(mentions), [], "zh")
Path("out/annotated.xlsx").write_bytes(made.data)
Path("out/cells.json").write_text(json.dumps(sorted(cells)), encoding="utf-8")
print(made.cells)
"""
_THEIRS = """
import json, sys
from pathlib import Path
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
book = load_workbook(sys.argv[1])
sheet = book.worksheets[0]
fill = PatternFill("solid", fgColor="FFFFC7CE")
cells = json.loads(Path("out/cells.json").read_text(encoding="utf-8"))
for cell in cells:
    sheet[cell].fill = fill
    sheet[cell].comment = Comment("用时31分钟，时限15分钟", "svcqa")
book.create_sheet("疑点汇总", 0)
book.save("out/annotated-openpyxl.xlsx")
print(len(cells))
"""
OURS, THEIRS = "svcqa", "openpyxl, load, mark and save"


def measured(work: Work, env: Mapping[str, str], runs: int = RUNS, rows: int = ROWS) -> dict[str, Series]:
    """What each costs; a first round, which fills the system's cache and compiles all code, does not count.

    Raises:
        RunError: somebody marked another number of cells.
    """
    workbook = work.workbook(rows)
    kept = audited(work, workbook, env)
    commands = {
        OURS: [sys.executable, "-c", _OURS, str(workbook), str(kept), str(CELLS)],
        THEIRS: [sys.executable, "-c", _THEIRS, str(workbook)],
    }
    series = {name: Series() for name in commands}
    for number in range(runs + 1):
        filled = set()
        for name, command in commands.items():
            made = run(command, folder=work.folder, env=env, weigh=not number)
            filled.add(made.said.split()[-1])
            print(f"{rows:9,} {'timed' if number else 'first':8} {name:30} {made.wall:6.2f} s", file=sys.stderr)
            series[name].add(made)
        if len(filled) > 1 or int(filled.pop()) < CELLS:
            raise RunError(f"not the same {CELLS} cells were marked")
    return series


def audited(work: Work, workbook: Path, env: Mapping[str, str]) -> Path:
    """The audit whose findings are marked."""
    kept = work.folder / "out" / "annotating.json"
    asked = ["--ruleset", str(HERE / "dispatch.yaml"), "--output", f"json={kept}", "--quiet"]
    run([sys.executable, "-m", "svcqa", "audit", str(workbook), *asked], folder=work.folder, env=env, codes=(0, 1))
    if not json.loads(kept.read_text(encoding="utf-8"))["content"]["findings"]:
        raise RunError("nothing was found that could be marked")
    return kept


def section(series: Mapping[str, Series], rows: int = ROWS) -> Section:
    """The section of the results."""
    times = statistics.median(series[OURS].wall) / statistics.median(series[THEIRS].wall)
    missed = (
        [] if times <= TARGET else [f"to mark {rows:,} rows took {times:.2f} of openpyxl's time, more than a third"]
    )
    about = (
        f"Target: at most a third of the wall time of openpyxl loading the workbook, filling and commenting the same "
        f"{CELLS:,} cells, and saving it. {verdict(missed)} svcqa reads the audit, puts the list of findings in front, "
        f"and leaves every other part as it was; openpyxl writes all anew and drops what it does not know. Of each, in "
        f"turn: {len(series[OURS].wall)} timed. {quiet(series)}"
    )
    costs = beside([(name, one, series[THEIRS]) for name, one in series.items()], "openpyxl")
    return Section(f"## Marking {rows:,} rows × 14 columns\n\n{about}\n\n{costs}", missed)


def main() -> int:
    """The exit code."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    return alone.printed(lambda work: section(measured(work, work.environment(), runs)))


if __name__ == "__main__":
    sys.exit(main())
