"""A history of ten audits of 20,000 findings: how long it takes to list them and to compare the last two. Alone::

python -m benchmarks.history

The audits are real ones, of orders that are all late. Times count from when the program has started.
"""

from __future__ import annotations

import csv
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

FINDINGS, AUDITS, RUNS = 20_000, 10, 5
TARGETS = {"list": 0.5, "diff": 2.0}
"""Command → seconds, at most."""
_TIMED = """
import io, sys, time
from svcqa.cli import main
sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
started = time.perf_counter()
code = main(sys.argv[1:])
print(f"{code} {time.perf_counter() - started:.3f}", file=sys.__stdout__)
"""


def kept(folder: Path, findings: int = FINDINGS, audits: int = AUDITS) -> Path:
    """A history of audits of the same late orders, a hundred of them other ones each time."""
    import svcqa
    from svcqa.history import History, Stamp

    place = folder / "history.sqlite"
    with History(place, create=True) as history:
        for number in range(audits):
            records = folder / f"{number}.csv"
            _write(records, findings, 100 * number)
            made = svcqa.run([records], ["dispatch"], as_of=dt.date(2025, 12, 31 - audits + number))
            history.keep(made, Stamp("bench", dt.datetime(2026, 1, 1 + number, tzinfo=dt.UTC)), f"audit {number}")
    return place


def _write(place: Path, count: int, first: int) -> None:
    head = ("派工单号", "派单时间", "联系客户时间", "维修人员", "序列号", "客户名称", "联系电话", "网点编号", "状态")
    began = dt.datetime(2025, 1, 2, 8)
    with place.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(head)
        for number in range(first, first + count):
            sent = began + dt.timedelta(minutes=20 * number)
            called = sent + dt.timedelta(minutes=16 + number % 50)
            rows.writerow(
                [f"PG{number:06}", sent, called, f"T{number % 30:02}", f"SN{number:06}", f"客户{number:06}",
                 f"13{number:09}", f"SC{number % 20:02}", "已完成"]
            )  # fmt: skip


def seconds(place: Path, command: Sequence[str], runs: int = RUNS) -> list[float]:
    """How long a command takes, run by run; a first one, which compiles all code, does not count."""
    made = []
    for _ in range(runs + 1):
        line = [sys.executable, "-c", _TIMED, *command, "--history", str(place)]
        code, took = subprocess.run(line, capture_output=True, text=True, check=True).stdout.split()
        if code not in {"0", "1"}:
            raise SystemExit(f"{' '.join(command)}: exit code {code}")
        made.append(float(took))
    return made[1:]


def main() -> int:
    """The exit code: 1 if a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        place = kept(Path(folder))
        commands = {"list": ["history", "list"], "diff": ["diff", str(AUDITS - 1), str(AUDITS)]}
        missed = False
        for name, command in commands.items():
            took = seconds(place, command)
            missed |= statistics.median(took) > TARGETS[name]
            spread = f"{min(took):.2f} to {max(took):.2f}"
            print(f"{name}: {statistics.median(took):.2f} s ({spread}), target {TARGETS[name]} s")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
