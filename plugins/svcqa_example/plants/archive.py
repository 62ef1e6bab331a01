"""Faults of the archive: lost, destroyed early, destroyed without approval or on hold, kept too long."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.archive import TRAINING, destroy, expiry, hold, is_closed, keep
from svcqa_example.model import AS_OF, DAY, Odd, Record, years_on
from svcqa_example.orders import Desk

_RULES = {
    "service_requests": "P04-6a", "work_orders": "P04-6b", "return_items": "P05-6b", "deliveries": "P08-6b",
    "returns_exchanges": "P09-6p",
}  # fmt: skip
_DESTROYED = ("service_requests", "work_orders")


def _kept(record: Record) -> bool:
    """There, and to be there for a while."""
    return is_closed(record) and "kept" in record.links and expiry(record) > AS_OF + 5 * DAY


def _destroyed(record: Record) -> bool:
    return "destroyed" in record.links


def lost(desk: Desk) -> None:
    """Not in the inventory, or in it and not there."""
    company = desk.company
    for register, rule in _RULES.items():
        for number, record in enumerate(company.pick(register, _kept, max(2, company.few // 2))):
            if number % 2:
                record.links["kept"]["present"] = False
            else:
                company["record_inventory"].remove(record.links["kept"])
            company.truth.fails(record, rule)


def nobody_looked(desk: Desk) -> None:
    """The inventory leaves open whether the record is there."""
    for register in ("service_requests", "work_orders"):
        for record in desk.company.pick(register, _kept, 2):
            record.links["kept"]["present"] = (None, Odd("待查"))[register == "work_orders"]
            if register == "work_orders":
                desk.company.truth.bad_cell("record.type", record.links["kept"])
            desk.company.truth.undetermined(record, _RULES[register])


def destroyed_early(desk: Desk) -> None:
    """Destroyed before its time was over, on its last day at the latest."""
    for register in _DESTROYED:
        for number, record in enumerate(desk.company.pick(register, _destroyed, 3)):
            made = record.links["destroyed"]
            early = 0 if number == 0 else desk.company.rng.randint(20, 200)
            made["disposed_at"] = expiry(record) - early * DAY
            made["approved_at"] = None
            desk.company.truth.fails(record, _RULES[register])
    for record in desk.company.pick("deliveries", _kept, 2):
        desk.company["record_inventory"].remove(record.links["kept"])
        destroy(desk, record, expiry(record) - 100 * DAY if expiry(record) < AS_OF else AS_OF - 30 * DAY)
        desk.company.truth.fails(record, _RULES["deliveries"])


def not_approved(desk: Desk) -> None:
    """Destroyed and nobody approved it; or on a day that nobody can read."""
    for register in _DESTROYED:
        for record in desk.company.pick(register, _destroyed, max(2, desk.company.few // 2)):
            record.links["destroyed"]["approved_by"] = None
            desk.company.truth.fails(record, _RULES[register])
        for record in desk.company.pick(register, _destroyed, 1):
            record.links["destroyed"]["disposed_at"] = Odd("2024年")
            desk.company.truth.bad_cell("record.type", record.links["destroyed"])
            desk.company.truth.undetermined(record, _RULES[register])


def destroyed_on_hold(desk: Desk) -> None:
    """Destroyed although a hold forbade it."""
    for record in desk.company.pick("work_orders", _destroyed, 2):
        hold(desk.company, desk.staff, record, expiry(record) - 90 * DAY)
        desk.company.truth.fails(record, _RULES["work_orders"])


def kept_too_long(desk: Desk) -> None:
    """Still there more than a year after its time was over; unless a hold was lifted only lately."""
    overdue: Callable[[Record], bool] = lambda one: _destroyed(one) and years_on(expiry(one), 1) < AS_OF - 5 * DAY  # noqa: E731
    for register in _DESTROYED:
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
            company.truth.fails(record, "P07-6d")


PLANTS = (
    lost, nobody_looked, destroyed_early, not_approved, destroyed_on_hold, kept_too_long, training_file_lost,
)  # fmt: skip
