"""The standard of the service: what was promised, when work began, what was done; replies to complaints; parts."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, YEARS, Company, Record, at, minutes, time_over

PROMISED, KEPT, TOLD, REPAIRED = "S003-C4-5/1", "S003-C4-5", "S003-C4-4.1a", "S003-C4-6/1"
SENT = "S003-C4-5b"
REPLIED, RESOLVED = "S003-C4-4a", "S003-C4-4b"
SUPPLIED = "S003-C4-3/1"
_NOTES = ("断电检查后更换故障件，试机30分钟", "清洗、紧固并复测", "按作业指导书检修并试运行", "电话指导客户复位")
_RESULTS = ("运行正常", "已恢复使用", "正常，客户确认")
_REPAIR = "维修"
_DAYS_TO_SEND = 5
_WITHDRAWN = ("已取消", "重复", "电话解决")
PARTS = 8


def keep_promises(desk: Desk) -> None:
    """What every order says of promise, work and result, and what became of every report."""
    for order in desk.company["work_orders"]:
        if order["completed_at"]:
            order["process_note"] = desk.company.rng.choice(_NOTES)
            order["result"] = order["result"] or desk.company.rng.choice(_RESULTS)
        else:
            desk.company.truth.pending(order, TOLD)
        if {"done", "fresh"} & order.facts:
            order["work_started_at"] = order["arrived_at"] + minutes(desk.company.rng.randint(5, 20))
        if order["service_type"] == _REPAIR:
            _promise(desk, order)
        if "request" in order.links:
            _sent(desk.company, order, order.links["request"])


def _promise(desk: Desk, order: Record) -> None:
    """A repair is promised by some time, and done before it."""
    truth, rng = desk.company.truth, desk.company.rng
    if {"cancelled", "phone"} & order.facts:
        truth.excepted(order, PROMISED, REPAIRED)
    elif order["completed_at"]:
        order["promised_finish_at"] = order["completed_at"] + minutes(rng.randint(30, 2000))
    else:
        truth.pending(order, REPAIRED)
        if order["dispatched_at"]:
            order["promised_finish_at"] = at(AS_OF + 4 * DAY, rng.randint(9, 17))
            truth.pending(order, KEPT)
        else:
            truth.pending(order, PROMISED)


def _sent(company: Company, order: Record, request: Record) -> None:
    """Nobody need be sent where the customer withdrew, nor yet where the report is of the last days."""
    if request["request_type"] != "报修":
        return
    if request["status"] in _WITHDRAWN:
        company.truth.excepted(request, SENT, *([f"{SENT}/timing"] if order["dispatched_at"] else []))
    elif "cancelled" in order.facts and not order["dispatched_at"]:
        company.truth.excepted(request, SENT)
    elif not time_over(request["received_at"].date(), _DAYS_TO_SEND):
        company.truth.pending(request, SENT)


def reply(desk: Desk) -> None:
    """Complaints are replied to within a day and resolved within two; the last ones wait, some of them for too long."""
    rng, truth = desk.company.rng, desk.company.truth
    for complaint in desk.company["complaints"]:
        received = complaint["received_at"]
        if not complaint["closed_at"]:
            for rule, days in ((REPLIED, 1), (RESOLVED, 2)):
                truth.say("pending" if received + days * DAY > at(AS_OF, 23, 59) else "fails", complaint, rule)
        elif complaint["resolved_on_spot"]:
            complaint["resolved_at"] = received + minutes(rng.randint(5, 25))
            if not complaint["replied_at"]:
                truth.excepted(complaint, REPLIED)
        else:
            complaint["replied_at"] = complaint["replied_at"] or received + minutes(rng.randint(20, 1300))
            complaint["resolved_at"] = complaint["replied_at"] + minutes(rng.randint(10, 100))


def supply(desk: Desk) -> None:
    """Parts in stock, and those that were asked for: sent within days; the last requests wait."""
    rng, company = desk.company.rng, desk.company
    for number in range(1, PARTS + 1):
        stock = rng.randint(5, 60)
        company.add(
            "spare_parts", part_code=f"BJ{number:03d}", stock_qty=stock, safety_stock=rng.randint(1, 5),
            is_critical=number % 3 == 0, stock_value=stock * rng.randint(20, 400),
        )  # fmt: skip
    done = [one for one in company["work_orders"] if "done" in one.facts]
    for order in sorted(rng.sample(done, 15 * len(YEARS)), key=lambda one: one["received_at"]):
        move = _move(desk, order, order["contacted_at"])
        move["moved_at"] = move["requested_at"] + minutes(rng.randint(60, 3800))
    for order in [one for one in company["work_orders"] if "contacted" in one.facts][:3]:
        company.truth.pending(_move(desk, order, at(AS_OF, 9)), SUPPLIED)


def _move(desk: Desk, order: Record, asked: dt.datetime) -> Record:
    moves = desk.company["part_moves"]
    return desk.company.add(
        "part_moves", site=order.site, day=asked, move_no=f"CK{len(moves) + 1:05d}", order_no=order["order_no"],
        part_code=f"BJ{desk.company.rng.randint(1, PARTS):03d}", quantity=desk.company.rng.randint(1, 3),
        direction="出库", to_site=order["site_id"], requested_at=asked,
    )  # fmt: skip
