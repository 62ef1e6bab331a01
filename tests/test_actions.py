"""States, gates and figures of nonconformities, without a database."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from msgspec.structs import replace

from svcqa.actions import GATES, Action, Extension, KeptNonconformity, figures, refusals, standing
from svcqa.actions.nouns import CLOSED, FINAL, PATH, State, among
from svcqa.actions.standing import pacing
from svcqa.actions.words import FIELDS, STATES, called
from svcqa.history.actions.sheets import registers
from tests.actions import DONE, STEP, TODAY, day, kept, worked_off

ALL: tuple[State, ...] = get_args(State)


def gates(before: State, after: KeptNonconformity, reason: str = "", today: str = TODAY) -> list[str]:
    return [one.gate for one in refusals(before, after, today, reason)]


def expected(before: State, after: State) -> list[str]:
    """What is refused of a move of one that has all it needs, and no reason."""
    if before in FINAL:
        return ["final"]
    if after in FINAL or PATH.index(after) >= PATH.index(before):
        return []
    return ["reason"] if before in {"implemented", "verifying"} and after == "in_progress" else ["backwards"]


@pytest.mark.parametrize("after", ALL)
@pytest.mark.parametrize("before", ALL)
def test_a_move_of_one_that_has_all_it_needs_is_refused_only_where_no_way_leads(before: State, after: State) -> None:
    assert gates(before, worked_off(after)) == expected(before, after)


ASKED: dict[State, list[str]] = {
    "draft": [], "containment": [], "analysis": [],
    "planned": ["grade", "cause", "corrective"],
    "in_progress": ["grade", "cause", "corrective", "accepted"],
    "implemented": ["grade", "cause", "corrective", "accepted"],
    "verifying": ["grade", "cause", "corrective", "accepted"],
    "closed_effective": ["grade", "cause", "corrective", "accepted", "verified", "effective", "closed"],
    "closed_ineffective": ["grade", "cause", "corrective", "accepted", "ineffective", "closed"],
    "cancelled": ["cancelled"],
}  # fmt: skip


@pytest.mark.parametrize("after", ALL)
@pytest.mark.parametrize("before", [state for state in ALL if state not in FINAL])
def test_an_empty_one_meets_every_gate_on_the_way(before: State, after: State) -> None:
    way = expected(before, after)
    assert gates(before, kept(after)) == [*way, *ASKED[after]]


def test_going_back_to_be_carried_out_again_needs_a_reason_and_nothing_else() -> None:
    for before in ("implemented", "verifying"):
        assert gates(before, worked_off("in_progress"), "证据不足") == []


CLOSED_: dict[str, Any] = {"state": "closed_effective"}
ALONE: dict[str, tuple[str, dict[str, Any]]] = {
    "no grade": ("grade", {"grade": ""}),
    "no cause": ("cause", {"cause": ""}),
    "only a correction": ("corrective", {"actions": [Action(**{**STEP, "type": "correction"}, **DONE)]}),
    "no action": ("corrective", {"actions": [], "state": "planned"}),
    "an action without an owner": ("owner_due", {"actions": [Action(**{**STEP, "owner": ""}, **DONE)]}),
    "an action without a date": ("owner_due", {"actions": [Action(**{**STEP, "due": ""}, **DONE)]}),
    "an action without a text": ("owner_due", {"actions": [Action(**{**STEP, "text": ""}, **DONE)]}),
    "a date before it was found": ("owner_due", {"actions": [Action(**{**STEP, "due": "2025-12-30"}, **DONE)]}),
    "nobody accepted": ("accepted", {"plan_accepted_by": ""}),
    "no day of acceptance": ("accepted", {"plan_accepted_on": ""}),
    "accepted by the owner": ("accepted", {"plan_accepted_by": "高 志强"}),
    "not done": ("done", {"actions": [Action(**STEP)], "state": "implemented"}),
    "no evidence": ("done", {"actions": [Action(**STEP, done_on="2026-02-10")]}),
    "one of two not done": ("done", {"actions": [Action(**STEP, **DONE), Action(**STEP)], "state": "verifying"}),
    "done before it was found": ("dates", {"actions": [Action(**STEP, **{**DONE, "done_on": "2025-12-30"})]}),
    "done tomorrow": ("dates", {"actions": [Action(**STEP, **{**DONE, "done_on": "2026-04-01"})], "state": "verifying"}),
    "accepted tomorrow": ("dates", {"plan_accepted_on": "2026-04-01"}),
    "nobody verified": ("verified", {"verifier": ""}),
    "verified by the owner": ("verified", {"verifier": " 高志强 "}),
    "no date for the effect": ("effective", {"effectiveness_due": ""}),
    "judged on the day of the last action": ("effective", {"effectiveness_on": "2026-02-10"}),
    "judged by the owner": ("effective", {"effectiveness_by": "高志强"}),
    "no result": ("effective", {"effectiveness_result": ""}),
    "another result": ("effective", {"effectiveness_result": "ineffective"}),
    "nobody closed": ("closed", {"closed_by": ""}),
    "closed before it was judged": ("closed", {"closed_on": "2026-03-19"}),
    "ineffective, judged by the owner": (
        "ineffective", {"state": "closed_ineffective", "effectiveness_result": "ineffective", "effectiveness_by": "高志强"}
    ),
    "ineffective, and no result": ("ineffective", {"state": "closed_ineffective", "effectiveness_result": ""}),
    "cancelled without a reason": ("cancelled", {"state": "cancelled", "cancelled_reason": ""}),
    "cancelled by the owner": ("cancelled", {"state": "cancelled", "closed_by": "高志强"}),
    "extended without a reason": ("extension", {"actions": [
        Action(**STEP, **DONE, extensions=[Extension("2026-02-01", "2026-02-15", "", "邵文静", "2026-01-30")])]}),
    "extended by the owner": ("extension", {"actions": [
        Action(**STEP, **DONE, extensions=[Extension("2026-02-01", "2026-02-15", "缺件", "高志强", "2026-01-30")])]}),
    "extended by nobody": ("extension", {"actions": [
        Action(**STEP, **DONE, extensions=[Extension("2026-02-01", "2026-02-15", "缺件", "", "2026-01-30")])]}),
    "extended to an earlier day": ("extension", {"actions": [
        Action(**STEP, **DONE, extensions=[Extension("2026-02-15", "2026-02-15", "缺件", "邵文静", "2026-01-30")])]}),
    "extended tomorrow": ("extension", {"actions": [
        Action(**STEP, **DONE, extensions=[Extension("2026-02-01", "2026-02-15", "缺件", "邵文静", "2026-04-01")])]}),
}  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_each_gate_refuses_alone_and_says_what_it_misses(name: str) -> None:
    gate, given = ALONE[name]
    after = worked_off(**{**CLOSED_, **given})
    (one,) = refusals("draft", after, TODAY)
    assert one.gate == gate
    assert one.lacks
    assert all(lack.said.zh in one.text.zh and lack.said.en in one.text.en for lack in one.lacks)


def test_every_gate_has_an_id_of_its_own_and_is_tried_alone() -> None:
    ids = [gate.id for gate in GATES]
    assert len(set(ids)) == len(ids)
    assert {gate for gate, _ in ALONE.values()} == set(ids)


def test_being_late_is_never_refused() -> None:
    late = Action(**{**STEP, "due": "2026-01-25"}, **DONE)
    asked_late = Action(
        **STEP, **DONE, extensions=[Extension("2026-01-25", "2026-02-15", "缺件", "邵文静", "2026-02-01")]
    )
    assert gates("draft", worked_off("closed_effective", actions=[late], effectiveness_due="2026-03-01")) == []
    assert gates("draft", worked_off("closed_effective", actions=[asked_late])) == []


def test_names_are_one_whatever_their_spaces_and_case() -> None:
    assert among(" Li  Wei", ["liwei"])
    assert not among("", ["", "liwei"]), "a blank name is nobody"


def test_an_extension_counts_from_the_old_date_if_it_was_asked_for_too_late() -> None:
    first = Extension("2026-02-01", "2026-02-10", "缺件", "邵文静", "2026-02-01")
    second = Extension("2026-02-10", "2026-03-01", "缺件", "邵文静", "2026-02-11")
    action = Action(**{**STEP, "due": "2026-03-01"}, extensions=[first, second])
    assert (action.first_due, action.due_that_holds) == ("2026-02-01", "2026-02-10")


def test_what_is_due_next_is_the_first_action_and_after_all_the_verification() -> None:
    two = [Action(**STEP), Action(**{**STEP, "owner": "林芳", "due": "2026-02-01"})]
    stand = standing(kept(actions=two), day("2026-02-04"))
    assert (stand.owner, stand.due, stand.overdue, stand.age) == ("林芳", "2026-02-01", 3, 15)
    one = kept("verifying", actions=[Action(**STEP, **DONE)], effectiveness_due="2026-03-25", verifier="邵文静")
    stand = standing(one, day("2026-03-25"))
    assert (stand.owner, stand.due, stand.overdue) == ("邵文静", "2026-03-25", 0)
    assert standing(worked_off("closed_effective"), day("2027-01-01")).age == 60, "up to the day it was closed"


def test_the_figures_are_those_reckoned_by_hand() -> None:
    many = [
        kept(number="1", actions=[Action(**STEP)]),  # due on 15 February
        kept(number="2", actions=[Action(**{**STEP, "due": "2026-02-22"})]),
        kept(number="3", actions=[Action(**{**STEP, "due": "2026-02-23"})], raised_on="2026-02-15"),
        kept(number="4"),
        worked_off("closed_effective", number="5"),  # 60 days
        worked_off("closed_effective", number="6", closed_on="2026-03-31", refuted_by="9"),  # 70 days
        worked_off("closed_ineffective", number="7", closed_on="2026-01-30"),  # 10 days
        worked_off("cancelled", number="8"),
    ]
    told = figures(many, day("2026-02-16"))
    assert (told.open, told.overdue, told.due_soon) == (4, 1, 2)
    assert (told.closed, told.cancelled, told.refuted) == (3, 1, 1)
    assert (told.days_to_close_median, told.days_to_close_longest) == (60, 70)
    assert [(text.en, count) for text, count in told.ageing if count] == [("≤ 1 d", 1), ("≤ 30 d", 3)]


def test_the_action_that_tells_for_all_is_the_first_due_or_the_latest() -> None:
    soon, later = Action(**STEP), Action(**{**STEP, "due": "2026-03-01"})
    assert pacing(kept(actions=[later, soon])) == soon
    late, last = replace(soon, done_on="2026-02-16"), replace(later, done_on="2026-02-20")
    assert pacing(kept(actions=[late, last])) == late
    assert pacing(kept(actions=[replace(soon, done_on="2026-02-10"), last])) == last
    assert pacing(kept()) is None


def test_headings_of_the_workbook_and_messages_call_a_field_alike() -> None:
    sheets = registers().values()
    titles = {name: one.title for sheet in sheets for name, one in sheet.fields.items()}
    differing = {name for name, text in FIELDS.items() if name in titles and titles[name] != text}
    # what stands on two sheets is called apart there
    assert differing <= {"evidence", "owner", "due", "done_on", "reason"}
    assert called("actions/2/due").en == "Action due (action 2)"


def test_states_are_called_as_their_labels_say() -> None:
    assert [STATES[state].zh for state in (*PATH, *CLOSED, "cancelled")] == [
        "草稿", "应急处置", "原因分析", "措施已定", "实施中", "已实施", "验证中", "有效关闭", "无效关闭", "取消",
    ]  # fmt: skip
