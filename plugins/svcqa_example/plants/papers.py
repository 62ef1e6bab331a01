"""Faults of papers on their way back: no report, no result in the log, orders and device receipts that went astray."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.particulars import BACK
from svcqa_example.making.people import CALLBACK
from svcqa_example.making.repairing import not_repaired
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

_RESULT, _ON = "S002-P04-4.2-8a", "S002-P04-4.2-9a"
_REPORTED = ("S002-P04-4.2-8a/1", "S002-P06-4.3.4/1")
"""Procedures 4 and 6 ask the same of a job."""
_HANDLED, _BACK, _RECEIPT = "S002-P04-4.2-6a", "S002-P04-4.2-7c", "S002-P04-4.2-9g"
_RETURN = "S002-P04-4.2-10d"
_LONG_AGO = at(AS_OF - 60 * DAY, 0)


def _done(order: Record) -> bool:
    return "done" in order.facts


def not_reported(desk: Desk) -> None:
    """The technician did not report to the dispatcher, or only the next day."""
    company = desk.company
    for order in company.pick("work_orders", _done):
        order["reported_to_dispatcher_at"] = None
        company.truth.fails(order, *_REPORTED)
    for order in company.pick("work_orders", _done):
        order["reported_to_dispatcher_at"] = order["completed_at"] + minutes(company.rng.randint(8 * 60 + 1, 30 * 60))
        company.truth.fails(order, *(f"{rule}/timing" for rule in _REPORTED))


def past_the_dispatcher(desk: Desk) -> None:
    """The order went to the callback person and never by way of the dispatcher."""
    for order in desk.company.pick("work_orders", _done):
        order["returned_to_dispatcher_at"] = None
        desk.company.truth.fails(order, _ON, BACK)


def _logged(request: Record) -> bool:
    """The result of a job long done is in the log."""
    return bool(request["result_recorded_at"]) and request["result_recorded_at"] < _LONG_AGO


def result_not_logged(desk: Desk) -> None:
    """The log lacks the result, or who entered it when; it was entered days later, or by somebody else."""
    company, rng = desk.company, desk.company.rng
    for number, request in enumerate(company.pick("service_requests", _logged)):
        request[("result", "result_recorded_by")[number % 2]] = None
        company.truth.fails(request, _RESULT)
    for request in company.pick("service_requests", _logged, 2):
        request["result_recorded_at"] = None
        company.truth.fails(request, _RESULT)
        company.truth.undetermined(request, f"{_RESULT}/2")
    for request in company.pick("service_requests", _logged):
        request["result_recorded_at"] += minutes(rng.randint(25 * 60, 90 * 60))
        company.truth.fails(request, f"{_RESULT}/timing")
    for request in company.pick("service_requests", _logged, 3):
        request["result_recorded_by"] = rng.choice(desk.staff.permanent(CALLBACK)).number
        company.truth.fails(request, f"{_RESULT}/2")


def _settled(slip: Record) -> bool:
    """The device is back long since, and nothing is wrong with what hangs on it."""
    others = (slip.links["order"], slip.links["receipt"], slip.links.get("item"))
    untouched = not any(one.planted for one in others if one)
    return untouched and "returned" in slip.facts and bool(slip["taken_at"]) and slip["returned_at"] < _LONG_AGO


def _repaired(slip: Record) -> bool:
    """Repaired in the company's own workshop."""
    return _settled(slip) and "item" not in slip.links


def device_forgotten(desk: Desk) -> None:
    """A device was neither repaired nor sent in, or weeks after it was taken away."""
    company = desk.company
    for slip in company.pick("handling_slips", _repaired, 3):
        order = slip.links["order"]
        order["repaired_at"], order.planted = None, True
        company.truth.fails(slip, _HANDLED)
        not_repaired(company, order)
    for slip in company.pick("handling_slips", _repaired, 3):
        order = slip.links["order"]
        order["repaired_at"], order.planted = slip["taken_at"] + company.rng.randint(11, 16) * DAY, True
        company.truth.fails(slip, f"{_HANDLED}/timing")
        not_repaired(company, order)


def receipt_left_behind(desk: Desk) -> None:
    """The customer still has the receipt for a device, or nobody knows where it is."""
    company = desk.company
    for number, slip in enumerate(company.pick("handling_slips", _settled)):
        receipt = slip.links["receipt"]
        receipt.planted = True
        if number % 2:
            company["equipment_receipts"].remove(receipt)
        else:
            receipt["recovered_at"] = receipt["to_dispatcher_at"] = receipt["to_office_at"] = None
        company.truth.fails(slip, _BACK)
        _without_receipt(desk, slip)


def _without_receipt(desk: Desk, slip: Record) -> None:
    """A return repair is left without a receipt that went to the dispatcher."""
    item = slip.links.get("item")
    if item:
        item.planted = True
        if item["returned_to_customer_at"]:
            desk.company.truth.fails(item, _RETURN)


def receipt_astray(desk: Desk) -> None:
    """A receipt taken back never reached the dispatcher, or the office, or the office first."""
    company = desk.company
    for slip in company.pick("handling_slips", _settled, 2):
        receipt = slip.links["receipt"]
        receipt["to_dispatcher_at"] = receipt["to_office_at"] = None
        receipt.planted = True
        company.truth.fails(receipt, _RECEIPT)
        _without_receipt(desk, slip)
    for number, slip in enumerate(company.pick("handling_slips", _settled, 4)):
        receipt = slip.links["receipt"]
        receipt.planted = True
        receipt["to_office_at"] = (None, receipt["to_dispatcher_at"] - 3 * DAY)[number % 2]
        company.truth.fails(receipt, f"{_RECEIPT}/1")


def receipt_late(desk: Desk) -> None:
    """The receipt of a return repair reached the dispatcher a week after the device was back."""
    company = desk.company

    def early(slip: Record) -> bool:
        item = slip.links.get("item")
        back = item and not item.planted and item["returned_to_customer_at"]
        return _settled(slip) and bool(back) and slip["returned_at"].day < 18

    for slip in company.pick("handling_slips", early, 3):
        receipt, item = slip.links["receipt"], slip.links["item"]
        receipt.planted = item.planted = True
        late = company.rng.randint(4, 7) * DAY
        receipt["recovered_at"] += late
        receipt["to_dispatcher_at"] += late
        company.truth.fails(item, f"{_RETURN}/timing")


PLANTS = (
    not_reported, past_the_dispatcher, result_not_logged, device_forgotten, receipt_left_behind, receipt_astray,
    receipt_late,
)  # fmt: skip
