"""What follows an order: receipts, callbacks, complaints, handling slips and items sent in for repair."""

from __future__ import annotations

import datetime as dt

from svcqa_example import names
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK, DEPUTY, RETURNS
from svcqa_example.making.prices import charge
from svcqa_example.model import AS_OF, DAY, Company, Record, at, minutes, time_over

_CLOSE_OF_DAY = at(AS_OF, 20)
_HOURS = dt.timedelta(hours=1)
UNREACHED = ("未接通", "无人接听")


def follow_up(desk: Desk) -> None:
    """Everything that follows the orders, in order of time."""
    for order in desk.company["work_orders"]:
        if order["outcome"] == "带回":
            _slip(desk, order)
        if "charged" in order.facts:
            charge(desk.company, order)
            receipt(desk.company, order, order["fee_amount"])
        if {"done", "phone"} & order.facts:
            _callback(desk, order)
    _still_away(desk)
    _last_evening(desk)
    _numbered(desk.company)


def receipt(company: Company, order: Record, amount: int) -> Record:
    """A receipt for what an order cost."""
    day = order["completed_at"].date()
    made = company.add("receipts", site=order.site, day=day, amount=amount, issued_at=day)
    made["receipt_no"] = order["receipt_no"] = f"SJ{len(company['receipts']):06d}"
    order.links["receipt"] = made
    made.links["order"] = order
    return made


def _callback(desk: Desk, order: Record) -> None:
    rng, company = desk.company.rng, desk.company
    moment = at(order["completed_at"].date() + rng.randint(1, 5) * DAY, rng.randint(9, 17), rng.randint(0, 59))
    if moment > _CLOSE_OF_DAY:
        return
    reached = rng.random() > 0.08
    made = company.add(
        "callbacks", site=order.site, day=moment, order_no=order["order_no"], customer_id=order["customer_id"],
        callback_at=moment, callback_by=rng.choice(desk.staff.permanent(CALLBACK)).number,
        result=rng.choice(("满意", "满意", "基本满意")) if reached else rng.choice(UNREACHED),
        contact_name=order["contact_name"] if reached else None,
        satisfaction=rng.choice(("满意", "满意", "一般")) if reached else None, is_complaint=False,
    )  # fmt: skip
    made.links["order"] = order
    order.links["callback"] = made
    if not reached:
        made.facts.add("unreached")
        company.truth.excepted(made, "S002-P04-4.2-9c/1")
    elif rng.random() < 0.05:
        made["is_complaint"], made["satisfaction"], made["result"] = True, "不满意", "有投诉"
        _complaint(desk, made)


def _complaint(desk: Desk, callback: Record) -> None:
    rng = desk.company.rng
    received = callback["callback_at"] + minutes(rng.randint(1, 10))
    callback.links["complaint"] = desk.company.add(
        "complaints", site=callback.site, day=received, received_at=received, customer_id=callback["customer_id"],
        content=rng.choice(("上门太晚", "反复维修", "收费不清", "态度不好")), received_by=callback["callback_by"],
        source_channel="回访",
        reported_to_leader_at=received + minutes(rng.randint(5, 200)),
        leader=desk.staff.permanent(DEPUTY)[0].name, closed_at=received + rng.randint(1, 6) * DAY,
        status="已关闭", site_id=callback.site,
    )  # fmt: skip


def _slip(desk: Desk, order: Record) -> Record:
    """Equipment was taken away: a slip, and for most of it a repair elsewhere."""
    rng, company = desk.company.rng, desk.company
    taken = order["arrived_at"] + minutes(rng.randint(20, 60))
    slip = company.add(
        "handling_slips", site=order.site, day=taken, order_no=order["order_no"], technician_id=order["technician_id"],
        taken_at=taken, item_list=rng.choice(("主机1台", "控制板1块", "压缩机1台")),
        condition=rng.choice((None, "外观完好")), customer_copy_given=True, customer_signed=True,
        dispatcher_copy_at=taken + minutes(rng.randint(60, 1200)),
    )  # fmt: skip
    slip.links["order"] = order
    order.links["slip"] = slip
    if rng.random() < 0.75:
        slip.links["item"] = _item(desk, slip, order)
    return slip


def _item(desk: Desk, slip: Record, order: Record) -> Record:
    """An item sent in for repair, back with the customer before the year ends."""
    rng = desk.company.rng
    received = slip["taken_at"] + minutes(rng.randint(30, 150))
    item = desk.company.add(
        "return_items", site=slip.site, day=received, label_no=f"BS{rng.randint(10000, 99999)}", received_at=received,
        item_name=rng.choice(names.PRODUCTS), model=order["model"],
        customer_id=order["customer_id"], fault_description=rng.choice(names.FAULTS),
        handed_over_by=slip["technician_id"], handed_over_to=rng.choice(desk.staff.permanent(RETURNS)).number,
        handed_over_at=received + minutes(rng.randint(5, 60)),
    )  # fmt: skip
    item["customer_informed_at"] = item["handed_over_at"] + _HOURS
    item["registered_at"] = item["handed_over_at"] + minutes(rng.randint(5, 30))
    item["vendor_contacted_at"] = item["registered_at"] + minutes(rng.randint(10, 90))
    item["shipped_at"] = (received + DAY).date()
    item["expected_return_at"] = (received + rng.randint(5, 12) * DAY).date()
    if item["registered_at"].date() > AS_OF - 3 * DAY:
        # the two working days for contacting the vendor are not over
        desk.company.truth.pending(item, "S002-P05-4.2-4a")
    item.links["slip"], item.links["order"] = slip, order
    _come_back(desk, item, received)
    return item


def _come_back(desk: Desk, item: Record, received: dt.datetime) -> None:
    """Back with the customer, and the order with it; a job still open has its item still away."""
    rng, order = desk.company.rng, item.links["order"]
    if "open" in order.facts:
        item.facts.add("away")
        return
    back = received + rng.randint(4, 8) * DAY
    if rng.random() < 0.15 and received < at(AS_OF - 45 * DAY, 0):
        back = received + rng.randint(16, 30) * DAY
        item["delay_explained_at"] = received + rng.randint(8, 12) * DAY
        item.facts.add("long")
    back = min(back, at(AS_OF - 3 * DAY, 17))
    item["vendor_returned_at"], item["returned_to_customer_at"] = back - _HOURS, back
    item.facts.add("back")
    later = back + _HOURS - order["completed_at"]
    for record, name in (
        (order, "completed_at"),
        (order, "handed_to_callback_at"),
        (order.links["request"], "closed_at"),
    ):
        record[name] += later


def _still_away(desk: Desk) -> None:
    """A few items came in during the last days and have time left."""
    arrived = [one for one in desk.company["work_orders"] if "arrived" in one.facts and "repair" in one.facts]
    for order in [*arrived[:2], *arrived[-2:]]:
        order["outcome"] = "带回"
        slip = _slip(desk, order)
        slip["dispatcher_copy_at"] = slip["taken_at"] + minutes(60)
        if slip["taken_at"].date() == AS_OF:
            slip["dispatcher_copy_at"] = None
            desk.company.truth.pending(slip, "S002-P04-4.2-6b")
        item = slip.links.get("item") or _item(desk, slip, order)
        slip.links["item"] = item
        item["shipped_at"] = None
        if not time_over(item["handed_over_at"].date(), 1):
            desk.company.truth.pending(item, "S002-P05-4.2-3b")


def _last_evening(desk: Desk) -> None:
    """Complaints in second callbacks of the last evening, which the leader need not know of yet."""
    called = [one for one in desk.company["work_orders"] if "done" in one.facts]
    for order in called[-2:]:
        moment = at(AS_OF, 21, desk.company.rng.randint(0, 59))
        callback = desk.company.add(
            "callbacks", site=order.site, day=moment, order_no=order["order_no"], customer_id=order["customer_id"],
            callback_at=moment, callback_by=desk.staff.permanent(CALLBACK)[0].number, result="有投诉",
            contact_name=order["contact_name"], satisfaction="不满意", is_complaint=True,
        )  # fmt: skip
        order.facts.add("twice")
        _complaint(desk, callback)
        complaint = callback.links["complaint"]
        complaint["reported_to_leader_at"] = complaint["closed_at"] = None
        complaint["status"] = "处理中"
        callback.facts.add("waiting")
        desk.company.truth.pending(callback, "S002-P04-4.2-9d")


def _numbered(company: Company) -> None:
    """Numbers in the order in which things happened."""
    for register, field, moment, head in (
        ("callbacks", "callback_no", "callback_at", "HF"),
        ("complaints", "complaint_no", "received_at", "TS"),
        ("handling_slips", "slip_no", "taken_at", "CL"),
        ("return_items", "return_no", "received_at", "FX"),
    ):
        company[register].sort(key=lambda record, moment=moment: record[moment])  # type: ignore[misc]
        for number, record in enumerate(company[register], 1):
            record[field] = f"{head}{number:06d}"
    _one_slip_short(company)
    for callback in company["callbacks"]:
        if "complaint" in callback.links:
            callback.links["complaint"]["callback_no"] = callback["callback_no"]
    for item in company["return_items"]:
        item["slip_no"] = item.links["slip"]["slip_no"]


def _one_slip_short(company: Company) -> None:
    """A number of a slip was never given out: all slips after it have the next one."""
    slips = company["handling_slips"]
    first = company.rng.randint(2, len(slips) - 2)
    company.truth.missing("S002-P04-4.2-1u/2", slips[first]["slip_no"])
    for number, slip in enumerate(slips[first:], first + 2):
        slip["slip_no"] = f"CL{number:06d}"
