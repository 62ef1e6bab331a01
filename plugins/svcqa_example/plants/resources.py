"""Faults of what the service works with: no people, vehicles, tools; no fund, no certificate; nobody on duty."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.evaluation import LICENCE
from svcqa_example.making.orders import Desk
from svcqa_example.making.resources import FUND, MANAGED, REVIEWED, SHORT
from svcqa_example.model import AS_OF, DAY, at

_LAST_BUDGET = AS_OF.year + 1


def without_people(desk: Desk) -> None:
    """Of many of the open outlets the roster knows nobody."""
    company = desk.company
    staffed = {one["site_id"] for one in company["staff"]}
    for site in company["sites"]:
        if site["opened_at"] and not site["closed_at"] and site["site_id"] not in staffed:
            company.truth.missing("S002-P17-p1", site["site_id"])


def without_means(desk: Desk) -> None:
    """The only car was scrapped, and another outlet has one box of tools."""
    company = desk.company
    for kind, rule, gone in (("服务车辆", "S002-P17-p1/1", 2), ("工具箱", "S002-P17-p1/2", 1)):
        for one in company.pick("assets", lambda one, kind=kind: kind in one.facts, gone):  # type: ignore[misc]
            one["status"] = "报废"
            # nobody entered when, why, and who agreed
            company.truth.fails(one, "S002-P12-p11")
            company.truth.missing(rule, one["site_id"])


def no_budget_in_time(desk: Desk) -> None:
    """Of one year the budget was approved in January, of the next one nobody has approved any; funds left out."""
    company, truth = desk.company, desk.company.truth
    for one in company["budgets"]:
        if one["period"] == "2022" and one["approved_at"] and one["budget_item"] != FUND:
            one["approved_at"] = at(dt.date(2022, 1, 11), 10)
    for year, name in (("2021", "approved_by"), ("2022", "")):
        (fund,) = (one for one in company["budgets"] if FUND in one.facts and one["period"] == year)
        if name:
            fund[name] = None
        else:
            company["budgets"].remove(fund)
        truth.missing("S002-P17-p5", year)
    truth.missing("S002-P17-p2", "2022")
    truth.missing("S002-P17-p2", str(_LAST_BUDGET))


def run_out(desk: Desk) -> None:
    """The certificates of the managers ran out in summer."""
    for one in desk.company["certificates"]:
        if MANAGED in one.facts and one["expires_at"] > AS_OF:
            one["expires_at"] = dt.date(AS_OF.year, 7, 31)
            desk.company.truth.excepted(one, LICENCE)
    desk.company.truth.missing("S002-P17-p4", "ratio")


def nobody_there(desk: Desk) -> None:
    """A morning on a working day on which nobody was on duty, before there was a hotline."""
    company = desk.company
    rest = {one["date"] for one in company["holidays"]}
    early = lambda one: (  # noqa: E731
        "of service" in one.facts and one.year < AS_OF.year and one["shift_date"] not in rest
        and one["shift_start"].hour < 9 and one["shift_date"] > dt.date(one.year, 1, 5)
    )  # fmt: skip
    for shift in company.pick("duty_roster", early, 1):
        company["duty_roster"].remove(shift)
        if "attendance" in shift.links and shift.links["attendance"] in company["attendance"]:
            company["attendance"].remove(shift.links["attendance"])
    company.truth.missing("S002-P17-p3", "time_coverage")


def at_short_notice(desk: Desk) -> None:
    """Shifts that were arranged only the day before."""
    late = lambda one: "of service" in one.facts and one["arranged_at"] and one["shift_start"].hour > 12  # noqa: E731
    for shift in desk.company.pick("duty_roster", late, desk.company.few):
        shift["arranged_at"] = at(shift["shift_date"] - DAY, 17)
        desk.company.truth.fails(shift, "S002-P17-p9/timing")


def not_looked_at(desk: Desk) -> None:
    """Outlets that nobody looked at in the last year; figures missing; short of something, and nothing done."""
    company, truth = desk.company, desk.company.truth
    open_sites = {one["site_id"] for one in company["sites"] if one["opened_at"] and not one["closed_at"]}
    lately = lambda one: one.year == AS_OF.year and one["site_id"] in open_sites and SHORT not in one.facts  # noqa: E731
    for number, one in enumerate(company.pick("resource_reviews", lately, 3)):
        if number < 2:
            company["resource_reviews"].remove(one)
            truth.missing(f"{REVIEWED}/timing", f"{one['site_id']}/{AS_OF.year}")
        else:
            one["staff_needed"] = None
        truth.missing(REVIEWED, f"{one['site_id']}/{LATELY}")
    short = company.pick("resource_reviews", lambda one: SHORT in one.facts, 4)
    for number, one in enumerate(short):
        if number < 2:
            one["owner"] = None
            truth.fails(one, "S002-P17-p7")
        else:
            one["completed_at"] = None if number % 2 else one["due_at"] + 12 * DAY
            truth.fails(one, "S002-P17-p7/1")
    before = lambda one: one.year < AS_OF.year and SHORT not in one.facts  # noqa: E731
    for number, one in enumerate(company.pick("resource_reviews", before, 3)):
        one["approved_by"] = one["reviewer"] if number else None
        truth.fails(one, "S002-P17-p8")


PLANTS = (without_people, without_means, no_budget_in_time, run_out, nobody_there, at_short_notice, not_looked_at)
