"""Nonconformities: confirmed findings of one clause and unit, how many of how many, and nothing that nobody decided."""

from __future__ import annotations

import dataclasses

from svcqa.nonconformities import nonconformities
from tests.audits import finding, plain_findings
from tests.reviewed import review, reviewed


def test_only_what_a_named_auditor_confirmed_is_a_nonconformity() -> None:
    rows = plain_findings(6)
    decided = [review(rows[0]), review(rows[1], "observation"), review(rows[2], "explained"),
               review(rows[3], "reading_error"), review(rows[4], doubt="no_reviewer")]  # fmt: skip
    made = reviewed(rows, decided)
    (one,) = nonconformities(made)
    assert [found.key for found in one.findings] == [{"order_no": "WO0000"}]
    assert set(one.reviews) == {rows[0]["fingerprint"]}
    (noted,) = nonconformities(made, "observation")
    assert [found.key for found in noted.findings] == [{"order_no": "WO0001"}]
    assert made.by_decision() == {
        "confirmed": 1, "observation": 1, "explained": 1, "reading_error": 1, "unreviewed": 2
    }  # fmt: skip


def test_it_says_how_many_of_how_many_and_what_is_left_to_review() -> None:
    (one,) = nonconformities(reviewed(plain_findings(9)))
    assert (one.clause, one.unit, len(one.findings)) == ("第七条 2", "城东网点", 8)
    assert (one.in_scope, one.failed, one.unreviewed) == (12, 9, 1), "of the unit alone"


def test_units_and_clauses_are_apart_and_rules_of_one_clause_together() -> None:
    rows = [finding(0), finding(1), finding(2, rule="A7.2b"), {**finding(3), "unit": None}, finding(4, rule="A8.1")]
    rows[4]["clause"] = "第八条 1"
    made = reviewed(rows, [review(row) for row in rows])
    assert [(one.clause, one.unit, len(one.findings)) for one in nonconformities(made)] == [
        ("第七条 2", None, 1), ("第七条 2", "城东网点", 3), ("第八条 1", "城东网点", 1)
    ]  # fmt: skip


def test_a_finding_without_a_clause_goes_by_its_rule() -> None:
    row = {**finding(0, rule="record.key"), "clause": "", "ruleset": "svcqa"}
    (one,) = nonconformities(reviewed([row], [review(row)]))
    assert one.clause == "record.key"
    assert one.rules == []


def test_what_a_waiver_excuses_is_not_left_to_review() -> None:
    rows = plain_findings(3)
    rows[2]["excused_by"] = "豁免单3"
    (one,) = nonconformities(reviewed(rows, [review(rows[0])]))
    assert one.unreviewed == 1


def test_without_reviews_there_is_none() -> None:
    assert nonconformities(dataclasses.replace(reviewed(reviews=[]))) == []
