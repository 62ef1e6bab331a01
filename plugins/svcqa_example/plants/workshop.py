"""Faults of items sent to a vendor: not tested, not chased, not labelled, gone; and of scrap that nobody agreed to."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.archive import destroy, expiry, is_closed
from svcqa_example.making.orders import Desk
from svcqa_example.making.workshop import CONCLUDED_DAYS, VENDOR_LIST, VENDORS
from svcqa_example.model import AS_OF, DAY, Odd, Record, minutes, time_over


def plain(item: Record) -> bool:
    """It came back within two weeks, and did so long ago."""
    back = "back" in item.facts and "long" not in item.facts
    return back and time_over(item["returned_to_customer_at"].date(), CONCLUDED_DAYS)


def _simple(item: Record) -> bool:
    """No part of it stayed here, and nobody had to ask for it."""
    return plain(item) and not item["has_leftover"] and item["service_class"] == "保外" and item["urgency"] != "特急"


def _stored(item: Record) -> bool:
    return plain(item) and "leftover" in item.links


def _left(item: Record) -> bool:
    """Scrap that the customer left to the company, which destroyed it some time ago."""
    gone = item.links["scrap"]["disposed_at"] if "left" in item.facts else None
    return gone is not None and time_over(gone, CONCLUDED_DAYS + 3)


def _some(desk: Desk, where: Callable[[Record], bool], count: int = 0) -> list[Record]:
    return desk.company.pick("return_items", where, count or max(2, desk.company.few // 2))


def not_tested(desk: Desk) -> None:
    """Handed over untested, tested afterwards, by nobody, or with a cause that is neither product nor people."""
    cells = (("tested_at", None), ("tested_by", None), ("fault_cause", None), ("fault_cause", "不明"))
    for number, item in enumerate(_some(desk, plain, 5)):
        if number < len(cells):
            item[cells[number][0]] = cells[number][1]
        else:
            item["tested_at"] = item["handed_over_at"] + minutes(desk.company.rng.randint(5, 300))
        desk.company.truth.fails(item, "S002-P05-4.2-2a")


def explained_afterwards(desk: Desk) -> None:
    """The delay was explained when the item was back."""
    for item in _some(desk, lambda one: "long" in one.facts, 2):
        item["delay_explained_at"] = item["returned_to_customer_at"] + minutes(desk.company.rng.randint(60, 3000))
        desk.company.truth.fails(item, "S002-P05-4.2-2c/1")


def badly_shipped(desk: Desk) -> None:
    """No packing list, no label, nobody who sent it, no repair card, no arrival, nobody told."""
    truth = desk.company.truth
    cells = (
        ("packing_list", None, ("S002-P05-4.2-4b", "S002-P05-4.2-8a")), ("shipping_label", False, ("S002-P05-4.2-4b",)),
        ("shipped_by", None, ("S002-P05-4.2-4b",)), ("arrived_confirmed_at", None, ("S002-P05-4.2-4c/1",)),
        ("packing_list", Odd("/"), ("S002-P05-4.2-4b", "S002-P05-4.2-8a")),
    )  # fmt: skip
    for number, item in enumerate(_some(desk, plain, 2 * len(cells))):
        name, value, rules = cells[number % len(cells)]
        item.links["out"][name] = value
        truth.fails(item.links["out"], *rules)
    for number, item in enumerate(_some(desk, lambda one: plain(one) and one["service_class"] != "保外")):
        item.links["out"]["repair_card"] = (False, None)[number % 2]
        truth.fails(item.links["out"], "S002-P05-4.2-8a/1")
    for item in _some(desk, _simple, 1):
        item["service_class"] = None
        truth.fails(item, "S002-P05-4.2-5a/1")
    for item in _some(desk, _simple, 1):
        item.links["out"]["in_warranty"] = None
        truth.fails(item.links["out"], "S002-P05-4.2-8a/2")
    for item in _some(desk, plain):
        item.links["out"]["vendor_informed_at"] = None
        truth.fails(item, "S002-P05-4.2-4c")
    for item in _some(desk, plain):
        desk.company["shipments"].remove(item.links["out"])
        truth.fails(item, "S002-P05-4.2-4c")


def shipped_late(desk: Desk) -> None:
    """An item lay here for more than a week before it went out."""
    company = desk.company
    wanted: Callable[[Record], bool] = lambda one: (  # noqa: E731
        "long" in one.facts and one["service_class"] == "保外" and one["urgency"] != "特急"
    )
    for item in _some(desk, wanted, 2):
        day = item["registered_at"].date() + company.rng.randint(8, 9) * DAY
        delay = day - item["shipped_at"]
        item["shipped_at"] = day
        for name in ("shipped_at", "eta", "vendor_informed_at", "arrived_confirmed_at"):
            item.links["out"][name] += delay
        company.truth.fails(item, "S002-P05-4.2-4c/timing")


def vendor_unknown(desk: Desk) -> None:
    """The contact list lacks a vendor, or the telephone of one; or nobody wrote which vendor it was."""
    company = desk.company
    for item in _some(desk, plain):
        item["vendor_id"] = "CJ99"
        company.truth.bad_cell("record.reference", item)
        company.truth.fails(item, "S002-P05-4.2-4e")
    company["vendor_contacts"][-1]["contact_phone"] = None
    for item in _some(desk, plain):
        item["vendor_id"] = VENDORS[-1]
        company.truth.fails(item, "S002-P05-4.2-4e")
    for item in _some(desk, plain, 1):
        item["vendor_id"] = None
        company.truth.undetermined(item, "S002-P05-4.2-4e")


def parts_left_over(desk: Desk) -> None:
    """Parts that were not labelled, not stored, stored late, or not put back."""
    company = desk.company
    for number, item in enumerate(_some(desk, _stored, 3)):
        if number < 2:
            item.links["leftover"][("label_no", "location")[number]] = None
        else:
            company["leftover_parts"].remove(item.links["leftover"])
        company.truth.fails(item, "S002-P05-4.2-4d")
    slow: Callable[[Record], bool] = lambda one: (  # noqa: E731
        _stored(one) and one["vendor_returned_at"] - one["registered_at"] > 4 * DAY
    )
    for item in _some(desk, slow, 2):
        item.links["leftover"]["stored_at"] += 3 * DAY
        company.truth.fails(item, "S002-P05-4.2-4d/timing")
    for number, item in enumerate(_some(desk, _stored, 3)):
        late = item["handed_to_technician_at"] + minutes(company.rng.randint(5, 300))
        item.links["leftover"]["reassembled_at"] = late if number else None
        company.truth.fails(item.links["leftover"], "S002-P05-4.2-6d")


def badly_received(desk: Desk) -> None:
    """What came back was received by nobody, never entered, not tested, handed on before its test, or is gone."""
    company, truth = desk.company, desk.company.truth
    for number, item in enumerate(_some(desk, plain, 3)):
        if number:
            item.links["in"]["received_by"] = None
        else:
            company["shipments"].remove(item.links["in"])
        truth.fails(item, "S002-P05-4.2-6a")
    for item in _some(desk, plain, 1):
        item.links["in"]["received_at"] = Odd("上午")
        truth.bad_cell("record.type", item.links["in"])
        truth.undetermined(item, "S002-P05-4.2-6a")
    for item in _some(desk, plain):
        item["back_registered_at"] = None
        truth.fails(item, "S002-P05-4.2-6a/1")
    for number, item in enumerate(_some(desk, lambda one: plain(one) and not one["has_leftover"], 4)):
        if number == 0:
            company["return_tests"].remove(item.links["test"])
        elif number == 1:
            item.links["test"]["whole_test_result"] = None
        else:
            item["handed_to_technician_at"] = item.links["test"]["tested_at"] - minutes(company.rng.randint(5, 20))
        truth.fails(item, "S002-P05-4.2-6b")
    for item in _some(desk, plain):
        item["returned_to_customer_at"] = None
        truth.fails(item, "S002-P05-4.2-6c", "S002-P05-4.2-6b", "S002-P05-4.2-2c")
        truth.pending(item, "S002-P05-6a")
    for item in _some(desk, plain):
        item["outcome"] = desk.company.rng.choice(("报废", "坏件"))
        truth.fails(item, "S002-P05-4.2-6c/2")


def scrap_untold(desk: Desk) -> None:
    """Scrap of which the customer heard late or never, and of which nobody said what becomes of it."""
    truth, rng = desk.company.truth, desk.company.rng
    for number, item in enumerate(_some(desk, lambda one: "scrap" in one.facts, 3)):
        scrap = item.links["scrap"]
        scrap["customer_told_at"] = scrap["judged_at"] + minutes(rng.randint(260, 900)) if number else None
        truth.fails(scrap, "S002-P05-4.2-7a/timing" if number else "S002-P05-4.2-7a")
    for number, item in enumerate(_some(desk, _left, 2)):
        item.links["scrap"]["disposal"] = ("丢弃", None)[number % 2]
        truth.fails(item.links["scrap"], "S002-P05-4.2-7b")
    for item in _some(desk, lambda one: "taken back" in one.facts, 1):
        item["returned_to_customer_at"] = None
        truth.fails(item.links["scrap"], "S002-P05-4.2-7b/3")
        truth.pending(item, "S002-P05-6a")


def scrap_kept(desk: Desk) -> None:
    """Scrap that was kept without consent, or before it, judged late, or given back all the same."""
    truth, rng = desk.company.truth, desk.company.rng
    wanted: Callable[[Record], bool] = lambda one: _left(one) and one["received_at"].date() < AS_OF - 420 * DAY  # noqa: E731
    for item in _some(desk, wanted, 1):
        item["returned_to_customer_at"] = item["vendor_returned_at"] + minutes(230)
        truth.fails(item.links["scrap"], "S002-P05-4.2-6c/1")
        truth.unsay(item, "S002-P05-6a")
    cells = (("customer_consent", False), ("location", None), ("stored_at", None))
    for number, item in enumerate(_some(desk, _left, 2)):
        name, value = cells[(number + rng.randrange(3)) % len(cells)]
        item.links["scrap"][name] = value
        truth.fails(item.links["scrap"], "S002-P05-4.2-7b/1")
    for item in _some(desk, _left, 1):
        item.links["scrap"]["consent_at"] = item.links["scrap"]["consent_at"] + 100 * DAY
        truth.fails(item.links["scrap"], "S002-P05-4.2-7b/2")
    for item in _some(desk, _left, 1):
        _judged_late(desk, item)


def _judged_late(desk: Desk, item: Record) -> None:
    """Judged weeks after it had come back; the customer had been told that it takes longer."""
    scrap = item.links["scrap"]
    delay = (CONCLUDED_DAYS + 3) * DAY
    item["delay_explained_at"] = item["received_at"] + 12 * DAY
    for name in ("judged_at", "customer_told_at", "consent_at", "stored_at", "disposed_at"):
        scrap[name] += delay
    desk.company.truth.fails(item, "S002-P05-4.2-6c/timing")


def papers_lost(desk: Desk) -> None:
    """Contact lists, lists of parts, tests and scrap that are lost or were destroyed before their time."""
    company, truth = desk.company, desk.company.truth
    lists = [one for one in company["record_inventory"] if one["record_type"] == VENDOR_LIST]
    for record, rule in ((lists[1], "S002-P05-6c"), (lists[-1], "S002-P05-6c/1")):
        record["present"] = False
        truth.fails(record, rule)
    for link, rule in (("leftover", "S002-P05-6d"), ("test", "S002-P05-6e")):
        wanted: Callable[[Record], bool] = lambda one, link=link: "back" in one.facts and _kept(one.links.get(link))  # type: ignore[misc]  # noqa: E731
        for item in _some(desk, wanted, 2):
            item.links[link].links["kept"]["present"] = False
            truth.fails(item.links[link], rule)
    for item in _some(desk, lambda one: _left(one) and time_over(one.links["scrap"]["disposed_at"], 60), 1):
        scrap = item.links["scrap"]
        company["record_inventory"].remove(scrap.links["kept"])
        truth.fails(destroy(desk, scrap, scrap["disposed_at"] + 50 * DAY), "S002-P21-p2")
        truth.fails(scrap, "S002-P05-6f")


def _kept(record: Record | None) -> bool:
    return record is not None and is_closed(record) and "kept" in record.links and expiry(record) > AS_OF + 5 * DAY


PLANTS = (
    papers_lost, shipped_late, explained_afterwards, not_tested, badly_shipped, vendor_unknown,
    parts_left_over, badly_received, scrap_kept, scrap_untold,
)  # fmt: skip
