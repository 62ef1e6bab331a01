"""svcqa scheme and svcqa readiness: the commands, and what they refuse."""

from __future__ import annotations

import io
import json
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

import svcqa as api
from svcqa import auditfile
from tests.calling import Call
from tests.scored import Counted, office

ASKED = ("readiness", "audit.json", "--scheme", "own.yaml")
SCHEME = """\
title: Own
edition: '1'
groups: {G: {title: all, points: 100}}
clauses: {a: {group: G, title: reception, points: 60}, b: {group: G, title: repair, points: 40}}
levels: [{title: pass, min: 60}, {title: good, min: 80}]
below: none
evidence: [{id: e1, kind: record, title: orders, items: [a]}, {id: e2, kind: paper, title: licence}]
"""
MAPPING = "scheme: own\nitems: {a: {rules: [A1]}, b: {rules: [B1]}}\nevidence: {e1: {registers: [work_orders]}}\n"


@pytest.fixture
def call(svcqa: Call) -> Call:
    """The command line in a folder with an audit and a scheme."""
    Path("own.yaml").write_text(SCHEME, encoding="utf-8")
    Path("mappings").mkdir()
    Path("mappings/ours.yaml").write_text(MAPPING, encoding="utf-8")
    with Path("audit.json").open("wb") as stream:
        auditfile.write(office(Counted("A1"), Counted("B1", confirmed={"城东": 2})), stream)
    return svcqa


def test_it_tells_score_level_and_the_shortest_way(call: Call) -> None:
    code, out, err = call(*ASKED)
    assert (code, err) == (0, "")
    assert "Score 60.00  Unrounded: 60" in out
    assert "Level pass" in out
    assert "From the worst case 20.00 points are lacking to good: 1 things to do, in 1 steps." in out
    assert "Close the nonconformity: clause B1 城东 (2)" in out
    assert "With all of them done, the worst case is 100.00: good." in out


def test_both_languages_say_the_same_figures(call: Call) -> None:
    zh = call(*ASKED, "--lang", "zh")[1]
    assert "得分 60.00" in zh
    assert "关闭不符合：clause B1 城东（2项）" in zh


def test_the_document_is_that_of_its_schema(call: Call) -> None:
    jsonschema: Any = import_module("jsonschema")  # it has no types

    made = json.loads(call(*ASKED, "--format", "json")[1])
    schema = json.loads(call("schema", "readiness")[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(made, schema)
    assert made["score"]["worst"] == {"exact": "60", "value": 60.0, "shown": "60.00", "level": 0}


def test_two_runs_give_the_same_bytes_in_every_format(call: Call) -> None:
    audit = api.load_audit("audit.json")
    made = [api.assess(audit, "own.yaml") for _ in range(2)]
    for format_ in ("text", "json", "xlsx"):
        one, other = (api.render_assessment(each, format_) for each in made)
        assert one == other


def test_the_evidence_book_leads_to_the_files(call: Call) -> None:
    code, out, _ = call(*ASKED, "--output", "xlsx=book.xlsx", "--folder", "2024 records")
    assert (code, out) == (0, "")
    book = openpyxl.load_workbook(io.BytesIO(Path("book.xlsx").read_bytes()))
    evidence = [[cell.value for cell in row] for row in book["Evidence"].iter_rows(min_row=2)]
    assert [(row[0], row[4]) for row in evidence] == [("e1", "there"), ("e2", "missing")]
    links = [cell.hyperlink for row in book["Sources"].iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert any(unquote(one.target or "").replace("\\", "/").startswith("2024 records/") for one in links)


def test_a_scoring_workbook_goes_through(call: Call) -> None:
    assert call("scheme", "points", "own.yaml", "--output", "points.xlsx")[0] == 0
    code, out, _ = call(*ASKED, "--points", "points.xlsx")
    assert code == 0
    assert "Score 60.00" in out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("readiness", "audit.json", "--scheme", "gbt-27921"), "gbt-27922"),
        ((*ASKED, "--points", "nowhere.xlsx"), "nowhere.xlsx"),
        ((*ASKED, "--output", "pdf=x.pdf"), "there is no value 'pdf'"),
        ((*ASKED, "--output", "html=audit.json"), "must not be overwritten"),
        (("readiness", "nothing.json", "--scheme", "own.yaml"), "nothing.json"),
        (("scheme", "points", "own.yaml", "--output", "own.yaml"), "left alone"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(call: Call, argv: tuple[str, ...], said: str) -> None:
    code, _, err = call(*argv)
    assert code == 2
    assert said in err
    assert Path("own.yaml").read_text(encoding="utf-8") == SCHEME


def test_schemes_are_listed_and_shown(call: Call) -> None:
    assert "gbt-27922  GB/T 27922-2011" in call("scheme", "list")[1]
    assert json.loads(call("scheme", "list", "--format", "json")[1])[0]["edition"] == "GB/T 27922-2011"
    shown = call("scheme", "show", "gbt-27922")[1]
    assert "5.3.2 Complaint handling (points not known)" in shown
    assert "no criterion" not in shown
    assert "S002-" not in shown
    assert "S002-" in call("scheme", "show", "gbt-27922", "--rules")[1]


def test_health_names_the_items_that_a_manual_says_nothing_of(call: Call) -> None:
    out = call("rules", "health", "--ruleset", "cn-law")[1]
    assert "no rule bears on GB/T 27922-2011 5.1.7 'Service culture'" in out
    assert "5.3.2" not in out.partition("Items of a scheme without a criterion")[2]
