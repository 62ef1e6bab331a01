"""From contract to start-up: what was sold, packed, handed over and delivered, and how each installation went."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER
from svcqa_example.model import DAY, Record, minutes

_ITEMS = ("KT-01", "LG-02", "SB-03", "KZ-04", "RS-05")
_STORES = ("仓管甲", "仓管乙")


def ship(desk: Desk) -> None:
    """The papers of every delivery, and the preparation of every installation."""
    for delivery in desk.company["deliveries"]:
        _sell(desk, delivery)
        if "open" in delivery.facts:
            desk.company.truth.pending(
                delivery, "S002-P08-4.1b", "S002-P08-4.2",
                "S002-P08-4.3a", "S002-P08-4.3b", "S002-P08-4.4", "S002-P08-4.5b",
                *(["S002-P08-4.6b"] if delivery["open_inspection_needed"] else []),
            )  # fmt: skip
        else:
            _pack(desk, delivery)
            _leave(desk, delivery)
    for installation in desk.company["installations"]:
        _prepare(desk, installation)
        _teach(desk, installation)


def _sell(desk: Desk, delivery: Record) -> None:
    """The contract, and the order to supply what it lists by the promised day."""
    rng, company = desk.company.rng, desk.company
    ordered = delivery["promised_date"] - rng.randint(15, 40) * DAY
    customer = rng.choice(desk.customers).number
    delivery.links["contracts"] = Record("", {"lines": [
        company.add(
            "contracts", day=ordered, contract_no=delivery["contract_no"], item_code=item, quantity=rng.randint(1, 6),
            customer_id=customer, signed_at=ordered - rng.randint(3, 20) * DAY,
        )
        for item in rng.sample(_ITEMS, rng.choice((1, 1, 2)))
    ]})  # fmt: skip
    number = delivery["delivery_no"].replace("SH", "GH")
    delivery.links["supply"] = company.add(
        "supply_orders", day=ordered, supply_order_no=number, contract_no=delivery["contract_no"], ordered_at=ordered,
        promised_date=delivery["promised_date"],
    )  # fmt: skip
    if "open" in delivery.facts:
        company.truth.pending(delivery.links["supply"], "S002-P08-4.3a/1")
    delivery["supply_order_no"] = number
    delivery["packaging_basis"] = rng.choice(("常规", "常规", "客户约定"))
    delivery["open_inspection_needed"] = rng.random() < 0.4


def _pack(desk: Desk, delivery: Record) -> None:
    """Packed as the contract lists it, and checked before it is handed over."""
    rng = desk.company.rng
    delivery["handover_at"] = delivery["departed_at"] - minutes(rng.randint(20, 600))
    checked = delivery["handover_at"] - minutes(rng.randint(15, 90))
    by = rng.choice(desk.staff.permanent(DISPATCHER)).number
    delivery.links["packed"] = Record("", {"lines": [
        desk.company.add(
            "packing_lists", day=checked, packing_no=delivery["delivery_no"].replace("SH", "ZX"),
            delivery_no=delivery["delivery_no"], contract_no=delivery["contract_no"], item_code=line["item_code"],
            quantity=line["quantity"], checked_by=by, checked_at=checked,
        )
        for line in delivery.links["contracts"]["lines"]
    ]})  # fmt: skip


def _leave(desk: Desk, delivery: Record) -> None:
    rng = desk.company.rng
    delivery["handover_by"], delivery["handover_to"] = rng.choice(_STORES), delivery["driver"]
    delivery["arranged_by"] = rng.choice(desk.staff.permanent(DISPATCHER)).number
    delivery["vehicle_no"] = f"试A{rng.randint(10000, 99999)}"
    delivery["pre_call_at"] = delivery["departed_at"] - minutes(rng.randint(15, 900))
    if delivery["open_inspection_needed"]:
        delivery["open_inspection_result"] = rng.choice(("完好", "数量相符", "外观完好、配件齐全"))


def _prepare(desk: Desk, one: Record) -> None:
    """The day is agreed, the plan told, and the customer's water and power are there before work begins."""
    rng = desk.company.rng
    started: dt.datetime = one["install_started_at"]
    one["confirmed_install_date"] = started.date()
    one["install_date_confirmed_at"] = started - rng.randint(2, 6) * DAY
    one["scheme_no"] = one["install_no"].replace("AZ", "FA")
    one["scheme_told_at"] = started - minutes(rng.randint(60, 3000))
    one["utilities_provider"] = rng.choice(("客户", "客户", "公司"))
    if one["utilities_provider"] == "客户":
        one["utilities_reminded_at"] = started - rng.randint(2, 5) * DAY
        one["utilities_ready_at"] = started - minutes(rng.randint(30, 1500))


def _teach(desk: Desk, one: Record) -> None:
    """The customer's operators learn while they are escorted; where there is no escort nothing is asked."""
    if not one["escort_end_at"]:
        desk.company.truth.pending(one, "S002-P08-4.11b")
        return
    one["customer_trained_at"] = one["escort_start_at"] + minutes(desk.company.rng.randint(60, 2000))
    one["operation_confirmed"] = True
