"""What became of a finding in a mended version, of what two comparisons say of it.

One goes by the cells that differ (:mod:`svcqa.comparing`), the other by what the later audit judged
(:mod:`svcqa.following`). Only what both allow is told as solved: what was late stays late though its time is another
now, and a record that is gone solves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from svcqa import baselines, versions
from svcqa.accounts import Location, Said
from svcqa.weights import Weight

State = Literal[
    "after_time", "after_signature", "after_result", "time_filled", "record_gone", "not_judged", "not_assessed",
    "not_concerned", "outside", "rule_dropped", "unknown", "persisting", "returned", "new", "filled_in", "solved",
]  # fmt: skip
GROUPS: Mapping[str, tuple[State, ...]] = {
    "first": ("after_time", "after_signature", "after_result", "time_filled", "record_gone"),
    "open": ("persisting", "returned", "new", "not_judged", "not_assessed"),
    "apart": ("not_concerned", "outside", "rule_dropped", "unknown"),
    "solved": ("filled_in", "solved"),
}
"""What to look at first, what is open, what can neither be called open nor solved, and what is solved."""
STATES: tuple[State, ...] = tuple(state for group in GROUPS.values() for state in group)
_BY_CELLS: Mapping[versions.Outcome, State] = {
    "after_time": "after_time", "after_signature": "after_signature", "after_result": "after_result",
    "record_gone": "record_gone", "not_judged": "not_judged", "persisting": "persisting",
}  # fmt: skip
_BY_JUDGING: Mapping[baselines.Outcome, State] = {
    "gone": "record_gone", "not_judged": "not_judged", "not_assessed": "not_assessed", "outside": "outside",
    "not_concerned": "not_concerned", "rule_dropped": "rule_dropped", "unknown": "unknown",
}  # fmt: skip


class Became(Struct, frozen=True):
    """A finding of either version, and what became of it; a new one stands where the new version has it."""

    state: State
    rule: str
    clause: str
    weight: Weight
    fingerprint: str
    register: str
    key: dict[str, str | None]
    message: Said
    locations: list[Location]
    excused_by: str | None = None


def of_former(by_cells: versions.Outcome, by_judging: baselines.Outcome | None, *, time_filled: bool) -> State:
    """What became of a finding of the old version.

    Args:
        by_cells: what the cells say.
        by_judging: what the later audit says; none if it has the finding still.
        time_filled: a time it rests on was blank, and was filled in afterwards.
    """
    if by_judging is None:
        return "persisting"
    if by_cells in _BY_CELLS:
        return _BY_CELLS[by_cells]
    if by_judging in _BY_JUDGING:
        return _BY_JUDGING[by_judging]
    if time_filled:
        return "time_filled"
    return "filled_in" if by_cells == "filled_in" else "solved"


def of_fresh(now: baselines.State) -> State | None:
    """What a finding is that only the new version has by its cells; none if it is told of already."""
    return "returned" if now == "returned" else "new" if now == "new" else None
