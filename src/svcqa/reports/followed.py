"""Nonconformities that the history keeps, as reports list them: number, grade, state, who has to do what by when."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from svcqa.actions import KeptNonconformity, standing
from svcqa.actions.words import GRADES, STATES
from svcqa.findings import Audit
from svcqa.nonconformities import Nonconformity
from svcqa.reports.shown import printable
from svcqa.reports.words import Words


class Followed(Struct, frozen=True):
    """A nonconformity with its number, ready to be read."""

    number: str = ""
    """With the one that it repeats, if there is one."""
    clause: str = ""
    unit: str = ""
    grade: str = ""
    grades: str = ""
    """The grades with boxes, the one that was set ticked."""
    state: str = ""
    owner: str = ""
    due: str = ""
    overdue: str = ""
    age: str = ""
    as_of: str = ""


def followed(audit: Audit, words: Words) -> list[Followed]:
    """All that the history keeps of an audit, in the order of their numbers."""
    return [_told(one, audit, words) for one in audit.dossier.nonconformities]


def follow_up(audit: Audit, one: Nonconformity, words: Words) -> Followed:
    """What the history keeps of a nonconformity; nothing but empty boxes if it keeps none."""
    marks = {finding.fingerprint for finding in one.findings}
    place = (one.ruleset, one.clause, one.unit)
    mine = [kept for kept in audit.dossier.nonconformities if kept.place == place and marks & set(kept.fingerprints)]
    return _told(mine[-1], audit, words) if mine else Followed(grades=words("nc.grades"))


def _told(one: KeptNonconformity, audit: Audit, words: Words) -> Followed:
    day = one.as_of or audit.content.as_of[:10]
    stand = standing(one, dt.date.fromisoformat(day))
    state = STATES[one.state].say(words.lang)
    return Followed(
        words("nc.repeats", number=one.number, other=one.repeat_of) if one.repeat_of else one.number,
        printable(one.clause),
        printable(one.unit) if one.unit else words("unit_none"),
        GRADES[one.grade].say(words.lang) if one.grade else words("none"),
        words(f"nc.grades_{one.grade}" if one.grade else "nc.grades"),
        words("nc.refuted", state=state, other=one.refuted_by) if one.refuted_by else state,
        printable(stand.owner) or words("none"),
        stand.due or words("none"),
        str(stand.overdue or words("none")),
        words("none") if stand.age is None else str(stand.age),
        day,
    )
