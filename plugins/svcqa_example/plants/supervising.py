"""Faults of how customer service is run: no meeting, no plan, no report; complaints not gone through or prevented."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.customer_service import CUSTOMER_DEPT
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER
from svcqa_example.making.supervising import (
    MEETING,
    PLAN,
    PREVENTED,
    REPORT,
    REVIEWED,
    ROUNDS,
    SETTLED,
    SUMMARY,
    half_of,
)
from svcqa_example.model import AS_OF, DAY, YEARS, at
from svcqa_example.plants.franchise import not_handed_in

_YEAR = AS_OF.year
_STEPS = ("issued_at", "plan_accepted_at", "due_at", "implemented_at", "verified_at", "effectiveness_due", "closed_at")


def not_met(desk: Desk) -> None:
    """A month without a meeting; in the last year there was none."""
    company = desk.company
    months = ["2022-07", *(f"{_YEAR}-{month:02d}" for month in range(1, 13))]
    company.registers["meetings"] = [
        one for one in company["meetings"] if MEETING not in one.facts or f"{one['held_at']:%Y-%m}" not in months
    ]
    for month in months:
        company.truth.missing("S001-C2-S4/timing", month)
    company.truth.missing("S001-C2-S4", LATELY)


def nothing_on_paper(desk: Desk) -> None:
    """No plan of the department and no report of the supervisor in the last year; single ones before."""
    truth = desk.company.truth
    for kind, rule, periods in (
        (PLAN, "S001-C2-S6/1", ("2022", str(_YEAR))),
        (REPORT, "S001-C2-S7", ("2021Q3", *(f"{_YEAR}Q{quarter}" for quarter in range(1, 5)))),
    ):
        for period in periods:
            not_handed_in(desk, kind, period)
            truth.missing(f"{rule}/timing", period)
        truth.missing(rule, LATELY)


def without_goals(desk: Desk) -> None:
    """The goals of the department for a year bear the year before."""
    for one in desk.company["objectives"]:
        if one["owner_dept"] == CUSTOMER_DEPT and one["period"] == "2023":
            one["period"] = "2022"
    desk.company.truth.missing("S001-C2-S6/timing", "2023")


def not_summed_up(desk: Desk) -> None:
    """A half-year without a summary of complaints; none in the last year."""
    company, truth = desk.company, desk.company.truth
    for period in ("2021H2", f"{_YEAR}H1", f"{_YEAR}H2"):
        gone = not_handed_in(desk, SUMMARY, period)
        truth.unsay(gone, PREVENTED)
        if "action" in gone.links:
            company["capa"].remove(gone.links["action"])
        truth.missing("S001-C2-S9a/timing", period)
    truth.missing("S001-C2-S9a", LATELY)


def not_prevented(desk: Desk) -> None:
    """A summary that led to nothing, to nothing preventive, to something late; of which nobody knows what came."""
    company, truth = desk.company, desk.company.truth
    mine = [one for one in company["capa"] if "prevention" in one.facts]
    nothing, corrected, late, unknown, uncounted = (one.links["summary"] for one in company.rng.sample(mine, 5))
    company["capa"].remove(nothing.links["action"])
    truth.fails(nothing, PREVENTED)
    corrected.links["action"]["preventive_action"] = None
    truth.fails(corrected, PREVENTED)
    for step in _STEPS:
        late.links["action"][step] += 35 * DAY
    truth.fails(late, f"{PREVENTED}/timing")
    unknown.links["action"]["result"] = None
    truth.fails(unknown.links["action"], f"{PREVENTED}/1", "S002-P22-p2/2")
    uncounted["complaint_count"] = None
    truth.fails(uncounted, f"{PREVENTED}/2")
    truth.undetermined(uncounted, PREVENTED, f"{PREVENTED}/timing")


def not_looked_at(desk: Desk) -> None:
    """Complaints that no supervisor looked at, or that somebody else did; that led to nothing."""
    company, truth = desk.company, desk.company.truth
    dispatcher = desk.staff.permanent(DISPATCHER)[0].number
    for number, record in enumerate(company.pick("complaints", lambda one: bool(one["reviewed_at"]), 8)):
        if number % 4 == 0:
            record["reviewed_by"] = record["reviewed_at"] = None
            truth.fails(record, REVIEWED)
        elif number % 4 == 1:
            record["reviewed_by"] = None
            truth.fails(record, REVIEWED)
        elif number % 4 == 2:
            record["reviewed_by"] = dispatcher
            truth.fails(record, "S001-C2-S8a/2")
        else:
            record["handling_result"] = record["action"] = None
            reported = ["S000-P1-4.2.2d/1"] if record["escalated_at"] else []
            # a call afterwards says that something was done
            nothing = [] if "follow-up" in record.links else [SETTLED]
            truth.fails(record, "S000-P1-2.9a", *nothing, *reported)


def no_round(desk: Desk) -> None:
    """In a half-year nobody went through the complaints; and where nothing was left to go through, nobody could."""
    company = desk.company
    for record in company["complaints"]:
        if record["reviewed_at"] and half_of(record["reviewed_at"]) == (2022, 1):
            record["reviewed_at"] = at(dt.date(2022, 7, 4), 10)
    seen = {half_of(one["reviewed_at"]) for one in company["complaints"] if one["reviewed_at"]}
    for year in YEARS:
        for half in (1, 2):
            if min(seen) < (year, half) and (year, half) not in seen:
                company.truth.missing(ROUNDS, f"{year}H{half}")


PLANTS = (
    not_met, nothing_on_paper, without_goals, not_summed_up, not_prevented, not_looked_at, no_round,
)  # fmt: skip
