"""Faults of the service to franchisees: warnings left open, figures late or wrong, surveys without a plan."""

from __future__ import annotations

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.customer_service import SPECIALISTS
from svcqa_example.making.franchise import MONTHLY, QUARTERLY, REPORT, ROUND, SUGGESTED, WARNED, YEARLY
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, at
from svcqa_example.plants.members import chosen

_SALES = "S001-C2-M-W3"
_YEAR = str(AS_OF.year)


def paper(desk: Desk, kind: str, period: str) -> Record:
    """What was handed in for a period."""
    mine = (one for one in desk.company["submissions"] if kind in one.facts and one["period"] == period)
    return next(mine)


def not_handed_in(desk: Desk, kind: str, period: str) -> Record:
    """What was never handed in."""
    gone = paper(desk, kind, period)
    desk.company["submissions"].remove(gone)
    return gone


def warned_badly(desk: Desk) -> None:
    """A warning of nothing, one that nobody followed up, one settled late, one settled by nobody knows what."""
    company, truth = desk.company, desk.company.truth
    for number, record in enumerate(company.pick("warnings", lambda one: "settled" in one.facts, 8)):
        if number % 4 == 0:
            record["content"] = None
            truth.fails(record, WARNED)
        elif number % 4 == 1:
            record["closed_at"] = record["action"] = None
            truth.fails(record, f"{WARNED}/1")
            truth.pending(record, f"{WARNED}/2")
        elif number % 4 == 2:
            record["closed_at"] = at(record["issued_at"] + company.rng.randint(35, 50) * DAY, 10)
            truth.fails(record, f"{WARNED}/1/timing")
        else:
            record["action"] = None
            truth.fails(record, f"{WARNED}/2")


def not_reported(desk: Desk) -> None:
    """A half-year without a report on the service to franchisees; none at all in the last year."""
    for period in ("2022H1", f"{_YEAR}H1", f"{_YEAR}H2"):
        not_handed_in(desk, REPORT, period)
        desk.company.truth.missing("S001-C2-M5/timing", period)
    desk.company.truth.missing("S001-C2-M5", LATELY)


def figures_missing(desk: Desk) -> None:
    """A month, a quarter and a year without figures; what they are a part of does not add up any more."""
    truth = desk.company.truth
    for kind, part, period in ((MONTHLY, "a", "2021-05"), (QUARTERLY, "b", "2022Q3"), (YEARLY, "c", "2023")):
        not_handed_in(desk, kind, period)
        truth.missing(f"{_SALES}{part}", period)
        truth.missing(f"{_SALES}{part}/timing", period)
    truth.fails(paper(desk, QUARTERLY, "2021Q2"), f"{_SALES}d")
    truth.fails(paper(desk, YEARLY, "2022"), f"{_SALES}d/1")


def figures_late_or_wrong(desk: Desk) -> None:
    """Figures handed in after their day; a quarter and a year that do not add up."""
    truth = desk.company.truth
    for kind, part, period, days in (
        (MONTHLY, "a", "2023-03", 12), (MONTHLY, "a", "2025-06", 9), (QUARTERLY, "b", "2024Q1", 15),
        (YEARLY, "c", "2021", 30),
    ):  # fmt: skip
        late = paper(desk, kind, period)
        late["submitted_at"] += days * DAY
        truth.missing(f"{_SALES}{part}/timing", period)
    paper(desk, QUARTERLY, "2020Q4")["total_amount"] += 5000
    truth.fails(paper(desk, QUARTERLY, "2020Q4"), f"{_SALES}d")
    truth.fails(paper(desk, YEARLY, "2020"), f"{_SALES}d/1")
    paper(desk, YEARLY, "2024")["total_amount"] -= 10_000
    truth.fails(paper(desk, YEARLY, "2024"), f"{_SALES}d/1")


def not_surveyed(desk: Desk) -> None:
    """A half-year without a survey, and none at all in the last year."""
    company = desk.company
    for period in ("2022H1", f"{_YEAR}H1", f"{_YEAR}H2"):
        rounds = f"JM{period.replace('H', '-')}"
        gone = {one["survey_no"] for one in company["surveys"] if one["survey_round"] == rounds}
        for register, name in (("surveys", "survey_no"), ("improvements", "source_no")):
            for one in [one for one in company[register] if one[name] in gone]:
                company[register].remove(one)
        company.truth.missing("S001-C2-M-W4a/timing", period)
    company.truth.missing("S001-C2-M-W4a", LATELY)


def surveyed_for_nothing(desk: Desk) -> None:
    """A round that led to no plan, and one that led to a plan months later."""
    company, truth = desk.company, desk.company.truth
    for number, plan in enumerate(company.pick("improvements", lambda one: "plan" in one.facts, 4)):
        if number % 2:
            plan["proposed_at"] = at(plan.links["sheet"]["survey_date"] + company.rng.randint(50, 80) * DAY, 10)
            truth.fails(plan.links["sheet"], f"{ROUND}/timing")
        else:
            company["improvements"].remove(plan)
            truth.fails(plan.links["last"], ROUND)


def silent(desk: Desk) -> None:
    """Specialists who made no suggestion all year."""
    ideas = desk.company["improvements"]
    for person in chosen(desk, 2, lambda one: one.post in SPECIALISTS and one.employed):
        for one in [one for one in ideas if one["proposer_id"] == person.number and one.year == AS_OF.year]:
            ideas.remove(one)
        desk.company.truth.missing(f"{SUGGESTED}/1", f"{person.number}/{LATELY}")


PLANTS = (
    warned_badly, not_reported, figures_missing, figures_late_or_wrong, not_surveyed, surveyed_for_nothing, silent,
)  # fmt: skip
