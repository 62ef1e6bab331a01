"""Reviews in the history: what became of every finding, as events, and what holds of it by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from svcqa.assignment.reviews import of_statements
from svcqa.assignment.statements import SIDES, Side, Statement
from svcqa.dossier import Dossier, Review
from svcqa.findings import Audit
from svcqa.history.events import Event, Kind
from svcqa.reviewing.meeting import Met
from svcqa.reviewing.merging import Place, State, states_of

KINDS: tuple[Kind, ...] = ("reviewed", "answered", "conflicted", "assigned")
_KIND_OF: dict[Side, Kind] = {"auditor": "reviewed", "auditee": "answered"}
_WORD: dict[Side, str] = {"auditor": "decision", "auditee": "answer"}


class Told(NamedTuple):
    """An event to be appended."""

    kind: Kind
    subject: str
    data: dict[str, Any]


class Assigned(Struct, frozen=True):
    """What the assignment says: all its sheets, and the elements of the report."""

    assignment: dict[str, Any]
    elements: dict[str, str]


def first_reviews(audit: Audit) -> Iterator[Told]:
    """What the reviews of an audit that is kept say, as events."""
    for place, state in states_of(audit.dossier.reviews).items():
        yield _told(audit.digest, place, state)


def told(digest: str, met: Met) -> Told:
    """What a row has brought about, as an event."""
    place = (met.fingerprint, met.side)
    # what is withdrawn leaves nothing behind but who emptied which cell
    return _told(digest, place, State((met.given,)) if met.outcome == "withdrawn" else met.state)


def states_in(events: Iterable[Event], digest: str) -> dict[Place, State]:
    """What holds of the findings of an audit, by finding and side."""
    found: dict[Place, State] = {}
    for event in events:
        audit, _, fingerprint = event.subject.partition("/")
        if audit != digest or event.kind not in KINDS[:-1]:
            continue
        side: Side = event.data["side"] if event.kind == "conflicted" else _side_of(event.kind)
        place = (fingerprint, side)
        found[place] = _after(found.get(place, State()), event, side)
    return found


def assigned_in(events: Iterable[Event], digest: str) -> Assigned | None:
    """The assignment as it was last written down since the audit was kept; ``None`` if it was not."""
    data = [one.data for one in events if one.kind == "assigned" and one.subject == digest]
    return Assigned(data[-1]["assignment"], data[-1]["elements"]) if data else None


def joined(kept: Dossier, states: dict[Place, State]) -> list[Review]:
    """The reviews that hold, and those kept with the audit that could never count."""
    names = dict.fromkeys(fingerprint for fingerprint, _ in states)
    reviews = [
        one
        for name in names
        for one in of_statements(name, *(states.get((name, side), State()).statements for side in SIDES))
    ]
    idle = {"only_answered", "disagreeing", None}
    decided = {fingerprint for fingerprint, side in states if side == "auditor"}
    return reviews + [one for one in kept.reviews if one.doubt not in idle and one.fingerprint not in decided]


def _told(digest: str, place: Place, state: State) -> Told:
    fingerprint, side = place
    subject = f"{digest}/{fingerprint}"
    if state.disagreeing:
        return Told("conflicted", subject, {"side": side, "statements": [_data(one, side) for one in state.statements]})
    return Told(_KIND_OF[side], subject, _data(state.shown, side))


def _data(given: Statement, side: Side) -> dict[str, Any]:
    told = {"reason": given.reason, "evidence": given.evidence, "by": given.by, "on": given.on, "place": given.place}
    if side == "auditee":
        told.pop("evidence")
    return {_WORD[side]: given.said or None, **told}


def _statement(data: dict[str, Any], side: Side) -> Statement:
    told = {name: text for name, text in data.items() if name in Statement.__struct_fields__}
    return Statement(said=data[_WORD[side]] or "", **told)


def _after(state: State, event: Event, side: Side) -> State:
    if event.kind == "conflicted":
        return State(tuple(_statement(one, side) for one in event.data["statements"]), state.past)
    given = _statement(event.data, side)
    emptied = given.silent or (side == "auditor" and not given.said)
    return state.after(given, "withdrawn" if emptied else "changed")


def _side_of(kind: Kind) -> Side:
    return "auditor" if kind == "reviewed" else "auditee"
