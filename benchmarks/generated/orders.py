"""Orders, what hangs on them, and those they are done for."""

from __future__ import annotations

import numpy as np
from benchmarks.generated.sheet import (
    BEGIN,
    BLANK,
    CUSTOMERS,
    DAY,
    DAYS,
    ITEMS,
    MONTHS,
    ORDER,
    REGIONS,
    ROWS,
    SECOND,
    SITES,
    SKILLS,
    Sheet,
    clients,
    key,
    numbered,
    of_orders,
    one_of,
    outlets,
    people,
    series,
)

STEPS = (
    "applied_at", "accepted_at", "tested_at", "negotiated_at", "reported_at", "materials_agreed_at", "vp_approved_at",
    "executed_at",
)  # fmt: skip


def orders(sheet: Sheet) -> None:
    """Orders, of which one in twenty is still open somewhere."""
    sheet.put("order_no", key(sheet, ORDER))
    sheet.put("request_no", key(sheet, "RQ"))
    sheet.put("site_id", (outlets(sheet), of_orders(sheet, "site", sheet.shrunk(SITES))))
    sheet.put("region", (REGIONS, of_orders(sheet, "site", sheet.shrunk(SITES)) % len(REGIONS)))
    sheet.put("customer_id", (clients(sheet), of_orders(sheet, "customer", sheet.shrunk(CUSTOMERS))))
    for field in ("technician_id", "dispatched_by", "checked_by"):
        sheet.put(field, one_of(sheet, people(sheet)))
    sheet.put("skill_required", one_of(sheet, SKILLS))
    sheet.put("service_type", one_of(sheet, ["维修", "安装", "保养", "巡检"]))
    sheet.put("status", one_of(sheet, ["已完成", "已关闭", "处理中"]))
    sheet.put("outcome", one_of(sheet, ["当场解决"] * 20 + ["带回", "择日", "择人", "其他"]))
    sheet.put("calendar", one_of(sheet, ["cn_workday", "outlet_1", "outlet_2", "outlet_3"]), 0.001)
    sent = BEGIN + of_orders(sheet, "sent", DAYS * 86_400) * SECOND
    arrived = sheet.later(sent, 0.6, 9)
    waited = sheet.later(arrived, 0.2, 1)
    resumed = sheet.later(waited, 3, 30)
    waits = sheet.chance(0.3)
    done = sheet.later(np.where(waits, resumed, arrived), 2, 30)
    open_ = sheet.chance(0.05)
    sheet.put("dispatched_at", sent)
    sheet.put("contacted_at", sheet.later(sent, 0.02, 2))
    sheet.put("arrived_at", arrived, open_ | sheet.chance(BLANK))
    sheet.put("waiting_from", waited, ~waits)
    sheet.put("waiting_to", resumed, ~waits | sheet.chance(0.01))
    sheet.put("completed_at", done, open_ | sheet.chance(BLANK))
    sheet.put("post_since", sent - sheet.any_of(900) * DAY)
    fee = sheet.any_of(50) * 10.0
    sheet.put("fee_amount", fee)
    sheet.put("fee_collected", np.where(sheet.chance(0.01), fee + 10, fee))


def waits(sheet: Sheet) -> None:
    """Times of waiting of a half of the orders, many of two at once."""
    stopped = sheet.moments()
    sheet.put("wait_no", key(sheet, "P"))
    sheet.put("order_no", (series(ORDER, sheet.orders), sheet.any_of(sheet.orders)))
    sheet.put("stopped_at", stopped)
    sheet.put("resumed_at", sheet.later(stopped, 5, 60))


def callbacks(sheet: Sheet) -> None:
    """A callback of nearly every order, in another order than these."""
    at = sheet.random.permutation(sheet.orders)
    lost = sheet.chance(0.03)
    at[lost] = sheet.any_of(sheet.rows)[lost]
    sheet.put("callback_no", key(sheet, "CB"))
    sheet.put("order_no", (series(ORDER, sheet.orders), at))
    sheet.put("site_id", (outlets(sheet), of_orders(sheet, "site", sheet.shrunk(SITES))[at]), 0.0)
    sheet.put("region", (REGIONS, of_orders(sheet, "site", sheet.shrunk(SITES))[at] % len(REGIONS)), 0.0)
    sheet.put("customer_id", (clients(sheet), of_orders(sheet, "customer", sheet.shrunk(CUSTOMERS))[at]))
    called = sheet.later(BEGIN + of_orders(sheet, "sent", DAYS * 86_400)[at] * SECOND + 5 * DAY, 4, 40)
    # one without an outlet or a date may belong to any, and would leave open what is reached there or then
    sheet.put("callback_at", called, 0.0, 0.0)
    sheet.put("callback_by", one_of(sheet, people(sheet)))
    sheet.put("result", one_of(sheet, ["接通", "未接通", "拒访"]))
    sheet.put("score", sheet.any_of(30) + 71.0, unread=0.0)


def approvals(sheet: Sheet) -> None:
    """Chains that stopped anywhere, some with a step left out."""
    sheet.put("rma_no", key(sheet, "RT"))
    moment, reached = sheet.moments(), sheet.any_of(12)
    for number, field in enumerate(STEPS):
        sheet.put(field, moment, (reached < number) | sheet.chance(BLANK))
        moment = sheet.later(moment, 2, 20)
    for field in ("applied_by", "tested_by", "reported_by", "vp_approved_by"):
        sheet.put(field, one_of(sheet, people(sheet)))
    sheet.put("decision", one_of(sheet, ["退货", "换货", "换货", "不予退换"]))


def sites(sheet: Sheet) -> None:
    """Outlets, of which some opened or closed within the three years."""
    sheet.put("site_id", (numbered("SC", sheet.rows), np.arange(sheet.rows)), 0.0)
    opened = BEGIN + (sheet.any_of(1_500) - 1_000) * DAY
    sheet.put("opened_at", opened, 0.001)
    sheet.put("closed_at", opened + (sheet.any_of(3_000) + 200) * DAY, 0.9)


def customers(sheet: Sheet) -> None:
    """Customers, most of them since before the three years."""
    sheet.put("customer_id", (numbered("C", sheet.rows), np.arange(sheet.rows)), 0.0)
    sheet.put("created_at", BEGIN + (sheet.any_of(1_500) - 1_000) * DAY)
    sheet.put("left_at", BEGIN + sheet.any_of(DAYS) * DAY, 0.9)


def summaries(sheet: Sheet) -> None:
    """A report for nearly every outlet and month; some late, some early, some twice."""
    month, at = np.divmod(np.arange(sheet.rows), sheet.shrunk(SITES))
    month = np.minimum(month, MONTHS - 1)
    first = (np.datetime64("2023-01", "M") + month).astype("datetime64[us]")
    after = (np.datetime64("2023-02", "M") + month).astype("datetime64[us]")
    sheet.put("report_no", key(sheet, "RP"))
    wrong = sheet.chance(0.03)
    sheet.put("site_id", (outlets(sheet), np.where(wrong, sheet.any_of(sheet.shrunk(SITES)), at)))
    sheet.put("period", ([str(np.datetime64("2023-01", "M") + number) for number in range(MONTHS)], month))
    sheet.put("submitted_at", np.where(sheet.chance(0.02), sheet.later(first, 27, 28), sheet.later(after, 1.8, 9)))
    sheet.put("prepared_by", one_of(sheet, people(sheet)))
    sheet.put("item", one_of(sheet, ["安全、质量、投诉"] * 9 + ["安全、质量"]))


def prices(sheet: Sheet) -> None:
    """Prices of many items, most of which follow each other and some of which overlap."""
    edition, item = np.divmod(np.arange(sheet.rows), sheet.shrunk(ITEMS))
    begins = BEGIN + edition * 200 * DAY
    sheet.put("price_no", key(sheet, "JG"))
    sheet.put("item", (numbered("I", sheet.shrunk(ITEMS)), item))
    sheet.put("site_id", (numbered("SC", 40), item % 40))
    sheet.put("valid_from", begins)
    sheet.put("valid_to", begins + (200 - 5 * sheet.chance(0.9) + 9 * sheet.chance(0.02)) * DAY, 0.02)


SHEETS = {
    "orders": (orders, ROWS), "waits": (waits, 500_000), "callbacks": (callbacks, ROWS), "approvals": (approvals, ROWS),
    "sites": (sites, SITES), "customers": (customers, CUSTOMERS), "summaries": (summaries, ROWS),
    "prices": (prices, ROWS),
}  # fmt: skip
"""Register → how its records are filled in, and how many there are."""
