"""Walks: every quarter somebody goes through the office and looks, and listens to calls."""

from __future__ import annotations

import datetime as dt

from svcqa_example.asking.conduct import WALKS
from svcqa_example.making.attesting import answered
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, YEARS, Record

_MONTHS = 3


def walk(desk: Desk) -> None:
    """A walk in the middle of every quarter, and what was seen at each point."""
    company = desk.company
    for year in YEARS:
        for quarter in range(1, 5):
            day = dt.date(year, quarter * _MONTHS - 1, company.rng.randint(2, 27))
            for number, (rule, question) in enumerate(WALKS.items(), 1):
                asked = company.rng.choice(desk.staff.at_post(question.post, day, question.site))
                made = answered(desk, rule, question, day, asked.number)
                made["attestation_id"] = f"XK{day:%y%m}{number}"
    for rule in WALKS:
        company.truth.slot("pending", f"{rule}/timing", f"{AS_OF.year + 1}Q1")


def seen(desk: Desk, rule: str, year: int) -> list[Record]:
    """What was seen in a year at a point, in order."""
    return [one for one in desk.company["attestations"] if rule in one.facts and one.year == year]
