"""How a repair report is worked on: accepted, its solution approved, the customer told, and all of it archived."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.model import AS_OF, DAY, Record, at, minutes, time_over

KEPT_FROM = dt.date(2024, 1, 1)
"""The day from which on the company keeps these records of its reports; its ruleset asks for them from then on."""
PAPERS = ("报修信息", "受理记录", "解决方案", "解决记录")
CALLED_DAYS, ARCHIVED_DAYS = 7, 93
"""Within how many days of the solution the customer is called, and of the closing all is in the archive."""
_TOLD_EVERY = 2
_NEWS = ("已安排上门", "正在维修", "等待配件", "配件已到", "明日完成")
CALLED, GIVEN, CAUSE, APPROVED, TOLD = "S003-C3-6", "S003-C3-3", "S003-C3-3/1", "S003-C3-4", "S003-C3-5"
ARCHIVED = "S003-C3-7"
_OF_WHAT_IS_CALLED_OFF = (
    "S003-C3-2", "S003-C3-2/timing", "S003-C3-3", "S003-C3-3/1", "S003-C3-4", "S003-C3-5", "S003-C3-6", "S003-C3-7",
    "S003-C3-7/timing",
)  # fmt: skip
"""Rules that ask nothing of a report that the customer called off."""


def call_judged(desk: Desk, order: Record) -> list[Record]:
    """The report of an order, if whether the customer was called about it is judged, and right so far."""
    request = order.links.get("request")
    judged = request and is_kept(request) and desk.company.truth.of(request, CALLED) == "conforms"
    return [request] if request and judged else []


def is_kept(request: Record) -> bool:
    """A report of the time from which on these records are kept."""
    received = request["received_at"]
    day = received.date() if isinstance(received, dt.datetime) else received
    return request["request_type"] == "报修" and day >= KEPT_FROM


def work_on_reports(desk: Desk) -> None:
    """Everything that is written about a report on its way."""
    for order in desk.company["work_orders"]:
        request = order.links.get("request")
        if request and is_kept(request):
            request.links["order"] = order
            _accept(desk, order, request)
            if order["completed_at"]:
                _solve(desk, order, request)
            elif "arrived" in order.facts:
                _propose(desk, request, order["arrived_at"], minutes(60))
            _tell(desk, request)
            _archive(desk, request)
            _undue(desk, order, request)
    desk.company["progress_updates"].sort(key=lambda one: one["told_at"])
    for number, one in enumerate(desk.company["progress_updates"], 1):
        one["update_no"] = f"JD{number:06d}"


def _accept(desk: Desk, order: Record, request: Record) -> None:
    """Accepted and classified at once, and given to somebody."""
    rng = desk.company.rng
    request["source_channel"] = rng.choice(("电话", "电话", "电话", "微信", "邮件"))
    request["accepted_at"] = request["received_at"] + minutes(rng.randint(0, 2))
    request["problem_class"] = rng.choice(("一般性问题", "技术性问题", "维修性问题"))
    whoever = desk.technicians(order.site, order["received_at"].date())
    request["technician_id"] = order["technician_id"] or rng.choice(whoever).number


def _solve(desk: Desk, order: Record, request: Record) -> None:
    """The cause is found, the solution approved by the manager and carried out."""
    first = order["arrived_at"] or order["contacted_at"]
    _propose(desk, request, first, order["completed_at"] - first)
    request["root_cause"] = order["diagnosis"] or desk.company.rng.choice(("操作不当", "参数未设置"))
    request["solution"] = order["solution"] or "电话指导"
    request["executed_at"] = _part(first, order["completed_at"] - first, 0.3)
    request["solved_at"] = order["completed_at"]


def _propose(desk: Desk, request: Record, first: dt.datetime, span: dt.timedelta) -> None:
    request["solution"] = "更换元件"
    request["solution_submitted_at"] = _part(first, span, 0.1)
    request["solution_approved_at"] = _part(first, span, 0.2)
    request["solution_approved_by"] = desk.staff.permanent(MANAGER)[0].number


def _part(first: dt.datetime, span: dt.timedelta, share: float) -> dt.datetime:
    return (first + span * share).replace(second=0, microsecond=0)


def _tell(desk: Desk, request: Record) -> None:
    """The customer hears how things stand, and again every other day until it is solved."""
    last = request["solved_at"] or request["closed_at"] or at(AS_OF, 18)
    moment = request["accepted_at"] + minutes(1)
    told = request.links.setdefault("told", Record("", {"made": []}))["made"]
    while moment <= last:
        made = desk.company.add(
            "progress_updates", site=request.site, day=moment, request_no=request["request_no"], told_at=moment,
            content=desk.company.rng.choice(_NEWS),
        )  # fmt: skip
        told.append(made)
        moment += _TOLD_EVERY * DAY + minutes(desk.company.rng.randint(-300, 300))


def _archive(desk: Desk, request: Record) -> None:
    """Four papers of every closed report."""
    if not request["closed_at"]:
        return
    day = request["closed_at"].date() + desk.company.rng.randint(3, 12) * DAY
    if day > AS_OF:
        return
    request.links["papers"] = Record("", {"made": [
        desk.company.add(
            "record_inventory", site=request.site, day=day, record_type=paper, record_no=request["request_no"],
            request_no=request["request_no"], present=True, archived_at=day, location="报修案卷柜",
        )
        for paper in PAPERS
    ]})  # fmt: skip
    for paper in request.links["papers"]["made"]:
        # the faults of other papers leave these alone
        paper.planted = True


def _undue(desk: Desk, order: Record, request: Record) -> None:
    truth, solved, closed = desk.company.truth, request["solved_at"], request["closed_at"]
    callback = order.links.get("callback")
    if request["status"] == "已取消":
        truth.excepted(request, *_OF_WHAT_IS_CALLED_OFF)
        return
    if not closed and request["received_at"].date() == AS_OF:
        truth.pending(request, GIVEN)
    if not solved:
        truth.pending(request, CAUSE, APPROVED)
        if not closed:
            truth.pending(request, TOLD)
            last = max([request["accepted_at"], *(one["told_at"] for one in request.links["told"]["made"])])
            truth.slot("pending", f"{TOLD}/1", f"{request['request_no']}/{last.isoformat()}")
    if callback and "unreached" in callback.facts and "twice" not in order.facts:
        truth.excepted(request, CALLED)
    elif not solved or not time_over(solved.date(), CALLED_DAYS):
        truth.pending(request, CALLED)
    if not closed or not time_over(closed.date(), ARCHIVED_DAYS):
        truth.pending(request, ARCHIVED)
