"""Faults of days of rest and of evaluation: nobody on duty, arranged on the day, evaluated too rarely, or in part."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.editions import STANDARDS
from svcqa_example.making.fleet import LATELY
from svcqa_example.making.orders import Desk
from svcqa_example.making.restdays import COVERED, EVALUATED, WEEKEND, WORKED
from svcqa_example.model import AS_OF, DAY, YEARS, at

_IN_FORCE = "S003-C3-8"
_JULY = 7
_BEFORE = (dt.date(2023, 12, 30), dt.date(2023, 12, 31))


def nobody_on_duty(desk: Desk) -> None:
    """Nobody was on duty on the weekend before there was a roster; some shifts were settled that morning, or never."""
    company = desk.company
    for day in _BEFORE:
        company.add("holidays", day=day, date=day, day_type=WEEKEND)
        company.truth.missing(COVERED, day.isoformat())
    rest = {one["date"] for one in company["holidays"] if one["day_type"] != WORKED}
    for number, shift in enumerate(company.pick("duty_roster", lambda one: one["shift_date"] in rest, company.few)):
        shift["arranged_at"] = at(shift["shift_date"], 9) if number % 2 else None
        begun = shift["arranged_at"] is None or shift["shift_start"] < shift["arranged_at"]
        company.truth.fails(shift, f"{COVERED}/1", "S002-P17-p9" if begun else "S002-P17-p9/timing")


def badly_evaluated(desk: Desk) -> None:
    """Half a year without an evaluation; and in the last year nobody looked at how the work is done."""
    company = desk.company
    mine = [one for one in company["audits"] if "evaluation" in one.facts]
    for one in mine:
        if one["audited_at"].year == YEARS[-1]:
            one["content_items"] = "满意度调查、业务能力培训"
    company.truth.missing(EVALUATED, LATELY)
    left = next(one for one in mine if one["audited_at"].year == YEARS[2])
    company["audits"].remove(left)
    company.truth.missing(f"{EVALUATED}/timing", f"{YEARS[2]}H{1 if left['audited_at'].month < _JULY else 2}")


def hours_withdrawn(desk: Desk) -> None:
    """The document on the hours of the service was withdrawn, and no other has taken its place."""
    (hours,) = (one for one in desk.company["documents"] if one["doc_type"] == STANDARDS[1])
    hours["status"], hours["obsolete_at"] = "作废", AS_OF - 120 * DAY
    desk.company.truth.missing(_IN_FORCE, STANDARDS[1])


PLANTS = (nobody_on_duty, badly_evaluated, hours_withdrawn)
