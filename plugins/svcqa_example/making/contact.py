"""Keeping in touch: a call now and then to every customer, and files that follow what customers tell."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.archive import file
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK
from svcqa_example.making.reports import count_callbacks
from svcqa_example.model import AS_OF, DAY, Record, at

CALLED, APART = "S000-P1-2.6b", "S000-P1-2.6b/timing"
LONGEST = 720
"""Days after which a customer is called again at the latest; the rule allows two years."""
_CHANGED = 0.15


def keep_in_touch(desk: Desk) -> None:
    """Call who was not called for long, and change the files of those who moved."""
    call_again(desk)
    count_callbacks(desk)
    for customer in desk.company["customers"]:
        if desk.company.rng.random() < _CHANGED:
            _change(desk, customer)
    lately = next(one for one in desk.company["customers"] if not one["change_reported_at"])
    lately["change_reported_at"] = at(AS_OF - DAY, 11)
    lately.facts.add("changing")
    desk.company.truth.pending(lately, "S000-P1-2.7c")


def calls_to(desk: Desk) -> dict[str, list[Record]]:
    """Customer → the callbacks, in order of time."""
    found: dict[str, list[Record]] = {one["customer_id"]: [] for one in desk.company["customers"]}
    for callback in sorted(desk.company["callbacks"], key=lambda one: one["callback_at"]):
        if callback["customer_id"] in found:
            found[callback["customer_id"]].append(callback)
    return found


def call_again(desk: Desk) -> None:
    """A call wherever two years would pass without one, and one this year for everybody."""
    rng = desk.company.rng
    customers = {one["customer_id"]: one for one in desk.company["customers"]}
    # where nobody was reached about a request, nobody was reached later either
    missed = {
        one["request_no"] for one in desk.company["work_orders"]
        if "callback" in one.links and "unreached" in one.links["callback"].facts
    }  # fmt: skip
    requests = {
        one["customer_id"]: one["request_no"] for one in desk.company["service_requests"]
        if one["request_no"] and one["request_no"] not in missed
    }  # fmt: skip
    for number, calls in calls_to(desk).items():
        days = [one["callback_at"].date() for one in calls]
        last, made = customers[number]["created_at"], []
        for day in [*days, AS_OF + 300 * DAY]:
            while (day - last).days > LONGEST:
                last = min(last + rng.randint(400, LONGEST) * DAY, AS_OF - 10 * DAY)
                made.append(last)
            last = day
        if not any(day.year == AS_OF.year for day in [*days, *made]):
            made.append(AS_OF - rng.randint(20, 300) * DAY)
        for day in made:
            _call(desk, customers[number], day, requests.get(number))


def _call(desk: Desk, customer: Record, day: dt.date, request: str | None) -> None:
    """How are you, and is the unit still running: about the last request there was."""
    rng, company = desk.company.rng, desk.company
    made = company.add(
        "callbacks", day=day, callback_no=f"DH{customer['customer_id'][2:]}-{day:%y%m%d}", request_no=request,
        customer_id=customer["customer_id"], callback_at=at(day, rng.randint(9, 17), rng.randint(0, 59)),
        callback_by=rng.choice(desk.staff.permanent(CALLBACK)).number, contact_name=customer["contact_name"],
        result=rng.choice(("满意", "运行正常")), satisfaction=rng.choice(("满意", "基本满意")), is_complaint=False,
    )  # fmt: skip
    made.facts.add("courtesy")
    if request is None:
        company.truth.undetermined(made, "S002-P04-4.2-9b/1")
    # faults of callbacks about orders leave it alone
    made.planted = True
    file(desk, made)


def _change(desk: Desk, customer: Record) -> None:
    """The customer told something new, and the file shows it within days."""
    rng = desk.company.rng
    told = at(AS_OF - rng.randint(40, 2000) * DAY, rng.randint(9, 16))
    customer["change_reported_at"], customer["change_applied_at"] = told, told + rng.randint(0, 5) * DAY
    customer.facts.add("changed")
