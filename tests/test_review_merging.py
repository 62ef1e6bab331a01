"""Merging reviews: every combination of what a row was exported from, what holds by now, and what the row says."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from svcqa.assignment.reviews import of_statements
from svcqa.assignment.statements import NOTHING, SIDES, Side, Statement
from svcqa.reviewing.merging import Outcome, State, base_of, bases, states_of

WORDS: dict[Side, tuple[str, str, str]] = {
    "auditor": ("confirmed", "observation", "reading_error"), "auditee": ("accepted", "disputed", "")
}  # fmt: skip
PEOPLE = {"a": "邵文静", "b": "顾明远", "c": "李然"}
SILENT = Statement()


def said(side: Side, name: str) -> Statement:
    """What somebody says; of the auditee, the third takes no position."""
    return (
        SILENT if name == "" else Statement(WORDS[side]["abc".index(name)], f"理由{name}", "", PEOPLE[name], "", name)
    )


def state(side: Side, names: str) -> State:
    return State(tuple(said(side, name) for name in names))


def base(side: Side, names: str) -> str:
    """The mark of a state; ``-``: the row was typed by hand."""
    return "" if names == "-" else state(side, names).mark


TABLE: list[tuple[str, str, str, Outcome]] = [
    # exported from nothing
    ("", "", "", "unchanged"), ("", "", "a", "new"), ("", "a", "", "unchanged"), ("", "a", "a", "unchanged"),
    ("", "a", "b", "conflict"), ("", "ab", "", "unchanged"), ("", "ab", "a", "conflict"), ("", "ab", "c", "conflict"),
    # exported from a
    ("a", "a", "a", "unchanged"), ("a", "a", "b", "changed"), ("a", "a", "", "withdrawn"),
    ("a", "", "a", "unchanged"), ("a", "", "b", "conflict"), ("a", "", "", "unchanged"),
    ("a", "b", "a", "unchanged"), ("a", "b", "b", "unchanged"), ("a", "b", "c", "conflict"), ("a", "b", "", "conflict"),
    ("a", "ab", "a", "unchanged"), ("a", "ab", "b", "conflict"), ("a", "ab", "c", "conflict"),
    # exported from a contradiction, which shows nothing
    ("ab", "ab", "", "unchanged"), ("ab", "ab", "a", "changed"), ("ab", "ab", "c", "changed"),
    ("ab", "c", "", "unchanged"), ("ab", "c", "c", "unchanged"), ("ab", "c", "b", "conflict"),
    ("ab", "abc", "", "unchanged"), ("ab", "abc", "a", "conflict"),
    # typed by hand
    ("-", "", "", "unchanged"), ("-", "", "a", "new"), ("-", "a", "", "unchanged"), ("-", "a", "a", "unchanged"),
    ("-", "a", "b", "conflict"), ("-", "ab", "", "unchanged"), ("-", "ab", "a", "conflict"), ("-", "ab", "c", "conflict"),
]  # fmt: skip


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("exported", "present", "row", "outcome"), TABLE)
def test_the_table_of_merging(side: Side, exported: str, present: str, row: str, outcome: Outcome) -> None:
    assert state(side, present).outcome(said(side, row), base(side, exported), side) == outcome


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("exported", "present", "row", "outcome"), TABLE)
def test_a_row_taken_twice_brings_nothing_new(
    side: Side, exported: str, present: str, row: str, outcome: Outcome
) -> None:
    given, mark = said(side, row), base(side, exported)
    once = state(side, present).after(given, outcome)
    again = once.after(given, once.outcome(given, mark, side))
    assert again == once
    assert again.statements == once.statements


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("exported", "present", "row", "outcome"), TABLE)
def test_nothing_that_holds_is_lost_unless_the_row_knew_of_it(
    side: Side, exported: str, present: str, row: str, outcome: Outcome
) -> None:
    before = state(side, present)
    after = before.after(said(side, row), outcome)
    kept = {one.mark for one in after.statements}
    if outcome in {"unchanged", "conflict"}:
        assert {one.mark for one in before.statements} <= kept
    if outcome == "conflict":
        assert said(side, row).mark in kept
        assert after.disagreeing
    if outcome in {"changed", "withdrawn"}:
        assert exported == present


def test_a_copy_that_was_taken_in_before_does_not_open_what_is_settled_since() -> None:
    a, b, c = (said("auditor", name) for name in "abc")
    held = State().after(a, "new")
    held = held.after(b, held.outcome(b, NOTHING, "auditor"))
    assert held.disagreeing
    settled = held.after(c, held.outcome(c, held.mark, "auditor"))
    assert settled.statements == (c,)
    for one in (a, b):
        assert settled.outcome(one, NOTHING, "auditor") == "unchanged"


def test_whoever_goes_on_in_the_same_copy_contradicts_nobody() -> None:
    held = State().after(said("auditor", "a"), "new")
    more = replace(said("auditor", "a"), said="observation", reason="再核对")
    assert held.outcome(more, NOTHING, "auditor") == "changed"
    assert held.outcome(replace(more, place="another copy"), NOTHING, "auditor") == "conflict"
    assert held.outcome(replace(more, by="顾明远"), NOTHING, "auditor") == "conflict"


def test_a_row_typed_by_hand_may_say_more_of_what_its_author_has_decided() -> None:
    held = state("auditor", "a")
    more = replace(said("auditor", "a"), reason="另有录音", place="elsewhere")
    assert held.outcome(more, "", "auditor") == "changed"


def test_an_emptied_decision_is_withdrawn_though_its_reason_was_left() -> None:
    left = replace(said("auditor", "a"), said="")
    held = state("auditor", "a")
    assert held.outcome(left, held.mark, "auditor") == "withdrawn"
    assert held.after(left, "withdrawn").statements == ()


def test_marks_do_not_hang_on_spaces_line_breaks_or_places() -> None:
    one = Statement("confirmed", "第一行\n第二行", "", "邵文静", "2026-01-15", "A.xlsx")
    assert replace(one, reason="第一行\r\n第二行 ", place="B.xlsx").mark == one.mark
    assert replace(one, reason="第一行").mark != one.mark


def test_the_marks_of_both_sides_stand_in_one_cell() -> None:
    states: dict[Side, State] = {"auditor": state("auditor", "ab"), "auditee": State()}
    assert bases(base_of(states)) == {"auditor": states["auditor"].mark, "auditee": NOTHING}
    assert bases("") == {"auditor": "", "auditee": ""}


@pytest.mark.parametrize(("auditors", "auditees"), list(itertools.product(("", "a", "ab"), repeat=2)))
def test_what_holds_can_be_told_from_the_reviews_of_an_audit(auditors: str, auditees: str) -> None:
    states = {"auditor": state("auditor", auditors), "auditee": state("auditee", auditees)}
    reviews = list(of_statements("f", states["auditor"].statements, states["auditee"].statements))
    found = states_of(reviews)
    for side in SIDES:
        assert found.get(("f", side), State()).mark == states[side].mark
        assert [one.place for one in found.get(("f", side), State()).statements] == [
            *(auditors, auditees)[side == "auditee"]
        ]
    assert [one.decision for one in reviews if one.doubt is None] == (["confirmed"] if auditors == "a" else [])


def test_a_withdrawal_against_a_change_is_a_conflict_that_can_be_told_again() -> None:
    held = state("auditor", "b").after(SILENT, "conflict")
    (found,) = states_of(of_statements("f", held.statements, [])).values()
    assert (found.disagreeing, found.mark) == (True, held.mark)
