"""The list of all findings in the page: its data hold every finding, and nothing in them is code."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from svcqa.accounts import Said
from svcqa.basis import RegisterFacts
from svcqa.dossier import Dossier, Review
from svcqa.findings import Audit, EvidenceFacts
from svcqa.reports.embedded import NONE
from svcqa.reports.results import FINDINGS_PER_RULE
from svcqa.text import LANGS, Lang
from tests.audits import NASTY, audit, contradicting, empty, finding, plain_findings
from tests.pages import page, rendered

ORDERS = RegisterFacts(Said("派工单", "Work orders"), {"closed_at": Said("完工时间", "Closed at")})


def data(one: Audit, lang: Lang = "zh") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page(one, lang).scripts[0])
    return found


def reviewed(one: Audit, **told: Any) -> Audit:
    """The audit with a review of its first finding."""
    mark = next(iter(one.findings)).fingerprint
    given = {"decision": "explained", "reason": "停电", "evidence": "", "by": "李四", "on": "2026-01-05", "answer": ""}
    review = Review(**{"fingerprint": mark, **given, "place": "", **told})
    return Audit(one.content, one.findings, one.unjudged, one.upcoming, one.run, Dossier(reviews=[review]), one.digest)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("made", [audit(), audit(plain_findings(300)), contradicting()], ids=["nasty", "many", "two"])
def test_every_finding_of_the_audit_is_in_the_list(made: Audit, lang: Lang) -> None:
    found = data(made, lang)
    assert [row[8] for row in found["rows"]] == [one.fingerprint for one in made.findings]
    for row in found["rows"]:
        assert 0 <= row[1] < len(found["rules"])
        assert all(0 <= number < len(found["texts"]) for number in (row[5], *row[6]))
        assert 0 <= row[12] < len(found["records"])


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_in_the_data_can_end_it_or_begin_another_element(lang: Lang) -> None:
    rows = [
        finding(0, value="</script><script>alert(1)</script>", key="<!--<script>"),
        finding(1, value="]]>&amp;\u2028"),
    ]
    text = page(audit(rows), lang).scripts[0]
    assert not set("<>&\u2028\u2029") & set(text)
    assert "<!--<script>" in json.loads(text)["rows"][0]


def test_the_page_lets_its_own_script_run_and_no_other() -> None:
    found = page(audit())
    (policy,) = (one["content"] for tag, one in found.tags if tag == "meta" and "http-equiv" in one)
    digest = base64.b64encode(hashlib.sha256(found.scripts[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in (policy or "")
    assert "unsafe-inline" not in (policy or "").replace("style-src 'unsafe-inline'", "")


def test_the_script_makes_no_markup_of_text_and_asks_nothing_of_the_network() -> None:
    script = page(audit()).scripts[1]
    banned = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch",
        "XMLHttp",
    )
    assert not [word for word in (*banned, "</script", "<!--", "localStorage") if word in script]


def test_a_list_of_nothing_says_so_and_needs_no_script() -> None:
    found = page(empty(), "en")
    assert found.scripts == []
    assert "No findings." in found.text


def test_a_reader_without_script_and_one_on_paper_are_told_where_the_list_is() -> None:
    text = page(audit(plain_findings(1_234)), "en").text
    assert "The XLSX, CSV and JSON output hold all findings" in text
    assert "The list of all 1,234 findings is not printed" in text


def test_the_examples_of_a_rule_lead_to_all_of_its_findings() -> None:
    found = page(audit(plain_findings(FINDINGS_PER_RULE + 1)))
    (link,) = (one["href"] for tag, one in found.tags if tag == "a" and "?rule=" in (one["href"] or ""))
    assert link == f"#all_findings?rule={data(audit(plain_findings(6)))['rules'][0][4]}"
    assert "?rule=" not in rendered(audit(plain_findings(FINDINGS_PER_RULE)), "html").decode().partition("<script>")[0]


def test_a_finding_stands_with_its_criterion_cells_and_waiver() -> None:
    row = finding(7, value="09:00") | {"excused_by": "豁免单3", "unit": None, "date": None}
    made = data(audit([row]), "en")
    (key, rule, unit, date, weight, message, _, cells, mark, excused, decision, told, record) = made["rows"][0]
    assert (key, unit, date, made["weights"][weight]) == ("WO0007", NONE, "", ["high", "high"])
    assert made["rules"][rule][1:4] == ["第七条 2", "The customer is called within 15 minutes", "A7.2"]
    assert made["manuals"][made["chapters"][made["rules"][rule][0]][0]] == "Service manual"
    assert made["texts"][message] == "took 31 min, limit 15 min: 09:00"
    assert [made["places"][cells[0]], cells[1], made["texts"][cells[2]]] == [
        "工单台账.xlsx → 2025年一季度",
        "B10",
        "09:00",
    ]
    assert (mark, made["texts"][excused]) == (row["fingerprint"], "豁免单3")
    assert (decision, told) == ("", NONE)
    assert made["records"][record] == "work_orders WO0007"


def test_findings_of_one_record_share_it_whatever_their_rule() -> None:
    rows = [finding(1), finding(1, rule="A8.1"), finding(2), finding(3) | {"root": "work_orders/WO0001"}]
    made = data(audit(rows))
    assert [row[12] for row in made["rows"]] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("told", "code", "text"),
    [
        ({}, "explained", "已解释、李四、2026-01-05；理由：停电"),
        ({"decision": "confirmed", "reason": "", "answer": "已补"}, "confirmed", "属实、李四、2026-01-05；受审核方答复：已补"),
        ({"decision": None, "doubt": "no_decision"}, "", ""),
        ({"doubt": "no_reviewer"}, "", ""),
    ],
)  # fmt: skip
def test_what_the_auditor_decided_stands_with_the_finding_and_only_if_it_counts(
    told: dict[str, Any], code: str, text: str
) -> None:
    made = data(reviewed(audit(plain_findings(2)), **told))
    assert (made["rows"][0][10], made["texts"][made["rows"][0][11]] if text else "") == (code, text)
    assert made["rows"][1][10:12] == ["", NONE]


DECLARED = {
    name: EvidenceFacts(
        Said(name.upper(), f"the {name}"), {"gone": Said("已离职", "has left")}, lengths=name == "limit"
    )
    for name in ("took", "limit", "due", "until", "at", "open", "points", "ratio", "state", "missing", "none", "empty")
}


def evidence(given: dict[str, Any], lang: Lang = "zh") -> dict[str, str]:
    made = audit([finding(1) | {"evidence": json.dumps(given)}], evidence={"deadline": DECLARED})
    told = data(made, lang)
    return dict(told["texts"][one].split("：" if lang == "zh" else ": ") for one in told["rows"][0][6])


def test_evidence_is_told_as_people_write_it() -> None:
    given = {"took": "PT1860S", "due": "2025-12-31T00:00:00", "until": "2025-12-31T23:59:59.999999",
             "at": "2025-03-05T09:30:00", "open": False, "points": 0, "ratio": 0.1 + 0.2}  # fmt: skip
    assert evidence(given) == {
        "TOOK": "31分", "DUE": "2025-12-31", "UNTIL": "2025-12-31", "AT": "2025-03-05 09:30:00", "OPEN": "否",
        "POINTS": "0", "RATIO": "0.3",
    }  # fmt: skip
    assert evidence({"took": "PT-90.5S"}, "en") == {"the took": "-1 min 30.5 s"}


def test_codes_and_lengths_are_told_in_words_where_the_check_says_that_they_are_such() -> None:
    assert evidence({"state": "gone", "limit": "3d"}) == {"LIMIT": "3天", "STATE": "已离职"}
    assert evidence({"state": "gone", "limit": ["3d", 2.5]}, "en") == {
        "the limit": "3 days, 2.5",
        "the state": "has left",
    }
    # an order may be called like a length of time
    assert evidence({"state": "other", "missing": ["3d", "PT5"], "limit": "1..n"}) == {
        "STATE": "other", "MISSING": "3d、PT5", "LIMIT": "1..n",
    }  # fmt: skip


def test_evidence_that_says_nothing_or_is_not_declared_is_left_out() -> None:
    assert evidence({"missing": ["a", "", None], "none": None, "empty": [], "unread": 3, "beside": "x"}) == {
        "MISSING": "a"
    }


def test_the_list_shows_no_more_of_a_long_value_than_the_rest_of_the_page() -> None:
    made = data(audit())
    assert max(map(len, made["texts"])) <= 300
    assert NASTY[0] in made["units"]
