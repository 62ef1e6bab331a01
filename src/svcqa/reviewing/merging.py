"""Merging what people wrote in copies of one workbook: three-way, finding by finding and side by side.

Every exported row carries marks of the state it was exported from. So it can be told what was written in a copy from
what merely stood there, and a change from a contradiction; nothing is overwritten by a copy that did not know of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from svcqa.assignment.reviews import answered_in, decided_by
from svcqa.assignment.statements import NOTHING, SIDES, Side, Statement
from svcqa.dossier import Review

Outcome = Literal["new", "changed", "unchanged", "withdrawn", "conflict"]
OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "unchanged", "withdrawn", "conflict")
Place = tuple[str, Side]
"""A finding by its fingerprint, and a side of it."""
SILENCED = "~"
"""Begins the mark of a conflict: the row that bears it shows nothing of what contradicts each other."""
_JOINT = "/"


@dataclass(frozen=True)
class State:
    """What holds of one side of a finding: nothing, a statement, or several that contradict each other."""

    statements: tuple[Statement, ...] = ()
    past: frozenset[str] = frozenset()
    """Marks of what held before: a copy that still says so says nothing new."""
    origin: str = ""
    """The mark it bears where it is not known what it says, as in a workbook by itself."""

    @property
    def disagreeing(self) -> bool:
        """Several statements contradict each other, and none counts."""
        return len(self.statements) > 1

    @property
    def mark(self) -> str:
        """The mark that an exported row carries."""
        if self.origin:
            return self.origin
        if not self.disagreeing:
            return self.statements[0].mark if self.statements else NOTHING
        told = "".join(sorted(one.mark for one in self.statements))
        return SILENCED + hashlib.sha256(told.encode()).hexdigest()[:8]

    @property
    def shown(self) -> Statement:
        """What an exported row shows."""
        return self.statements[0] if len(self.statements) == 1 else Statement()

    def outcome(self, given: Statement, base: str, side: Side) -> Outcome:
        """What a row means in which a side says ``given``, exported from ``base``; without one it was typed by hand."""
        if _untouched(given, base) or (not self.disagreeing and given.mark == self.mark):
            return "unchanged"
        if self.still(base) if base else self.mark == NOTHING:
            return self._change(given, side)
        if self.knows(given):
            return "conflict"
        if given.mark in self.past:
            return "unchanged"
        own = self._continued(given) if base else self._elaborated(given)
        return "changed" if own else "conflict"

    def after(self, given: Statement, outcome: Outcome) -> State:
        """The state once the row was heeded."""
        if outcome == "unchanged" or (outcome == "conflict" and self.knows(given)):
            return self
        if outcome == "conflict":
            # somebody may have withdrawn what this copy changes
            return State((*(self.statements or (Statement(),)), given), self.past)
        past = (self.past | {self.mark, *(one.mark for one in self.statements)}) - {NOTHING}
        if outcome == "withdrawn":
            return State((), (past | {given.mark}) - {NOTHING})
        return State((given,), past - {given.mark})

    def still(self, base: str) -> bool:
        """It is as it was when a row with this mark was exported."""
        return _bare(base) == _bare(self.mark)

    def knows(self, given: Statement) -> bool:
        """It is one of those that hold or contradict each other."""
        return given.mark in {one.mark for one in self.statements}

    def _change(self, given: Statement, side: Side) -> Outcome:
        if self.mark == NOTHING:
            return "new"
        emptied = given.silent or (side == "auditor" and not given.said)
        return "withdrawn" if emptied and not self.disagreeing else "changed"

    def _continued(self, given: Statement) -> bool:
        """Whoever said it went on in the same cell of the same copy."""
        return not self.disagreeing and bool(given.by) and (self.shown.place, self.shown.by) == (given.place, given.by)

    def _elaborated(self, given: Statement) -> bool:
        """Whoever said it says the same, in other words."""
        return not self.disagreeing and (self.shown.said, self.shown.by) == (given.said, given.by)


def _untouched(given: Statement, base: str) -> bool:
    return given.mark == (NOTHING if base.startswith(SILENCED) or not base else base)


def _bare(mark: str) -> str:
    return mark.removeprefix(SILENCED)


def base_of(states: Mapping[Side, State]) -> str:
    """The marks of both sides, as a row carries them."""
    return joined(states.get(side, State()).mark for side in SIDES)


def joined(marks: Iterable[str]) -> str:
    """Marks of the sides as one; nothing where none has one."""
    text = _JOINT.join(marks)
    return "" if text == _JOINT else text


def bases(written: str) -> dict[Side, str]:
    """Side → its mark in a row; empty where the row was typed by hand."""
    marks = written.split(_JOINT)
    whole = marks if len(marks) == len(SIDES) else [written] * len(SIDES)
    return dict(zip(SIDES, whole, strict=True))


def states_of(reviews: Iterable[Review]) -> dict[Place, State]:
    """What the reviews of an audit say by whom; of several that do not contradict each other the last."""
    found: dict[Place, State] = {}
    for one in reviews:
        mine = {"auditor": (decided_by(one), one.doubt), "auditee": (answered_in(one), one.answer_doubt)}
        for side in SIDES:
            given, doubt = mine[side]
            known = found.get((one.fingerprint, side), State())
            apart = doubt == "disagreeing"
            idle = doubt == "no_explanation" and known.statements
            if (apart or not given.silent) and not idle and not known.knows(given):
                found[one.fingerprint, side] = State((*(known.statements if apart else ()), given))
    return found
