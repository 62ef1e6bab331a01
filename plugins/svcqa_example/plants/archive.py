"""Faults of the archive: lost, destroyed early, destroyed without approval or on hold, kept too long."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.archive import FILED, TRAINING, closed_on, destroy, expiry, hold, is_closed, is_filed, keep
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record, time_over, years_on

_RULES = {
    "service_requests": "S002-P04-6a", "work_orders": "S002-P04-6b",
    "return_items": "S002-P05-6b", "deliveries": "S002-P08-6b",
    "handling_slips": "S002-P04-6c", "callbacks": "S002-P04-6d", "returns_exchanges": "S002-P09-6p",
}  # fmt: skip
_LISTED = "S002-P21-p2"
_DESTROYED = ("service_requests", "work_orders", "handling_slips", "callbacks")
_IN_TIME = ("service_requests", "work_orders")
"""What is to be destroyed within a year after its time is over."""
_INSTALLED = ("安装", "开机")


def _rules(record: Record) -> tuple[str, ...]:
    """The rules that ask for a record; an order of an installation is asked for twice."""
    again = record.register == "work_orders" and record["service_type"] in _INSTALLED
    return (_RULES[record.register], *(["S002-P08-6a"] if again else []))


def _kept(record: Record) -> bool:
    """There, and to be there for a while."""
    return is_closed(record) and "kept" in record.links and expiry(record) > AS_OF + 5 * DAY


def _destroyed(record: Record) -> bool:
    return "destroyed" in record.links


def lost(desk: Desk) -> None:
    """Not in the inventory, or in it and not there."""
    company = desk.company
    some = max(2, company.few // 2)
    for register in _RULES:
        for number, record in enumerate(company.pick(register, _kept, some)):
            if number % 2:
                record.links["kept"]["present"] = False
            else:
                company["record_inventory"].remove(record.links["kept"])
                _not_filed(desk, record)
            company.truth.fails(record, *_rules(record))
    for order in company.pick("work_orders", lambda one: _kept(one) and one["service_type"] in _INSTALLED, some):
        order.links["kept"]["present"] = False
        company.truth.fails(order, *_rules(order))


def _not_filed(desk: Desk, record: Record) -> None:
    if record.register in FILED and is_filed(record):
        desk.company.truth.fails(record, FILED[record.register][0])


def filed_badly(desk: Desk) -> None:
    """Archived months later; or at a place that nobody wrote down, or nobody knows when."""
    company = desk.company
    for register, (rule, _) in FILED.items():
        old: Callable[[Record], bool] = lambda one: _kept(one) and time_over(closed_on(one), 200)  # noqa: E731
        for record in company.pick(register, old, 2):
            record.links["kept"]["archived_at"] = closed_on(record) + company.rng.randint(95, 190) * DAY
            company.truth.fails(record, f"{rule}/timing")
        for record in company.pick(register, lambda one: _kept(one) and is_filed(one), 2):
            record.links["kept"]["location" if register == "work_orders" else "archived_at"] = None
            company.truth.fails(record, rule)


def nobody_looked(desk: Desk) -> None:
    """The inventory leaves open whether the record is there."""
    for register in ("service_requests", "work_orders"):
        for record in desk.company.pick(register, _kept, 2):
            record.links["kept"]["present"] = (None, Odd("待查"))[register == "work_orders"]
            if register == "work_orders":
                desk.company.truth.bad_cell("record.type", record.links["kept"])
            desk.company.truth.undetermined(record, *_rules(record))


def destroyed_early(desk: Desk) -> None:
    """Destroyed before its time was over, on its last day at the latest."""
    for register in _DESTROYED:
        for number, record in enumerate(desk.company.pick(register, _destroyed, 3)):
            made = record.links["destroyed"]
            early = 0 if number == 0 else desk.company.rng.randint(20, 200)
            made["disposed_at"] = expiry(record) - early * DAY
            made["approved_at"] = None
            desk.company.truth.fails(record, *_rules(record))
            desk.company.truth.fails(made, _LISTED)
    for record in desk.company.pick("deliveries", _kept, 2):
        desk.company["record_inventory"].remove(record.links["kept"])
        made = destroy(desk, record, expiry(record) - 100 * DAY if expiry(record) < AS_OF else AS_OF - 30 * DAY)
        desk.company.truth.fails(record, _RULES["deliveries"])
        desk.company.truth.fails(made, _LISTED)


def not_approved(desk: Desk) -> None:
    """Destroyed and nobody approved it; or on a day that nobody can read."""
    for register in _DESTROYED:
        for record in desk.company.pick(register, _destroyed, max(2, desk.company.few // 2)):
            record.links["destroyed"]["approved_by"] = None
            desk.company.truth.fails(record, *_rules(record))
            desk.company.truth.fails(record.links["destroyed"], _LISTED)
        for record in desk.company.pick(register, _destroyed, 1):
            record.links["destroyed"]["disposed_at"] = Odd("2024年")
            desk.company.truth.bad_cell("record.type", record.links["destroyed"])
            desk.company.truth.undetermined(record, *_rules(record))
            desk.company.truth.undetermined(record.links["destroyed"], _LISTED)


def destroyed_on_hold(desk: Desk) -> None:
    """Destroyed although a hold forbade it."""
    for record in desk.company.pick("work_orders", _destroyed, 2):
        hold(desk.company, desk.staff, record, expiry(record) - 90 * DAY)
        desk.company.truth.fails(record, _RULES["work_orders"])


def kept_too_long(desk: Desk) -> None:
    """Still there more than a year after its time was over; unless a hold was lifted only lately."""
    overdue: Callable[[Record], bool] = lambda one: _destroyed(one) and years_on(expiry(one), 1) < AS_OF - 5 * DAY  # noqa: E731
    for register in _IN_TIME:
        for number, record in enumerate(desk.company.pick(register, overdue, desk.company.few)):
            desk.company["disposals"].remove(record.links["destroyed"])
            keep(desk.company, record)
            if register == "work_orders" and number == 0:
                lifted = hold(desk.company, desk.staff, record, expiry(record) - 30 * DAY)
                lifted["released_at"] = AS_OF - 60 * DAY
            else:
                desk.company.truth.fails(record, _RULES[register])


def training_file_lost(desk: Desk) -> None:
    """A person's training file is lost, and with it every training that must still be on record."""
    company = desk.company

    def recent(person: Record) -> list[Record]:
        mine = (one for one in company["training_records"] if one["staff_id"] == person["staff_id"])
        return [one for one in mine if years_on(one["completed_at"], 5) >= AS_OF]

    for person in company.pick("staff", lambda one: one["status"] == "在职" and bool(recent(one)), 2):
        key = (TRAINING, person["staff_id"])
        file = next(one for one in company["record_inventory"] if (one["record_type"], one["record_no"]) == key)
        file["present"] = False
        for record in recent(person):
            company.truth.fails(record, "S002-P07-6d")


PLANTS = (
    lost, filed_badly, nobody_looked, destroyed_early, not_approved, destroyed_on_hold, kept_too_long,
    training_file_lost,
)  # fmt: skip
