"""What work costs: the price list, and the charge for an order by the list of its day."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.model import Company, Record, at

PRICES = {
    dt.date(2019, 7, 1): {"上门检修": 50, "更换零件": 120, "加制冷剂": 180, "清洗保养": 90, "更换主板": 420},
    dt.date(2022, 7, 1): {"上门检修": 60, "更换零件": 130, "加制冷剂": 200, "清洗保养": 100, "更换主板": 460},
    dt.date(2024, 7, 1): {"上门检修": 80, "更换零件": 150, "加制冷剂": 220, "清洗保养": 120, "更换主板": 480},
}
"""Day from which on a list holds → item → price in yuan."""


def publish(desk: Desk) -> None:
    """The lists, each published a fortnight before it holds."""
    for day, items in PRICES.items():
        for item, price in items.items():
            desk.company.add(
                "price_list", item=item, price=price, valid_from=day, published_at=at(day - dt.timedelta(days=14), 9)
            )


def price(item: str, day: dt.date) -> int:
    """What an item costs on a day."""
    return next(items for since, items in reversed(PRICES.items()) if since <= day)[item]


def charge(company: Company, order: Record) -> None:
    """Charge an order, and have it paid: mostly one piece, sometimes two."""
    rng = company.rng
    order["charge_item"] = rng.choice(tuple(PRICES[min(PRICES)]))
    order["quantity"] = 2 if rng.random() < 0.1 else rng.choice((1, 1, None))
    count = order["quantity"] or 1
    order["fee_amount"] = order["fee_collected"] = count * price(order["charge_item"], order["completed_at"].date())
