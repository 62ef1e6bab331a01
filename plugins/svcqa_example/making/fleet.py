"""The products that customers own beside those sold with an order, and the visits on which they are looked after."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.cases import is_kept
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import OWN, TECHNICIAN
from svcqa_example.making.units import months_on
from svcqa_example.model import AS_OF, DAY, Record, at
from svcqa_example.names import MODELS

VISITED, IN_TURN, INSPECTED = "S003-C3-3.4b", "S003-C3-3.4b/timing", "S003-C3-3.4c"
LATELY = f"{AS_OF.year}-01-01..{AS_OF}"
_EVERY = (6, 12)
"""Months between two visits, as contracts agree them."""
_AGREED_FROM = dt.date(2023, 7, 1)
"""Contracts since then may agree an interval."""
_COVERED, _OVER = 36, 24
"""Months of warranty of what a customer has that is covered, or no longer."""


def look_after(desk: Desk) -> None:
    """Every report names the product it is about, and every product is visited."""
    owned: dict[str, list[Record]] = {}
    for order in desk.company["work_orders"]:
        request = order.links.get("request")
        if request and is_kept(request):
            if not request["serial_no"]:
                _its_unit(desk, order, owned.setdefault(order["customer_id"], []))
            request["model"] = order["model"]
    planned = {one["serial_no"] for one in desk.company["maintenance_plan"]}
    for one in desk.company["maintenance_plan"]:
        if not one["completed_at"]:
            desk.company.truth.pending(one, INSPECTED)
    for unit in desk.company["units"]:
        if unit["serial_no"] in planned:
            # the office has plans of its own for it
            unit.facts.add("planned")
        else:
            _agree(desk, unit)
        _visit(desk, unit)
    _number(desk)


def _its_unit(desk: Desk, order: Record, owned: list[Record]) -> None:
    """One of the customer's products whose warranty is what the order says, or another one; of two the first."""
    first, several, _ = (order["serial_no"] or "").partition("、")
    if several:
        order.links["request"]["serial_no"] = first
        return
    day, covered = order["received_at"].date(), order["in_warranty"]
    for unit in owned:
        runs = day <= months_on(unit["sold_at"], unit["warranty_months"])
        if unit["sold_at"] + 2 * DAY < day and covered in {None, runs}:
            break
    else:
        unit = _own(desk, order, day, over=covered is False)
        owned.append(unit)
    order["model"] = unit["model"]
    for record in (order, order.links["request"]):
        record["serial_no"] = unit["serial_no"]


def _own(desk: Desk, order: Record, day: dt.date, *, over: bool) -> Record:
    rng = desk.company.rng
    months = _OVER if over else _COVERED
    sold = day - (months * 31 + rng.randint(10, 900) if over else rng.randint(20, 200)) * DAY
    unit = desk.company.add(
        "units", site=order.site, day=sold, serial_no=f"SN{100001 + len(desk.company['units'])}", sold_at=sold,
        customer_id=order["customer_id"], model=rng.choice(MODELS), warranty_months=months,
    )  # fmt: skip
    unit.facts.add("fleet")
    return unit


def _agree(desk: Desk, unit: Record) -> None:
    if unit["sold_at"] > _AGREED_FROM and desk.company.rng.random() < 0.5:
        unit["inspection_interval"] = desk.company.rng.choice(_EVERY)


def _visit(desk: Desk, unit: Record) -> None:
    """In its turn where an interval is agreed, and once in the last year."""
    rng, sold = desk.company.rng, unit["sold_at"]
    visits = unit.links.setdefault("visits", Record("", {"made": []}))["made"]
    every, day = unit["inspection_interval"], sold
    while every and months_on(day, every) < AS_OF:
        day = months_on(day, every) - rng.randint(3, 20) * DAY
        visits.append(_made(desk, unit, day))
    if sold <= dt.date(AS_OF.year, 1, 1) and not (visits and day.year == AS_OF.year):
        visits.append(_made(desk, unit, dt.date(AS_OF.year, rng.randint(1, 12), rng.randint(2, 25))))
    if every:
        last = visits[-1]["completed_at"] if visits else sold
        desk.company.truth.slot("pending", IN_TURN, f"{unit['serial_no']}/{last.isoformat()}")


def _made(desk: Desk, unit: Record, day: dt.date) -> Record:
    rng = desk.company.rng
    # the outlet that looks after it may have opened later
    people = desk.technicians(unit.site, day) or desk.staff.at_post(TECHNICIAN, day, OWN)
    made = desk.company.add(
        "maintenance_plan", site=unit.site, day=day, serial_no=unit["serial_no"], planned_date=day,
        period=f"{day:%Y-%m}", technician_id=rng.choice(people).number,
        completed_at=at(day, rng.randint(9, 16), rng.randint(0, 59)), running_checked=True, cleaned=True,
        worn_parts_replaced=rng.random() < 0.3,
    )  # fmt: skip
    made.links["unit"] = unit
    return made


def _number(desk: Desk) -> None:
    mine = [one for one in desk.company["maintenance_plan"] if "unit" in one.links]
    for number, one in enumerate(sorted(mine, key=lambda one: one["completed_at"]), 1):
        one["plan_no"] = f"XJ{number:06d}"
