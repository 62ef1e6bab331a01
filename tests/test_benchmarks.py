"""The measuring of speed and memory: what can be tested without a clock."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from benchmarks import (
    alone,
    annotating,
    checks,
    chunks,
    corpus,
    importing,
    large,
    manyfiles,
    measure,
    report,
    tables,
    targets,
    workbooks,
)
from benchmarks.contestants import CONTESTANTS, LIMIT, OURS, PEER, Contestant
from benchmarks.counted import in_audit, listed
from benchmarks.pieces import kept, pieces
from benchmarks.planted import Absent, Work, differences
from benchmarks.report import Series
from benchmarks.rounds import Rounds, measured

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
    "Great Expectations": "{'column_values_to_not_be_null:客户名称': (3, 3), 'column_values_to_not_be_null:产品序列号': (2, 2), "
    "'column_values_to_be_unique:工单号': (10, 10), 'column_values_to_be_between:满意度': (5, 5), "
    "'column_values_to_be_between:contact_s': (5, 5), 'column_pair_values_a_to_be_greate:None': (5, 5), "
    "'column_values_to_be_between:followup_s': (5, 5)}",
    "frictionless": "{'客户名称': 3, '满意度': 5, '工单号': 5, '产品序列号': 2, '完成时间 >= 上门时间': 5, "
    "'(联系客户时间 - 派单时间).total_seconds() <= 900': 5, '(回访时间 - 完成时间).total_seconds() <= 604800': 5}",
}
needs_wait4 = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell the CPU of a process")
needs_cores = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system pins no process to a core")
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


def test_only_the_list_of_findings_is_counted(tmp_path: Path) -> None:
    ours = '{"ruleset":"dispatch-benchmark","rule":"B4","clause":"4"}'
    text = f'{{"format":"x",\n"content":{{"tallies":[{ours}],"findings":[\n{ours},\n{ours}\n],"unjudged":[\n{ours}\n]}}}}\n'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert in_audit(tmp_path / "a.json") == {"B4": 2}


def test_a_list_of_findings_is_counted_by_its_first_column(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").write_text("B1,甲,2\nB4,乙,3\nB1,丙,9\n", encoding="utf-8")
    assert listed("a.csv")("", Work(tmp_path, tmp_path)) == {"B1": 2, "B4": 1}


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
    text = workbooks.section(100_000, (OURS, LIMIT, PEER), series, Rounds(3)).text
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


# the generator in pieces

GENERATOR = """
import numpy as np
H = ["工单号", "客户名称", "受理时间", "满意度"]
def make(n, seed=1, start=0):
    numbers = range(start, start + n)
    blank = np.array([None, *["甲"] * (n - 1)], dtype=object)
    days = np.datetime64("2024-01-01T00:00:00", "s") + np.arange(start, start + n)
    columns = {"no": np.array([f"A{one}" for one in numbers], dtype=object), "customer": blank, "at": days}
    return {**columns, "score": np.full(n, 80).astype(object)}, {"rows": n, "required_missing": 1}
"""


@pytest.fixture
def small(tmp_path: Path) -> Work:
    """Work of a generator of four columns."""
    (tmp_path / "gen.py").write_text(GENERATOR, encoding="utf-8")
    for name in ("data", "out"):
        (tmp_path / name).mkdir()
    return Work(tmp_path, tmp_path)


def test_pieces_are_numbered_through_and_the_last_one_is_what_is_left(small: Work) -> None:
    made = list(pieces(small, 5, 2))
    assert [one.truth["rows"] for one in made] == [2, 2, 1]
    assert [one.columns["工单号"].tolist() for one in made] == [["A0", "A1"], ["A2", "A3"], ["A4"]]
    assert list(made[2].rows()) == [["工单号", "客户名称", "受理时间", "满意度"],
                                    ("A4", None, datetime.datetime(2024, 1, 1, 0, 0, 4), 80)]  # fmt: skip


def test_what_was_begun_only_is_made_anew_and_what_is_whole_is_kept(tmp_path: Path) -> None:
    def broken(place: Path) -> None:
        place.write_text("half", encoding="utf-8")
        raise OSError

    def whole(place: Path) -> None:
        place.write_text("whole", encoding="utf-8")

    with pytest.raises(OSError):  # noqa: PT011 - ours, without words
        kept(tmp_path / "a", broken)
    assert not (tmp_path / "a").exists()
    for write in (whole, broken):
        assert kept(tmp_path / "a", write).read_text(encoding="utf-8") == "whole"


def test_an_audit_is_written_and_read_back_for_the_results() -> None:
    command = [sys.executable, str(targets.HERE / "auditfile.py"), "1000"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    text = targets.audit_file(said).text
    assert "| write 1,000 findings |" in text
    assert "| read 1,000 findings |" in text


def test_large_parquet_is_written_in_chunks_with_all_that_is_planted(small: Work) -> None:
    from pyarrow import parquet

    place = chunks.parquet(small, 5, chunk=2)
    file = parquet.ParquetFile(place)
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [2, 2, 1]
    assert [str(one.type) for one in file.schema_arrow] == ["string", "string", "timestamp[us]", "int32"]
    assert file.read()["工单号"].to_pylist() == ["A0", "A1", "A2", "A3", "A4"]
    assert small.truth(place) == {"rows": 5, "required_missing": 3}
    before = place.read_bytes()
    place.unlink()
    assert chunks.parquet(small, 5, chunk=2).read_bytes() == before


def test_a_file_whose_truth_is_unknown_is_made_again(small: Work) -> None:
    truth = "import json; json.dump({'dispatch3': {'rows': 3}}, open('truth.json', 'w'))"
    (small.shared / "gen.py").write_text(f"import sys; open('data/dispatch3.csv', 'a').write(sys.argv[3]); {truth}")
    for _ in range(2):
        assert small.file(3, "csv").read_text(encoding="utf-8") == "--no-xlsx"
    small.plant(Path("dispatch3.csv"), None)
    assert small.file(3, "csv").read_text(encoding="utf-8") == "--no-xlsx" * 2


# rounds, and how a measurement ends


def told(name: str, *, once: bool = False, libraries: tuple[str, ...] = ()) -> Contestant:
    """A contestant that finds one blank and no more, always."""

    def command(_: Work, __: Path) -> list[str]:
        return [sys.executable, "-c", "pass"]

    return Contestant(name, "nowhere", command, lambda *_: {"B1": 1}, libraries, once)


@needs_wait4
def test_who_is_slow_runs_once_of_each_kind_and_all_others_in_every_round(small: Work) -> None:
    small.plant(Path("a.csv"), {**dict.fromkeys(TRUTH, 0), "required_missing": 1})
    found = measured(small, Path("a.csv"), [told("often"), told("seldom", once=True)], Rounds(timed=2))
    assert [len(one.wall) for one in found.values()] == [2, 1]
    assert [one.wrong for one in found.values()] == [[], []]


@needs_wait4
def test_a_measurement_stops_where_svcqa_finds_something_else(small: Work) -> None:
    small.plant(Path("a.csv"), dict.fromkeys(TRUTH, 0))
    assert measured(small, Path("a.csv"), [told("other")], Rounds(1))["other"].wrong == ["B1: 1 instead of 0"]
    with pytest.raises(measure.RunError, match="B1: 1 instead of 0"):
        measured(small, Path("a.csv"), [told(OURS.name)], Rounds(1))


@needs_wait4
@pytest.mark.parametrize(
    ("outcome", "code"),
    [([], 0), (["too slow"], 1), (measure.RunError("it failed"), 1), (Absent("nothing is here"), 2)],
)
def test_a_measurement_ends_with_a_code_that_says_how(
    outcome: list[str] | Exception,
    code: int,
    small: Work,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def measure_it(_: Work) -> targets.Section:
        if isinstance(outcome, Exception):
            raise outcome
        return targets.Section("## It", outcome)

    monkeypatch.setattr(Work, "here", lambda: small)
    assert alone.printed(measure_it) == code
    printed = "".join(capsys.readouterr())
    assert all(line in printed for line in (outcome if isinstance(outcome, list) else [str(outcome)]))


# workbooks


def beside_peer(wall: float, memory: float | None) -> dict[str, Series]:
    held = [] if memory is None else [memory]
    return {
        OURS.name: Series([wall], [wall], held),
        LIMIT.name: Series([0.5], [0.5], [1.0]),
        PEER.name: Series([1.0], [1.0], [1.0]),
    }


@pytest.mark.parametrize(
    ("rows", "wall", "memory", "missed"),
    [
        (100_000, 1.5, 2.0, []),
        (100_000, 1.51, 2.0, ["an audit of 100,000 rows from xlsx took 1.51 times dataframely's time, more than 1.5"]),
        (100_000, 1.5, 2.1, ["an audit of 100,000 rows from xlsx took 2.10 times dataframely's memory, more than 2"]),
        (1_000_000, 1.3, 1.6, []),
        (1_000_000, 1.31, 1.61, [
            "an audit of 1,000,000 rows from xlsx took 1.31 times dataframely's time, more than 1.3",
            "an audit of 1,000,000 rows from xlsx took 1.61 times dataframely's memory, more than 1.6",
        ]),
    ],
)  # fmt: skip
def test_an_audit_of_a_workbook_is_held_against_the_fastest_peer(
    rows: int, wall: float, memory: float, missed: list[str]
) -> None:
    made = workbooks.section(rows, (OURS, LIMIT, PEER), beside_peer(wall, memory), Rounds(1))
    assert made.missed == missed
    assert ("**Missed.**" in made.text, "Met." in made.text) == (bool(missed), not missed)


def test_memory_that_was_not_weighed_is_not_judged_and_another_size_has_no_target() -> None:
    made = workbooks.section(100_000, (OURS, LIMIT, PEER), beside_peer(1.0, None), Rounds(1))
    assert "Met. Not measured, so not judged: memory." in made.text
    assert "Target" not in workbooks.section(5, (OURS, LIMIT, PEER), beside_peer(9.0, 9.0), Rounds(1)).text


def test_who_runs_once_or_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, absent = told("snail", once=True), told("ghost", once=True, libraries=("no-such-library",))
    monkeypatch.setattr(workbooks, "CONTESTANTS", (OURS, LIMIT, PEER, slow, absent))
    assert workbooks.entered(100_000) == [OURS, LIMIT, PEER, slow]
    assert workbooks.entered(1_000_000) == [OURS, LIMIT, PEER]
    series = {**beside_peer(1.0, 1.0), "snail": Series([30.0], [30.0], [1.0])}
    text = workbooks.section(100_000, workbooks.entered(100_000), series, Rounds(3)).text
    assert "Weighed once and timed once, since they are slow: snail." in text
    assert "Left out, since not installed: ghost." in text
    assert "| snail (once) | 30.00 | 30.00 |" in text
    assert "ghost" not in workbooks.section(1_000_000, (OURS, LIMIT, PEER), series, Rounds(3)).text


# CSV and Parquet


@pytest.mark.parametrize(
    ("csv", "parquet", "missed"),
    [
        (2.0, 3.5, []),
        (2.1, 3.5, ["an audit of 1,000,000 rows from CSV took 2.10 times the bare limit's time, more than 2"]),
        (2.0, 3.6, ["an audit of 1,000,000 rows from Parquet took 3.60 times the bare limit's time, more than 3.5"]),
    ],
)
def test_csv_and_parquet_are_held_against_the_tightest_script(csv: float, parquet: float, missed: list[str]) -> None:
    costs = {"CSV": csv, "Parquet": parquet}
    found = {
        kind: {OURS.name: Series([wall], [wall], [2e8]), LIMIT.name: Series([1.0], [1.0], [1e8])}
        for kind, wall in costs.items()
    }
    made = tables.section(found)
    assert made.missed == missed
    assert f"| svcqa, CSV | {csv:.2f} " in made.text
    assert "all that was planted" in made.text


# many files


@pytest.mark.parametrize(("two", "missed"), [(1.0, 0), (1.01, 1)])
def test_two_cores_read_many_workbooks_faster_than_one(two: float, missed: int) -> None:
    costs = {"two cores": Series([two], [1.8], []), "one core": Series([1.6], [1.6], [])}
    made = manyfiles.section(costs)
    assert len(made.missed) == missed
    assert "200 workbooks of 500 rows" in made.text
    assert "peak memory" not in made.text


def test_a_machine_that_cannot_tell_two_cores_from_one_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manyfiles, "unable", lambda: "there is one core only")
    assert manyfiles.measured(WORK) == {}
    made = manyfiles.section({})
    assert "Not measured: there is one core only." in made.text
    assert made.missed == []


@needs_wait4
@needs_cores
def test_a_program_on_one_core_reads_every_workbook_of_the_folder(small: Work) -> None:
    folder = manyfiles.workbooks(small, files=3, rows=2)
    assert [one.name for one in sorted(folder.iterdir())] == ["0000.xlsx", "0001.xlsx", "0002.xlsx"]
    made = measure.run(manyfiles.pinned(importing.import_of(folder), 1), folder=small.folder)
    assert made.said.split()[-1] == "6"
    cores = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]
    assert measure.run(manyfiles.pinned(cores, 1), folder=small.folder).said.strip() == "1"


# large Parquet


def large_costs(ours: float, memory: float = 1e9) -> dict[str, Series]:
    return {
        OURS.name: Series([ours], [ours], [memory]),
        large.SQL.name: Series([4.0], [7.0], [2e9]),
    }


@pytest.mark.parametrize(
    ("costs", "missed"),
    [
        ({10_000_000: large_costs(16.0), 20_000_000: large_costs(36.8)}, []),
        (
            {10_000_000: large_costs(16.1)},
            ["an audit of 10,000,000 rows from Parquet took 4.03 times DuckDB's time, more than 4"],
        ),
        (
            {10_000_000: large_costs(10.0), 20_000_000: large_costs(24.0)},
            ["twice 10,000,000 rows took 2.40 times their time, more than 2.3"],
        ),
        ({50_000_000: large_costs(99.0, 2.1e9)}, ["an audit of 50,000,000 rows held 2,100 MB, more than 2,000"]),
        ({1_000: large_costs(99.0)}, []),
    ],
)
def test_large_parquet_meets_its_targets_or_says_so(costs: dict[int, dict[str, Series]], missed: list[str]) -> None:
    made = large.section(large.Found(costs))
    assert made.missed == missed
    assert ("**Missed.**" in made.text) == bool(missed)


def test_what_is_left_out_of_large_parquet_is_said(small: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    assert large.no_room(small, 1_000) == ""
    said = large.no_room(small, 50_000_000)
    assert said == "50,000,000 rows, which need 12.5 GB of disk, and 1.0 are free"
    made = large.section(large.Found({10_000_000: large_costs(9.0)}, [said]))
    assert f"Met. Not measured, so not judged: {said}." in made.text
    assert f"Not measured: {said}." in large.section(large.Found(left_out=[said])).text


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (measure.Run(1.0, 1.0, None, None, "Warning: a\nError: there is no engine\n", 2), "Error: there is no engine"),
        (measure.Run(1.0, 1.0, None, None, "", 2), "it said nothing"),
        (measure.Run(1.0, 1.0, None, None, "6 of 6 rules", 0), ""),
    ],
)
def test_without_the_engine_large_parquet_is_not_measured(
    made: measure.Run, said: str, small: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Work, "file", lambda *_: Path("a.parquet"))
    monkeypatch.setattr(large, "run", lambda *_, **__: made)
    found = large.measured(small, sizes=[])
    assert list(found.left_out) == ([f"no engine ({said})"] if said else [])
    assert large.section(found).text.startswith("## Large Parquet\n\nNot measured")


# scripts of peers

AT = datetime.datetime(2024, 3, 1, 9)
ORDERS = ("工单号", "客户名称", "产品序列号", "派单时间", "联系客户时间", "上门时间", "完成时间", "回访时间", "满意度")
RULES_BROKEN: list[tuple[dict[str, object], str]] = [
    ({}, ""),
    ({"联系客户时间": AT + datetime.timedelta(minutes=15)}, ""),
    ({"联系客户时间": AT + datetime.timedelta(minutes=16)}, "B4"),
    ({"客户名称": None}, "B1"),
    ({"产品序列号": None}, "B1"),
    ({"工单号": "A0"}, "B2"),
    ({"满意度": 101}, "B3"),
    ({"满意度": -1}, "B3"),
    ({"满意度": 100}, ""),
    ({"完成时间": AT + datetime.timedelta(hours=1)}, "B5"),
    ({"回访时间": AT + datetime.timedelta(days=7, hours=3)}, ""),
    ({"回访时间": AT + datetime.timedelta(days=7, hours=4)}, "B6"),
]


def orders() -> list[dict[str, object]]:
    """Orders, each as it should be but for one thing."""
    hours = {"派单时间": 0, "联系客户时间": 0, "上门时间": 2, "完成时间": 3, "回访时间": 27}
    times = {name: AT + datetime.timedelta(hours=hour) for name, hour in hours.items()}
    usual = {"客户名称": "甲", "产品序列号": "S1", **times, "满意度": 80}
    return [{"工单号": f"A{number}", **usual, **wrong} for number, (wrong, _) in enumerate(RULES_BROKEN)]


def by_rule(*, first_too: bool) -> dict[str, int]:
    broken = Counter(rule for _, rule in RULES_BROKEN if rule)
    return dict(broken + Counter({"B2": int(first_too)}))


@needs_wait4
def test_the_rules_in_sql_find_what_breaks_them(small: Work) -> None:
    pytest.importorskip("duckdb", reason="DuckDB comes with the extra bench")
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(orders()), small.folder / "a.parquet")
    made = measure.run(large.SQL.command(small, small.folder / "a.parquet"), folder=small.folder)
    assert large.SQL.found(made.said, small) == by_rule(first_too=True)
    assert "B4,A2,4" in (small.folder / "out" / "duckdb.csv").read_text(encoding="utf-8").splitlines()


@needs_wait4
def test_the_rules_in_frictionless_find_what_breaks_them(small: Work) -> None:
    import openpyxl

    one = next(one for one in CONTESTANTS if one.name == "frictionless")
    if one.missing:
        pytest.skip("frictionless comes with the extra bench")
    book = openpyxl.Workbook()
    for row in (ORDERS, *([order[title] for title in ORDERS] for order in orders())):
        book.active.append(row)
    book.save(small.folder / "a.xlsx")
    made = measure.run(one.command(small, small.folder / "a.xlsx"), folder=small.folder)
    assert one.found(made.said, small) == by_rule(first_too=False)
