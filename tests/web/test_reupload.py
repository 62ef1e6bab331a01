"""A mended version beside the one before: what is solved, what is not, and that nothing changed goes unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from svcqa import baselines, versions
from svcqa.web.jobs.mending import mended
from svcqa.web.mended.became import GROUPS, STATES, State, of_former, of_fresh
from svcqa.web.mended.telling import PART, Told
from svcqa.web.words import known
from tests.office import ROWS
from tests.web.answered import Answered, answered

GOOD, LATE, CANCELLED, VAGUE = ROWS


def other(row: tuple[Any, ...], **cells: Any) -> tuple[Any, ...]:
    """A row in which some cells say something else."""
    names = ("order", "outlet", "customer", "sent", "called", "engineer", "status", "amount")
    return tuple(cells.get(name, value) for name, value in zip(names, row, strict=True))


OPEN = other(GOOD, order="W005", called="")
"""Never called; its time is judged up to the audit date."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Answered]:
    made = answered(tmp_path, [GOOD, LATE, CANCELLED, VAGUE, OPEN])
    yield made
    made.close()


def told(desk: Answered, monkeypatch: pytest.MonkeyPatch, number: int = 2) -> Told:
    """What the page of a version tells; what a worker makes is made in this process."""
    made: list[bytes] = []

    def make(function: str, secret: dict[str, Any] | None = None, /, **arguments: Any) -> bytes:
        assert function.endswith(":mended")
        folder = desk.office.desk.folder / "temporary" / "mended"
        made[:] = made or [mended(desk.office.desk.folder, folder, **arguments, **(secret or {}))]
        return made[0]

    monkeypatch.setattr(desk.office.desk.workshop.tasks, "make", make)
    answer = desk.as_("viewer").get(f"{desk.address(number)}/mended/list")
    assert answer.status_code == 200, answer.text
    return Told(made[0])


def states(told: Told) -> dict[str, str]:
    """Rule and key of a finding → what became of it."""
    return {f"{one.rule} {' '.join(filter(None, one.key.values()))}": one.state for one in told.findings(1)}


@pytest.mark.parametrize(
    ("rows", "finding", "state"),
    [
        ([other(LATE, customer="东方纺织")], "O-2 W002", "filled_in"),
        ([other(LATE, called="2024-03-05 11:05")], "O-1 W002", "after_time"),
        ([LATE], "O-1 W002", "persisting"),
        ([other(LATE, status="已取消")], "O-1 W002", "not_concerned"),
        ([], "O-1 W002", "record_gone"),
        ([other(LATE, called="约11点")], "O-1 W002", "after_time"),
        ([other(LATE, order="W009")], "O-1 W002", "record_gone"),
        ([other(LATE, order="W009")], "O-1 W009", "new"),
    ],
)
def test_what_became_of_a_finding(
    desk: Answered, monkeypatch: pytest.MonkeyPatch, rows: list[Any], finding: str, state: str
) -> None:
    desk.hand_in([GOOD, *rows, CANCELLED, VAGUE, OPEN], to="1")
    assert states(told(desk, monkeypatch))[finding] == state


def test_a_time_that_was_missing_and_is_filled_in_is_not_told_as_solved_by_itself(
    desk: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hand_in([GOOD, LATE, CANCELLED, VAGUE, other(OPEN, called="2024-03-05 10:05")], to="1")
    found = told(desk, monkeypatch)
    assert states(found)["O-1 W005"] == "time_filled"
    [one] = found.changes("flagged", 1)
    assert (one.flag, one.new.cell, one.new.value) == ("afterwards", "E6", "2024-03-05 10:05")


def test_a_finding_of_an_earlier_version_that_comes_again_has_returned(
    desk: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hand_in([GOOD, other(LATE, customer="东方纺织"), CANCELLED, VAGUE, OPEN], to="1")
    desk.hand_in([GOOD, LATE, CANCELLED, VAGUE, OPEN], to="1")
    assert states(told(desk, monkeypatch, 3))["O-2 W002"] == "returned"


def test_every_cell_that_differs_is_listed_with_both_places_and_those_to_look_at_first_stand_apart(
    desk: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = other(LATE, called="2024-03-05 11:05", engineer="王五", customer="东方纺织", amount=81)
    desk.hand_in([CANCELLED, GOOD, changed, VAGUE, OPEN], to="1")
    found = told(desk, monkeypatch)
    flagged, rest = found.changes("flagged", 1), found.changes("changes", 1)
    assert {(one.flag, one.old.cell, one.new.cell, one.old.value, one.new.value) for one in flagged} == {
        ("time", "E3", "E4", "2024-03-05 11:40", "2024-03-05 11:05"), ("signature", "F3", "F4", "李四", "王五"),
    }  # fmt: skip
    assert {(one.field, one.kind, one.old.value, one.new.value) for one in rest} == {
        ("customer", "filled", None, "东方纺织"), ("amount", "changed", "80", "81"),
    }  # fmt: skip
    text = desk.as_("viewer").get(f"{desk.address(2)}/mended/list").text
    first = text[: text.index("What became of the findings")]
    assert all(one in first for one in ("2024-03-05 11:40", "2024-03-05 11:05", "李四", "王五", "Time is another"))
    assert "东方纺织" in desk.as_("viewer").get(f"{desk.address(2)}/mended/list?part=changes").text


def test_records_that_are_gone_or_new_are_listed_and_nothing_is_solved_by_it(
    desk: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hand_in([GOOD, other(GOOD, order="W006")], to="1")
    found = told(desk, monkeypatch)
    assert {(one.what, one.version, next(iter(one.key.values()))) for one in found.apart(1)} == {
        ("gone", "old", "W002"), ("gone", "old", "W003"), ("gone", "old", "W004"), ("gone", "old", "W005"),
        ("added", "new", "W006"),
    }  # fmt: skip
    assert not set(states(found).values()) & set(GROUPS["solved"])
    text = desk.as_("viewer").get(f"{desk.address(2)}/mended/list?part=apart").text
    assert text.count("Records gone") == 4


def test_the_lists_are_read_in_parts_and_none_is_lost(desk: Answered, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [other(GOOD, order=f"X{number:03}") for number in range(120)]
    desk.hand_in([GOOD, LATE, CANCELLED, VAGUE, OPEN, *many], to="1")
    desk.hand_in([GOOD, LATE, CANCELLED, VAGUE, OPEN], to="1")
    found = told(desk, monkeypatch, 3)
    parts = [found.apart(number) for number in (1, 2, 3, 4)]
    assert [len(one) for one in parts] == [PART, PART, 20, 0]
    assert found.summary.lengths["apart"] == 120
    page = desk.as_("viewer").get(f"{desk.address(3)}/mended/list?part=apart&at=3").text
    assert "Page 3 of 3 (120 in all)" in page


def test_a_first_version_has_nothing_beside_it(desk: Answered) -> None:
    text = desk.as_("viewer").get(f"{desk.address()}/mended").text
    assert "This is the first version" in text
    assert desk.as_("viewer").get(f"{desk.address()}/mended/list").status_code == 404
    assert desk.as_("viewer").get(f"{desk.address()}/mended/comparison").status_code == 404


def test_a_script_in_a_cell_is_text(desk: Answered, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "<script>alert(1)</script>"
    desk.hand_in([GOOD, other(LATE, engineer=hostile), CANCELLED, VAGUE, OPEN], to="1")
    told(desk, monkeypatch)
    text = desk.as_("viewer").get(f"{desk.address(2)}/mended/list").text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


@pytest.mark.long
def test_the_page_works_with_a_worker_of_its_own(desk: Answered) -> None:
    desk.hand_in([GOOD, LATE], to="1")
    viewer = desk.as_("viewer")
    assert f'hx-get="{desk.address(2)}/mended/list"' in viewer.get(f"{desk.address(2)}/mended").text
    part = viewer.get(f"{desk.address(2)}/mended/list", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "Not found any more" not in part
    assert "The record is gone" in part
    book = viewer.get(f"{desk.address(2)}/mended/comparison")
    assert book.content[:2] == b"PK"
    assert "comparison.xlsx" in book.headers["content-disposition"]


ALLOWED: dict[str, set[str]] = {
    "filled_in": {"filled_in"}, "otherwise": {"solved"},
}  # fmt: skip


@pytest.mark.parametrize("by_cells", sorted(set(get_args(versions.Outcome)) - {"new"}))
@pytest.mark.parametrize("by_judging", [*get_args(baselines.Outcome), None])
@pytest.mark.parametrize("time_filled", [False, True])
def test_only_what_both_comparisons_allow_is_told_as_solved(by_cells: Any, by_judging: Any, time_filled: bool) -> None:
    state = of_former(by_cells, by_judging, time_filled=time_filled)
    solved = state in GROUPS["solved"]
    assert solved == (by_cells in ALLOWED and by_judging == "solved" and not time_filled)
    if solved:
        assert state in ALLOWED[by_cells]
    if by_judging == "gone" and by_cells not in {"after_time", "after_signature", "after_result", "persisting"}:
        assert state in {"record_gone", "not_judged"}


def test_every_state_has_its_words_and_its_group() -> None:
    assert set(STATES) == set(get_args(State))
    assert len(STATES) == len(set(STATES))
    assert {f"became.{one}" for one in STATES} | {f"mended.group.{one}" for one in GROUPS} <= set(known())
    assert [of_fresh(one) for one in get_args(baselines.State)] == ["new", "returned", None, None]
