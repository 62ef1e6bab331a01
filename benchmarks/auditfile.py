"""Write and read back an audit of 300,000 findings with two locations each: seconds and peak memory.

Each half runs in a process of its own, and memory is that of the whole process. Run it with::

    python benchmarks/auditfile.py [FINDINGS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svcqa import auditfile
from svcqa.basis import Coverage, Period, Run
from svcqa.findings import Content, Dossier, Finding, Unjudged, Upcoming
from svcqa.lines import Lines, lines_of

CHUNK = 10_000
TARGET_SECONDS, TARGET_GB = 3.0, 0.6


def chunk(start: int, count: int) -> dict[str, list[Any]]:
    """Findings as a deadline rule over work orders makes them."""
    rows = range(start, start + count)
    cell = '{{"file":"工单台账.xlsx","sheet":"2025年工单","cell":"{}{}","value":"{}"}}'
    return {
        "ruleset": ["service-manual"] * count,
        "rule": ["S000-P3-A7.2a"] * count,
        "clause": ["第三部分 第七条 2"] * count,
        "weight": ["high"] * count,
        "fingerprint": [f"{row * 2_654_435_761 % 2**64:016x}" for row in rows],
        "register": ["work_orders"] * count,
        "key": [f'{{"order_no":"WO{row:08d}"}}' for row in rows],
        "unit": [f"第{row % 40 + 1}服务网点" for row in rows],
        "date": [f"2025-03-{row % 28 + 1:02d} 09:{row % 60:02d}" for row in rows],
        "locations": [
            f"[{cell.format('F', row + 2, '2025-03-05 09:00:00')},{cell.format('G', row + 2, '2025-03-05 09:31:00')}]"
            for row in rows
        ],
        "evidence": [f'{{"took":"PT{row % 9000 + 901}S","limit":"PT900S","open":false}}' for row in rows],
        "message": [
            f'{{"zh":"用时{row % 60 + 15}分钟，时限15分钟","en":"took {row % 60 + 15} min, limit 15 min"}}'
            for row in rows
        ],
        "excused_by": [None] * count,
        "root": [f"work_orders/WO{row:08d}" for row in rows],
    }


def chunks(total: int) -> Iterator[dict[str, list[Any]]]:
    for start in range(0, total, CHUNK):
        yield chunk(start, min(CHUNK, total - start))


def write(path: str, total: int) -> None:
    content = Content(
        as_of="2025-12-31",
        period=Period(None, "2025-12-31"),
        zone="Asia/Shanghai",
        calendars={},
        rulesets=[],
        parameters=[],
        inputs=[],
        coverage=Coverage(1, 1, {}),
        tallies=[],
        reasons={},
        exhibits=[],
    )
    lists: dict[str, Lines[Any]] = {
        "findings": lines_of(Finding, chunks(total)),
        "unjudged": lines_of(Unjudged, []),
        "upcoming": lines_of(Upcoming, []),
    }
    run = Run("0", {})
    started = time.perf_counter()
    audit = auditfile.seal(content, lists, run, Dossier())
    sealed = time.perf_counter()
    with Path(path).open("wb") as stream:
        auditfile.write(audit, stream)
    report("write", sealed, total, f"(after {sealed - started:.2f} s for the digest)")


def read(path: str, total: int) -> None:
    started = time.perf_counter()
    with Path(path).open("rb") as stream:
        audit = auditfile.read(stream, path)
    assert len(audit.findings) == total  # noqa: S101 - a benchmark that reads something else is worthless
    report("read", started, total)


def report(what: str, started: float, total: int, more: str = "") -> None:
    seconds = time.perf_counter() - started
    print(f"{what:5} {total:,} findings: {seconds:.2f} s, peak {peak_gb()} GB {more}".rstrip())


def peak_gb() -> str:
    """The most memory this process ever held."""
    try:
        import resource
    except ImportError:  # Windows
        return "unknown"
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9:.2f}"


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    print(f"target: at most {TARGET_SECONDS} s and {TARGET_GB} GB each")
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "audit.json")
        for half in ("write", "read"):
            subprocess.run([sys.executable, __file__, "--" + half, path, str(total)], check=True)
        print(f"file: {Path(path).stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] in (["--write"], ["--read"]):
        {"--write": write, "--read": read}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
    else:
        main()
