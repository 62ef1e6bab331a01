"""Faults of products and of the files of their owners: never visited, visited too late, half inspected, nobody's."""

from __future__ import annotations

from svcqa_example.making.fleet import IN_TURN, INSPECTED, LATELY, VISITED
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, YEARS, Company, Record

_FILE, _BOUGHT = "S003-C3-3.4d", "S003-C3-3.4d/1"
_OF_NOBODY, _NAMELESS = "S003-C3-3.4d/2", "S003-C3-3.4d/3"


def _some(company: Company) -> int:
    return 2 if company.small else 4


def _mine(unit: Record) -> bool:
    """Sold without an order of its own, before the last year."""
    return "fleet" in unit.facts and "planned" not in unit.facts and unit["sold_at"].year < YEARS[-1]


def _usual(unit: Record) -> bool:
    return _mine(unit) and not unit["inspection_interval"]


def _paced(unit: Record) -> bool:
    return _mine(unit) and bool(unit["inspection_interval"]) and len(_visits(unit)) > 2


def _visits(unit: Record) -> list[Record]:
    made: list[Record] = unit.links["visits"]["made"]
    return made


def never_visited(desk: Desk) -> None:
    """Nobody came in the last year, or not when it was time."""
    company = desk.company
    for unit in company.pick("units", _usual, _some(company)):
        for visit in _visits(unit):
            company["maintenance_plan"].remove(visit)
        company.truth.missing(VISITED, f"{unit['serial_no']}/{LATELY}")
    for unit in company.pick("units", _paced, 1):
        before, left = _visits(unit)[:2]
        company["maintenance_plan"].remove(left)
        company.truth.missing(IN_TURN, f"{unit['serial_no']}/{before['completed_at'].isoformat()}")


def half_inspected(desk: Desk) -> None:
    """Neither run nor cleaned, or nobody says whether anything worn was replaced."""
    company = desk.company
    cells = (("running_checked", False), ("cleaned", None), ("worn_parts_replaced", None))
    for number, visit in enumerate(
        company.pick("maintenance_plan", lambda one: "unit" in one.links, 2 * _some(company))
    ):
        name, value = cells[number % len(cells)]
        visit[name] = value
        company.truth.fails(visit, INSPECTED)


def files_incomplete(desk: Desk) -> None:
    """A file without telephone or name, a product without day of purchase, orders of nobody or of an unknown one."""
    company = desk.company
    for number, one in enumerate(company.pick("customers", lambda one: bool(one["contact_phone"]), _some(company))):
        one[("contact_phone", "customer_name")[number % 2]] = None
        company.truth.fails(one, _FILE, "S000-P1-2.7a")
    for unit in company.pick("units", _usual, 1):
        unit["sold_at"] = None
        company.truth.fails(unit, _BOUGHT)
        for order in company["work_orders"]:
            over = order["in_warranty"] is False and order["fault_cause"] != "人为"
            if over and order["serial_no"] == unit["serial_no"]:
                company.truth.undetermined(order, "S002-P04-4.2-5a/4")
    for number, order in enumerate(company.pick("work_orders", _done, 2 * _some(company))):
        if number % 2:
            order["customer_id"] = f"KH9980{number}"
            company.truth.bad_cell("record.reference", order)
            company.truth.fails(order, _OF_NOBODY)
        else:
            order["customer_id"] = None
            company.truth.fails(order, _NAMELESS)


def _done(order: Record) -> bool:
    return "done" in order.facts and order["completed_at"].date() < AS_OF - 60 * DAY


PLANTS = (never_visited, half_inspected, files_incomplete)
