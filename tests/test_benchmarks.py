"""The measuring of speed and memory: what can be tested without a clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import measure, report, targets
from benchmarks.contestants import CONTESTANTS, LIMIT, OURS, PEER, Contestant
from benchmarks.planted import Absent, Work, differences
from benchmarks.report import Series

TRUTH = {
    "required_missing": 5,
    "duplicate_key_all_involved": 10,
    "duplicate_key_extra": 5,
    "satisfaction_range": 5,
    "sla_contact_15min": 5,
    "complete_before_arrive": 5,
    "followup_over_7d": 5,
}
PLANTED = {"B1": 5, "B2": 10, "B3": 5, "B4": 5, "B5": 5, "B6": 5}
WORK = Work(Path("beside"), Path("benchmarks/work"))
SAID = {
    "bare limit": "rows=1000 total=0.8 {'required': 5, 'unique': 5, 'order': 5, 'followup7d': 5, 'sla15': 5, 'range': 5}",
    "dataframely": "{'sla15': 5, 'order': 5, 'followup': 5, 'primary_key': 10, '客户名称|nullability': 2, "
    "'产品序列号|nullability': 3, '满意度|min': 2, '满意度|max': 3}",
    "pointblank": "a warning {\n{1: 2, 2: 3, 3: 10, 4: 5, 5: 5, 6: 5, 7: 5}\n",
    "pandera, polars": "[{'check': 'field_uniqueness', 'column': '工单号', 'len': 10}, "
    "{'check': 'not_nullable', 'column': '客户名称', 'len': 2}, {'check': 'not_nullable', 'column': '产品序列号', 'len': 3}, "
    "{'check': 'in_range(0, 100)', 'column': '满意度', 'len': 5}, {'check': '联系客户时间-派单时间', 'column': None, 'len': 5}, "
    "{'check': '回访时间-完成时间', 'column': None, 'len': 5}, {'check': 'complete>=arrive', 'column': None, 'len': 5}]",
    "pandera, pandas": "{'complete>=arrive': 70, 'field_uniqueness': 5, 'followup7d': 70, 'in_range(0, 100)': 5, "
    "'not_nullable': 5, 'sla15': 70}",
}
needs_wait4 = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell the CPU of a process")
needs_proc = pytest.mark.skipif(not measure.can_weigh(), reason="this system does not tell a process's share of memory")


def test_counts_that_equal_the_truth_differ_in_nothing() -> None:
    assert differences(PLANTED, TRUTH, strict=True) == []


def test_a_repeated_key_may_be_counted_without_its_first_row_but_not_by_us() -> None:
    found = {**PLANTED, "B2": 5}
    assert differences(found, TRUTH) == []
    assert differences(found, TRUTH, strict=True) == ["B2: 5 instead of 10"]


def test_each_difference_is_named() -> None:
    found = {**PLANTED, "B4": 6, "B7": 1}
    del found["B6"]
    assert differences(found, TRUTH) == ["B4: 6 instead of 5", "B6: 0 instead of 5", "B7: no such rule"]


@pytest.mark.parametrize("one", [one for one in CONTESTANTS if one is not OURS], ids=lambda one: one.name)
def test_what_each_peer_prints_is_understood(one: Contestant) -> None:
    assert differences(one.found(SAID[one.name], WORK), TRUTH) == []


@pytest.mark.parametrize("said", ["", "Traceback", "{}"])
def test_a_peer_that_prints_no_counts_found_nothing(said: str) -> None:
    assert set(PEER.found(said, WORK).values()) == {0}


def test_our_findings_are_counted_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    ours = '{"ruleset": "dispatch-benchmark", "rule": "B1"}'
    text = f'{{"content": {{"findings": [{ours}, {ours}, {{"ruleset": "svcqa", "rule": "record.key"}}]}}}}'
    (tmp_path / "out" / "svcqa.json").write_text(text, encoding="utf-8")
    assert OURS.found("", Work(tmp_path, tmp_path)) == {"B1": 2}


def test_the_work_that_is_not_here_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVCQA_SHARED_DATA", str(tmp_path / "data"))
    with pytest.raises(Absent, match="shared/benchmarks"):
        Work.here()


def test_a_spread_is_the_median_between_its_ends() -> None:
    assert report.spread([3.0, 1.0, 1.5]) == "1.50 (1.00–3.00)"
    assert report.spread([1234.4, 1000.0], 0) == "1,117 (1,000–1,234)"
    assert report.spread([]) == "not measured"


def test_a_ratio_is_of_medians() -> None:
    assert report.ratio([9.0, 3.0, 3.0], [1.0, 2.0, 100.0]) == "1.50"
    assert report.ratio([], [1.0]) == "–"


def test_a_section_has_costs_ratios_and_findings() -> None:
    series = {
        OURS.name: Series([2.0, 3.0, 4.0], [3.0], [200e6]),
        LIMIT.name: Series([1.0], [1.0], []),
        PEER.name: Series([1.5], [2.0], [100e6], ["B4: 6 instead of 5"]),
    }
    text = report.size(100_000, (OURS, LIMIT, PEER), series, (3, 1))
    assert text.startswith("## 100,000 rows\n")
    assert "| svcqa | 3.00 (2.00–4.00) | 3.00 (3.00–3.00) | 200 (200–200) |" in text
    assert "| svcqa | 2.00 | 1.50 | 2.00 | 3.00 | 3.00 | – |" in text
    assert "| bare limit | 1.00 (1.00–1.00) | 1.00 (1.00–1.00) | not measured |" in text
    assert "- svcqa: all that was planted" in text
    assert "- dataframely: B4: 6 instead of 5." in text


def test_a_weighed_run_counts_for_memory_only() -> None:
    series = Series()
    series.add(measure.Run(1.0, 2.0, None, 0.5, ""))
    series.add(measure.Run(10.0, 20.0, 5, 1.5, ""))
    assert (series.wall, series.cpu, series.memory, series.others) == ([1.0], [2.0], [5], [0.5])


@pytest.mark.parametrize(
    ("others", "said"), [([], ""), ([0.0, 0.1, 2.0], "0.1 cores busy (median)."), ([0.8], "wall times hang on that")]
)
def test_a_machine_that_was_busy_is_told(others: list[float], said: str) -> None:
    assert said in report.quiet({OURS.name: Series(others=others)})


AUDIT_FILE = """\
target: at most 3.0 s and 0.6 GB each
write 300,000 findings: 1.20 s, peak 0.30 GB (after 0.50 s for the digest)
read  300,000 findings: {read} s, peak 0.40 GB
file: 200 MB
"""


@pytest.mark.parametrize(("read", "missed"), [("2.99", 0), ("3.01", 1)])
def test_the_audit_file_meets_its_target_or_says_so(read: str, missed: int) -> None:
    section = targets.audit_file(AUDIT_FILE.format(read=read))
    assert "| write 300,000 findings | 1.70 | 0.30 |" in section.text
    assert f"| read 300,000 findings | {read} | 0.40 |" in section.text
    assert len(section.missed) == missed
    assert ("Missed" in section.text) == bool(missed)


def test_the_start_meets_its_target_or_says_so() -> None:
    said = "python -c pass    0.010 s of CPU, median of 15\nsvcqa --help     +0.050 s\nsvcqa audit --help  +0.151 s\n"
    section = targets.start(said)
    assert "| `svcqa --help` | 0.050 |" in section.text
    assert section.missed == ["svcqa audit --help costs 0.151 s of CPU, more than 0.15 s"]


def test_scripts_that_say_something_else_are_no_results() -> None:
    for read in (targets.audit_file, targets.start):
        with pytest.raises(ValueError, match="something else"):
            read("all is well")


@needs_wait4
def test_a_run_tells_what_was_printed(tmp_path: Path) -> None:
    made = measure.run([sys.executable, "-c", "import os; print(os.getcwd())"], folder=tmp_path)
    assert Path(made.said.strip()).samefile(tmp_path)
    assert made.memory is None


@needs_wait4
def test_a_run_that_ends_badly_is_an_error_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(measure.RunError, match=r"code 3:\nfarewell"):
        measure.run([sys.executable, "-c", "print('farewell'); raise SystemExit(3)"], folder=tmp_path)


PARENT = """
import subprocess, sys
held = bytearray(40_000_000)
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
"""
CHILD = "import time; held = bytearray(60_000_000); until = time.process_time() + 0.3\nwhile time.process_time() < until: pass"


@needs_wait4
def test_the_cpu_of_a_child_counts(tmp_path: Path) -> None:
    made = measure.run([sys.executable, "-c", PARENT, CHILD], folder=tmp_path)
    assert made.cpu >= 0.3


@needs_wait4
@needs_proc
def test_a_parent_and_its_child_are_weighed_together(tmp_path: Path) -> None:
    made = measure.run([sys.executable, "-c", PARENT, CHILD], folder=tmp_path, weigh=True)
    assert made.memory is not None
    assert 100_000_000 < made.memory < 200_000_000


@needs_proc
def test_a_tree_is_the_process_and_its_children_that_live() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert {os.getpid(), child.pid} <= set(measure.tree(os.getpid()))
        assert measure.tree(child.pid) == [child.pid]
        assert measure.share(child.pid) > 0
        child.communicate(b"\n")
    assert child.pid not in measure.tree(os.getpid())
    assert measure.share(child.pid) == 0
