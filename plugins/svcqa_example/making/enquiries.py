"""Questions and what became of them, and the requests of those who had a new unit set up."""

from __future__ import annotations

from svcqa_example.making.archive import file
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER, LED, MANAGER
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

SET_UP = ("安装", "开机")
_SINCE = 2023
"""The year in which the centre began to register who wants a unit set up."""
_QUESTIONS = {
    "怎样清洗滤网": "每季度一次，断电后用清水冲洗", "冬天怎样开机": "先预热4小时再启动",
    "耗电是否正常": "请记录一周读数后比对",
    "保修期多久": "按购买日期起算，见保修卡", "遥控器怎样设置": "已逐步讲解并发说明书",
}  # fmt: skip


def enquire(desk: Desk) -> None:
    """Answer every question, register who wants a unit set up, and say who could not be served at once."""
    for request in desk.company["service_requests"]:
        if "question" in request.facts:
            _answer(desk, request)
    asked = [
        order for order in desk.company["work_orders"]
        if order["service_type"] in SET_UP and order["received_at"].year >= _SINCE and "done" in order.facts
    ]  # fmt: skip
    for number, order in enumerate(asked, 1):
        _register(desk, order, f"AZ{_SINCE}-{number:05d}")
    desk.company["service_requests"].sort(key=lambda one: one["received_at"])


def _answer(desk: Desk, request: Record) -> None:
    rng, received = desk.company.rng, request["received_at"]
    request["content"] = rng.choice(tuple(_QUESTIONS))
    request["answer"] = _QUESTIONS[request["content"]]
    request["can_handle"] = rng.random() < 0.7
    request["replied_at"] = received + minutes(rng.randint(1, 3))
    if not request["can_handle"]:
        request.facts.add("passed on")
        request["referred_dept"] = rng.choice(LED)
        request["referred_at"] = received + minutes(rng.randint(5, 60))
        request["replied_at"] = received + minutes(rng.randint(90, 230))
        request["closed_at"] = request["replied_at"] + minutes(rng.randint(5, 20))


def _register(desk: Desk, order: Record, number: str) -> None:
    """A request to have a unit set up; what the centre cannot handle goes to the manager."""
    rng, received = desk.company.rng, order["received_at"] - minutes(desk.company.rng.randint(1, 30))
    request = desk.company.add(
        "service_requests", site=order.site, day=received, request_no=number, received_at=received,
        request_type=order["service_type"], customer_id=order["customer_id"], contact_phone=order["contact_phone"],
        fault_description="新机" + order["service_type"], status="已关闭", quantity=1, can_handle=rng.random() < 0.7,
        received_by=rng.choice(desk.staff.permanent(DISPATCHER)).name, warranty_checked=True, result="已安排并完成",
        result_recorded_by=rng.choice(desk.staff.permanent(DISPATCHER)).number,
        result_recorded_at=order["completed_at"] + minutes(rng.randint(5, 300)),
    )  # fmt: skip
    request["closed_at"] = request["result_recorded_at"] + minutes(rng.randint(1, 30))
    request.facts.add("set up")
    if not request["can_handle"]:
        request.facts.add("reported")
        request["escalated_at"] = received + minutes(rng.randint(2, 20))
        request["escalated_to"] = desk.staff.permanent(MANAGER)[0].name
    order["request_no"], order.links["request"] = number, request
    request.links["order"] = order
    file(desk, request)


def is_old(request: Record) -> bool:
    """So long ago that whatever is late was late."""
    return bool(request["received_at"] < at(AS_OF - 60 * DAY, 0))
