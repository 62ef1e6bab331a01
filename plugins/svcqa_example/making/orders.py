"""Requests by telephone and the work orders they lead to, each with a story that ends well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from svcqa_example import names
from svcqa_example.making.learning import Learning
from svcqa_example.making.people import DISPATCHER, OPENED, OWN, SOUTH, TECHNICIAN, WEST, Person, Staff
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Company, Record, at, minutes

REPAIRS = ("维修", "保养")
_OTHERS = ("安装", "开机", "退换货")
_QUIET = dt.date(2025, 12, 18)
"""Jobs that came in later are told one by one, as open ones."""
_STAGES = ("received", "dispatched", "contacted", "arrived", "finished")


@dataclass(eq=False)
class Desk:
    """Everything the people who write orders need at hand."""

    company: Company
    staff: Staff
    learning: Learning
    customers: list[names.Customer]

    def technicians(self, site: str, day: dt.date) -> list[Person]:
        """Who can be sent on a day."""
        return self.staff.at_post(TECHNICIAN, day, site)


def take_orders(desk: Desk) -> None:
    """Six years of requests and orders, numbered as they came in."""
    company = desk.company
    open_ones = max(20, company.orders // 400)
    times = sorted(_time(company) for _ in range(company.orders - open_ones))
    for moment in times:
        _order(desk, moment, _finished(company))
    for number in range(open_ones):
        stage = _STAGES[number % len(_STAGES)]
        # who was sent out is to call the customer within a day
        day = AS_OF if stage == "dispatched" else AS_OF - number // len(_STAGES) % 5 * DAY
        if stage == "finished":
            _order(desk, at(AS_OF, 8, 10 + number % 50), _finished_today)
        else:
            _order(desk, at(day, 8, 10 + number % 50), _open(stage))
    for _ in range(max(75, company.orders // 20)):
        _question(desk)
    _number(company, "work_orders", "order_no", "PG", "S002-P04-4.2-1u")
    _number(company, "service_requests", "request_no", "SL", "S002-P04-4.2-1u/1")
    for order in company["work_orders"]:
        if "request" in order.links:
            order["request_no"] = order.links["request"]["request_no"]


def _time(company: Company) -> dt.datetime:
    day = FIRST + company.rng.randint(0, (_QUIET - FIRST).days) * DAY
    return at(day, company.rng.randint(8, 15), company.rng.randint(0, 59))


def _site(company: Company, day: dt.date) -> str:
    sites = [OWN, WEST, SOUTH] if day > OPENED[SOUTH] + 2 * DAY else [OWN, WEST]
    return company.rng.choices(sites, (5, 3, 2)[: len(sites)])[0]


Story = Callable[[Desk, Record, dt.datetime], None]


def _order(desk: Desk, received: dt.datetime, story: Story) -> Record:
    """One order with its request, if it is a repair."""
    rng, company = desk.company.rng, desk.company
    day = received.date()
    customer = rng.choice(desk.customers)
    kind = rng.choices((*REPAIRS, *_OTHERS), (80, 14, 9, 2, 10) if company.small else (75, 14, 5, 2, 4))[0]
    order = company.add(
        "work_orders", site=_site(company, day), day=day, service_type=kind, received_at=received,
        customer_id=customer.number, customer_name=customer.name, contact_name=customer.contact,
        contact_phone=customer.phone, address=customer.address, model=rng.choice(names.MODELS),
    )  # fmt: skip
    order["site_id"] = order.site
    order.facts |= {"repair"} if kind in REPAIRS else set()
    if kind in REPAIRS:
        order.links["request"] = _request(desk, order, customer)
    story(desk, order, received)
    request = order.links.get("request")
    if request and (order["completed_at"] or order["status"] == "已取消"):
        request["closed_at"] = min((order["completed_at"] or received) + minutes(rng.randint(10, 90)), at(AS_OF, 20))
        request["status"] = "已取消" if "cancelled" in order.facts else "已关闭"
    return order


def _request(desk: Desk, order: Record, customer: names.Customer) -> Record:
    return desk.company.add(
        "service_requests", site=order.site, day=order["received_at"], received_at=order["received_at"],
        customer_id=customer.number, contact_phone=customer.phone,
        fault_description=desk.company.rng.choice(names.FAULTS), status="处理中",
        received_by=desk.company.rng.choice(desk.staff.permanent(DISPATCHER)).name,
    )  # fmt: skip


def _question(desk: Desk) -> None:
    """A call that leads to no order."""
    moment, customer = _time(desk.company), desk.company.rng.choice(desk.customers)
    order = Record("", {"received_at": moment}, OWN, moment.year)
    request = _request(desk, order, customer)
    request.facts.add("question")
    request["fault_description"] = "咨询使用方法"
    request["closed_at"] = moment + minutes(desk.company.rng.randint(3, 25))
    request["status"] = "已关闭"


def _finished(company: Company) -> Story:
    return company.rng.choices((_done, _cancelled, _by_phone), (93, 3, 4))[0]


def _dispatch(desk: Desk, order: Record, received: dt.datetime) -> None:
    rng = desk.company.rng
    order["dispatched_at"] = received + minutes(rng.randint(3, 40))
    order["dispatched_by"] = rng.choice(desk.staff.permanent(DISPATCHER)).number
    technician = rng.choice(desk.technicians(order.site, received.date()))
    order["technician_id"] = technician.number
    if "repair" in order.facts and rng.random() < 0.45:
        order["skill_required"] = rng.choice(technician.skills)
    order.facts |= {"outsourced"} if technician.outsourced else set()


def _contact(desk: Desk, order: Record) -> None:
    rng = desk.company.rng
    order["contacted_at"] = order["dispatched_at"] + minutes(rng.randint(2, 14))
    order["warranty_told"] = order["charge_told"] = order["customer_available"] = True
    order["in_warranty"] = rng.random() < 0.6
    coming = order["contacted_at"] + minutes(rng.randint(150, 1500))
    order["appointment_at"] = coming.replace(hour=min(max(coming.hour, 8), 17), minute=rng.choice((0, 30)))
    if order["appointment_at"] < order["contacted_at"] + minutes(60):
        order["appointment_at"] += DAY


def _arrive(desk: Desk, order: Record) -> None:
    rng = desk.company.rng
    until = order["appointment_at"]
    if rng.random() < 0.08:
        order["customer_available"] = False
        order["rescheduled_at"] = order["contacted_at"] + minutes(rng.randint(1, 5))
        order["rescheduled_to"] = until = until + rng.randint(1, 3) * DAY
        order.facts.add("rescheduled")
    order["arrived_at"] = until - minutes(rng.randint(0, 40))


def _done(desk: Desk, order: Record, received: dt.datetime) -> None:
    """Dispatched, called, visited, solved, paid, handed over."""
    rng = desk.company.rng
    _dispatch(desk, order, received)
    _contact(desk, order)
    _arrive(desk, order)
    order["status"] = "已完成"
    order.facts.add("done")
    _solve(desk, order)
    order["completed_at"] = order["arrived_at"] + minutes(rng.randint(30, 180))
    if order["outcome"] == "带回":
        order["completed_at"] = order["arrived_at"] + rng.randint(1, 5) * DAY + minutes(rng.randint(30, 180))
    order["handed_to_callback_at"] = order["completed_at"] + minutes(rng.randint(5, 300))


def _solve(desk: Desk, order: Record) -> None:
    rng = desk.company.rng
    order["fee_amount"] = order["fee_collected"] = 0
    order["solution"] = rng.choice(names.SOLUTIONS)
    order["customer_opinion"] = rng.choice(("满意", "基本满意", "服务热情", "及时"))
    if "repair" in order.facts:
        order["diagnosis"] = rng.choice(("元件老化", "管路堵塞", "接触不良", "误操作"))
        taken = 30 if desk.company.small else 10
        order["outcome"] = rng.choices(("当场解决", "带回", "择日", "择人"), (90 - taken, taken, 7, 3))[0]
        order["fault_cause"] = "人为" if order["diagnosis"] == "误操作" else "老化"
    free = order["in_warranty"] and order["fault_cause"] != "人为"
    if "repair" in order.facts and not free:
        order.facts.add("charged")


def _finished_today(desk: Desk, order: Record, received: dt.datetime) -> None:
    """Done in the afternoon of the audit day; the paper is not handed over yet."""
    _dispatch(desk, order, received)
    _contact(desk, order)
    order["appointment_at"], order["arrived_at"] = at(AS_OF, 14), at(AS_OF, 13, 50)
    order["status"] = "已完成"
    order.facts.add("fresh")
    _solve(desk, order)
    if order["outcome"] == "带回":
        order["outcome"] = "当场解决"
    order["completed_at"] = at(AS_OF, 17, desk.company.rng.randint(0, 59))
    desk.company.truth.pending(order, "S002-P04-4.2-10b")


def _cancelled(desk: Desk, order: Record, received: dt.datetime) -> None:
    """The customer withdrew; half of them after somebody was sent."""
    truth = desk.company.truth
    order["status"] = "已取消"
    order.facts.add("cancelled")
    if desk.company.rng.random() < 0.5:
        _dispatch(desk, order, received)
        order["appointment_at"] = received + DAY
    _excepted(desk, order)
    if order["appointment_at"]:
        truth.excepted(order, "S002-P04-4.2-3e")
    if "request" in order.links:
        timing = ["S002-P04-4.2-2a/timing"] if order["dispatched_at"] else []
        truth.excepted(order.links["request"], "S002-P04-4.2-2a", *timing)


def _by_phone(desk: Desk, order: Record, received: dt.datetime) -> None:
    """Solved on the telephone."""
    _dispatch(desk, order, received)
    order["contacted_at"] = order["dispatched_at"] + minutes(desk.company.rng.randint(2, 14))
    order["status"] = "电话解决"
    order["completed_at"] = order["contacted_at"] + minutes(desk.company.rng.randint(5, 20))
    order["in_warranty"] = order["charge_told"] = order["warranty_told"] = True
    order["fee_amount"] = order["fee_collected"] = 0
    order.facts.add("phone")
    _excepted(desk, order)
    desk.company.truth.excepted(order, "S002-P04-4.2-10b")


def _excepted(desk: Desk, order: Record) -> None:
    """Rules that pass over orders that were cancelled or solved by telephone."""
    truth = desk.company.truth
    truth.excepted(order, "S002-P04-4.2-1b/2", "S002-P04-4.2-2b")
    if "repair" in order.facts:
        truth.excepted(order, "S002-P04-4.2-3b", "S002-P04-4.2-5f", "S002-P04-4.2-7a")
    if order["skill_required"]:
        truth.excepted(order, "S002-P04-4.2-2c")
    if "outsourced" in order.facts:
        truth.excepted(order, "S002-P07-4.1.4.3b/1")


def _open(stage: str) -> Story:
    """A job that has come as far as a stage, and has time left."""

    def story(desk: Desk, order: Record, received: dt.datetime) -> None:
        reached = _STAGES.index(stage)
        order["status"] = "处理中"
        order.facts |= {"open", stage}
        if reached >= 1:
            _dispatch(desk, order, received)
            order["appointment_at"] = at(AS_OF + 2 * DAY, desk.company.rng.randint(9, 16))
        if reached >= 2:
            order["contacted_at"] = order["dispatched_at"] + minutes(desk.company.rng.randint(2, 14))
            order["warranty_told"] = order["charge_told"] = order["customer_available"] = True
            order["in_warranty"] = desk.company.rng.random() < 0.6
        if reached >= 3:
            order["arrived_at"] = order["contacted_at"] + minutes(desk.company.rng.randint(60, 200))
            if "repair" in order.facts:
                order["diagnosis"], order["outcome"] = "元件老化", "择日"
        _pending(desk, order, reached)

    return story


def _pending(desk: Desk, order: Record, reached: int) -> None:
    truth = desk.company.truth
    if "repair" in order.facts:
        truth.pending(order, "S002-P04-4.2-7a")
        if reached < 3:
            truth.pending(order, "S002-P04-4.2-5f")
        if reached < 2:
            truth.pending(order, "S002-P04-4.2-3b")
    if reached < 2:
        truth.pending(order, "S002-P04-4.2-1b/2")
    if reached < 1:
        truth.pending(order, "S002-P04-4.2-2b")
    if 1 <= reached < 3:
        truth.pending(order, "S002-P04-4.2-3e")
    if order["in_warranty"]:
        truth.pending(order, "S002-P04-4.2-5a")


def _number(company: Company, register: str, field: str, head: str, rule: str) -> None:
    """Number the records of each year; here and there a number was never given out."""
    company[register].sort(key=lambda record: record["received_at"])
    for year in YEARS:
        mine = [record for record in company[register] if record.year == year]
        skips = (
            set(company.rng.sample(range(2, len(mine) - 2), 1 + company.orders // 10000)) if len(mine) > 50 else set()
        )
        number = 0
        for position, record in enumerate(mine):
            number += 1
            if position in skips:
                width = company.rng.choice((1, 1, 3))
                names_of = [f"{head}{year}-{one:05d}" for one in (number, number + width - 1)]
                company.truth.missing(rule, names_of[0] if width == 1 else "–".join(names_of))
                number += width
            record[field] = f"{head}{year}-{number:05d}"
