"""What was said of one finding, in the order in which it was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from svcqa.assignment.statements import Side, Statement
from svcqa.dossier import DECISIONS
from svcqa.history import History
from svcqa.history.events import Event
from svcqa.history.reviews import KINDS, states_in
from svcqa.reviewing.merging import State
from svcqa.web.answering.attached import without_files


@dataclass(frozen=True)
class Turn:
    """Something said: by whom it was written down and when, and by whom and on which day it was said."""

    at: str
    written_by: str
    side: Side
    said: str
    """A decision or a position by its code, ``withdrawn``, ``disagreeing``, or nothing."""
    reason: str
    evidence: str
    by: str
    on: str
    place: str


@dataclass(frozen=True)
class Thread:
    """What was said of a finding, and what holds of each side."""

    turns: list[Turn]
    states: Mapping[Side, State]

    def holds(self, side: Side) -> Statement:
        """What a side says by now; nothing where it contradicts itself."""
        return self.states.get(side, State()).shown

    def mark(self, side: Side) -> str:
        """The mark of it, which a form carries."""
        return self.states.get(side, State()).mark

    @property
    def decision(self) -> str:
        """What counts as decided; empty where nothing does."""
        said = self.holds("auditor").said
        return said if said in DECISIONS else ""


def thread(history: History, audit: str, fingerprint: str) -> Thread:
    """What was said of a finding of an audit."""
    events = history.events(*KINDS[:-1], subject=f"{audit}/{fingerprint}")
    states = states_in(events, audit)
    sides: tuple[Side, ...] = ("auditor", "auditee")
    return Thread(
        [turn for event in events for turn in _turns(event)],
        {side: states.get((fingerprint, side), State()) for side in sides},
    )


def _turns(event: Event) -> Iterator[Turn]:
    if event.kind == "conflicted":
        yield Turn(event.at, event.by, event.data["side"], "disagreeing", "", "", "", "", "")
        for one in event.data["statements"]:
            yield _turn(event, event.data["side"], one)
        return
    yield _turn(event, "auditor" if event.kind == "reviewed" else "auditee", event.data)


def _turn(event: Event, side: Side, data: Mapping[str, Any]) -> Turn:
    said, reason = data.get("decision" if side == "auditor" else "answer") or "", data["reason"]
    withdrawn = not said and (side == "auditor" or not reason)
    evidence = without_files(data.get("evidence", ""))
    return Turn(
        event.at, event.by, side, "withdrawn" if withdrawn else said, without_files(reason), evidence, data["by"],
        data["on"], data["place"],
    )  # fmt: skip
