"""Goods on their way: deliveries, installations, returns and exchanges."""

from __future__ import annotations

import datetime as dt

from svcqa_example import names
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import OWN, RETURNS
from svcqa_example.model import AS_OF, DAY, FIRST, Company, Record, at, minutes

_OPEN = 4
"""Deliveries promised for the new year."""


def move_goods(desk: Desk) -> None:
    """Deliveries, then what hangs on orders."""
    _deliveries(desk)
    for order in desk.company["work_orders"]:
        if "done" in order.facts and order["service_type"] == "安装":
            _installation(desk, order)
        if "done" in order.facts and order["service_type"] == "退换货":
            _return(desk, order)


def _deliveries(desk: Desk) -> None:
    """Goods for every installation, others that need none, and a few that are due in the new year."""
    company, rng = desk.company, desk.company.rng
    installed = [one for one in company["work_orders"] if "done" in one.facts and one["service_type"] == "安装"]
    days: list[tuple[dt.date, Record | None]] = [
        (one["arrived_at"].date() - rng.randint(2, 12) * DAY, one) for one in installed
    ]
    days += [
        (FIRST + rng.randint(0, (AS_OF - FIRST).days - 12) * DAY, None) for _ in range(max(60, company.orders // 40))
    ]
    days += [(AS_OF - rng.randint(4, 5) * DAY, None) for _ in range(_OPEN)]
    days.sort(key=lambda one: one[0])
    for number, (day, order) in enumerate(days, 1):
        left = at(day, rng.randint(7, 10), rng.randint(0, 59))
        delivery = company.add(
            "deliveries", site=OWN, day=day, delivery_no=f"SH{number:05d}", contract_no=f"HT{number:05d}",
            has_certificate=True, has_manual=True, has_drawing=True, departed_at=left,
            promised_date=day + rng.randint(0, 3) * DAY, delivered_at=left + minutes(rng.randint(40, 400)),
            customer_signed=True, deliverer_signed=True, address=f"{rng.choice(('北', '南'))}仓",
            driver=rng.choice(("司机甲", "司机乙", "司机丙")),
        )  # fmt: skip
        if order:
            order.links["delivery"] = delivery
        if number > len(days) - _OPEN:
            _on_its_way(company, delivery)


def _on_its_way(company: Company, delivery: Record) -> None:
    """Promised for next year, and not loaded yet."""
    for name in ("departed_at", "delivered_at", "customer_signed", "deliverer_signed"):
        delivery[name] = None
    delivery["promised_date"] = AS_OF + 5 * DAY
    delivery.facts.add("open")
    company.truth.pending(delivery, "S002-P08-4.1a", "S002-P08-4.5a", "S002-P08-4.6a")


def _installation(desk: Desk, order: Record) -> None:
    rng, company = desk.company.rng, desk.company
    started: dt.datetime = order["arrived_at"]
    whole = rng.random() < (0.9 if company.small else 0.5) and started < at(AS_OF - 20 * DAY, 0)
    made = company.add(
        "installations", site=order.site, day=started, install_no=f"AZ{len(company['installations']) + 1:05d}",
        order_no=order["order_no"], install_started_at=started, is_complete_set=whole, install_fee=0 if whole else 100,
        debug_finished_at=started + minutes(120) if whole else order["completed_at"] - minutes(10),
        accepted_by_customer=order["contact_name"], contract_no=order.links["delivery"]["contract_no"],
    )  # fmt: skip
    made.links["order"], order.links["installation"] = order, made
    made.links["delivery"], order.links["delivery"].links["installation"] = order.links["delivery"], made
    made["handed_over_at"] = order["completed_at"]
    if whole:
        _try_out(desk, made)
    made["escort_start_at"] = made["handed_over_at"] + minutes(rng.randint(0, 60))
    made["escort_end_at"] = made["escort_start_at"] + minutes(48 * 60 + rng.choice((0, 0, 10, 300)))
    made["escort_staff_id"] = order["technician_id"]
    made["accepted_at"] = made["escort_end_at"] + minutes(rng.randint(10, 120))
    made["settled_at"] = made["accepted_at"] + minutes(30)


def _try_out(desk: Desk, made: Record) -> None:
    """A complete set runs for three days at full load before it is handed over."""
    rng, started = desk.company.rng, made["install_started_at"]
    made.facts.add("whole")
    made["trial_start_at"] = started + minutes(180)
    made["trial_end_at"] = made["trial_start_at"] + minutes(72 * 60 + rng.choice((0, 0, 15, 90, 400)))
    made["trial_load"] = "满负荷"
    made["handed_over_at"] = made["trial_end_at"] + minutes(rng.randint(30, 240))


def _return(desk: Desk, order: Record) -> None:
    rng, company = desk.company.rng, desk.company
    made = company.add(
        "returns_exchanges", site=order.site, day=order["received_at"],
        rma_no=f"TH{len(company['returns_exchanges']) + 1:05d}", order_no=order["order_no"],
        customer_id=order["customer_id"], product=rng.choice(names.PRODUCTS),
        reason=rng.choice(("质量问题", "型号不符", "外观损坏")), request_type=rng.choice(("退货", "换货")),
        appearance_checked=True, test_result=rng.choice(("故障属实", "性能正常")),
        tested_by=rng.choice(desk.staff.permanent(RETURNS)).name,
    )  # fmt: skip
    made.links["order"] = order
    order.links["return"] = made
