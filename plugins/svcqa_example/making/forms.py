"""Feedback forms that customers fill in and sign when a job is done, and reviews on the net, which are none."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

FORM = "S000-P3-A7.5a"
_REVIEWS = 24
_ONLINE = "在线评价"


def fill_in(desk: Desk) -> None:
    """A form for every job that was done, and a review for a few."""
    rng, company = desk.company.rng, desk.company
    for order in company["work_orders"]:
        if "done" in order.facts:
            _form(desk, order)
        elif "phone" in order.facts:
            company.truth.excepted(order, FORM)
        elif "fresh" in order.facts:
            company.truth.pending(order, FORM)
    done = [
        one for one in company["work_orders"] if "done" in one.facts and one["completed_at"] < at(AS_OF - 9 * DAY, 0)
    ]
    for order in rng.sample(done, _REVIEWS):
        review(desk, order)
    company["feedbacks"].sort(key=lambda one: one["filled_at"] or one["received_at"])
    for number, record in enumerate(company["feedbacks"], 1):
        record["feedback_no"] = f"HK{number:06d}"


def _form(desk: Desk, order: Record) -> None:
    rng = desk.company.rng
    filled = order["completed_at"] + minutes(rng.randint(1, 20))
    back = filled + minutes(rng.randint(40, 36 * 60))
    made = desk.company.add(
        "feedbacks", site=order.site, day=filled, order_no=order["order_no"], customer_id=order["customer_id"],
        technician_id=order["technician_id"], source_channel="服务回馈单", filled_at=filled, customer_signed=True,
        returned_at=back, score=rng.choice((3, 4, 4, 5, 5)), result_told_at=back + minutes(rng.randint(30, 200)),
    )  # fmt: skip
    made.links["order"], order.links["form"] = order, made


def review(desk: Desk, order: Record) -> Record:
    """A customer wrote on the net what the job was like; somebody answered."""
    rng = desk.company.rng
    received = order["completed_at"] + minutes(rng.randint(600, 5000))
    made = desk.company.add(
        "feedbacks", site=order.site, day=received, order_no=order["order_no"], customer_id=order["customer_id"],
        source_channel=_ONLINE, received_at=received, responded_at=received + minutes(rng.randint(20, 110)),
        score=rng.choice((2, 4, 5)),
    )  # fmt: skip
    made["result_told_at"] = made["responded_at"] + minutes(rng.randint(5, 50))
    made.facts.add("review")
    return made
