"""A project at a glance: where it stands, how it came there, and what has to be done by when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svcqa.actions import KeptNonconformity, standing
from svcqa.baselines import Point
from svcqa.dossier import Dossier
from svcqa.due import SETTLED
from svcqa.following.points import series
from svcqa.history import Event, KeptAudit
from svcqa.history.reviews import joined, states_in
from svcqa.history.series import point
from svcqa.waivers import SOON
from svcqa.web.jobs.ahead import Ahead, coming_in
from svcqa.web.jobs.preparing import place
from svcqa.web.store.uploads import Submission, Version
from svcqa.web.store.waivers import Waiver
from svcqa.weights import WEIGHTS

DAYS = 30
"""Days within which it is told what falls due."""


@dataclass(frozen=True)
class Step:
    """One kept audit of the trend, and what it checked."""

    point: Point
    submission: Submission | None
    version: Version | None


@dataclass(frozen=True)
class Due:
    """Something with a day: of which kind, what, where to look at it, and how many days are left; negative: over."""

    kind: str
    day: str
    left: int
    what: str
    where: str
    who: str = ""


@dataclass(frozen=True)
class Falling:
    """What falls due in the records of a submission, as its newest audit tells it."""

    submission: Submission
    one: Ahead
    left: int


def trend(kept: Sequence[KeptAudit], checked: Mapping[str, tuple[Submission, Version]], only: int | None) -> list[Step]:
    """The kept audits by their date, each once; of one submission only, where that is named."""
    chosen = [one for one in kept if only is None or (one.digest in checked and checked[one.digest][0].id == only)]
    return [Step(one, *checked.get(one.digest, (None, None))) for one in series(map(point, chosen))]


def standing_by_weight(submissions: Sequence[Submission]) -> Counter[str]:
    """Weight → findings in the newest versions that are checked."""
    found: Counter[str] = Counter(dict.fromkeys(WEIGHTS, 0))
    for one in submissions:
        found.update(one.newest.figures.get("findings", {}) if one.newest.state == "done" else {})
    return found


def coverage(submissions: Sequence[Submission]) -> tuple[int, int]:
    """Rules assessed, and rules there are, in the newest versions that are checked."""
    figures = [
        one.newest.figures["coverage"] for one in submissions if one.newest.state == "done" and one.newest.figures
    ]
    return sum(one["assessed"] for one in figures), sum(one["rules"] for one in figures)


def reminders(
    submissions: Sequence[Submission], known: Sequence[KeptNonconformity], waivers: Sequence[Waiver], today: dt.date,
    base: str,
) -> list[Due]:  # fmt: skip
    """What people have to do by a day that is near or over, the most urgent first."""
    found = [*_returns(submissions, base), *_actions(known, today, base), *_waivers(waivers, base)]
    told = [(kind, day, what, where, who) for kind, day, what, where, who in found if day]
    made = [Due(kind, day, (_day(day) - today).days, what, where, who) for kind, day, what, where, who in told]
    near = [one for one in made if one.left <= (SOON if one.kind == "waiver" else DAYS)]
    return sorted((one for one in near if one.kind != "waiver" or one.left >= 0), key=lambda one: (one.day, one.what))


def settled(events: Sequence[Event], digest: str) -> frozenset[str]:
    """Findings of an audit after whose decision nothing is waited for."""
    decided = Dossier(reviews=joined(Dossier(), states_in(events, digest))).decisions()
    return frozenset(name for name, review in decided.items() if review.decision in SETTLED)


def falling(
    submissions: Sequence[Submission], desk: Path, today: dt.date, events: Sequence[Event]
) -> tuple[list[Falling], int, list[Submission]]:
    """What falls due in the records within :data:`DAYS`, or is overdue, how many more there are, and where none knows.

    Args:
        submissions: those of the project.
        desk: the desk's folder, where what falls due was made ready.
        today: the day.
        events: reviews in the history of the project: what is explained or was misread is waited for no longer.
    """
    found: list[Falling] = []
    others, unknown = 0, []
    for one in submissions:
        if not one.newest.digest:
            continue
        coming = coming_in(place(desk, one.newest.digest))
        if coming is None:
            unknown.append(one)
            continue
        done = settled(events, one.newest.digest or "")
        waited = [each for each in coming.items if each.fingerprint not in done]
        near = [Falling(one, each, (_day(each.due_on) - today).days) for each in waited]
        shown = [each for each in near if each.left <= DAYS]
        found += shown
        others += coming.total - (len(coming.items) - len(waited)) - len(shown)
    return sorted(found, key=lambda each: (each.one.due_on, each.one.key)), others, unknown


def _returns(submissions: Sequence[Submission], base: str) -> Iterator[tuple[str, str, str, str, str]]:
    for one in submissions:
        if one.due_on:
            yield "return", one.due_on, one.title, f"{base}/submissions/{one.id}", ""


def _actions(known: Sequence[KeptNonconformity], today: dt.date, base: str) -> Iterator[tuple[str, str, str, str, str]]:
    for one in known:
        stand = standing(one, today)
        if one.open and stand.due:
            yield "action", stand.due, f"{one.number} {one.clause}", f"{base}/nonconformities/{one.number}", stand.owner


def _waivers(waivers: Sequence[Waiver], base: str) -> Iterator[tuple[str, str, str, str, str]]:
    for one in waivers:
        if one.state == "approved":
            what = f"{one.number} {one.data.get('rule', '')}"
            yield "waiver", one.data.get("valid_to", ""), what, f"{base}/waivers/{one.id}", one.requested_by.shown


def _day(written: str) -> dt.date:
    return dt.date.fromisoformat(written[:10])
