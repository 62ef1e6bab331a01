"""What is done about complaints: settled on the spot, passed on, reported to the manager, answered."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK, LED, MANAGER
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

ORDERED, PASSED_ON, ANSWERED, CLOSED = "S000-P1-4.2.2b", "S000-P1-2.9b", "S000-P1-2.9c", "S000-P1-2.9a"
_DECISIONS = ("同意退还多收费用", "安排主管上门致歉", "更换维修人员", "免费返工一次")
_TONIGHT, _DIRECT = 4, 60
_LAST = at(AS_OF - 20 * DAY, 0)


def answer_complaints(desk: Desk) -> None:
    """Whatever was done about every complaint, and what came in yesterday and has an order already."""
    _by_telephone(desk)
    for complaint in desk.company["complaints"]:
        if not complaint["closed_at"]:
            waiting(desk, complaint)
            desk.company.truth.pending(complaint, ORDERED)
        elif desk.company.rng.random() < 0.3:
            complaint["resolved_on_spot"], complaint["escalation_needed"] = True, False
            complaint.facts.add("on the spot")
            desk.company.truth.excepted(complaint, ORDERED)
        else:
            _pass_on(desk, complaint)
    yesterday = AS_OF - DAY
    sent = [
        order for order in desk.company["work_orders"]
        if {"open", "repair"} <= order.facts and order["dispatched_at"] and order["received_at"].date() == yesterday
    ]  # fmt: skip
    for order in sent[:_TONIGHT]:
        waiting(desk, complain(desk, order, order["received_at"] - minutes(desk.company.rng.randint(5, 60))))


def _by_telephone(desk: Desk) -> None:
    """Some customers do not wait to be called back."""
    done = [order for order in desk.company["work_orders"] if "done" in order.facts and order["completed_at"] < _LAST]
    for order in sorted(desk.company.rng.sample(done, _DIRECT), key=lambda one: one["completed_at"]):
        moment = order["completed_at"] + minutes(desk.company.rng.randint(600, 4000))
        made = _complaint(desk, order, moment, f"TD{order['order_no'][2:]}")
        made["handled_by"], made["handling_result"] = desk.staff.permanent(MANAGER)[0].name, "上门复查并处理"
        made["closed_at"], made["status"] = moment + desk.company.rng.randint(1, 6) * DAY, "已关闭"


def waiting(desk: Desk, complaint: Record) -> None:
    """It came in lately, and time is left for everything."""
    complaint["resolved_on_spot"] = complaint["escalation_needed"] = False
    complaint.facts.add("waiting")
    desk.company.truth.pending(complaint, PASSED_ON, ANSWERED, CLOSED)


def _pass_on(desk: Desk, complaint: Record) -> None:
    """Passed on to a department, which answers; a third of them goes to the manager."""
    rng, received = desk.company.rng, complaint["received_at"]
    complaint["resolved_on_spot"] = complaint["escalation_needed"] = False
    complaint["referred_dept"] = rng.choice(LED)
    complaint["referred_at"] = received + minutes(rng.randint(20, 400))
    complaint["replied_at"] = received + minutes(rng.randint(450, 1300))
    complaint.facts.add("passed on")
    desk.company.truth.excepted(complaint, ORDERED)
    if rng.random() < 0.4:
        complaint["escalation_needed"] = True
        complaint["escalated_at"] = received + minutes(rng.randint(30, 600))
        complaint["escalated_to"] = desk.staff.permanent(MANAGER)[0].name
        complaint["escalation_decision"] = rng.choice(_DECISIONS)
        complaint.facts.add("reported")


def complain(desk: Desk, order: Record, moment: dt.datetime) -> Record:
    """A customer complains by telephone, and an order goes out."""
    made = _complaint(desk, order, moment, f"TS{order['order_no'][2:]}")
    order["complaint_no"], made.links["order"] = made["complaint_no"], order
    desk.company.truth.pending(made, "S002-P03-3.4a")
    return made


def _complaint(desk: Desk, order: Record, moment: dt.datetime, number: str) -> Record:
    return desk.company.add(
        "complaints", site=order.site, day=moment, complaint_no=number,
        received_at=moment, customer_id=order["customer_id"], content="维修后又出故障", status="处理中",
        category="维修质量", responded_at=moment + minutes(10), severity="一般",
        received_by=desk.company.rng.choice(desk.staff.permanent(CALLBACK)).number, site_id=order.site,
        source_channel="电话",
    )  # fmt: skip


def long_ago(complaint: Record) -> bool:
    """Closed so long ago that whatever is late was late."""
    return bool(complaint["closed_at"]) and complaint["received_at"] < at(AS_OF, 0) - minutes(60 * 24 * 60)
