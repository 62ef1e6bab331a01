"""The JUnit file: its counts are those of the audit, its elements those that readers of JUnit know."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import junitparser
import pytest
from msgspec.structs import replace

from svcqa.findings import Audit
from svcqa.reports.overview import figures
from svcqa.text import LANGS, Lang
from tests.audits import FILE, NASTY, RULESET, SHEET, audit, contradicting, empty, finding, plain_findings, tallies
from tests.hostile import hostile, judged, reviewed
from tests.pages import rendered

ATTRIBUTES = {
    "testsuites": set[str](),
    "testsuite": {
        "name", "package", "id", "hostname", "timestamp", "time", "tests", "failures", "errors", "skipped",
    },
    "properties": set[str](),
    "property": {"name", "value"},
    "testcase": {"name", "classname", "time"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"message"},
    "system-out": set[str](),
    "system-err": set[str](),
}  # fmt: skip
"""Element → its attributes, all of which it has: what the schemas of Ant and of Jenkins have in common."""
OUTCOMES = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def suites(one: Audit, lang: Lang = "zh") -> ET.Element:
    return ET.fromstring(rendered(one, "junit", lang))  # noqa: S314 - our own file


def properties(suite: ET.Element) -> dict[str, str]:
    return {one.attrib["name"]: one.attrib["value"] for one in suite.iterfind("properties/property")}


def case(one: Audit, rule: str, lang: Lang = "zh") -> ET.Element:
    (found,) = (case for case in suites(one, lang).iter("testcase") if case.attrib["name"].startswith(f"{rule} "))
    return found


def outcome(one: Audit, rule: str, name: str) -> tuple[str, str]:
    """Message and text, in English."""
    found = case(one, rule, "en").find(name)
    assert found is not None
    return found.attrib["message"], found.text or ""


@pytest.mark.parametrize("made", [audit(), contradicting(), empty(), *map(hostile, NASTY)])
def test_it_has_the_elements_and_attributes_of_the_common_schemas(made: Audit) -> None:
    root = suites(made)
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        for name in ("name", "classname"):
            assert element.get(name, "a") == " ".join(element.get(name, "a").split()) != "", "a token"
    for number, suite in enumerate(root):
        assert suite.attrib["id"] == str(number)
        tags = [child.tag for child in suite]
        cases = ["testcase"] * int(suite.attrib["tests"])
        assert tags == ["properties", *cases, "system-out", "system-err"]
        for name, tag in OUTCOMES.items():
            assert suite.attrib[name] == str(len(suite.findall(f"testcase/{tag}")))
        assert all(len(one) <= 1 for one in suite.iterfind("testcase"))


@pytest.mark.parametrize("made", [judged(), audit(), empty(), reviewed(plain_findings(9), "confirmed")])
def test_the_figures_are_those_of_every_report(made: Audit) -> None:
    numbers, found = figures(made), list(suites(made))
    own = [suite for suite in found if suite.attrib["name"] in {one.name for one in made.content.rulesets}]

    def total(name: str, of: list[ET.Element]) -> int:
        return sum(int(properties(suite)[name]) for suite in of)

    found = [suite for suite in found if suite.attrib["name"] != "inputs"]
    assert sum(int(suite.attrib["tests"]) for suite in own) == total("rules", own)
    assert total("rules", own) - total("assessed", own) == sum(int(suite.attrib["skipped"]) for suite in own)
    assert total("findings", found) == numbers.findings
    assert total("excused", found) == numbers.excused
    assert total("undetermined", found) == numbers.undetermined
    assert total("judged", own) == numbers.judged


def test_rules_and_rules_not_assessed_are_those_of_the_coverage() -> None:
    suite = suites(audit())[0]
    assert (suite.attrib["tests"], suite.attrib["skipped"]) == ("5", "2")
    assert (audit().content.coverage.rules, audit().content.coverage.assessed) == (5, 3)


def test_a_rule_with_findings_failed_and_names_the_first_of_them_with_their_cells() -> None:
    rows = plain_findings(7)
    rows[0]["excused_by"] = "waiver 3"
    message, text = outcome(reviewed(rows, "explained"), "A7.2", "failure")
    assert message == (
        "7 findings of 13 in scope; 1 of them excused; "
        "2 undetermined (a cell needed for the judgement is blank: 1, ends before it starts: 1)"
    )
    assert f"{FILE} → {SHEET} → B3 = 2025-03-05 09:00:00" in text
    assert "WO0000: took 31 min" in text
    assert "Excused: waiver 3" in text
    assert "Decision: Explained explained因为" in text
    assert "WO0004" in text
    assert "WO0005" not in text
    assert "The first 5 of 7. The CSV, XLSX and JSON output hold all of them." in text
    assert "Call back; change no time." in text


def test_a_rule_that_was_not_assessed_was_skipped_and_says_why() -> None:
    assert outcome(audit(), "A9.1", "skipped")[0] == "Parameter not set: parameter response_limit not set"


def test_a_rule_that_could_not_judge_everything_has_not_passed() -> None:
    unsure = [replace(one, fails=0) if one.rule == "A7.2" else one for one in tallies(0)]
    message, _ = outcome(audit([], tallies=unsure), "A7.2", "error")
    assert message.startswith("2 undetermined (")
    assert list(case(audit(), "A8.1")) == []


def test_a_case_is_named_by_clause_and_title_and_classed_by_chapter() -> None:
    found = case(audit(), "A7.2")
    assert found.attrib["name"] == "A7.2 第七条 2 派工后15分钟内联系客户 版本 3"
    assert found.attrib["classname"] == f"{RULESET}.第三部分"
    names = [(one.attrib["classname"], one.attrib["name"]) for one in suites(audit()).iter("testcase")]
    assert len(set(names)) == len(names)


def test_the_checks_of_the_registers_data_are_a_suite_of_their_own() -> None:
    names = [suite.attrib["name"] for suite in suites(audit())]
    assert names == [RULESET, "svcqa", "inputs"]
    assert [one.attrib["classname"] for one in suites(audit())[1].iterfind("testcase")] == ["svcqa"]


def test_a_file_that_could_not_be_read_has_not_passed() -> None:
    suite = suites(audit(), "en")[-1]
    assert (suite.attrib["tests"], suite.attrib["errors"]) == ("2", "2")
    assert [one.text for one in suite.iterfind("testcase/error")] == [
        f"{FILE} → 坏表: the sheet cannot be read",
        "加密.xlsx: the file is encrypted",
    ]
    assert suites(judged())[-1].attrib["errors"] == "0"


def test_findings_of_a_rule_without_a_tally_fail_all_the_same() -> None:
    made = audit([finding(1, rule="GONE")], tallies=tallies(0))
    assert outcome(made, "GONE", "failure")[0] == "1 findings"
    assert properties(suites(made)[0])["findings"] == "1"


def test_a_suite_says_what_it_was_made_from() -> None:
    found = properties(suites(reviewed(plain_findings(3), "confirmed", "confirmed"))[0])
    assert found["as_of"] == "2025-12-31"
    assert found["period"] == "2025-01-01/2025-12-31"
    assert found["digest"].startswith("sha256:")
    assert found["ruleset_digest"] == "sha256:" + "ab" * 32
    assert found["reviewed.confirmed"] == "2"


@pytest.mark.parametrize("lang", LANGS)
def test_other_programs_read_it(lang: Lang) -> None:
    read = junitparser.JUnitXml.fromstring(rendered(audit(), "junit", lang))
    first = next(iter(read))
    assert (first.tests, first.failures, first.skipped, first.errors) == (5, 1, 2, 0)
    results = {one.name.split()[0]: [type(result).__name__ for result in one.result] for one in first}
    assert results == {"A7.2": ["Failure"], "A8.1": [], "A8.2": [], "A9.1": ["Skipped"], "B2.1": ["Skipped"]}


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_any_value_is_text(value: str) -> None:
    events = ET.iterparse(io.BytesIO(rendered(hostile(value), "junit")), events=("start", "comment", "pi"))  # noqa: S314
    assert {element.tag for _, element in events} <= set(ATTRIBUTES)
