"""Moves from state to state: which are possible at all, and what their gates refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcqa.actions.gates import asked
from svcqa.actions.lacks import Lack
from svcqa.actions.nouns import FINAL, PATH, KeptNonconformity, State
from svcqa.actions.words import STATES
from svcqa.text import Text

REWORKED: tuple[State, ...] = ("implemented", "verifying")
"""States from which it may go back, to be carried out again."""
FINAL_GATE, BACKWARDS, REASON = "final", "backwards", "reason"


class Refusal(NamedTuple):
    """Why something may not be: the gate, its sentence, and what it misses."""

    gate: str
    said: Text
    lacks: tuple[Lack, ...] = ()

    @property
    def text(self) -> Text:
        """All of it as one sentence."""
        if not self.lacks:
            return self.said
        zh, en = ("；".join(one.said.zh for one in self.lacks), "; ".join(one.said.en for one in self.lacks))
        return Text(f"{self.said.zh}：{zh}", f"{self.said.en}: {en}")


def refusals(before: State, after: KeptNonconformity, today: str, reason: str = "") -> list[Refusal]:
    """What speaks against a nonconformity as it would be; nothing if it may be so.

    Args:
        before: the state it is in.
        after: how it would be, its state included.
        today: the day on which this is asked, ``2026-01-20``.
        reason: why its state changes, where somebody says so.
    """
    return [*_way(before, after.state, reason), *_gates(after, today)]


def _way(before: State, after: State, reason: str) -> Iterator[Refusal]:
    if before in FINAL:
        zh, en = STATES[before].zh, STATES[before].en
        yield Refusal(FINAL_GATE, Text(
            f"“{zh}”之后不再改动；再次发生的另开一项",
            f"nothing changes once it is '{en}'; what happens again is raised anew"
        ))  # fmt: skip
    elif _rank(after) < _rank(before):
        if before not in REWORKED or after != "in_progress":
            names = (STATES[before], STATES[after])
            yield Refusal(BACKWARDS, Text(
                f"不能从“{names[0].zh}”退回“{names[1].zh}”；只有已实施、验证中可以退回实施中",
                f"it cannot go back from '{names[0].en}' to '{names[1].en}'; only what is implemented or verifying "
                "goes back to in progress",
            ))  # fmt: skip
        elif not reason:
            said = Text("退回实施中须写明理由", "going back to in progress needs a reason")
            yield Refusal(REASON, said, (Lack("reason", Text("状态变更理由没有填", "the reason is blank")),))


def _gates(after: KeptNonconformity, today: str) -> Iterator[Refusal]:
    for gate in asked(after.state):
        lacks = tuple(gate.lacking(after, today))
        if lacks:
            yield Refusal(gate.id, gate.said, lacks)


def _rank(state: State) -> int:
    return PATH.index(state) if state in PATH else len(PATH)
