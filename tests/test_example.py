"""The example company: an audit of it finds what was planted, nothing less and nothing more, however it is computed."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from msgspec.structs import replace

import svcqa
from svcqa import Audit, Finding, execute
from svcqa.cli import main
from svcqa.cli.console import Console
from svcqa.execute import Here
from svcqa.findings import Location, Tally
from svcqa.host import Host
from svcqa.requests import Task
from svcqa.rulesets import Bound, Library, bind, load
from svcqa.text import Lang
from svcqa_example import certifying, demo
from svcqa_example.build import ORDERS, SEED, build, conforming, do
from svcqa_example.model import AS_OF, Company
from svcqa_example.plants import PLANTS
from svcqa_example.plants.vacancies import KEPT, UNBROKEN, VACANCIES
from svcqa_example.reviewing import WORKBOOK
from svcqa_example.truth import RULESETS
from svcqa_example.workbooks import Written, write
from tests.office import ROOT

SMALL = 1_500
VERDICTS = ("fails", "undetermined", "pending", "excepted")


@dataclass(frozen=True, eq=False)
class Tried:
    """A company, written down and audited."""

    folder: Path
    company: Company
    written: list[Written]
    audit: Audit
    out: str
    err: str


def _tried(folder: Path, orders: int) -> Tried:
    """The company as its demonstration leaves it, and what that says."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        shown = demo.show(Console("zh"), str(folder), seed=SEED, orders=orders, force=False)
    return Tried(folder, shown.company, shown.written, shown.audit, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    return _tried(tmp_path_factory.mktemp("small") / "示例 公司", SMALL)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    return _tried(tmp_path_factory.mktemp("full") / "示例 公司", ORDERS)


@pytest.fixture(scope="module", params=["small", pytest.param("full", marks=pytest.mark.long)])
def tried(request: pytest.FixtureRequest) -> Tried:
    made: Tried = request.getfixturevalue(request.param)
    return made


def test_the_audit_finds_what_was_planted_and_nothing_else(tried: Tried) -> None:
    assert demo.differences(tried.audit, tried.company) == ([], [])
    assert len(tried.audit.findings) == len(tried.company.truth.findings())


def test_every_rule_counts_as_the_truth_says(tried: Tried) -> None:
    wanted = tried.company.truth.counts()
    assessed = [one for one in _manuals(tried.audit) if one.assessed]
    counted = {one.rule: {verdict: getattr(one, verdict) for verdict in VERDICTS} for one in assessed}
    assert counted == {rule: wanted.get(rule, dict.fromkeys(VERDICTS, 0)) for rule in counted}
    assert set(wanted) <= set(counted)


def test_every_rule_is_broken_somewhere_but_the_one_whose_parameter_is_not_set(tried: Tried) -> None:
    tallies = _manuals(tried.audit)
    assert {one.rule for one in tallies if not one.fails} == {*demo.UNSET, *UNBROKEN}
    (open_one,) = [one for one in tallies if not one.assessed]
    assert open_one.reason is not None
    assert open_one.reason.code == "parameter_unset"
    # what is asked once has one answer, which conforms or does not
    assert all(one.conforms for one in tallies if one.assessed and _verdicts(one) > 1)


def _manuals(audit: Audit) -> list[Tally]:
    """What the rules of the four manuals came to; without the rules that are built in."""
    return [one for one in audit.content.tallies if one.ruleset in RULESETS.values()]


def _verdicts(tally: Tally) -> int:
    return sum((tally.conforms, tally.fails, tally.undetermined, tally.pending, tally.excepted))


def test_what_no_company_can_be_without_is_missed_where_it_is_not_there(tmp_path: Path) -> None:
    desk = conforming(SEED, SMALL)
    for plant in VACANCIES:
        plant(desk)
    company = desk.company
    company.registers = {name: company[name] for name in KEPT}
    write(company, tmp_path / demo.RECORDS)
    found = [(one.rule, one.key) for one in demo.audited(tmp_path).findings if one.rule in UNBROKEN]
    wanted = [(one["rule"], one["key"]) for one in company.truth.findings() if one["rule"] in UNBROKEN]
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert {rule for rule, _ in found} == set(UNBROKEN)


def test_every_written_record_is_imported_and_every_other_row_accounted_for(tried: Tried) -> None:
    accounts = {
        (file.name, sheet.sheet): sheet
        for file in tried.audit.content.inputs
        for sheet in file.sheets
        if sheet.register
    }
    assert {place: (one.register, one.imported) for place, one in accounts.items()} == {
        (one.file, one.sheet): (one.register, one.records) for one in tried.written
    }
    for sheet in accounts.values():
        assert sheet.rows_read == sheet.imported + sum(one.to_row - one.row + 1 for one in sheet.set_aside)
        assert [column.heading for column in sheet.columns if column.field is None] in ([], ["序号"])
    aside = {one.reason for sheet in accounts.values() for one in sheet.set_aside}
    assert {"title", "heading", "total", "signature", "note", "numbered_blank"} <= aside
    assert sum(sheet.hidden_rows for sheet in accounts.values()) > 0


def test_the_office_writes_dates_names_and_files_in_many_ways(small: Tried) -> None:
    files = {file.name: file for file in small.audit.content.inputs}
    encodings = {file.facts.get("encoding", "").lower() for file in files.values()}
    assert "gb18030" in encodings
    assert len(files["派工管理/2025年派工单.xlsx"].sheets) == 12
    (unknown,) = [sheet for file in files.values() for sheet in file.sheets if not sheet.register]
    assert (unknown.sheet, unknown.state) == ("数据字典", "hidden")
    shown = " ".join(str(cell.value) for one in small.audit.findings for cell in one.locations)
    assert all(way in shown for way in ("年", "/", "-", "."))


class Split(Here):
    """An executor that splits every task as its check allows."""

    def __init__(self, parts: int) -> None:
        self._parts = parts

    def judge(self, task: Task) -> pd.DataFrame:
        if not svcqa.splits(task):
            return super().judge(task)
        return svcqa.rejoined(task, [super(Split, self).judge(part) for part in svcqa.split(task, self._parts)])


@pytest.mark.long  # the cases of every check are tried whole and split in the short run
@pytest.mark.parametrize("parts", [7, 2])
def test_however_the_data_are_split_the_audit_is_the_same_to_the_byte(
    small: Tried, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "Here", lambda: Split(parts))
    again = demo.audited(small.folder)
    assert again.digest == small.audit.digest


@pytest.mark.long
def test_judged_by_several_processes_the_audit_is_the_same_to_the_byte(small: Tried) -> None:
    engine = svcqa.ExecutorSpec("dask", {"workers": "2", "rows": "50"})
    again = svcqa.run([small.folder / demo.RECORDS], list(RULESETS.values()), as_of=AS_OF, engine=engine)
    assert again.digest == small.audit.digest
    assert again.run.engine is not None
    assert again.run.engine.split > 400


@pytest.mark.long
def test_an_engine_that_keeps_registers_on_disk_gives_the_same_audit_to_the_byte(small: Tried) -> None:
    engine = svcqa.ExecutorSpec("duckdb", memory="200MB")
    again = svcqa.run([small.folder / demo.RECORDS], list(RULESETS.values()), as_of=AS_OF, engine=engine)
    assert again.digest == small.audit.digest
    assert again.run.engine is not None
    assert [one.en for one in again.run.engine.in_memory] == ["only a single file can be read in parts"]


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_the_order_of_the_rows_the_same_is_found(small: Tried, seed: int, tmp_path: Path) -> None:
    company = build(SEED, SMALL)
    order = random.Random(seed)
    for rows in company.registers.values():
        order.shuffle(rows)
    write(company, tmp_path / demo.RECORDS)
    again = demo.audited(tmp_path)
    assert _places(again) != _places(small.audit)
    assert _said(again) == _said(small.audit)


def _places(audit: Audit) -> list[str]:
    return [cell.cell for one in audit.findings for cell in one.locations]


def _said(audit: Audit) -> Counter[str]:
    """Every finding, whatever could not be judged or falls due, and every figure, but for the rows of the cells.

    Records of which every cell is alike are told apart by number only (``#2`` in what the fingerprint is made of).
    Nobody sees which of them has which number, so these are compared like all others: one of each number is found.
    """
    content = audit.content
    listed = [
        *(replace(one, locations=_rowless(one.locations)) for one in audit.findings),
        *(replace(one, cells=_rowless(one.cells)) for one in audit.unjudged),
        *(replace(one, locations=_rowless(one.locations)) for one in audit.upcoming),
        *content.tallies,
        *content.exhibits,
    ]
    return Counter(map(repr, listed))


def _rowless(cells: list[Location]) -> list[Location]:
    return [replace(one, cell=re.sub(r"\d", "", one.cell)) for one in cells]


NEVER_GIVEN_OUT = {f"S002-P04-4.2-1u{part}" for part in ("", "/1", "/2")}
"""Rules about series of numbers: some were never given out, by any company."""
AT_ODDS = {"S000-P3-A7.2a", "S003-C4-1b", "S003-C4-3b", "S003-C4-4a", "S003-C6-6.3c/1"}
"""Rules of other manuals that a company breaks which keeps the one it lives by (002)."""


def test_a_company_without_faults_breaks_no_rule_but_where_manuals_are_at_odds() -> None:
    company = conforming(SEED, SMALL).company
    assert {one["rule"] for one in company.truth.findings()} == NEVER_GIVEN_OUT | AT_ODDS


@pytest.mark.long
def test_every_fault_says_what_follows_from_it() -> None:
    desk = conforming(SEED, SMALL)
    for plant in PLANTS:
        before = len(desk.company.truth.findings()), desk.company.truth.counts()
        do(desk, [plant])
        assert (len(desk.company.truth.findings()), desk.company.truth.counts()) != before, plant.__name__


@pytest.mark.long
@pytest.mark.parametrize(("readme", "lang"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_readme_quotes_a_finding_of_the_demo(full: Tried, readme: str, lang: Lang) -> None:
    quoted = {line for line in (ROOT / readme).read_text(encoding="utf-8").splitlines() if line.startswith("S002-")}
    assert quoted
    assert quoted <= {_told(one, lang) for one in full.audit.findings}


def _told(finding: Finding, lang: Lang) -> str:
    """A finding on one line, as the READMEs quote it."""
    comma, joint = ("，", " 和 ") if lang == "zh" else (", ", " and ")
    place = comma.join([finding.locations[0].file, finding.locations[0].sheet])
    cells = joint.join(cell.cell for cell in finding.locations)
    said = finding.message.zh if lang == "zh" else finding.message.en
    key = "/".join(str(part) for part in finding.key.values())
    return " · ".join([finding.rule, finding.clause, key, f"{place}{comma}{cells}", said])


def test_faults_are_spread_over_outlets_and_years(small: Tried) -> None:
    orders = [one for one in small.audit.findings if one.register == "work_orders" and one.date]
    assert {one.unit for one in orders} >= {"SC01", "SC02", "SC03"}
    assert {str(one.date)[:4] for one in orders} == {"2020", "2021", "2022", "2023", "2024", "2025"}


def _bytes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize(
    "built",
    [lambda seed: conforming(seed, 200).company, pytest.param(lambda seed: build(seed, 1_000), marks=pytest.mark.long)],
    ids=["without faults", "with all faults"],
)
def test_one_seed_is_one_company_to_the_byte_and_another_seed_another(
    built: Callable[[int], Company], tmp_path: Path
) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write(built(seed), tmp_path / name)
    first, again, other = (_bytes(tmp_path / name) for name in "abc")
    assert first == again
    assert set(first) == set(other)
    # public holidays are the same in every company
    assert {name for name in first if first[name] == other[name]} == {"人事/放假与值班.xlsx"}


def test_telephones_are_made_up(small: Tried) -> None:
    phones = {one["contact_phone"] for one in small.company["work_orders"] if str(one["contact_phone"]).isdigit()}
    assert len(phones) > 100
    assert all(str(one).startswith("138000") for one in phones)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], Any]:
    return capsys.readouterr


def test_the_demo_leaves_everything_in_a_folder_of_any_name(small: Tried, said: Any) -> None:
    folder = small.folder
    assert "漏掉0个，多出0个" in small.out
    assert small.err.count("/4 ") == 4
    assert {path.name for path in folder.iterdir()} == {
        "records", "truth.json", WORKBOOK, demo.NONCONFORMITIES, demo.READINESS, demo.YEARS, *demo.REPORTS
    }  # fmt: skip
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    kept = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    assert demo.tally(truth["findings"]) == demo.tally(kept["content"]["findings"])
    assert "示例公司" in (folder / "audit.html").read_text(encoding="utf-8")

    assert main(["demo", str(folder), "--lang", "en"]) == 2
    assert said().err == (
        f"Error: {folder}: the folder is not empty: choose another one, or --force to write over files of the same names.\n"
    )


@pytest.mark.long
def test_the_company_knows_how_ready_it_is_for_certification(small: Tried) -> None:
    folder = small.folder / demo.READINESS
    assert {path.name for path in folder.iterdir()} == {certifying.POINTS_FILE, *certifying.REPORTS}
    made = json.loads((folder / "准备情况.json").read_text(encoding="utf-8"))
    assert (made["indicative"], made["applicable"]) == (False, "97"), "3 of 100 points do not apply"
    assert made["outside"]["unnamed"] == [], "every rule bears on an item, or it is said why not"
    for case in ("worst", "best"):
        points = sum(Fraction(one[case]) for one in made["items"])
        assert Fraction(made["score"][case]["exact"]) == points * 100 / 97 - 1, "one special deduction is not rectified"
    lost = {one["item"] for one in made["items"] if Fraction(one["best"]) < Fraction(one["points"])}
    assert lost == {one["item"] for one in made["items"] if any(not part["closed"] for part in one["parts"])} != set()
    way = made["way"]
    reached = Fraction(made["score"]["worst"]["exact"]) + sum(Fraction(step["exact"]) for step in way["steps"])
    assert Fraction(way["reached"]["exact"]) == reached >= Fraction(made["levels"][way["level"]][1])


@pytest.mark.long
def test_the_demo_is_made_again_over_the_old_one_where_that_is_forced(tmp_path: Path, said: Any) -> None:
    (tmp_path / "audit.html").write_text("old", encoding="utf-8")
    assert main(["demo", str(tmp_path), "--orders", "1000", "--force", "--lang", "en"]) == 0
    assert "0 missed, 0 too many" in said().out
    assert "Example company" in (tmp_path / "audit.html").read_text(encoding="utf-8")


def test_a_demo_that_cannot_be_written_says_so(tmp_path: Path, said: Any) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["demo", str(tmp_path / "file" / "below"), "--lang", "en"]) == 2
    assert "cannot be made" in said().err
    assert main(["demo", "--lang", "zh"]) == 2
    assert "缺少DIRECTORY" in said().err


MANUALS = ("after-sales-department", "customer-service", "wwsh-003", "after-sales-management")


def _bound(name: str) -> list[Bound]:
    host = Host.discover()
    return bind(load(name, Library(host.ruleset_folders)), host.checks)


def test_with_the_parameters_of_the_company_only_what_is_left_open_on_purpose_waits_for_one() -> None:
    waiting = {rule.rule.id for name in RULESETS.values() for rule in _bound(name) if rule.unset}
    assert waiting == set(demo.UNSET)


def test_without_them_every_rule_that_is_not_assessed_names_the_parameter_it_waits_for(tmp_path: Path) -> None:
    company = conforming(SEED, SMALL).company
    company.registers = {"holidays": company["holidays"]}
    write(company, tmp_path / demo.RECORDS)
    audit = svcqa.run([tmp_path / demo.RECORDS], MANUALS, as_of=AS_OF)
    waiting = {rule.rule.id: set(rule.unset) for name in MANUALS for rule in _bound(name) if rule.unset}
    told = {
        one.rule: one.reason for one in audit.content.tallies if one.reason and one.reason.code == "parameter_unset"
    }
    assert set(told) == set(waiting)
    assert len(waiting) > 150
    for rule, reason in told.items():
        assert all(name in reason.text.zh and name in reason.text.en for name in waiting[rule])
