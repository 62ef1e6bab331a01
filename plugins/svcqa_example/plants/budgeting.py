"""Faults of budgets: incomplete, never compared, wrongly reckoned, overrun without anything being done about it."""

from __future__ import annotations

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.budgeting import ACTED_ON, COMPARED, FOLLOWED_UP
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record


def _within(budget: Record) -> bool:
    """Compared, and not overrun."""
    return "compared" in budget.facts and "overrun" not in budget.facts


def not_analysed(desk: Desk) -> None:
    """In the last year nobody analysed how fees were used."""
    company = desk.company
    for one in [one for one in company["submissions"] if "analysis" in one.facts and one.year == AS_OF.year]:
        _no_analysis(desk, one)
    company.truth.missing(FOLLOWED_UP, LATELY)
    for one in company.pick("submissions", lambda one: "analysis" in one.facts, 1):
        _no_analysis(desk, one)


def _no_analysis(desk: Desk, one: Record) -> None:
    desk.company["submissions"].remove(one)
    desk.company.truth.missing(f"{FOLLOWED_UP}/timing", one["period"])


def incomplete(desk: Desk) -> None:
    """No amount was set, nobody wrote what was spent, or the sum is another one."""
    company, truth = desk.company, desk.company.truth
    for one in company.pick("budgets", _within, 2):
        one["budget_amount"] = None
        truth.fails(one, "S003-C6-6.1a")
    for one in company.pick("budgets", _within, 2):
        one["actual_amount"] = None
        truth.fails(one, COMPARED)
    for one in company.pick("budgets", _within, 3):
        one["actual_amount"] += 100
        one["budget_amount"] += 100
        truth.fails(one, f"{COMPARED}/2")


def overrun(desk: Desk) -> None:
    """More was spent than set, and nothing was done about it, or only months later."""
    company = desk.company
    for one in company.pick("budgets", _within, 2):
        one["budget_amount"] = one["actual_amount"] - 60
        company.truth.fails(one, ACTED_ON)
    reports = [one for one in company["capa"] if one["issued_at"] and not one["source_no"] and not one.planted]
    for one in company.pick("budgets", _within, 2):
        one["budget_amount"] = one["actual_amount"] - 60
        report = next(
            report for report in reports
            if not report["source_no"] and report["issued_at"] > one["reviewed_at"].date() + 31 * DAY
        )  # fmt: skip
        report["source_no"], report.planted = one["budget_no"], True
        company.truth.fails(one, f"{ACTED_ON}/timing")


PLANTS = (not_analysed, incomplete, overrun)
