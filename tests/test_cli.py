"""The command line: what it prints where, in which language, and with which exit code."""

import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import xlsxwriter

from svcqa import auditfile, widths
from svcqa.accounts import InputAccount, Said, SheetAccount
from svcqa.basis import Coverage, Period, Run
from svcqa.cli import language, layout, main
from svcqa.cli.console import Console
from svcqa.dossier import Dossier
from svcqa.errors import InputError, UsageError
from svcqa.findings import Audit, Content, Finding, Tally, Unjudged, Upcoming
from svcqa.lines import lines_of
from svcqa.weights import Weight
from tests.audits import NASTY, audit, empty, finding, plain_findings
from tests.hostile import hostile, judged, reviewed
from tests.pages import rendered

jsonschema: Any = import_module("jsonschema")  # it has no types
RULESET = """\
name: desk
title: {zh: 服务台, en: Service desk}
version: "1"
registers:
  work_orders:
    title: {zh: 工单, en: Work orders}
    key: order_no
    event_date: received_at
    fields:
      order_no: {title: {zh: 工单号, en: Order no}, type: code}
      received_at: {title: {zh: 受理时间, en: Received at}, type: datetime}
      contacted_at: {title: {zh: 联系时间, en: Contacted at}, type: datetime}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
parameters:
  response_limit:
    title: {zh: 响应时限, en: Response limit}
    type: duration
    default: 30m
    source: 手册第三版
    approved_by: 王工
    date: 2024-01-01
  visit_limit: {title: {zh: 上门时限, en: Visit limit}, type: duration}
rules:
  - id: D-1
    clause: "7.2"
    title: {zh: 及时联系客户, en: The customer is called in time}
    of: work_orders
    check: deadline
    params: {start: received_at, end: contacted_at, max: {param: response_limit}}
    where: {engineer: {not: [测试]}}
    weight: high
    remedy: {zh: 补联系, en: Call now}
  - id: D-2
    clause: "7.3"
    title: {zh: 填写工程师, en: The engineer is named}
    of: work_orders
    check: row
    params: {require: [engineer]}
    weight: low
  - id: D-3
    clause: "7.4"
    title: {zh: 及时上门, en: The visit is in time}
    of: work_orders
    check: deadline
    params: {start: received_at, end: contacted_at, max: {param: visit_limit}}
"""
HEADINGS = ("工单号", "受理时间", "联系时间", "工程师", "备注")
GOOD = ("A1", dt.datetime(2024, 3, 1, 9), dt.datetime(2024, 3, 1, 9, 10), "张三", "")
LATE = ("A2", dt.datetime(2024, 3, 1, 9), dt.datetime(2024, 3, 1, 11), "李四", "")


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run_ = Callable[..., Result]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SVCQA_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("SVCQA_CONFIG", "SVCQA_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def svcqa(capsys: pytest.CaptureFixture[str]) -> Run_:
    def call(*argv: str | Path) -> Result:
        code = main([str(word) for word in argv])
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def ruleset(tmp_path: Path) -> Path:
    path = tmp_path / "规则.yaml"
    path.write_text(RULESET, encoding="utf-8")
    return path


def workbook(path: Path, *rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("工单")
    for number, row in enumerate((headings, *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def tally(weight: Weight = "high", fails: int = 0, excused: int = 0, rule: str = "D-1") -> Tally:
    said = Said("名称", "title")
    return Tally(
        "desk", "", "7.2", rule, "1", said, None, "work_orders", "row", weight, True, fails=fails, excused=excused
    )


def account(
    name: str = "a.xlsx", problem: str = "", register: str | None = "work_orders", sheet: str = ""
) -> InputAccount:
    fault = Said(sheet, sheet) if sheet else None
    sheets = [SheetAccount("工单", "visible", register, None, [1], 2, 1, [], [], [], 10, None, problem=fault)]
    said = Said(problem, problem) if problem else None
    return InputAccount(name, "0" * 64, 10, {}, [] if problem else sheets, said)


def _findings(one: Tally) -> dict[str, list[Any]]:
    """The findings behind a tally, the first of them excused."""
    rows = [finding(number, rule=one.rule, weight=one.weight) for number in range(one.fails)]
    for row in rows[: one.excused]:
        row["excused_by"] = "WV-1"
    return {name: [row[name] for row in rows] for name in Finding.__struct_fields__}


def an_audit(*tallies: Tally, inputs: list[InputAccount] | None = None, coverage: Coverage | None = None) -> Audit:
    content = Content(
        as_of="2024-03-31",
        period=Period(None, "2024-03-31"),
        zone="Asia/Shanghai",
        calendars={},
        rulesets=[],
        parameters=[],
        inputs=[account()] if inputs is None else inputs,
        coverage=coverage or Coverage(4, 4, {}),
        tallies=list(tallies),
        reasons={},
        exhibits=[],
    )
    lists: dict[str, Any] = {
        "findings": lines_of(Finding, [_findings(one) for one in tallies if one.fails]),
        "unjudged": lines_of(Unjudged, []),
        "upcoming": lines_of(Upcoming, []),
    }
    run = Run("0", {})
    return auditfile.seal(content, lists, run, Dossier())


Answer = Callable[[Audit | BaseException], dict[str, Any]]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let the audit come out as wished; what it was asked is kept."""

    def wish(outcome: Audit | BaseException) -> dict[str, Any]:
        asked: dict[str, Any] = {}

        def run(paths: Any, rulesets: Any, **options: Any) -> Audit:
            asked.update(options, paths=list(paths), rulesets=list(rulesets))
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr("svcqa.audit.run", run)
        return asked

    return wish


# exit codes


@pytest.mark.parametrize(
    ("weight", "options", "code"),
    [
        ("low", [], 1),
        ("low", ["--fail-on", "medium"], 0),
        ("medium", ["--fail-on", "medium"], 1),
        ("high", ["--fail-on", "medium"], 1),
        ("high", ["--fail-on", "never"], 0),
        ("high", ["--exit-zero"], 0),
    ],
)
def test_findings_at_or_above_fail_on_give_exit_code_1(
    svcqa: Run_, answer: Answer, weight: Weight, options: list[str], code: int
) -> None:
    answer(an_audit(tally(weight, fails=1)))
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk", *options).code == code


def test_no_findings_and_excused_findings_give_exit_code_0(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit(tally(fails=2, excused=2)))
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk").code == 0


def test_findings_of_built_in_rules_count_by_their_weight(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit(tally("medium", fails=1, rule="record.type")))
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk").code == 1
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk", "--fail-on", "high").code == 0


@pytest.mark.parametrize(
    ("assessed", "options", "code"),
    [
        (0, [], 2),
        (0, ["--exit-zero"], 2),
        (0, ["--min-assessed", "0"], 0),
        (1, [], 0),
        (3, ["--min-assessed", "0.8"], 2),
        (3, ["--min-assessed", "75%"], 0),
    ],
)
def test_too_few_rules_assessed_give_exit_code_2(
    svcqa: Run_, answer: Answer, assessed: int, options: list[str], code: int
) -> None:
    answer(an_audit(coverage=Coverage(4, assessed, {"column_missing": 4 - assessed})))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", *options)
    assert done.code == code
    assert ("column missing" in done.err) == (code == 2)


def test_one_unreadable_file_is_said_and_the_audit_goes_on(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit(inputs=[account(), account("b.xlsx", "is encrypted.")]))
    done = svcqa("audit", "a.xlsx", "b.xlsx", "--ruleset", "desk")
    assert done.code == 0
    assert "Warning: b.xlsx: is encrypted." in done.err


def test_one_unreadable_sheet_is_said_with_its_file(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit(inputs=[account(), account("b.xlsx", sheet="is damaged.")]))
    assert "b.xlsx → 工单: is damaged." in svcqa("audit", "a.xlsx", "--ruleset", "desk").err


def test_a_period_without_a_record_is_no_silent_pass(svcqa: Run_, ruleset: Path, tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", GOOD, LATE)
    options = ("audit", "a.xlsx", "--ruleset", ruleset, "--as-of", "2024-12-31", "--period")
    done = svcqa(*options, "2023")
    assert done.code == 0
    assert "all lie outside the period 2023-01-01..2023-12-31" in done.err
    assert "(dates from 2024-03-01 to 2024-03-01)" in done.err
    assert "outside the period" not in svcqa(*options, "2024").err


def test_a_period_that_has_not_begun_is_refused(svcqa: Run_, ruleset: Path, tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", GOOD)
    done = svcqa("audit", "a.xlsx", "--ruleset", ruleset, "--as-of", "2024-12-31", "--period", "2025Q1")
    assert done.code == 2
    assert "--period: the period 2025-01-01..2025-03-31 begins after the audit date 2024-12-31." in done.err


def test_settings_that_fit_no_register_are_told_by_the_audit_too(svcqa: Run_, ruleset: Path, tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", GOOD)
    (tmp_path / "svcqa.yaml").write_text(
        "columns: {work_ordrs: {单: order_no}}\nsheets: {工单: work_orderz}\n", "utf-8"
    )
    done = svcqa("audit", "a.xlsx", "--ruleset", ruleset, "--as-of", "2024-12-31")
    assert "Warning: svcqa.yaml, columns: there is no register 'work_ordrs'. Did you mean 'work_orders'?" in done.err
    assert "Warning: svcqa.yaml, sheets, 工单: there is no register 'work_orderz'." in done.err
    shown = svcqa("inspect", "a.xlsx", "--ruleset", ruleset)
    assert "svcqa.yaml (sheets) says it is 'work_orderz', and there is no such register here" in shown.out


def test_inspect_says_on_standard_error_what_it_could_not_read(svcqa: Run_, ruleset: Path, tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", GOOD)
    (tmp_path / "b.xlsx").touch()
    for options in ([], ["--format", "json"]):
        done = svcqa("inspect", "a.xlsx", "b.xlsx", "--ruleset", ruleset, *options)
        assert done.code == 0
        assert done.err == "Warning: b.xlsx: the file is empty, there is not a single row. Export it again.\n"
    done = svcqa("inspect", "b.xlsx")
    assert (done.code, done.err.partition(" the file is empty")[0]) == (2, "Error: b.xlsx:")


def test_what_a_reader_should_know_of_files_and_sheets_is_said_and_printed(svcqa: Run_, answer: Answer) -> None:
    (sheet,) = account().sheets
    note = Said("有两张表", "there are two tables")
    twin = Said("内容相同", "the content is the same")
    file = msgspec.structs.replace(account(), notes=[twin], sheets=[msgspec.structs.replace(sheet, notes=[note])])
    answer(an_audit(inputs=[file]))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", "--quiet")
    assert "Warning: a.xlsx: the content is the same.\nWarning: a.xlsx → 工单: there are two tables.\n" in done.err
    assert done.out.count("the content is the same") == done.out.count("there are two tables") == 1
    page = svcqa("audit", "a.xlsx", "--ruleset", "desk", "--format", "html", "--lang", "zh").out
    assert page.count("内容相同") == page.count("有两张表") == 1


def test_no_readable_file_gives_exit_code_2_and_no_report(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit(inputs=[account("b.xlsx", "is encrypted."), account("c.xlsx", sheet="is damaged.")]))
    done = svcqa("audit", "b.xlsx", "--ruleset", "desk")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: b.xlsx: is encrypted.\nError: c.xlsx → 工单: is damaged.\n"


def test_a_file_without_a_known_register_is_said(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit(inputs=[account(), account("b.xlsx", register=None)]))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk")
    assert done.code == 0
    assert done.err == "Warning: b.xlsx: no sheet of it was taken for a register. svcqa inspect tells why.\n"


def test_a_fault_of_svcqa_gives_exit_code_3_and_one_sentence(svcqa: Run_, answer: Answer) -> None:
    answer(ZeroDivisionError("division by zero"))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk")
    assert done.code == 3
    assert done.err.count("\n") == 1
    assert "ZeroDivisionError: division by zero" in done.err
    assert "report this sentence" in done.err


def test_the_details_of_a_fault_are_shown_on_request(
    svcqa: Run_, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVCQA_DEBUG", "1")
    answer(ZeroDivisionError("division by zero"))
    assert "Traceback" in svcqa("audit", "a.xlsx", "--ruleset", "desk").err


def test_an_interruption_gives_exit_code_130(svcqa: Run_, answer: Answer) -> None:
    answer(KeyboardInterrupt())
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk").code == 130


def test_errors_for_users_give_exit_code_2_and_a_line_each(svcqa: Run_, answer: Answer) -> None:
    one, two = InputError.of("甲", "one"), InputError.of("乙", "two")
    answer(InputError(*one.problems, *two.problems))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk")
    assert (done.code, done.err) == (2, "Error: one\nError: two\n")


# what the audit is asked


def test_the_command_line_reaches_the_audit(svcqa: Run_, answer: Answer) -> None:
    asked = answer(an_audit())
    svcqa(
        "audit", "a.xlsx", "台账", "--ruleset", "desk", "--ruleset", "own.yaml", "--as-of", "2024-03-31",
        "--period", "2024-01-01..2024-03-31", "--param", "response_limit=10m", "--param", "days=a=b",
    )  # fmt: skip
    assert asked["paths"] == ["a.xlsx", "台账"]
    assert asked["rulesets"] == ["desk", "own.yaml"]
    assert asked["as_of"] == "2024-03-31"
    assert asked["period"] == "2024-01-01..2024-03-31"
    assert asked["parameters"] == {"response_limit": "10m", "days": "a=b"}


def test_settings_give_the_rulesets_and_the_command_line_wins(svcqa: Run_, answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "svcqa.yaml").write_text("rulesets: [desk]\nlang: zh\n", encoding="utf-8")
    asked = answer(an_audit())
    svcqa("audit", "a.xlsx")
    assert asked["rulesets"] == ["desk"]
    svcqa("audit", "a.xlsx", "--ruleset", "other")
    assert asked["rulesets"] == ["other"]


def test_the_language_of_the_settings_holds_unless_another_is_asked_for(
    svcqa: Run_, answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "svcqa.yaml").write_text("lang: zh\n", encoding="utf-8")
    answer(an_audit(coverage=Coverage(1, 0, {})))
    assert "Error" in svcqa("audit", "a.xlsx").err
    monkeypatch.delenv("SVCQA_LANG")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "错误" in svcqa("audit", "a.xlsx").err
    assert "Error" in svcqa("audit", "a.xlsx", "--lang", "en").err


def test_a_file_from_standard_input_is_named_stdin(
    svcqa: Run_, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(an_audit())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("工单号\nA1\n".encode("gbk"))))
    assert svcqa("audit", "-", "--ruleset", "desk").code == 0
    assert [Path(path).name for path in asked["paths"]] == ["stdin"]
    assert svcqa("audit", "-", "-", "--ruleset", "desk").code == 2


# where reports go


@pytest.mark.parametrize("command", [("audit", "-", "--ruleset", "desk"), ("inspect", "-"), ("report", "-")])
def test_a_closed_standard_input_is_said(
    svcqa: Run_, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    done = svcqa(*command)
    assert (done.code, done.err) == (2, "Error: -: standard input is closed. Send a file there, or name one.\n")


def test_a_pattern_stands_for_the_files_it_fits(svcqa: Run_, answer: Answer, tmp_path: Path) -> None:
    """A Windows shell hands it over as it is."""
    for name in ("乙.xlsx", "甲.xlsx", "丙.csv"):
        (tmp_path / name).touch()
    asked = answer(an_audit())
    svcqa("audit", "*.xlsx", "--ruleset", "desk")
    assert asked["paths"] == ["乙.xlsx", "甲.xlsx"]
    svcqa("audit", "*.ods", "--ruleset", "desk")
    assert asked["paths"] == ["*.ods"]


def test_text_goes_to_standard_output_by_default(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit(tally(fails=1)))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk")
    assert done.out.strip()
    assert done.err == ""


def test_with_output_only_the_summary_is_said(svcqa: Run_, answer: Answer, tmp_path: Path) -> None:
    answer(an_audit(tally(fails=3), tally("low", fails=1)))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", "html=报告.html", "--output", "json=审核.json")
    assert done.out == ""
    assert done.err == "4 of 4 rules assessed; findings: 4 (3 high, 1 low); could not be judged: 0.\n"
    assert (tmp_path / "报告.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    with (tmp_path / "审核.json").open("rb") as stream:
        assert auditfile.read(stream, "审核.json").content.tallies[0].fails == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["审核.json", "报告.html"]


def test_quiet_says_nothing(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit())
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", "json=a.json", "--quiet").err == ""


@pytest.mark.parametrize("options", [["--format", "json"], ["--output", "json=-"]])
def test_json_on_standard_output_is_the_document_and_nothing_else(
    svcqa: Run_, answer: Answer, options: list[str]
) -> None:
    audit = an_audit()
    answer(audit)
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", *options)
    assert json.loads(done.out)["digest"] == audit.digest


def test_two_reports_cannot_go_to_one_place(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit())
    ask = ("audit", "a.xlsx", "--ruleset", "desk")
    assert "only one format" in svcqa(*ask, "--output", "json=-", "--format", "text").err
    assert "only one format" in svcqa(*ask, "--output", "json=a", "--output", "html=a").err


def test_an_unknown_format_is_refused_before_the_audit(svcqa: Run_, answer: Answer) -> None:
    asked = answer(an_audit())
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", "jsn=a.json")
    assert (done.code, asked) == (2, {})
    assert done.err == "Error: --output: there is no format 'jsn'. Did you mean 'json'?\n"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("missing/a.json", "there is no folder"),
        (".", "this is a folder"),
        ("a.xlsx", "this is a file to be audited and must not be overwritten"),
        ("./missing/../a.xlsx", "this is a file to be audited and must not be overwritten"),
        pytest.param("长" * 300, "cannot be written", id="a name no system can have"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_the_audit(
    svcqa: Run_, answer: Answer, tmp_path: Path, target: str, said: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"kept")
    asked = answer(an_audit())
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", f"json={target}")
    assert (done.code, asked) == (2, {})
    assert said in done.err
    assert (tmp_path / "a.xlsx").read_bytes() == b"kept"


@pytest.mark.parametrize("name", ["kept.csv", "new.csv", "sub/new.txt"])
def test_a_report_is_not_laid_among_the_records(svcqa: Run_, answer: Answer, tmp_path: Path, name: str) -> None:
    """It would replace records, or be read as records by the next audit."""
    records = tmp_path / "2024 记录"
    (records / "sub").mkdir(parents=True)
    (records / "kept.csv").write_bytes(b"kept")
    asked = answer(an_audit())
    done = svcqa("audit", records, "--ruleset", "desk", "--output", f"csv={records / name}")
    assert (done.code, asked) == (2, {})
    assert "the report would lie in a folder to be audited" in done.err
    assert (records / "kept.csv").read_bytes() == b"kept"
    assert svcqa("audit", records, "--ruleset", "desk", "--output", f"html={records / 'a.html'}").code == 0


def test_two_spellings_of_one_place_are_one_place(svcqa: Run_, answer: Answer, tmp_path: Path) -> None:
    asked = answer(an_audit())
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", "html=a.out", "--output", "csv=sub/../a.out")
    assert (done.code, asked) == (2, {})
    assert "only one format can go to one place" in done.err


def test_a_report_replaces_an_older_one(svcqa: Run_, answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    answer(an_audit())
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", "json=a.json").code == 0
    assert (tmp_path / "a.json").read_bytes().startswith(b"{")


def test_a_report_can_go_to_a_device(svcqa: Run_, answer: Answer) -> None:
    answer(an_audit())
    assert svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", f"json={os.devnull}").code == 0
    assert Path(os.devnull).exists()
    assert not Path(os.devnull).is_file()


def test_one_report_that_cannot_be_written_does_not_keep_back_the_others(
    svcqa: Run_, answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = Path.replace

    def full(self: Path, target: Any) -> Path:
        if Path(target).name == "a.json":
            raise OSError(28, "No space left on device")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", full)
    answer(an_audit(tally(fails=1)))
    done = svcqa("audit", "a.xlsx", "--ruleset", "desk", "--output", "json=a.json", "--output", "html=b.html")
    assert done.code == 2
    assert done.err == "Error: a.json: cannot be written (No space left on device). Choose another place.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["b.html"]


def test_a_reader_that_leaves_early_changes_nothing() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "svcqa", "schema", "audit"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_standard_error_nobody_reads_changes_no_exit_code() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "svcqa", "nosuch"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        process.stderr.close()
        assert process.wait() == 2


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["audit", "长" * 300, "--ruleset", "dispatch"], "cannot be opened"),
        (["audit", "a.xlsx", "--ruleset", "dispatch", "--config", "长" * 300], "there is no settings file"),
        (["inspect", __file__, "--ruleset", "长" * 300], "there is no ruleset"),
        (["rules", "lint", "长" * 300], "there is no such file"),
    ],
)
def test_a_name_no_system_can_have_is_said_in_a_sentence(svcqa: Run_, command: list[str], said: str) -> None:
    done = svcqa(*command)
    assert done.code == 2
    assert said in done.out + done.err


# the console


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    console = Console("zh", {})
    console.progress("工单.xlsx")
    assert "工单.xlsx" in terminal.getvalue()
    console.close()
    assert terminal.getvalue().endswith("\r" + " " * widths.width("[1] 工单.xlsx") + "\r")


def test_no_progress_where_standard_error_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console("zh", {})
    console.progress("工单.xlsx")
    console.close()
    assert capsys.readouterr().err == ""


def test_no_progress_when_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    console = Console("zh", {})
    console.quiet = True
    console.progress("工单.xlsx")
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(
    ("environ", "on_terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_for_terminals_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], on_terminal: bool, coloured: bool
) -> None:
    stream = Terminal() if on_terminal else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    Console("en", environ).fail(InputError.of("坏", "bad"))
    assert ("\x1b[31m" in stream.getvalue()) == coloured


def test_control_characters_of_a_cell_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Console("en", {}).write("A1\x1b[2J\x07\u009b, kept\tas it is")
    assert capsys.readouterr().out == "A1?[2J??, kept\tas it is\n"


def test_tables_line_up_by_the_width_of_chinese_characters() -> None:
    lines = layout.table([("编号", "名称", "x"), ("A-1", "b", "y")])
    assert lines == ["编号  名称  x", "A-1   b     y"]


def test_long_chinese_text_is_wrapped_between_characters_and_not_before_a_comma() -> None:
    assert layout.wrap("派工后十五分钟，联系客户", 14) == ["派工后十五分钟，", "联系客户"]
    assert layout.wrap("the customer is called", 12) == ["the customer", "is called"]


# language


@pytest.mark.parametrize(
    ("argv", "found"),
    [
        (["audit", "--lang", "zh"], "zh"),
        (["audit", "--lang=en"], "en"),
        (["--lang", "zh", "audit", "--lang", "en"], "en"),
        (["audit", "--lang", "fr"], None),
        (["audit", "--", "--lang", "zh"], None),
        ([], None),
    ],
)
def test_the_language_is_looked_up_before_anything_is_said(argv: list[str], found: str | None) -> None:
    assert language.named(argv) == found


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh"),
    ],
)
def test_the_system_decides_when_nobody_else_does(environ: dict[str, str], found: str) -> None:
    assert language.of_system(environ) == found


def test_a_chinese_windows_speaks_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_windows_language", lambda: 0x0804)
    assert language.of_system({}) == "zh"


def test_an_unknown_language_in_the_environment_is_an_error(svcqa: Run_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVCQA_LANG", "fr")
    done = svcqa("--help")
    assert done.code == 2
    assert "SVCQA_LANG: there is no language 'fr'" in done.err


def test_help_speaks_both_languages(svcqa: Run_) -> None:
    assert svcqa("audit", "--help").out.startswith("Usage: svcqa audit [OPTIONS] PATH...")
    chinese = svcqa("audit", "--help", "--lang", "zh")
    assert chinese.code == 0
    assert chinese.out.startswith("用法：svcqa audit [选项] PATH...")
    assert "审核基准日" in chinese.out


def test_help_says_how_the_shell_completes(svcqa: Run_) -> None:
    out = svcqa("completion").out
    assert all(shell in out for shell in ("bash", "zsh", "fish", "PowerShell"))


def test_the_shell_completes_commands_and_values() -> None:
    def completed(words: str, position: int) -> str:
        env = {**os.environ, "_SVCQA_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(position)}
        argv = [sys.executable, "-c", "import sys; from svcqa.cli import main; sys.exit(main())"]
        return subprocess.run(argv, capture_output=True, encoding="utf-8", env=env, check=True).stdout

    assert completed("svcqa insp", 1) == "plain,inspect\n"
    assert completed("svcqa rules ex", 2) == "plain,explain\n"
    assert completed("svcqa audit --fail-on me", 3) == "plain,medium\n"


# mistakes on the command line


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["audti"], "there is no command 'audti'. Did you mean 'audit'?"),
        (["rules", "explian"], "there is no command 'explian'. Did you mean 'explain'?"),
        (["audit", "a", "--rulset", "x"], "there is no option '--rulset'. Did you mean '--ruleset'?"),
        (["--verison"], "there is no option '--verison'. Did you mean '--version'?"),
        (["audit", "a", "--fail-on", "hihg"], "--fail-on: there is no value 'hihg'. Did you mean 'high'?"),
        (["audit", "a", "--min-assessed", "80"], "'80' is no share between 0 and 100%. Write it as 0.8 or 80%."),
        (["audit", "a", "--param", "x"], "--param: cannot understand 'x'. Write it as response_limit=30m."),
        (["audit", "a", "--as-of"], "--as-of: needs a value. See svcqa audit --help."),
        (["audit", "a", "--quiet=1"], "--quiet: takes no value. See svcqa audit --help."),
        (["audit"], "PATH... is missing. See svcqa audit --help."),
        (["schema", "audit", "x"], "unexpected argument 'x'. See svcqa schema --help."),
        (["schema", "rulest"], "there is no value 'rulest'. Did you mean 'ruleset'?"),
        (["plugins", "list", "--lang", "fr"], "--lang: there is no value 'fr'. Available: zh, en."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_that_says_how_to_mend_it(svcqa: Run_, argv: list[str], said: str) -> None:
    done = svcqa(*argv)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("Error: ")
    assert done.err.endswith(f"{said}\n")
    assert done.err.count("\n") == 1


def test_mistakes_are_said_in_chinese(svcqa: Run_) -> None:
    assert svcqa("audti", "--lang", "zh").err == "错误：没有命令“audti”。是不是“audit”？\n"
    assert svcqa("audit", "--lang", "zh").err == "错误：缺少PATH...。用法见svcqa audit --help。\n"


def test_no_command_shows_help_and_fails(svcqa: Run_) -> None:
    done = svcqa()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: svcqa")
    assert svcqa("rules").err.startswith("Usage: svcqa rules")


def test_the_version_is_told(svcqa: Run_) -> None:
    done = svcqa("--version")
    assert done.code == 0
    assert done.out.startswith("svcqa ")


# bad input, for real

Scene = Callable[[Path, Path], list[str | Path]]
"""From a folder and a good ruleset file to the arguments of an audit."""


def _encrypted(folder: Path, ruleset: Path) -> list[str | Path]:
    from msoffcrypto.format import ooxml

    plain = workbook(folder / "plain.xlsx", GOOD)
    target = folder / "密.xlsx"
    with plain.open("rb") as source, target.open("wb") as sink:
        ooxml.OOXMLFile(source).encrypt("secret", sink)
    return [target, "--ruleset", ruleset]


def _prose(folder: Path, ruleset: Path) -> list[str | Path]:
    path = folder / "说明.xlsx"
    path.write_text("这不是表格，只是一段话。\n" * 5, encoding="utf-8")
    return [path, "--ruleset", ruleset]


def _stranger(folder: Path, ruleset: Path) -> list[str | Path]:
    path = workbook(folder / "库存.xlsx", ("螺丝", 12), headings=("物料", "数量"))
    return [path, "--ruleset", ruleset]


def _empty_folder(folder: Path, ruleset: Path) -> list[str | Path]:
    (folder / "空").mkdir()
    return [folder / "空", "--ruleset", ruleset]


def _wrong_key(folder: Path, ruleset: Path) -> list[str | Path]:
    path = folder / "坏.yaml"
    path.write_text(RULESET.replace("weight: low", "wieght: low"), encoding="utf-8")
    return [workbook(folder / "a.xlsx", GOOD), "--ruleset", path]


def _with(*options: str) -> Scene:
    return lambda folder, ruleset: [workbook(folder / "a.xlsx", GOOD), "--ruleset", ruleset, *options]


SCENES: dict[str, tuple[Scene, str, str]] = {
    "missing file": (lambda folder, ruleset: ["没有.xlsx", "--ruleset", ruleset], "没有.xlsx", "没有.xlsx"),
    "folder without a spreadsheet": (_empty_folder, "空", "空"),
    "encrypted workbook": (_encrypted, "protected by a password", "密码"),
    "prose named xlsx": (_prose, "说明.xlsx", "说明.xlsx"),
    "no known register": (_stranger, "库存.xlsx", "库存.xlsx"),
    "unknown ruleset": (lambda folder, _: [workbook(folder / "a.xlsx", GOOD), "--ruleset", "dekx"], "'dekx'", "“dekx”"),
    "wrong key in a ruleset": (_wrong_key, "坏.yaml:39: unknown key 'wieght'", "坏.yaml:39：不认识的键“wieght”"),
    "bad date": (_with("--as-of", "2024-02-30"), "--as-of: '2024-02-30'", "--as-of：“2024-02-30”"),
    "bad period": (_with("--period", "spring"), "--period: 'spring'", "--period：“spring”"),
    "period that ends before it begins": (_with("--period", "2024-03-01..2024-01-01"), "--period", "--period"),
    "unknown format": (_with("--format", "htlm"), "Did you mean 'html'?", "是不是“html”？"),
    "unknown parameter": (_with("--param", "respnse_limit=1h"), "respnse_limit", "respnse_limit"),
    "parameter of the wrong type": (_with("--param", "response_limit=soon"), "response_limit", "response_limit"),
    "missing settings": (_with("--config", "no.yaml"), "no.yaml", "no.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_bad_input_is_said_in_both_languages(svcqa: Run_, tmp_path: Path, ruleset: Path, scene: str) -> None:
    make, english, chinese = SCENES[scene]
    argv = make(tmp_path, ruleset)
    for lang, said in (("en", english), ("zh", chinese)):
        done = svcqa("audit", *argv, "--lang", lang)
        assert done.code == 2, done.err
        assert said in done.err
        assert "Traceback" not in done.err
        assert len(done.err.splitlines()) == 1


def test_one_bad_file_does_not_stop_the_others(svcqa: Run_, tmp_path: Path, ruleset: Path) -> None:
    workbook(tmp_path / "a.xlsx", GOOD)
    bad = _prose(tmp_path, ruleset)[0]
    done = svcqa("audit", "a.xlsx", bad, "--ruleset", ruleset, "--as-of", "2024-03-31", "--format", "json")
    assert done.code == 0, done.err
    assert "说明.xlsx" in done.err
    inputs = json.loads(done.out)["content"]["inputs"]
    assert [bool(one["problem"]) for one in inputs] == [False, True]


def test_an_audit_from_end_to_end(svcqa: Run_, tmp_path: Path, ruleset: Path) -> None:
    path = workbook(tmp_path / "工单.xlsx", GOOD, LATE)
    done = svcqa("audit", path, "--ruleset", ruleset, "--as-of", "2024-03-31", "--format", "json")
    assert done.code == 1, done.err
    content = json.loads(done.out)["content"]
    assert [(one["rule"], one["key"]) for one in content["findings"]] == [("D-1", {"order_no": "A2"})]
    assert content["coverage"] == {"rules": 3, "assessed": 2, "not_assessed": {"parameter_unset": 1}}
    relaxed = svcqa("audit", path, "--ruleset", ruleset, "--as-of", "2024-03-31", "--param", "response_limit=3h")
    assert relaxed.code == 0


def test_an_audit_of_a_csv_from_standard_input(svcqa: Run_, ruleset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "工单号,受理时间,联系时间,工程师\nA1,2024-03-01 09:00,2024-03-01 12:00,张三\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode("gb18030"))))
    done = svcqa("audit", "-", "--ruleset", ruleset, "--as-of", "2024-03-31", "--format", "json")
    assert done.code == 1, done.err
    assert json.loads(done.out)["content"]["findings"][0]["locations"][0]["file"] == "stdin"


# the other commands


def test_inspect_tells_what_was_understood(svcqa: Run_, tmp_path: Path, ruleset: Path) -> None:
    path = workbook(tmp_path / "工单.xlsx", GOOD, LATE)
    text = svcqa("inspect", path, "--ruleset", ruleset)
    assert text.code == 0
    assert "3 read = 2 imported + 1 set aside" in text.out
    assert "→ order_no" in text.out
    sheet = json.loads(svcqa("inspect", path, "--ruleset", ruleset, "--format", "json").out)["inputs"][0]["sheets"][0]
    assert (sheet["register"], sheet["rows_read"], sheet["imported"]) == ("work_orders", 3, 2)
    assert [column["how"] for column in sheet["columns"]] == ["heading"] * 4 + ["unmapped"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin's folder of rulesets: two that declare different registers of one name."""
    folder = tmp_path / "offered"
    folder.mkdir()
    (folder / "desk.yaml").write_text(RULESET, encoding="utf-8")
    other = RULESET.replace("name: desk", "name: depot").replace("{zh: 工单号, en: Order no}", "{zh: 单号, en: No}")
    (folder / "depot.yaml").write_text(other, encoding="utf-8")
    monkeypatch.setattr("svcqa.host.Host.ruleset_folders", [folder])


@pytest.mark.usefixtures("installed")
def test_inspect_knows_the_registers_of_all_installed_rulesets(svcqa: Run_, tmp_path: Path) -> None:
    path = workbook(tmp_path / "工单.xlsx", GOOD)
    (sheet,) = json.loads(svcqa("inspect", path, "--format", "json").out)["inputs"][0]["sheets"]
    assert sheet["register"] in {"work_orders", "desk/work_orders"}
    assert "order_no" in [column["field"] for column in sheet["columns"]]


@pytest.mark.usefixtures("installed")
def test_an_installed_ruleset_is_known_by_its_name(svcqa: Run_, tmp_path: Path) -> None:
    path = workbook(tmp_path / "工单.xlsx", LATE)
    assert svcqa("audit", path, "--ruleset", "desk", "--as-of", "2024-03-31").code == 1
    assert "Did you mean 'desk'?" in svcqa("audit", path, "--ruleset", "dekx").err
    assert svcqa("rules", "lint", "desk").code == 0


def test_inspect_lines_up_in_chinese(svcqa: Run_, tmp_path: Path, ruleset: Path) -> None:
    out = svcqa("inspect", workbook(tmp_path / "工单.xlsx", GOOD), "--ruleset", ruleset, "--lang", "zh").out
    arrows = {widths.width(line.split("→")[0]) for line in out.splitlines() if "→" in line}
    assert len(arrows) == 1


def test_inspect_fails_only_if_nothing_could_be_read(svcqa: Run_, tmp_path: Path, ruleset: Path) -> None:
    assert svcqa("inspect", _stranger(tmp_path, ruleset)[0]).code == 0
    bad = _prose(tmp_path, ruleset)[0]
    done = svcqa("inspect", bad)
    assert done.code == 2
    assert "problem:" in done.out
    assert svcqa("inspect", bad, _stranger(tmp_path, ruleset)[0]).code == 0


def test_settings_for_an_unknown_register_are_told(svcqa: Run_, tmp_path: Path, ruleset: Path) -> None:
    (tmp_path / "svcqa.yaml").write_text("sheets: {三月: work_order}\n", encoding="utf-8")
    done = svcqa("inspect", workbook(tmp_path / "工单.xlsx", GOOD), "--ruleset", ruleset)
    assert "there is no register 'work_order'. Did you mean 'work_orders'?" in done.err


def test_rules_are_listed(svcqa: Run_, ruleset: Path) -> None:
    text = svcqa("rules", "list", "--ruleset", ruleset)
    assert text.code == 0
    assert "Service desk 1: 3 rules (desk)" in text.out
    listed = json.loads(svcqa("rules", "list", "--ruleset", ruleset, "--format", "json").out)
    assert [(one["id"], one["check"], one["weight"]) for one in listed] == [
        ("D-1", "deadline", "high"), ("D-2", "row", "low"), ("D-3", "deadline", "medium"),
    ]  # fmt: skip


def explained(svcqa: Run_, ruleset: Path, *options: str) -> dict[str, Any]:
    (one,) = json.loads(svcqa("rules", "explain", *options, "--ruleset", ruleset, "--format", "json").out)
    assert isinstance(one, dict)
    return one


def test_a_rule_is_explained_with_the_origin_of_each_setting(svcqa: Run_, ruleset: Path) -> None:
    one = explained(svcqa, ruleset, "D-1")
    settings = {setting["name"]: setting for setting in one["settings"]}
    assert (settings["start"]["value"], settings["start"]["origin"]) == ("received_at", "rule")
    assert (settings["calendar"]["value"], settings["calendar"]["origin"]) == ("24x7", "check_default")
    (limit,) = settings["max"]["parameters"]
    assert (limit["origin"], limit["source"], limit["approved_by"]) == ("default", "手册第三版", "王工")
    assert one["where"] == {"engineer": {"not": ["测试"]}}
    assert [column["field"] for column in one["columns"]] == ["received_at", "contacted_at", "engineer"]
    assert one["check"]["does"].startswith("An event follows another")


def test_a_rule_is_explained_with_its_joins_its_time_and_the_columns_of_other_registers(svcqa: Run_) -> None:
    told = " ".join(svcqa("rules", "explain", "S002-P04-4.2-9d", "--ruleset", "wwsh-003", "--lang", "en").out.split())
    assert "joins complaint = {register: complaints, on: {callback_no: callback_no}, take: first" in told
    assert "complaints.received_at Received" in told
    told = " ".join(
        svcqa("rules", "explain", "S002-P04-4.2-6b", "--ruleset", "example-company", "--lang", "en").out.split()
    )
    assert "due within taken_at + 24h [parameter slip_to_dispatcher: ruleset," in told
    told = " ".join(svcqa("rules", "explain", "S002-P09-4.7a/1", "--ruleset", "wwsh-003", "--lang", "en").out.split())
    assert "staff.post_code Post code" in told
    assert "posts.post_name Post name" in told, "a column that the register of people names over its own reference"
    told = " ".join(svcqa("rules", "explain", "S002-P04-4.2-6b", "--ruleset", "wwsh-003", "--lang", "zh").out.split())
    assert "最迟 本期结束" in told
    told = " ".join(svcqa("rules", "explain", "S002-P07-6d", "--ruleset", "wwsh-003", "--lang", "zh").out.split())
    assert "record_inventory.present 在库" in told


def test_a_parameter_on_the_command_line_is_explained_as_such(svcqa: Run_, ruleset: Path) -> None:
    text = svcqa("rules", "explain", "D-1", "--ruleset", ruleset, "--param", "response_limit=10m").out
    assert "max = 10m  [parameter response_limit: command line]" in text
    chinese = svcqa("rules", "explain", "D-1", "--ruleset", ruleset, "--lang", "zh").out
    assert "[参数response_limit：默认值，手册第三版，王工批准，2024-01-01]" in chinese


def test_a_rule_that_waits_for_a_parameter_says_so(svcqa: Run_, ruleset: Path) -> None:
    assert explained(svcqa, ruleset, "D-3")["waits_for"] == ["visit_limit"]
    assert "[parameter visit_limit: not set]" in svcqa("rules", "explain", "D-3", "--ruleset", ruleset).out


def test_an_unknown_rule_or_parameter_is_suggested(svcqa: Run_, ruleset: Path) -> None:
    assert "there is no rule 'D-9'" in svcqa("rules", "explain", "D-9", "--ruleset", ruleset).err
    done = svcqa("rules", "explain", "D-1", "--ruleset", ruleset, "--param", "respnse_limit=1h")
    assert done.err == "Error: --param: there is no parameter 'respnse_limit'. Did you mean 'response_limit'?\n"
    assert "no ruleset given" in svcqa("rules", "list").err


PROOFS = """\
- rule: D-1
  name: 半小时内算及时
  records:
    - {order_no: A1, received_at: 2024-03-05 10:00, contacted_at: 2024-03-05 10:30, engineer: 王, expect: conforms}
    - {order_no: A2, received_at: 2024-03-05 10:00, contacted_at: 2024-03-05 10:31, engineer: 王, expect: WANTED}
    - {order_no: A3, received_at: 2024-03-05 10:00, contacted_at: 2024-03-05, engineer: 王, expect: undetermined date_only}
- {rule: D-2, records: [{order_no: A1, expect: fails missing}]}
"""


@pytest.fixture
def proven(ruleset: Path) -> Callable[[str], Path]:
    def write(wanted: str) -> Path:
        (ruleset.parent / "proofs").mkdir()
        place = ruleset.parent / "proofs" / ruleset.name
        place.write_text(PROOFS.replace("WANTED", wanted), encoding="utf-8")
        return place

    return write


def test_proofs_that_hold_are_counted_and_rules_without_one_named(
    svcqa: Run_, ruleset: Path, proven: Callable[[str], Path]
) -> None:
    proven("fails late")
    done = svcqa("rules", "prove", ruleset)
    assert (done.code, done.out) == (0, "")
    assert done.err == "rules without a proof: D-3.\nproofs: 2, of which 2 hold and 0 do not.\n"


def test_a_proof_that_does_not_hold_is_told_with_its_line(
    svcqa: Run_, ruleset: Path, proven: Callable[[str], Path]
) -> None:
    place = os.path.relpath(proven("conforms"))
    done = svcqa("rules", "prove", ruleset)
    assert done.code == 2
    assert done.out == f"{place}:1: D-1 半小时内算及时: record 2 (A2): fails late, expected conforms\n"
    assert "proofs: 2, of which 1 hold and 1 do not." in done.err
    chinese = svcqa("rules", "prove", ruleset, "--lang", "zh")
    assert chinese.out == f"{place}:1: D-1 半小时内算及时：第2条（A2）得到fails late，应为conforms\n"
    assert chinese.err == "没有证明的规则：D-3。\n2个证明，1个成立，1个不成立。\n"


def test_proofs_of_no_file_of_rules_are_an_error(svcqa: Run_, ruleset: Path, proven: Callable[[str], Path]) -> None:
    place = proven("fails late")
    place.rename(place.with_name("dsek.yaml"))
    done = svcqa("rules", "prove", ruleset)
    assert done.code == 2
    assert "there is no file of rules 'dsek.yaml' beside it. Give it the name of the file of the rules." in done.err


def test_a_rule_is_explained_with_its_proofs_and_headings(
    svcqa: Run_, ruleset: Path, proven: Callable[[str], Path]
) -> None:
    proven("fails late")
    (proof,) = explained(svcqa, ruleset, "D-1")["proofs"]
    assert (proof["records"], proof["name"]) == (3, "半小时内算及时")
    assert proof["expected"] == {"conforms": 1, "fails": 1, "undetermined": 1}
    told = " ".join(svcqa("rules", "explain", "D-1", "--ruleset", ruleset).out.split())
    assert f"proofs proofs/{ruleset.name}:1 conforms 1, fails 1, undetermined 1 半小时内算及时" in told
    told = " ".join(svcqa("rules", "explain", "D-1", "--ruleset", ruleset, "--lang", "zh").out.split())
    assert f"证明 proofs/{ruleset.name}:1 符合 1、不符合 1、无法判断 1 半小时内算及时" in told
    told = " ".join(svcqa("rules", "explain", "S002-P04-4.2-3e", "--ruleset", "wwsh-003", "--lang", "zh").out.split())
    assert "arrived_at 到达时间（也认：到场时间" in told


def test_lint_counts_the_rules_of_good_files(svcqa: Run_, ruleset: Path, tmp_path: Path) -> None:
    registers = tmp_path / "registers.yaml"
    registers.write_text(
        "registers: {a: {title: 甲, key: b, event_date: as_of, fields: {b: {title: 乙}}}}\n", encoding="utf-8"
    )
    included = tmp_path / "part.yaml"
    included.write_text("rules:\n  - {id: P-1, clause: 1, title: t, of: a, check: row}\n", encoding="utf-8")
    done = svcqa("rules", "lint", ruleset, registers, included)
    assert (done.code, done.out, done.err) == (0, "", "rules: 4, no problem.\n")


def test_lint_lists_every_problem_with_its_line(svcqa: Run_, tmp_path: Path) -> None:
    meaning = tmp_path / "b.yaml"
    meaning.write_text(RULESET.replace("check: row", "check: rwo").replace("[engineer]", "[enginer]"), encoding="utf-8")
    writing = tmp_path / "a.yaml"
    writing.write_text(
        RULESET.replace("weight: low", "wieght: low").replace("clause: ", "cluase: ", 1), encoding="utf-8"
    )
    done = svcqa("rules", "lint", "b.yaml", "a.yaml", "missing.yaml")
    assert done.code == 2
    assert [line.split(": ")[0] for line in done.out.splitlines()] == [
        "a.yaml:24", "a.yaml:25", "a.yaml:39", "b.yaml:37", "missing.yaml",
    ]  # fmt: skip


def test_plugins_are_listed_with_what_they_offer(svcqa: Run_) -> None:
    listed = {one["name"]: one for one in json.loads(svcqa("plugins", "list", "--format", "json").out)}
    assert listed["completeness"]["offers"] == {"svcqa_checks": ["row", "unique"]}
    assert "svcqa_read" in listed["readers"]["offers"]
    assert listed["timeliness"]["entry_point"] == "svcqa_timeliness"
    assert not any(one["error"] for one in listed.values())


def test_a_plugin_that_cannot_be_loaded_is_listed_and_gives_exit_code_2(
    svcqa: Run_, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = tmp_path / "broken-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", encoding="utf-8")
    (facts / "entry_points.txt").write_text("[svcqa]\nbroken = no_such_module\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    done = svcqa("plugins", "list")
    assert done.code == 2
    assert "cannot be loaded: ModuleNotFoundError" in done.out
    assert "completeness" in done.out
    assert "plugin broken (broken 1.0) cannot be loaded" in svcqa("audit", "a.xlsx", "--ruleset", "desk").err


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "审核.json"
    with path.open("wb") as stream:
        auditfile.write(an_audit(tally(fails=1)), stream)
    return path


def test_a_kept_audit_is_printed_in_another_format(svcqa: Run_, kept: Path, tmp_path: Path) -> None:
    assert svcqa("report", kept, "--format", "html", "--output", tmp_path / "a.html").code == 0
    assert (tmp_path / "a.html").read_bytes().lower().startswith(b"<!doctype html>")
    assert svcqa("report", kept).out.strip()


def test_a_kept_audit_is_read_from_standard_input(svcqa: Run_, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(kept.read_bytes())))
    assert svcqa("report", "-", "--format", "json").out.encode() == kept.read_bytes()


def test_a_report_that_cannot_be_made_is_refused(svcqa: Run_, kept: Path, tmp_path: Path) -> None:
    assert "Did you mean 'html'?" in svcqa("report", kept, "--format", "htm").err
    assert "there is no such file" in svcqa("report", "no.json").err
    changed = tmp_path / "changed.json"
    changed.write_bytes(kept.read_bytes().replace(b'"fails":1', b'"fails":0'))
    done = svcqa("report", changed)
    assert done.code == 2
    assert "changed afterwards" in done.err
    assert svcqa("report", kept, "--format", "json", "--output", kept).code == 2


@pytest.mark.parametrize("what", ["audit", "ruleset", "registers", "config"])
def test_schemas_are_published_with_id_and_title(svcqa: Run_, what: str) -> None:
    done = svcqa("schema", what)
    schema = json.loads(done.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:svcqa:schema:{what}:1"
    assert schema["title"]


def test_the_audit_document_fits_its_schema(svcqa: Run_, kept: Path) -> None:
    schema = json.loads(svcqa("schema", "audit").out)
    jsonschema.validate(json.loads(kept.read_text(encoding="utf-8")), schema)


@pytest.mark.parametrize(
    "made", [audit(), empty(), judged(), hostile(NASTY[0]), reviewed(plain_findings(2), "confirmed")]
)
def test_audit_documents_of_all_kinds_fit_it_too(svcqa: Run_, made: Audit) -> None:
    schema = json.loads(svcqa("schema", "audit").out)
    jsonschema.validate(json.loads(rendered(made, "json")), schema)


def test_a_ruleset_fits_its_schema(svcqa: Run_) -> None:
    import yaml

    schema = json.loads(svcqa("schema", "ruleset").out)
    loader: Any = yaml.BaseLoader  # dates stay text, as in JSON
    written = yaml.load(RULESET, Loader=loader)  # noqa: S506 - the base loader makes plain text only
    jsonschema.validate(written, schema)


def test_python_dash_m_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "svcqa", "--version"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("svcqa ")


def test_usage_errors_are_errors_of_svcqa() -> None:
    with pytest.raises(UsageError):
        language.wished({"SVCQA_LANG": "fr"})
