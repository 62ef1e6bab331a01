"""Products sold: which one an order, a request or a slip is about, and until when its warranty runs."""

from __future__ import annotations

import calendar
import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.model import DAY, Record

_MONTHS = (12, 24, 36)


def sell(desk: Desk) -> None:
    """A product for every item that was sent in, and for some of the repairs; its warranty is what the order says."""
    rng = desk.company.rng
    for order in desk.company["work_orders"]:
        slip = order.links.get("slip")
        item = slip.links.get("item") if slip else None
        if "repair" in order.facts and (item or rng.random() < 0.25):
            serial = f"SN{100001 + len(desk.company['units'])}"
            _sold(desk, order, serial)
            for record in (order, order.links["request"], slip, item):
                if record:
                    record["serial_no"] = serial


def _sold(desk: Desk, order: Record, serial: str) -> None:
    rng, day = desk.company.rng, order["received_at"].date()
    months = rng.choice(_MONTHS)
    over = order["in_warranty"] is False
    sold = day - (rng.randint(months * 31 + 5, months * 31 + 900) if over else rng.randint(3, months * 28 - 5)) * DAY
    unit = desk.company.add(
        "units", site=order.site, day=sold, serial_no=serial, customer_id=order["customer_id"], model=order["model"],
        sold_at=sold, warranty_months=months,
    )  # fmt: skip
    order.links["unit"] = unit
    if rng.random() < 0.8:
        order.links["request"]["warranty_end"] = months_on(sold, months)


def months_on(day: dt.date, months: int) -> dt.date:
    """So many months later; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
