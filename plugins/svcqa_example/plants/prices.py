"""Faults of prices and warranties: no item, none that was published, another price, a warranty nobody looked up."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.units import months_on
from svcqa_example.model import DAY, Record

_CHARGE, _WARRANTY = "S002-P04-4.2-5a", "S002-P04-4.2-1c"
_PUBLISHED = "S003-C3-3.2e"


def _charged(order: Record) -> bool:
    """Charged out of warranty, one piece."""
    return (
        {"done", "charged"} <= order.facts
        and order["in_warranty"] is False
        and order["quantity"] != 2
        and not order.links["receipt"].planted
    )


def charged_by_no_list(desk: Desk) -> None:
    """The charge names no item, one that was never published, or is not the price of the day."""
    company = desk.company
    for order in company.pick("work_orders", _charged):
        order["charge_item"] = None
        company.truth.fails(order, f"{_CHARGE}/2")
        company.truth.undetermined(order, _PUBLISHED)
    for order in company.pick("work_orders", _charged, 3):
        order["charge_item"] = "高空作业"
        company.truth.fails(order, f"{_CHARGE}/3", _PUBLISHED)
        company.truth.undetermined(order, f"{_CHARGE}/5")
    for order in company.pick("work_orders", _charged):
        more = company.rng.randint(1, 6) * 10
        order["fee_amount"] += more
        order["fee_collected"] += more
        order.links["receipt"]["amount"] += more
        order.links["receipt"].planted = True
        company.truth.fails(order, f"{_CHARGE}/5", "S003-C3-3.2d/2")


def warranty_not_over(desk: Desk) -> None:
    """Handled as out of warranty, though the product was sold last month; or the order does not say."""
    company = desk.company

    def judged(order: Record) -> bool:
        told = {"done", "charged"} <= order.facts and order["in_warranty"] is False and "unit" in order.links
        told = told and not order.links["unit"]["inspection_interval"]
        return told and order["quantity"] != 2 and order["fault_cause"] != "人为" and not order.links["request"].planted

    for order in company.pick("work_orders", judged, 3):
        unit, request = order.links["unit"], order.links["request"]
        unit["sold_at"] = order["received_at"].date() - company.rng.randint(5, 60) * DAY
        if request["warranty_end"]:
            request["warranty_end"] = months_on(unit["sold_at"], unit["warranty_months"])
        request.planted = True
        company.truth.fails(order, f"{_CHARGE}/4", "S003-C3-3.2d/1")
    free = {"done", "repair"}
    for order in company.pick("work_orders", lambda one: free <= one.facts and "charged" not in one.facts, 3):
        order["in_warranty"] = None
        company.truth.fails(order, f"{_CHARGE}/6", *(["S003-C3-3.2d/3"] if order["service_type"] == "维修" else []))


def warranty_not_looked_up(desk: Desk) -> None:
    """Somebody was sent out, and nobody had looked up the warranty; or its end was reckoned wrongly."""
    company = desk.company
    for number, request in enumerate(company.pick("service_requests", lambda one: bool(one["warranty_checked"]))):
        request["warranty_checked"] = (False, None)[number % 2]
        company.truth.fails(request, _WARRANTY)
    for request in company.pick("service_requests", lambda one: bool(one["warranty_end"])):
        request["warranty_end"] += company.rng.choice((-365, 30, 365)) * DAY
        company.truth.fails(request, f"{_WARRANTY}/1")


PLANTS = (charged_by_no_list, warranty_not_over, warranty_not_looked_up)
