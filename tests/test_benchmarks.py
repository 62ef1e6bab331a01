"""The measuring of speed and memory: what can be tested without a clock."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import annotating, checks, corpus, importing, measure, report, targets
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


@needs_wait4
def test_a_run_may_end_with_other_codes_where_that_is_said(tmp_path: Path) -> None:
    made = measure.run([sys.executable, "-c", "raise SystemExit(2)"], folder=tmp_path, codes=None)
    assert made.code == 2


# the checks


def cost(rule: str, *seconds: float) -> checks.Cost:
    return checks.Cost(rule, list(seconds), 1_000_000, 999_000, 12)


@pytest.mark.parametrize(
    ("one", "missed"),
    [
        (cost("match", 1.9, 2.0, 9.0), []),
        (cost("match", 1.9, 2.01, 9.0), ["match took 2.01 s of CPU, more than 2 s"]),
        (cost("deadline", 1.0, 1.0, 0.1), []),
        (cost("deadline", 1.02), ["deadline took 1.02 s of CPU, more than 1 s"]),
        (cost("deadline.outlets", 99.0), []),
    ],
)
def test_a_check_meets_its_target_or_says_so_and_the_hardest_settings_have_none(
    one: checks.Cost, missed: list[str]
) -> None:
    made = checks.section([one], {one.rule: "what it asks"})
    assert made.missed == missed
    assert ("**Missed.**" in made.text) == bool(missed)
    assert f"| {one.rule}: what it asks | 999,000 | 12 |" in made.text


def test_what_a_check_cost_is_read_back_from_its_line() -> None:
    one = cost("match.both", 1.25, 0.5)
    assert checks.Cost.read(str(one)) == one
    with pytest.raises(ValueError, match=r"not enough|invalid"):
        checks.Cost.read("a warning of some library")


def test_the_rules_measured_say_what_they_ask() -> None:
    titles = checks.titles()
    assert {"deadline", "match", "recurrence.refuted"} <= set(titles)
    assert all(titles.values())


# the corpus

REFUSED = '{\n  "inputs": [{"name": "a.xlsx"}]\n}\nError: a.xlsx: the file is encrypted. Save it without a password.\n'


def inspected(expect: str, code: int, said: str = "{}", wall: float = 1.0, memory: int | None = 10) -> corpus.Outcome:
    case = corpus.Case("a.xlsx", Path("a.xlsx"), expect)
    return corpus.Outcome(case, measure.Run(wall, 1.0, memory, None, said, code))


def test_sentences_of_refusal_are_counted_beside_the_document() -> None:
    assert corpus.refusals(REFUSED) == 1
    assert corpus.refusals("Warning: {b}\nError: a\n".replace("{b}", "b")) == 2
    assert corpus.refusals("{}") == 0


@pytest.mark.parametrize(
    ("outcome", "wrong"),
    [
        (inspected("import", 0), ""),
        (inspected("refuse", 2, REFUSED), ""),
        (inspected("either", 2, REFUSED), ""),
        (inspected("either", 0), ""),
        (inspected("import", 2, REFUSED), "ended with code 2 where the corpus says: import"),
        (inspected("refuse", 0), "ended with code 0 where the corpus says: refuse"),
        (inspected("either", 3), "ended with code 3"),
        (inspected("refuse", 2, REFUSED + "Error: again"), "refused with 2 sentences"),
        (inspected("import", 0, "Traceback (most recent call last)"), "left a traceback"),
        (inspected("import", 0, wall=10.1), "took 10.1 s, more than 10 s"),
        (inspected("import", 0, memory=500_100_000), "MB, more than 500 MB"),
        (inspected("import", 0, memory=None), ""),
    ],
)
def test_each_file_of_the_corpus_is_held_to_its_bounds(outcome: corpus.Outcome, wrong: str) -> None:
    assert bool(outcome.wrong) == bool(wrong)
    assert wrong in "".join(outcome.wrong)


def test_the_slowest_and_the_hungriest_files_are_listed() -> None:
    outcomes = [inspected("import", 0, wall=number, memory=number * 1_000_000) for number in range(1, 10)]
    made = corpus.section([*outcomes, inspected("refuse", 2, REFUSED), inspected("import", 1)])
    assert "11 files" in made.text
    assert "9 read, 1 refused" in made.text
    assert "| a.xlsx | 9.00 | 9 | 0 |" in made.text
    assert "**Missed.**" in made.text
    assert made.missed == ["a.xlsx ended with code 1 where the corpus says: import"]


def test_a_corpus_that_is_not_here_is_no_measurement(tmp_path: Path) -> None:
    assert corpus.cases(tmp_path) == []
    made = corpus.section([])
    assert ("Not measured" in made.text, made.missed) == (True, [])


def test_the_corpus_is_what_the_manifest_lists_and_the_forms(tmp_path: Path) -> None:
    (tmp_path / "messy").mkdir()
    (tmp_path / "messy" / "manifest.csv").write_text("file,expect\nx/a.xls,refuse\n", encoding="utf-8")
    (tmp_path / "forms_zh").mkdir()
    for name in ("b.xlsx", "README.md"):
        (tmp_path / "forms_zh" / name).touch()
    found = [(one.name, one.expect) for one in corpus.cases(tmp_path)]
    assert found == [("messy/x/a.xls", "refuse"), ("forms_zh/b.xlsx", "import")]


# importing


@pytest.mark.parametrize(
    ("ours", "missed", "goal"), [(2.5, 0, "reached"), (3.0, 0, "not reached"), (3.3, 1, "not reached")]
)
def test_an_import_is_held_against_the_fast_reader(ours: float, missed: int, goal: str) -> None:
    walls = {importing.THEIRS: 2.0, importing.OURS: ours, importing.INSPECT: 9.0}
    costs = {name: Series([wall], [wall], []) for name, wall in walls.items()}
    made = importing.section(
        {importing.IN_CELLS: {**costs, importing.OURS: Series([2.2], [2.2], [])}, importing.SHARED: costs}
    )
    assert len(made.missed) == missed
    assert f"Goal 1.3: {goal}" in made.text
    assert f"| svcqa, import, texts shared | {ours:.2f}" in made.text
    assert "| 4.50 |" in made.text


def test_a_workbook_as_excel_saves_it_holds_the_same_cells(tmp_path: Path) -> None:
    import openpyxl
    from python_calamine import CalamineWorkbook

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("派工单")
    for row in (("工单号", "受理时间", "满意度"), ("A1", datetime.datetime(2024, 3, 1, 9), 80), ("A2", None, "满意")):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    made = importing.as_excel_saves(tmp_path / "a.xlsx")
    assert made == importing.as_excel_saves(tmp_path / "a.xlsx")
    rows = [
        CalamineWorkbook.from_path(str(place)).get_sheet_by_index(0).to_python()
        for place in (tmp_path / "a.xlsx", made)
    ]
    assert rows[0] == rows[1]


@needs_wait4
def test_all_who_import_read_the_same_records(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "派工单"
    book.active.append(("工单号", "客户名称", "受理时间"))
    for number in range(3):
        book.active.append((f"A{number}", "甲", "2024-03-01 09:00"))
    book.save(tmp_path / "a.xlsx")
    made = importing.commands(tmp_path / "a.xlsx", Path(report.__file__).with_name("dispatch.yaml"))
    for name in (importing.THEIRS, importing.OURS):
        assert measure.run(made[name], folder=tmp_path).said.split()[-1] == "3"
    said = measure.run([*made[importing.INSPECT], "--lang", "en"], folder=tmp_path).said
    assert "4 read = 3 imported + 1 set aside" in said


def test_marking_may_take_a_third_of_the_time_of_openpyxl() -> None:
    def series(ours: float) -> dict[str, Series]:
        return {annotating.OURS: Series([ours], [ours], [1e8]), annotating.THEIRS: Series([30.0], [30.0], [8e8])}

    assert annotating.section(series(3.0)).missed == []
    assert "0.10" in annotating.section(series(3.0)).text
    assert annotating.section(series(12.0)).missed == [
        "to mark 100,000 rows took 0.40 of openpyxl's time, more than a third"
    ]
