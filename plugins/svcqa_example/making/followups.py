"""How complaints end: repeated ones cured, everybody called afterwards, the papers kept."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from svcqa_example.making.agreements import USUAL, prevent
from svcqa_example.making.archive import file, keep
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK
from svcqa_example.making.reports import count_callbacks
from svcqa_example.model import AS_OF, DAY, Record, at, time_over

GRAVE, REPEATED, URGENT = "重大", "重复", "紧急"
REPEAT_DAYS = 90
"""A complaint of the same customer about the same within so many days is repeated."""
_YOUNG, _URGENT = 120, 5
"""Days after which all that follows is over; how many are urgent."""
_LATEST = at(AS_OF, 20)
_SATISFIED = ("满意", "基本满意")


def close_the_loop(desk: Desk) -> None:
    """What is left to do about every complaint that was closed."""
    plain = [one for one in desk.company["complaints"] if _plain(one)]
    for complaint in desk.company.rng.sample(plain, _URGENT):
        complaint["severity"] = URGENT
    for complaint in repeated(desk):
        if complaint["closed_at"] and time_over(complaint["received_at"].date(), _YOUNG):
            prevent(desk, complaint, complaint["received_at"].date() + desk.company.rng.randint(1, 6) * DAY)
    names = {one["customer_id"]: one["contact_name"] for one in desk.company["customers"]}
    for complaint in desk.company["complaints"]:
        if complaint["closed_at"]:
            call(desk, complaint, names[complaint["customer_id"]])
            if "kept" not in complaint.links:
                keep(desk.company, complaint)
    count_callbacks(desk)


def _plain(complaint: Record) -> bool:
    """It came by telephone, was answered, and nothing was grave about it."""
    old = bool(complaint["closed_at"]) and time_over(complaint["received_at"].date(), _YOUNG)
    return old and bool(complaint["replied_at"]) and not complaint["callback_no"] and complaint["severity"] == USUAL


def repeated(desk: Desk) -> list[Record]:
    """Complaints of somebody who had complained of the same not long before, and of which no more is known."""
    found, last = [], dict[tuple[str, str], dt.datetime]()
    for complaint in sorted(desk.company["complaints"], key=lambda one: one["received_at"]):
        key, moment = (complaint["customer_id"], complaint["category"]), complaint["received_at"]
        before = last.get(key)
        if before and moment.date() <= before.date() + REPEAT_DAYS * DAY and "report" not in complaint.links:
            found.append(complaint)
        last[key] = moment
    return found


def call(desk: Desk, complaint: Record, contact: str) -> None:
    """Is it settled now? Some days after the closing, if there were any."""
    rng, closed = desk.company.rng, complaint["closed_at"]
    moment = at(closed.date() + rng.randint(1, 5) * DAY, rng.randint(9, 17), rng.randint(0, 59))
    if moment > _LATEST:
        return
    made = desk.company.add(
        "callbacks", site=complaint.site, day=moment, callback_no=f"TH{complaint['complaint_no']}",
        complaint_no=complaint["complaint_no"], customer_id=complaint["customer_id"], callback_at=moment,
        callback_by=rng.choice(desk.staff.permanent(CALLBACK)).number, contact_name=contact,
        result="已解决", satisfaction=rng.choice(_SATISFIED), is_complaint=False,
    )  # fmt: skip
    # faults of callbacks about orders leave it alone
    made.planted = True
    complaint.links["follow-up"] = made
    file(desk, made)


def calls_about(desk: Desk) -> dict[str, list[dt.datetime]]:
    """Complaint → when the customer was called about it."""
    found: dict[str, list[dt.datetime]] = defaultdict(list)
    for callback in desk.company["callbacks"]:
        if callback["complaint_no"]:
            found[callback["complaint_no"]].append(callback["callback_at"])
    return found
