"""The meeting of what is decided with what copies of the workbook say, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from svcqa.assignment.statements import SIDES, Row, Side, Statement, answer_doubt_of, doubt_of
from svcqa.dossier import Doubt
from svcqa.reviewing.merging import SILENCED, Outcome, Place, State, bases

Refused = Doubt | Literal["unresolved"]
"""Why a row cannot be used; ``unresolved``: copies were merged and contradict each other, and nobody has settled it."""


@dataclass(frozen=True)
class Met:
    """What a row has brought about, or a contradiction that it stands in."""

    fingerprint: str
    side: Side
    given: Statement
    outcome: Outcome
    state: State
    """What holds afterwards."""


@dataclass
class Meeting:
    """What holds by now of every finding, and what became of the rows that were read."""

    states: dict[Place, State] = field(default_factory=dict)
    known: Collection[str] | None = None
    """Fingerprints of the audit's findings; without an audit, whatever is named is known."""
    counts: Counter[Outcome] = field(default_factory=Counter)
    changes: list[Met] = field(default_factory=list)
    conflicts: list[Met] = field(default_factory=list)
    refused: list[tuple[Refused, str]] = field(default_factory=list)
    """Why a row was not used, and its cell."""
    unfounded: list[str] = field(default_factory=list)
    """Cells of disputes without a reason."""

    def take_all(self, rows: Iterable[Row]) -> None:
        """Heed the rows one after the other."""
        for row in rows:
            self.take(row)

    def take(self, row: Row) -> None:
        """Heed a row; each side is for itself."""
        if not row.silent and (not row.fingerprint or (self.known is not None and row.fingerprint not in self.known)):
            self.refused.append(("no_such_finding", row.place))
            return
        if row.unclear:
            self.refused.append(("group_unclear", row.entry.where("applies_to_group")))
        sides: list[Side] = [side for side in SIDES if not (row.unclear and side == "auditor")]
        outcomes = [self._take(row, side) for side in sides]
        self.counts.update([one for one in outcomes if one and one != "unchanged"])
        self.counts["unchanged"] += set(outcomes) == {"unchanged"}

    def say(self, place: Place, given: Statement, base: str = "") -> Outcome | None:
        """Heed what a side says of a finding; ``None`` if it cannot be used.

        Args:
            place: the finding, and the side.
            given: what is said.
            base: the mark of what stood there when it was written; empty where it was typed by hand.
        """
        side, state = place[1], self.states.get(place, State())
        outcome = state.outcome(given, base, side)
        refused = _refused(given, outcome, side)
        if outcome == "unchanged" and given.silent and base.startswith(SILENCED) and not state.disagreeing:
            refused = "unresolved" if state.still(base) else None
        if refused:
            self.refused.append((refused, given.place))
            return None
        after = state.after(given, outcome)
        met = Met(place[0], side, given, outcome, after)
        if after is not state:
            self.states[place] = after
            self.changes.append(met)
            self.unfounded += [given.place] if side == "auditee" and answer_doubt_of(given) else []
        self.conflicts += [met] if outcome == "conflict" else []
        return outcome

    def _take(self, row: Row, side: Side) -> Outcome | None:
        """What a side of the row means; ``None`` if it cannot be used."""
        return self.say((row.fingerprint, side), row.statements[side], bases(row.entry["base"])[side])


def _refused(given: Statement, outcome: Outcome, side: Side) -> Refused | None:
    """Why a decision cannot be used; one that is withdrawn needs no reason."""
    if side == "auditee" or outcome in {"unchanged", "withdrawn"} or given.silent:
        return None
    return doubt_of(given)
