"""Faults of quality: promises not kept, work not written down, complaints answered late, parts that did not come."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.spares import WRITTEN
from svcqa_example.making.standards import KEPT, PROMISED, REPLIED, RESOLVED, SUPPLIED, TOLD
from svcqa_example.model import AS_OF, DAY, FIRST, Odd, Record, at, minutes

EXPLAINED, OUTCOMES, _TOLD_WHY = "S003-C4-6", "S002-P04-4.2-5f", "S002-P04-4.2-7a/1"


def _repair(order: Record) -> bool:
    return order["service_type"] == "维修" and "done" in order.facts


def _plain(order: Record) -> bool:
    """A repair on the spot on which nothing hangs."""
    return _repair(order) and order["outcome"] == "当场解决" and not {"slip", "return"} & order.links.keys()


def promise_broken(desk: Desk) -> None:
    """Done later than promised; or nobody wrote what was promised."""
    rng, truth = desk.company.rng, desk.company.truth
    for order in desk.company.pick("work_orders", _repair):
        order["promised_finish_at"] = order["completed_at"] - minutes(rng.randint(15, 600))
        truth.fails(order, KEPT)
    for order in desk.company.pick("work_orders", _repair):
        order["promised_finish_at"] = None
        truth.fails(order, PROMISED)


def not_written_down(desk: Desk) -> None:
    """Nobody wrote how the work went."""
    for number, order in enumerate(desk.company.pick("work_orders", lambda one: "done" in one.facts)):
        order["process_note"] = (None, Odd("无"), Odd("待补"))[number % 3]
        desk.company.truth.fails(order, TOLD)


def not_repaired(desk: Desk) -> None:
    """The fault could not be mended: manual 002 knows no such outcome, manual 003 asks what the customer was told."""
    truth = desk.company.truth
    for number, order in enumerate(desk.company.pick("work_orders", _plain, 8)):
        order["outcome"] = "未修复"
        truth.fails(order, OUTCOMES)
        order["unrepaired_reason"], order["alternative"] = "配件停产", "折价换新"
        order["customer_explained"] = True
        if number % 2:
            name = ("unrepaired_reason", "alternative", "customer_explained")[number % 3]
            order[name] = False if name == "customer_explained" else None
            truth.fails(order, EXPLAINED, *([_TOLD_WHY] if name == "customer_explained" else []))


def _closed(complaint: Record) -> bool:
    return bool(complaint["closed_at"]) and bool(complaint["replied_at"]) and complaint["received_at"] < at(AS_OF, 0)


def answered_late(desk: Desk) -> None:
    """Replied to after a day, resolved after two, or never; a minute decides."""
    company, truth = desk.company, desk.company.truth
    for number, one in enumerate(company.pick("complaints", _closed, 3)):
        one["replied_at"] = (one["received_at"] + minutes(24 * 60 + 1), None, None)[number]
        if one["replied_at"]:
            one["resolved_at"] = one["replied_at"] + minutes(30)
        never = one["replied_at"] is None and not one["resolved_on_spot"]
        truth.fails(one, REPLIED, *(["S000-P1-2.9c"] if never else []))
    for number, one in enumerate(company.pick("complaints", _closed, 4)):
        one["resolved_at"] = one["received_at"] + minutes(48 * 60 + number % 2)
        one["closed_at"] = max(one["closed_at"], one["resolved_at"] + minutes(30))
        if number % 2:
            truth.fails(one, RESOLVED)
    for one in company.pick("complaints", _closed, 2):
        one["resolved_at"] = None
        truth.fails(one, RESOLVED)


def _old(move: Record) -> bool:
    return bool(move["moved_at"] and move["requested_at"]) and move["requested_at"] < at(AS_OF - 30 * DAY, 0)


def parts_missing(desk: Desk) -> None:
    """A part that was asked for did not come, or came late; and what lies in stock is worth more than it should be."""
    company = desk.company
    for move in company.pick("part_moves", _old):
        move["moved_at"] = move["handled_by"] = None
        company.truth.fails(move, SUPPLIED)
        company.truth.pending(move, WRITTEN)
    for move in company.pick("part_moves", _old):
        move["moved_at"] = move["requested_at"] + minutes(company.rng.randint(4 * 24 * 60 + 1, 9000))
        company.truth.fails(move, f"{SUPPLIED}/timing")
    company.truth.missing("S003-C4-3", "sum")


def sent_days_later(desk: Desk) -> None:
    """Somebody was sent days after the customer had reported it."""
    truth = desk.company.truth

    def closed(request: Record) -> bool:
        kept = "dispatched" in request.facts and request["request_type"] == "报修"
        later = request["received_at"].date() > FIRST + 10 * DAY
        return kept and later and request["status"] == "已关闭" and request.year < AS_OF.year

    for request in desk.company.pick("service_requests", closed, 2):
        # the customer had an answer on the same day
        for name in ("received_at", "responded_at"):
            request[name] -= 6 * DAY
        truth.fails(request, "S003-C4-5b/timing", "S002-P04-4.2-2a/timing")


def unhappy(desk: Desk) -> None:
    """In one round the customers gave low marks; and an answer does not say which round it is of."""
    company = desk.company
    rounds = [one for one in company["surveys"] if "round" in one.facts and one["customer_id"]]
    (first,) = company.pick("surveys", lambda one: one in rounds, 1)
    for one in rounds:
        if one["period"] == first["period"]:
            one["score"] = company.rng.randint(70, 86)
    company.truth.missing("S003-C4-1", first["period"])
    for one in company.pick("surveys", lambda one: one in rounds and one["period"] != first["period"], 1):
        one["period"] = None
        company.truth.fails(one, "S003-C4-1/1")


def no_faster(desk: Desk) -> None:
    """Repairs took no less time than in the year with which the company compares itself."""
    desk.company.truth.missing("S003-C4-2", "mean_duration")


PLANTS = (
    promise_broken, not_written_down, not_repaired, answered_late, parts_missing, no_faster, sent_days_later,
    unhappy,
)  # fmt: skip
