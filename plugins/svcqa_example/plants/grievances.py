"""Faults of complaints: incomplete, passed on late or to nobody, not answered, not reported, never settled."""

from __future__ import annotations

from svcqa_example.making.grievances import ANSWERED, CLOSED, ORDERED, PASSED_ON, complain, long_ago
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

_REPORTED, _DECIDED, _SETTLED = "S000-P1-4.2.2c", "S000-P1-4.2.2d", "S000-P1-4.2.2g"


def _passed_on(one: Record) -> bool:
    """Passed on and settled without the manager."""
    return long_ago(one) and "passed on" in one.facts and "reported" not in one.facts


def _reported(one: Record) -> bool:
    return long_ago(one) and "reported" in one.facts


def complaint_incomplete(desk: Desk) -> None:
    """Nobody wrote who complained, what about, who took it; what came of it; or how far it went."""
    company = desk.company
    for name, rules in (
        ("customer_id", ["S000-P1-2.6a"]), ("received_by", ["S000-P1-2.6a"]),
        ("content", ["S000-P1-2.6a", CLOSED, "S003-C5-5.1a"]),
        ("handling_result", [CLOSED]), ("resolved_on_spot", [f"{PASSED_ON}/2"]),
        ("escalation_needed", [f"{_REPORTED}/2"]),
    ):  # fmt: skip
        for one in company.pick("complaints", _passed_on, 1):
            one[name] = None
            company.truth.fails(one, *rules)


def passed_on_wrongly(desk: Desk) -> None:
    """Passed on to no department, nobody knows when, or days later; and answered days later or never."""
    company, rng = desk.company, desk.company.rng
    for number, one in enumerate(company.pick("complaints", _passed_on, 2)):
        one[("referred_at", "referred_dept")[number]] = None
        company.truth.fails(one, PASSED_ON)
    for one in company.pick("complaints", _passed_on, 2):
        one["referred_at"] = one["received_at"] + minutes(rng.randint(49 * 60, 90 * 60))
        company.truth.fails(one, f"{PASSED_ON}/timing")
    for one in company.pick("complaints", _passed_on, 2):
        one["replied_at"] = None
        company.truth.fails(one, ANSWERED, "S003-C4-4a")
    for one in company.pick("complaints", _passed_on, 2):
        one["replied_at"] = one["received_at"] + minutes(rng.randint(49 * 60, 90 * 60))
        company.truth.fails(one, f"{ANSWERED}/timing", "S003-C4-4a")


def reported_wrongly(desk: Desk) -> None:
    """Reported to nobody, or late; the manager said nothing; nothing came of it; it took weeks, or lies there yet."""
    company, truth, rng = desk.company, desk.company.truth, desk.company.rng
    for number, one in enumerate(company.pick("complaints", _reported, 7)):
        if number == 0:
            one["escalated_to"] = None
            truth.fails(one, _REPORTED)
        elif number == 1:
            one["escalated_at"] = one["received_at"] + minutes(rng.randint(25 * 60, 40 * 60))
            truth.fails(one, f"{_REPORTED}/timing")
        elif number == 2:
            one["escalation_decision"] = None
            truth.fails(one, _DECIDED)
        elif number == 3:
            one["handling_result"] = None
            truth.fails(one, f"{_DECIDED}/1", CLOSED)
        elif number == 4:
            one["closed_at"] = one["escalated_at"] + rng.randint(18, 30) * DAY
            truth.fails(one, f"{_SETTLED}/timing")
        elif number == 5:
            one["closed_at"], one["status"] = None, "处理中"
            truth.fails(one, _SETTLED)
            truth.pending(one, CLOSED, f"{_DECIDED}/1")
        else:
            one["escalated_at"] = None
            truth.fails(one, _REPORTED)


def _repaired(order: Record) -> bool:
    return {"done", "repair"} <= order.facts and order["received_at"] < at(AS_OF - 90 * DAY, 0)


def order_instead(desk: Desk) -> None:
    """An order went out and nobody wrote what came of it; it went out late; or none ever did."""
    company, truth = desk.company, desk.company.truth
    for number, order in enumerate(company.pick("work_orders", _repaired, 6)):
        late = (30 * 60, 60 * 60) if number % 3 == 1 else (5, 60)
        one = complain(desk, order, order["received_at"] - minutes(company.rng.randint(*late)))
        one["resolved_on_spot"] = one["escalation_needed"] = False
        one["replied_at"], one["closed_at"] = one["received_at"] + minutes(200), order["completed_at"] + 2 * DAY
        one["resolved_at"] = one["replied_at"] + minutes(30)
        one["status"], one["handled_by"] = "已关闭", desk.staff.permanent(MANAGER)[0].name
        truth.unsay(one, "S002-P03-3.4a")
        truth.fails(one, PASSED_ON, CLOSED, "S001-C2-S8a/1", "S001-C2-S8b")
        if number % 3 == 1:
            truth.fails(one, f"{ORDERED}/timing")
        elif number % 3 == 2:
            order["complaint_no"] = None
            truth.fails(one, ORDERED)


PLANTS = (complaint_incomplete, passed_on_wrongly, reported_wrongly, order_instead)
