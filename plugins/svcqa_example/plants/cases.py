"""Faults of repair reports: incomplete, accepted late, solved without approval, the customer left without news."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.cases import APPROVED, ARCHIVED, CAUSE, GIVEN, TOLD, is_kept
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Company, Record, at, minutes

_WRITTEN, _ACCEPTED = "S003-C3-1", "S003-C3-2"


def _some(company: Company) -> int:
    """How often a fault is planted on the reports of two years."""
    return 1 if company.small else 2


def _closed(request: Record) -> bool:
    """Solved and closed, all of it in the archive for some time."""
    order = request.links.get("order")
    if not order or order.planted or not is_kept(request) or not request["solved_at"]:
        return False
    return "papers" in request.links and request["closed_at"] < at(AS_OF - 140 * DAY, 0)


def _visited(request: Record) -> bool:
    return _closed(request) and bool(request.links["order"]["arrived_at"])


def report_incomplete(desk: Desk) -> None:
    """No model, serial number or channel; no class, nobody who works on it, no cause, no solution."""
    company = desk.company
    cells = (
        ("model", _WRITTEN), ("serial_no", _WRITTEN), ("source_channel", _WRITTEN), ("problem_class", _ACCEPTED),
        ("technician_id", GIVEN), ("root_cause", CAUSE), ("solution", APPROVED),
    )  # fmt: skip
    for name, rule in cells:
        for request in company.pick("service_requests", _closed, _some(company)):
            request[name] = None
            company.truth.fails(request, rule)


def accepted_late(desk: Desk) -> None:
    """Accepted an hour after it came in, or nobody wrote when: then nobody can tell how long there was no news."""
    company = desk.company
    for request in company.pick("service_requests", _visited, _some(company)):
        request["accepted_at"] = request["received_at"] + minutes(company.rng.randint(31, 55))
        company.truth.fails(request, f"{_ACCEPTED}/timing")
    for request in company.pick("service_requests", _closed, _some(company)):
        request["accepted_at"] = None
        company.truth.fails(request, _ACCEPTED)
        company.truth.slot("undetermined", f"{TOLD}/1", request["request_no"])


def unapproved(desk: Desk) -> None:
    """Approved by the technician himself, only when it was carried out, or never."""
    company = desk.company
    for request in company.pick("service_requests", _closed, _some(company)):
        request["solution_approved_by"] = request["technician_id"]
        company.truth.fails(request, APPROVED)
    for request in company.pick("service_requests", _visited, _some(company)):
        request["solution_approved_at"] = request["executed_at"] + minutes(company.rng.randint(2, 5))
        company.truth.fails(request, APPROVED)
    for request in company.pick("service_requests", _closed, _some(company)):
        request["solution_approved_at"] = request["solution_approved_by"] = None
        company.truth.fails(request, APPROVED)


def no_news(desk: Desk) -> None:
    """The customer heard nothing, heard of it only afterwards, or nothing for days."""
    company = desk.company

    def brief(request: Record) -> bool:
        return _closed(request) and request["solved_at"] - request["accepted_at"] < 2 * DAY

    for number, request in enumerate(company.pick("service_requests", brief, 2 * _some(company))):
        told = request.links["told"]["made"]
        for one in told[1:] if number % 2 else told:
            company["progress_updates"].remove(one)
        if number % 2:
            told[0]["told_at"] = request["solved_at"] + minutes(30)
        company.truth.fails(request, TOLD)
    for request in company.pick("service_requests", _long, _some(company)):
        first, *others = request.links["told"]["made"]
        for one in others:
            company["progress_updates"].remove(one)
        company.truth.slot("fails", f"{TOLD}/1", f"{request['request_no']}/{first['told_at'].isoformat()}")


def _long(request: Record) -> bool:
    return _closed(request) and request["solved_at"] - request["accepted_at"] > 4 * DAY


def archived_badly(desk: Desk) -> None:
    """One of the four papers is not in the archive, or came there months later."""
    company = desk.company
    for number, request in enumerate(company.pick("service_requests", _closed, 2 * _some(company))):
        papers = request.links["papers"]["made"]
        if number % 2:
            papers[-1]["archived_at"] = request["closed_at"].date() + company.rng.randint(100, 125) * DAY
            company.truth.fails(request, f"{ARCHIVED}/timing")
        else:
            company["record_inventory"].remove(company.rng.choice(papers))
            company.truth.fails(request, ARCHIVED)


PLANTS: tuple[Callable[[Desk], None], ...] = (
    no_news, report_incomplete, accepted_late, unapproved, archived_badly,
)  # fmt: skip
