"""Faults of what goes with a delivery, and of the preparation, teaching and closing of an installation."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import RETURNS
from svcqa_example.model import DAY, Odd, Record, minutes

_PACKED, _SUPPLIED, _HANDED, _SENT = "S002-P08-4.1b", "S002-P08-4.3a", "S002-P08-4.3b", "S002-P08-4.4"
_DATE, _SCHEME, _ENERGY, _CLOSING = "S002-P08-4.7a", "S002-P08-4.8", "S002-P08-4.9", "S002-P08-4.12a"


def _delivered(delivery: Record) -> bool:
    return "open" not in delivery.facts


def _whole(one: Record) -> bool:
    return "whole" in one.facts


def packed_wrongly(desk: Desk) -> None:
    """No packing list, nobody checked it, or not what the contract says; packed by no rule."""
    company = desk.company
    for delivery in company.pick("deliveries", _delivered, 1):
        for line in delivery.links["packed"]["lines"]:
            company["packing_lists"].remove(line)
        company.truth.fails(delivery, _PACKED)
        for line in delivery.links["contracts"]["lines"]:
            company.truth.fails(line, f"{_PACKED}/1")
    for delivery in company.pick("deliveries", _delivered, 2):
        for line in delivery.links["packed"]["lines"]:
            line["checked_by"] = None
        company.truth.fails(delivery, _PACKED)
    for number, delivery in enumerate(company.pick("deliveries", _delivered, 2)):
        delivery.links["packed"]["lines"][0]["quantity"] += (2, -1)[number]
        company.truth.fails(delivery.links["contracts"]["lines"][0], f"{_PACKED}/1")
    for number, delivery in enumerate(company.pick("deliveries", _delivered, 2)):
        delivery["packaging_basis"] = ("纸箱", None)[number]
        company.truth.fails(delivery, "S002-P08-4.2")


def supplied_wrongly(desk: Desk) -> None:
    """Sent without an order, by an order nobody knows; ordered and never sent."""
    company = desk.company
    for number, delivery in enumerate(company.pick("deliveries", _delivered, 3)):
        delivery["supply_order_no"] = None if number else "GH99001"
        company.truth.fails(delivery.links["supply"], f"{_SUPPLIED}/1")
        if number:
            company.truth.fails(delivery, _SUPPLIED)
        else:
            company.truth.bad_cell("record.reference", delivery)
            company.truth.undetermined(delivery, _SUPPLIED)
    for delivery in company.pick("deliveries", _delivered, 2):
        delivery["promised_date"] = None
        delivery.links["supply"]["promised_date"] = delivery["delivered_at"].date() - 2 * DAY
        company.truth.fails(delivery, "S002-P08-4.5a/1")


def left_wrongly(desk: Desk) -> None:
    """Handed over only on the road, by nobody, without a vehicle, sent by somebody else, arrived unannounced."""
    company = desk.company
    for number, delivery in enumerate(company.pick("deliveries", _delivered, 4)):
        if number == 0:
            delivery["handover_at"] = delivery["departed_at"] + minutes(30)
        elif number == 1:
            delivery["handover_at"] = None
        else:
            delivery[("handover_by", "handover_to")[number % 2]] = None
        company.truth.fails(delivery, _HANDED)
    for number, delivery in enumerate(company.pick("deliveries", _delivered, 3)):
        if number:
            delivery[("vehicle_no", "driver")[number % 2]] = None
            company.truth.fails(delivery, _SENT)
        else:
            delivery["arranged_by"] = desk.staff.permanent(RETURNS)[0].number
            company.truth.fails(delivery, f"{_SENT}/1")
    for number, delivery in enumerate(company.pick("deliveries", _delivered, 2)):
        delivery["pre_call_at"] = delivery["departed_at"] + minutes(20) if number else None
        company.truth.fails(delivery, "S002-P08-4.5b")
    for delivery in company.pick("deliveries", lambda one: _delivered(one) and one["open_inspection_needed"], 2):
        delivery["open_inspection_result"] = Odd("无")
        company.truth.fails(delivery, "S002-P08-4.6b")


def begun_unprepared(desk: Desk) -> None:
    """Begun before the day was agreed, without a plan, without reminding the customer, before the power was there."""
    company = desk.company
    for number, one in enumerate(company.pick("installations", _whole, 3)):
        if number == 0:
            one["install_date_confirmed_at"] = one["install_started_at"] + minutes(200)
        else:
            one[("install_date_confirmed_at", "confirmed_install_date")[number % 2]] = None
        company.truth.fails(one, _DATE)
    for number, one in enumerate(company.pick("installations", _whole, 3)):
        if number == 0:
            one["scheme_told_at"] = one["install_started_at"] + minutes(90)
        else:
            one[("scheme_told_at", "scheme_no")[number % 2]] = None
        company.truth.fails(one, _SCHEME)
    supplied = [one for one in company["installations"] if one["utilities_provider"] == "客户"]
    for one in company.pick("installations", lambda one: one in supplied, 2):
        one["utilities_reminded_at"] = None
        company.truth.fails(one, _ENERGY)
    for one in company.pick("installations", lambda one: one in supplied, 2):
        one["utilities_ready_at"] = one["install_started_at"] + minutes(60)
        company.truth.fails(one, f"{_ENERGY}/1")


def closed_wrongly(desk: Desk) -> None:
    """The operators were not taught, the work was accepted or paid before it was done, no opinion stands anywhere."""
    company = desk.company
    for number, one in enumerate(company.pick("installations", lambda one: _whole(one) and one["escort_end_at"], 2)):
        one[("customer_trained_at", "operation_confirmed")[number]] = (None, False)[number]
        company.truth.fails(one, "S002-P08-4.11b", *(["S002-P03-4.1/2"] if not one["customer_trained_at"] else []))
    for one in company.pick("installations", _whole, 1):
        one["accepted_by_customer"] = None
        company.truth.fails(one, f"{_CLOSING}/1")
    for one in company.pick("installations", lambda one: not _whole(one), 1):
        one["is_complete_set"] = None
        company.truth.fails(one, "S002-P08-4.10b/2")
    for number, one in enumerate(company.pick("installations", _whole, 2)):
        if number == 0:
            one["debug_finished_at"] = one["accepted_at"] + minutes(60)
            company.truth.fails(one, "S002-P03-4.1/1", "S002-P03-4.1/2", "S002-P03-4.1/3")
        else:
            one["settled_at"] = one["debug_finished_at"] - minutes(30)
        company.truth.fails(one, _CLOSING)
    for one in company.pick("installations", lambda one: not one.links["order"].planted, 2):
        order = one.links["order"]
        order["customer_opinion"], order.planted = None, True
        company.truth.fails(one, "S002-P08-4.12b")
        company.truth.fails(order, "S002-P06-4.2.5b/2")


PLANTS = (packed_wrongly, supplied_wrongly, left_wrongly, begun_unprepared, closed_wrongly)
