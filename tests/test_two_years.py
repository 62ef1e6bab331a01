"""The small office of the example: two years in which audits, reviews, actions and closures follow one another."""

from __future__ import annotations

from pathlib import Path

import pytest

import svcqa
from svcqa_example.years.loop import AUDITS, HISTORY, Loop, loop, told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two years") / "两年 闭环"


@pytest.fixture(scope="module")
def made(folder: Path) -> Loop:
    return loop(folder)


def test_what_became_of_findings_is_told_one_by_one(made: Loop) -> None:
    baseline = made.audit.dossier.baseline
    assert baseline is not None
    keys = {one.fingerprint: next(iter(one.key.values())) for one in made.audit.findings}
    by_state: dict[str, set[str | None]] = {}
    for fingerprint, state in baseline.states.items():
        by_state.setdefault(state, set()).add(keys[fingerprint])
    assert by_state["persisting"] == {"PG251-1001", "T07", "TS-02"}
    assert by_state["returned"] == {"T11"}
    assert {"T05", "TS-04", "PG252-2001", "PG252-3001"} < by_state["new"]
    assert [(one.key["staff_id"], one.outcome) for one in baseline.former] == [("T09", "solved")]
    assert [one.as_of for one in baseline.trend] == ["2024-12-31", "2025-06-30", "2025-12-31"]


def test_closures_are_refuted_by_later_failures_and_keep_their_dates(made: Loop) -> None:
    known = {one.number: one for one in made.nonconformities}
    refuted = {one.number: one.refuted_by for one in known.values() if one.refuted_by}
    assert {(known[old].clause, known[old].unit) for old in refuted} == {
        ("派工细则 2.1", "SC02"),
        ("人员细则 1.2", "SC03"),
    }
    for old, new in refuted.items():
        assert known[new].repeat_of == old
        assert (known[old].state, known[old].closed_on) == ("closed_effective", "2025-07-10")
        assert known[new].state == "draft"


def test_what_was_done_in_time_is_closed_and_what_was_not_is_overdue(made: Loop) -> None:
    states = {(one.clause, one.unit): one.state for one in made.nonconformities if one.number.startswith("NC-2024")}
    assert states["人员细则 1.2", "SC01"] == states["投诉细则 3.1", "SC01"] == "closed_effective"
    assert states["人员细则 1.2", "SC02"] == "in_progress"


def test_only_what_auditors_confirmed_was_raised(made: Loop) -> None:
    raised = {mark for one in made.nonconformities for mark in one.fingerprints}
    decided = {review.fingerprint: review.decision for review in made.audit.dossier.reviews}
    assert raised.isdisjoint(name for name, decision in decided.items() if decision == "observation")
    unseen = [one for one in made.audit.findings if one.rule == "Y-called" and one.unit == "SC03"]
    assert unseen
    assert raised.isdisjoint(one.fingerprint for one in unseen)


def test_the_history_holds_all_three_audits_and_who_did_what(made: Loop, folder: Path) -> None:
    with svcqa.History(folder / HISTORY) as history:
        assert [one.name for one in history.audits()] == list(AUDITS)
        assert history.faults() == []
        assert {one.by for one in history.events("moved")} == {"丁慧"}
        assert {one.by for one in history.events("raised")} == {"顾明远"}
        whole = svcqa.complete(history, history.find("2025年度"))
    assert len(whole.dossier.nonconformities) == sum(one.open for one in made.nonconformities)


def test_what_is_said_of_it_agrees_with_what_came_of_it(made: Loop, folder: Path) -> None:
    said = told(made, folder).say("en")
    for part in (
        "7 new",
        "3 persisting",
        "1 returned",
        "1 solved",
        "8 nonconformities",
        "2 of these refuted",
        "4 open",
    ):
        assert part in said


@pytest.mark.parametrize("format_", ["html", "text", "docx"])
def test_every_report_of_the_last_audit_can_be_made(made: Loop, format_: str) -> None:
    document = svcqa.render(made.audit, format_, "zh")
    if format_ != "docx":
        text = document.decode()
        assert all(word in text for word in ("再次出现", "已解决"))
