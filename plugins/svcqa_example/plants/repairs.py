"""Faults of equipment that was taken away, and of items sent in for repair."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.repairing import not_repaired
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes

_AFTERWARDS = (
    "vendor_returned_at", "back_registered_at", "handed_to_technician_at", "returned_to_customer_at", "outcome",
)  # fmt: skip
_COPY, _HANDLED, _VENDOR = "S002-P04-4.2-6b", "S002-P04-4.2-6a", "S002-P05-4.2-4a"
_COPY_TIMING, _VENDOR_TIMING = f"{_COPY}/timing", f"{_VENDOR}/timing"


def _slip(slip: Record) -> bool:
    return slip["dispatcher_copy_at"] is not None


def _back(item: Record) -> bool:
    """An item that came back within two weeks."""
    return "back" in item.facts and "long" not in item.facts


def _simple(item: Record) -> bool:
    """No part of it stayed here, and nobody had to ask the vendor for it."""
    return _back(item) and not item["has_leftover"] and item["service_class"] == "保外" and item["urgency"] != "特急"


def slip_incomplete(desk: Desk) -> None:
    """Neither list nor condition on the slip, no copy for the customer, no time at which it was taken away."""
    company = desk.company
    for slip in company.pick("handling_slips", _slip):
        slip["item_list"] = slip["condition"] = None
        company.truth.fails(slip, "S002-P04-4.2-5b")
    for number, slip in enumerate(company.pick("handling_slips", _slip)):
        slip["customer_copy_given"] = (False, None)[number % 2]
        slip["customer_copy_at"] = None
        company.truth.fails(slip, "S002-P04-4.2-5c")
    for slip in company.pick("handling_slips", lambda one: _slip(one) and "returned" in one.facts, 2):
        slip["taken_at"] = None
        company.truth.fails(slip, "S002-P04-4.2-5b")
        company.truth.pending(slip, "S002-P04-4.2-5c", _COPY, _HANDLED)
        company.truth.undetermined(slip, _COPY_TIMING, f"{_HANDLED}/timing")


def copy_late(desk: Desk) -> None:
    """The dispatcher's copy came late, never, or before the equipment was taken."""
    company = desk.company
    for slip in company.pick("handling_slips", lambda one: _slip(one) and one["taken_at"] < at(AS_OF - 10 * DAY, 0)):
        slip["dispatcher_copy_at"] = slip["taken_at"] + minutes(company.rng.randint(24 * 60 + 1, 100 * 60))
        company.truth.fails(slip, _COPY_TIMING)
    for slip in company.pick("handling_slips", lambda one: _slip(one) and one["taken_at"] < at(AS_OF - 10 * DAY, 0)):
        slip["dispatcher_copy_at"] = None
        company.truth.fails(slip, _COPY)
    for slip in company.pick("handling_slips", _slip, 3):
        slip["dispatcher_copy_at"] = slip["taken_at"] - minutes(company.rng.randint(5, 50))
        company.truth.undetermined(slip, _COPY_TIMING)


def item_incomplete(desk: Desk) -> None:
    """The record of an item lacks its label, its date of return, what the customer was told, who took it over."""
    company = desk.company
    cells = (
        (("label_no",), ("S002-P05-4.2-1", "S002-P05-6a")),
        (("label_no", "serial_no"), ("S002-P05-4.2-1", "S002-P05-6a", "S002-P05-4.2-3b")),
        (("customer_informed_at",), ("S002-P05-4.2-2b",)),
        (("handed_over_to",), ("S002-P05-4.2-3a",)),
        (("item_name",), ("S002-P05-4.2-3b",)),
        (("registered_at",), ("S002-P05-4.2-3b",)),
        (("fault_description",), ("S002-P05-4.2-3b",)),
    )
    for number, item in enumerate(company.pick("return_items", _simple, len(cells) * max(1, company.few // 3))):
        names, rules = cells[number % len(cells)]
        for name in names:
            item[name] = None
        company.truth.fails(item, *rules)
    for item in company.pick("return_items", _back, 2):
        item["label_no"] = Odd("待定")
        company.truth.fails(item, "S002-P05-4.2-1", "S002-P05-6a")


def return_not_settled(desk: Desk) -> None:
    """No date of return: whether the repair was to take more than two weeks cannot be told either."""
    for item in desk.company.pick("return_items", _back, 3):
        item["expected_return_at"] = None
        desk.company.truth.fails(item, "S002-P05-4.2-2b")
        desk.company.truth.undetermined(item, "S002-P05-4.2-2c")


def delay_unexplained(desk: Desk) -> None:
    """Repairs of more than two weeks, and nobody explained it; some items are still away."""
    company = desk.company
    for item in company.pick("return_items", lambda one: "long" in one.facts):
        item["delay_explained_at"] = None
        company.truth.fails(item, "S002-P05-4.2-2c")
    for item in company.pick("return_items", _simple, 2):
        for name in _AFTERWARDS:
            item[name] = None
        company["shipments"].remove(item.links["in"])
        company["return_tests"].remove(item.links["test"])
        company.truth.unsay(item, "S002-P04-4.2-10d")
        company.truth.fails(item, "S002-P05-4.2-2c")
        company.truth.pending(item, "S002-P05-4.2-6a", "S002-P05-4.2-6b", "S002-P05-6a")


def handed_to_oneself(desk: Desk) -> None:
    """One person handed over and received; or nobody wrote when."""
    company = desk.company
    for item in company.pick("return_items", _back, 3):
        item["handed_over_to"] = item["handed_over_by"]
        company.truth.fails(item, "S002-P05-4.2-3a")
    for item in company.pick("return_items", _back, 2):
        item["handed_over_at"] = None
        company.truth.fails(item, "S002-P05-4.2-3a", "S002-P05-4.2-2a")


def vendor_late(desk: Desk) -> None:
    """The vendor was contacted weeks later, never, or before the item was registered."""
    company = desk.company
    for item in company.pick("return_items", lambda one: "back" in one.facts, 3):
        item["vendor_contacted_at"] = item["registered_at"] + company.rng.randint(21, 30) * DAY
        company.truth.fails(item, _VENDOR_TIMING)
    for item in company.pick("return_items", _back, 3):
        item["vendor_contacted_at"] = None
        company.truth.fails(item, _VENDOR)
    for item in company.pick("return_items", _back, 2):
        item["vendor_contacted_at"] = item["registered_at"] - minutes(30)
        company.truth.undetermined(item, _VENDOR_TIMING)


def item_of_no_slip(desk: Desk) -> None:
    """An item names a slip that does not exist."""
    truth = desk.company.truth
    for item in desk.company.pick(
        "return_items", lambda one: _back(one) and not (one.links["slip"].planted or one.links["order"].planted), 2
    ):
        item["slip_no"] = item["slip_no"].replace("CL0", "CL9")
        truth.bad_cell("record.reference", item)
        item.links["slip"].planted = item.links["order"].planted = True
        item.links["order"]["repaired_at"] = None
        not_repaired(desk.company, item.links["order"])
        if truth.of(item.links["slip"], _HANDLED) == "conforms":
            truth.fails(item.links["slip"], _HANDLED)


PLANTS = (
    slip_incomplete, copy_late, delay_unexplained, item_incomplete, return_not_settled, handed_to_oneself, vendor_late,
    item_of_no_slip,
)  # fmt: skip
