"""Faults of days of rest and of evaluation: nobody on duty, arranged on the day, evaluated too rarely, or in part."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.duty import call_off
from svcqa_example.editions import STANDARDS
from svcqa_example.fleet import LATELY
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at
from svcqa_example.orders import Desk
from svcqa_example.restdays import COVERED, DISPATCHED, EVALUATED

_IN_FORCE = "S003-C3-8"
_JULY = 7


def nobody_on_duty(desk: Desk) -> None:
    """On some days of rest nobody was on duty; on others it was settled that very morning, or nobody wrote when."""
    company = desk.company
    doubted = {one["shift_date"] for one in company["duty_roster"] if one.planted}
    mine: Callable[[Record], bool] = lambda one: one["post"] == DISPATCHED  # noqa: E731
    # before there was somebody at the hotline on every day
    free: Callable[[Record], bool] = lambda one: mine(one) and one.year < YEARS[-1] and one["shift_date"] not in doubted  # noqa: E731
    for shift in company.pick("duty_roster", free, company.few):
        call_off(desk, shift["shift_date"])
        company.truth.missing(COVERED, shift["shift_date"].isoformat())
    for number, shift in enumerate(company.pick("duty_roster", mine, company.few)):
        shift["arranged_at"] = at(shift["shift_date"], 9) if number % 2 else None
        company.truth.fails(shift, f"{COVERED}/1")


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
