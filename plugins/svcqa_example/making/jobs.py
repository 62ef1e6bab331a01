"""What an outlet writes about a job beside the repair itself, what it is paid for it, and what went wrong."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER, SOUTH
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes

SETTLED = "服务网点结算单"
_LAST = at(AS_OF, 23)
_CATEGORIES = ("小修", "小修", "日常保养", "备品备件更换", "备品备件供应", "大修", "改造")
_KINDS = {"上门太晚": "上门不及时", "反复维修": "维修质量", "收费不清": "收费", "态度不好": "服务态度"}
_INCIDENTS = (
    ("现场隐患", "插座漏电：断电后重新作业，补发绝缘手套"), ("现场隐患", "工具跌落：加装工具绳"),
    ("现场问题", "误发备件：召回并重发"), ("现场问题", "车辆剐蹭：报保险处理"), ("现场隐患", "检修插座"),
    ("现场问题", "资料外借未还：催还并登记"),
)  # fmt: skip
_ALWAYS = (
    "S002-P06-4.2.4",
    "S002-P06-4.2.4/1",
    "S002-P06-4.2.5b/2",
    "S002-P06-4.2.6",
    "S002-P06-4.2.6/1",
    "S002-P06-4.3.1",
)
"""Rules that look at every order of an outlet; all orders are of one."""


def report_jobs(desk: Desk) -> None:
    """Fill in what every order says of the outlet's work; then what follows from it."""
    for order in desk.company["work_orders"]:
        _passed_over(desk, order)
        if not order.facts & {"cancelled", "phone"}:
            order["customer_request"] = desk.company.rng.choice(("上门检修", "上门保养", "更换配件", "安装调试"))
        if order["arrived_at"]:
            _decide(desk, order)
        if order.facts & {"done", "fresh"}:
            _finish(desk, order)
    for complaint in desk.company["complaints"]:
        complaint["category"] = _KINDS[complaint["content"]]
    _settle(desk)
    _incidents(desk)


def _passed_over(desk: Desk, order: Record) -> None:
    """Rules that an order does not reach: excepted, or not come so far."""
    truth = desk.company.truth
    if order.facts & {"cancelled", "phone"}:
        truth.excepted(order, *_ALWAYS)
        if "phone" in order.facts:
            truth.excepted(order, "S002-P06-4.3.4", "S002-P06-4.3.4/1")
    if "open" in order.facts:
        truth.pending(order, "S002-P06-4.2.5b/2", "S002-P06-4.2.6/1")
        if not order["arrived_at"]:
            truth.pending(order, "S002-P06-4.2.4/1")
        if not order["dispatched_at"]:
            truth.pending(order, "S002-P06-4.3.1")


def _decide(desk: Desk, order: Record) -> None:
    """Whether the customer pays is decided on the spot, and for nothing there is a rule."""
    charged = "charged" in order.facts
    order["charge_decision"] = "收费" if charged else "免费"
    if not charged:
        order["free_rule"] = "保修期内" if order["in_warranty"] else "服务承诺第3条"
    order["work_category"] = desk.company.rng.choice(_CATEGORIES)


def _finish(desk: Desk, order: Record) -> None:
    """The customer's opinion, the payment, and the entry into the system."""
    rng, done = desk.company.rng, order["completed_at"]
    order["opinion_at"], order["customer_confirmed"] = done - minutes(rng.randint(1, 9)), True
    if "charged" in order.facts:
        order["settled_at"] = done + minutes(rng.randint(1, 20))
    if "fresh" in order.facts:
        desk.company.truth.pending(order, "S002-P06-4.3.4", "S002-P06-4.3.4/1")
    else:
        order["system_entered_at"] = min(done + minutes(rng.randint(10, 1200)), _LAST)


def _settle(desk: Desk) -> None:
    """The outlet in the south is paid by the job: a settlement a month, on the 5th of the next."""
    company = desk.company
    for order in company["work_orders"]:
        if order.site != SOUTH or "done" not in order.facts or "charged" not in order.facts:
            continue
        day = (order["completed_at"].date().replace(day=1) + 31 * DAY).replace(day=5)
        if day > AS_OF:
            continue
        order.links["settlement"] = company.add(
            "site_settlements", site=SOUTH, day=day, settlement_no=f"JS-{day:%y%m}", site_id=SOUTH,
            order_no=order["order_no"], amount=order["fee_amount"] * 8 // 10, settled_at=at(day, 10),
        )  # fmt: skip
        order.links["settlement"].links["order"] = order
    company["site_settlements"].sort(key=lambda one: (one["settlement_no"], one["order_no"]))
    for number, day in dict.fromkeys((one["settlement_no"], one["settled_at"]) for one in company["site_settlements"]):
        company.add(
            "record_inventory", site=SOUTH, record_type=SETTLED, record_no=number, present=True,
            archived_at=day.date() + 10 * DAY, location="网点柜",
        )  # fmt: skip


def _incidents(desk: Desk) -> None:
    """A few things that went wrong over the years, none of them with a customer."""
    rng, company = desk.company.rng, desk.company
    days = sorted(FIRST + rng.randint(30, 2100) * DAY for _ in _INCIDENTS)
    for number, (day, (kind, action)) in enumerate(zip(days, _INCIDENTS, strict=True), 1):
        moment = at(day, rng.randint(8, 17), rng.randint(0, 59))
        add_incident(desk, number, moment, kind, action)
    company["incidents"].sort(key=lambda one: one["occurred_at"])


def add_incident(desk: Desk, number: int, moment: dt.datetime, kind: str, action: str) -> Record:
    """Something that went wrong, found at once, dealt with and closed."""
    return desk.company.add(
        "incidents", day=moment, incident_no=f"SJ{number:03d}", incident_type=kind, occurred_at=moment,
        found_at=moment + minutes(10), handled_by=desk.staff.permanent(MANAGER)[0].name, action=action,
        handled_at=moment + minutes(90), closed_at=moment + 6 * DAY, status="已关闭",
    )  # fmt: skip
