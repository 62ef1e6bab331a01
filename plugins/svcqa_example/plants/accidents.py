"""Faults of accidents: not classed, not reported, no plan, steps left out, nobody compensated."""

from __future__ import annotations

from svcqa_example.making.accidents import CLASSED, DATED, LEVEL, LOSS, PAID, PLAN, REPORTED, STEPS, TOLD
from svcqa_example.making.orders import Desk
from svcqa_example.model import DAY, Odd, Record, minutes


def _minor(accident: Record) -> bool:
    return {"accident", "dealt with"} <= accident.facts and "major" not in accident.facts


def _major(accident: Record) -> bool:
    return {"accident", "dealt with", "major"} <= accident.facts


def classed_wrongly(desk: Desk) -> None:
    """No kind, a kind of its own, or no level."""
    company = desk.company
    for number, one in enumerate(company.pick("incidents", _minor, 3)):
        one["incident_type"] = (None, "客户投诉", "服务态度问题")[number]
        company.truth.fails(one, CLASSED, *([] if one["incident_type"] else ["S000-P1-2.13b/1"]))
    for one in company.pick("incidents", _minor, 2):
        one["incident_level"] = None
        company.truth.fails(one, LEVEL)


def no_plan(desk: Desk) -> None:
    """The emergency plan for a major accident was never started, or hours later."""
    company = desk.company
    for one in company.pick("incidents", _major, 2):
        one["plan_started_at"] = None
        company.truth.fails(one, PLAN)
    for one in company.pick("incidents", _major, 2):
        one["plan_started_at"] = one["occurred_at"] + minutes(company.rng.randint(121, 600))
        company.truth.fails(one, f"{PLAN}/timing")


def steps_left_out(desk: Desk) -> None:
    """Nobody investigated, liability came first, no lesson was drawn, or all took too long."""
    company = desk.company
    for number, one in enumerate(company.pick("incidents", _minor, 4)):
        if number == 0:
            one["investigated_at"] = None
        elif number == 1:
            one["liability_at"] = one["investigated_at"] - minutes(300)
        elif number == 2:
            one["lessons"] = None
        else:
            late = 40 * DAY
            one["corrected_at"], one["lessons_at"] = one["corrected_at"] + late, one["lessons_at"] + late
            one["closed_at"] += late
        company.truth.fails(one, STEPS)


def not_reported(desk: Desk) -> None:
    """Never reported, reported hours later, to nobody in particular, or it is not even known when it happened."""
    company = desk.company
    for one in company.pick("incidents", _minor, 2):
        one["reported_at"] = one["reported_to"] = None
        company.truth.fails(one, REPORTED)
        company.truth.pending(one, TOLD)
    for one in company.pick("incidents", _minor, 2):
        one["reported_at"] = one["occurred_at"] + minutes(company.rng.randint(241, 1400))
        company.truth.fails(one, f"{REPORTED}/timing")
    for one in company.pick("incidents", _minor, 1):
        one["reported_to"] = None
        company.truth.fails(one, REPORTED)
    for one in company.pick("incidents", _minor, 1):
        one["reported_at"] = one["reported_to"] = one["occurred_at"] = None
        company.truth.fails(one, REPORTED, DATED, STEPS)
        company.truth.pending(one, TOLD)


def half_a_report(desk: Desk) -> None:
    """The report says nothing of the impact, or of what to improve."""
    for number, one in enumerate(desk.company.pick("incidents", _minor, 3)):
        name = ("impact", "improvement", "place")[number]
        one[name] = Odd("待定") if number == 1 else None
        desk.company.truth.fails(one, TOLD)


def not_made_good(desk: Desk) -> None:
    """The customer lost something and got nothing; or nobody wrote whether there was a loss."""
    company = desk.company
    for one in company.pick("incidents", lambda one: _minor(one) and "made good" in one.facts, 2):
        one["compensated_at"] = None
        company.truth.fails(one, PAID)
    for one in company.pick("incidents", lambda one: _minor(one) and one["customer_loss"] == 0, 2):
        one["customer_loss"] = None
        company.truth.fails(one, LOSS)


PLANTS = (classed_wrongly, no_plan, steps_left_out, not_reported, half_a_report, not_made_good)
