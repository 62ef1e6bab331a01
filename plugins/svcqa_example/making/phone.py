"""Telephone calls as the exchange counts them, from the year in which the office got one."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER
from svcqa_example.model import YEARS, Record, minutes

_FROM = YEARS[-1]


def ring(desk: Desk) -> None:
    """A call for every request of the last year, and calls that were abandoned."""
    company, rng = desk.company, desk.company.rng
    recent = [one for one in company["service_requests"] if one["received_at"].year >= _FROM]
    for request in recent:
        request.links["call"] = _call(desk, request)
        request["call_no"] = request.links["call"]["call_no"]
        if rng.random() < 0.05:
            gone = _call(desk, request)
            gone["call_type"], gone["abandoned"], gone["answered_at"] = "报修", True, None
            gone["duration_s"] = 0
            company.truth.excepted(gone, "S002-P04-4.2-1a")


def _call(desk: Desk, request: Record) -> Record:
    rng, company = desk.company.rng, desk.company
    rung = request["received_at"] - minutes(rng.randint(1, 4))
    call = company.add(
        "calls", site=request.site, day=rung, call_no=f"HW{len(company['calls']) + 1:06d}", call_at=rung,
        caller_phone=request["contact_phone"], call_type=request["request_type"], abandoned=False,
        answered_at=rung + minutes(rng.randint(0, 1)), duration_s=rng.randint(40, 600),
        agent_id=rng.choice(desk.staff.permanent(DISPATCHER)).number,
    )  # fmt: skip
    call.links["request"] = request
    return call
