"""Faults of keeping in touch: customers whom nobody called, files incomplete or out of date, units of nobody."""

from __future__ import annotations

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.contact import APART, CALLED, LONGEST, call_again, calls_to
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record, at

_SOME = 4
_APART_TOO = "S003-C4-4.1b/timing"
_FILE, _OF, _CHANGED = "S000-P1-2.7a", "S000-P1-2.7b", "S000-P1-2.7c"


def nobody_called(desk: Desk) -> None:
    """Customers whom nobody called this year, and others who heard nothing for more than two.

    Who was not called because of another fault was called again in time.
    """
    call_again(desk)
    company, calls = desk.company, calls_to(desk)
    numbers = list(calls)
    company.rng.shuffle(numbers)
    once = [one for one in numbers if _only_once(calls[one])][:_SOME]
    for number in once:
        forget(desk, calls[number][-1])
        for rule in (CALLED, "S003-C4-4.1b"):
            company.truth.missing(rule, f"{number}/{LATELY}")
    between = [(number, _between(calls[number])) for number in numbers if number not in once]
    for number, pair in [(number, pair) for number, pair in between if pair][:_SOME]:
        before, call = pair
        forget(desk, call)
        for rule in (APART, _APART_TOO):
            company.truth.missing(rule, f"{number}/{before['callback_at'].isoformat()}")
    for number in numbers:
        company.truth.slot("pending", APART, number)
        company.truth.slot("pending", _APART_TOO, number)


def _only_once(calls: list[Record]) -> bool:
    """Called once this year, for courtesy, and not long before."""
    if len(calls) < 2 or "courtesy" not in calls[-1].facts:
        return False
    before, last = (one["callback_at"].date() for one in calls[-2:])
    return bool(last.year == AS_OF.year > before.year and (AS_OF - before).days < LONGEST)


def _between(calls: list[Record]) -> tuple[Record, Record] | None:
    """A call without which more than two years would have passed, and the one before it."""
    for before, call, after in zip(calls, calls[1:], calls[2:], strict=False):
        if "courtesy" in call.facts and (after["callback_at"] - before["callback_at"]).days > LONGEST + 20:
            return before, call
    return None


def forget(desk: Desk, callback: Record) -> None:
    """A call that was never made, and is not missed in the archive either."""
    desk.company["callbacks"].remove(callback)
    desk.company.truth.drop(callback)
    for name, register in (("kept", "record_inventory"), ("destroyed", "disposals")):
        if name in callback.links:
            desk.company[register].remove(callback.links[name])


def _of_no_unit(order: Record) -> bool:
    """A finished job in warranty, about one unit that nothing else is known of."""
    free = "done" in order.facts and order["in_warranty"] is True
    return free and "unit" not in order.links and "、" not in (order["serial_no"] or "")


def file_incomplete(desk: Desk) -> None:
    """The file of a customer lacks name, address or telephone; that of a unit its model or its customer."""
    company = desk.company
    for name, value in (("customer_name", None), ("address", Odd("待补")), ("contact_phone", None)):
        for one in company.pick("customers", lambda one: not one.facts, 1):
            one[name] = value
            company.truth.fails(one, _FILE, *(["S003-C3-3.4d"] if name != "address" else []))
    for number, one in enumerate(company.pick("units", lambda _: True, 4)):
        if number < 2:
            one[("model", "customer_id")[number]] = None
            company.truth.fails(one, f"{_FILE}/1")
        else:
            one["customer_id"] = f"KH9980{number}"
            company.truth.bad_cell("record.reference", one)
            company.truth.fails(one, _OF)
    for one in company.pick("work_orders", _of_no_unit, 3):
        one["serial_no"] = f"SN{one['order_no'][-5:]}O"
        company.truth.bad_cell("record.reference", one)
        company.truth.fails(one, f"{_OF}/1")
        over = one["in_warranty"] is False and one["fault_cause"] != "人为"
        charged = ["S003-C3-3.2d/1"] if over and one["fee_amount"] else []
        company.truth.undetermined(one, *charged, *(["S002-P04-4.2-5a/4"] if over else []))


def file_out_of_date(desk: Desk) -> None:
    """What a customer told came into the file weeks later, or never."""
    company = desk.company
    changed = company.pick("customers", lambda one: "changed" in one.facts, 5)
    for number, one in enumerate(changed):
        if number < 2:
            one["change_applied_at"] = None
            company.truth.fails(one, _CHANGED)
        else:
            one["change_applied_at"] = min(
                one["change_reported_at"] + company.rng.randint(9, 30) * DAY, at(AS_OF - DAY, 17)
            )
            company.truth.fails(one, f"{_CHANGED}/timing")


PLANTS = (file_incomplete, file_out_of_date)
CALLS = (nobody_called,)
