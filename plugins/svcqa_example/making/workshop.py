"""What happens to an item sent in for repair: tested, sent to its vendor, chased, back and tested again, or scrap."""

from __future__ import annotations

import datetime as dt
from random import Random

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import RETURNS
from svcqa_example.model import AS_OF, DAY, Record, at, minutes, time_over
from svcqa_example.names import phone

VENDORS = ("CJ01", "CJ02", "CJ03", "CJ04", "CJ05", "CJ06")
SHIPPED_DAYS, CONFIRMED_DAYS, STORED_DAYS, BACK_DAYS, CONCLUDED_DAYS = 7, 3, 2, 1, 14
"""Within how many days an item is shipped, its arrival confirmed, leftovers stored, a return registered, concluded."""
VENDOR_LIST = "相关厂家或上级经销商通讯录"
_FIRMS = ("恒远制冷", "华瑞电器", "金泰电机", "立信控制", "长风压缩机", "明德仪表")
USUAL, URGENT = "一般", "特急"
_CLASSES = (
    ("包换", URGENT), ("保外", USUAL), ("保修", URGENT), ("保修", USUAL), ("包换", USUAL), ("保外", USUAL),
    ("保修", URGENT), ("保外", USUAL), ("保外", URGENT), ("保修", USUAL), ("包换", USUAL), ("保修", USUAL),
)  # fmt: skip
"""Whether the vendor replaces or repairs an item, and how urgent it is: a few of each kind in any small number."""
_FIRST_TO_CHASE = {"包换": 2, "保修": 6}
"""After how many days an item that is not urgent is chased, and again and again."""


def send_away(desk: Desk) -> None:
    """The whole way of every item."""
    _vendors(desk)
    for number, item in enumerate(desk.company["return_items"]):
        _tested(desk, item)
        _classed(desk, item, number)
        early = item["received_at"] < at(AS_OF - 40 * DAY, 0)
        if early and "back" in item.facts and "long" not in item.facts and number % 7 == 3:
            _scrapped(desk, item, left=bool(number % 3))
            continue
        _leftover(desk, item)
        if item["shipped_at"]:
            ship(desk, item)
        if "back" in item.facts:
            _come_back(desk, item)
            back_at_customer(desk, item)
        else:
            _undue(desk, item)
    _numbered(desk)


def _vendors(desk: Desk) -> None:
    """The contact list of today, and the one it replaced."""
    for number, (code, name) in enumerate(zip(VENDORS, _FIRMS, strict=True)):
        desk.company.add(
            "vendor_contacts", vendor_id=code, vendor_name=f"{name}有限公司", contact_name=f"{name[0]}工",
            contact_phone=phone(80001 + number), updated_at=at(dt.date(2024, 3, 4 + number), 9),
        )  # fmt: skip
    for number, replaced in (
        (1, dt.date(2019, 6, 3)),
        (2, dt.date(2022, 4, 11)),
        (3, dt.date(2024, 3, 1)),
        (4, None),
        (5, None),
    ):
        desk.company.add(
            "record_inventory", record_type=VENDOR_LIST, record_no=f"TXL-{number}", version=str(number), present=True,
            superseded_at=replaced, location="返修柜",
        )  # fmt: skip


def _tested(desk: Desk, item: Record) -> None:
    """Tested between receipt and handover, and the fault put down to product or people."""
    wait: dt.timedelta = item["handed_over_at"] - item["received_at"]
    item["tested_at"] = item["received_at"] + minutes(wait.total_seconds() // 120)
    item["tested_by"] = item["handed_over_by"]
    item["fault_cause"] = "人为因素" if item.links["order"]["fault_cause"] == "人为" else "产品问题"


def _classed(desk: Desk, item: Record, number: int) -> None:
    rng = desk.company.rng
    item["vendor_id"] = rng.choice(VENDORS[:-1])
    item["service_class"], item["urgency"] = _CLASSES[number % len(_CLASSES)]
    item["has_leftover"] = rng.random() < (0.5 if desk.company.small else 0.3)


def ship(desk: Desk, item: Record) -> None:
    """Labelled, listed and sent out; the vendor knows when it arrives, and says that it has."""
    rng, day = desk.company.rng, item["shipped_at"]
    covered = item["service_class"] != "保外"
    made = desk.company.add(
        "shipments", site=item.site, day=day, return_no=item["return_no"], direction="发出", shipping_label=True,
        packing_list=f"QD{item['return_no'][2:]}", shipped_at=day, shipped_by=rng.choice(_people(desk)),
        eta=at(day + 2 * DAY, 12), vendor_informed_at=at(day, 16, rng.randint(0, 59)), in_warranty=covered,
        repair_card=True if covered else None,
        arrived_confirmed_at=at(day + 2 * DAY, 12) + minutes(rng.randint(20, 1500)),
    )  # fmt: skip
    item.links["out"] = made
    if not time_over(day + 2 * DAY, CONFIRMED_DAYS):
        desk.company.truth.pending(made, "S002-P05-4.2-4c/1")
    _chase(desk, item)


def _chase(desk: Desk, item: Record) -> None:
    """Asked after as often as it is owed, urgent ones more often, until it is back."""
    last = item["vendor_returned_at"].date() if item["vendor_returned_at"] else AS_OF + DAY
    kind, day = item["service_class"], item["shipped_at"]
    if item["urgency"] == URGENT:
        step, day = 1 if kind == "包换" else 2, day + DAY
    else:
        step = _FIRST_TO_CHASE.get(kind, 0)
        day += step * DAY
    # what is neither replaced nor under warranty draws on chances of its own
    rng = Random(item["return_no"]) if kind == "保外" else desk.company.rng  # noqa: S311
    while step and day < last:
        chased(desk, item, day, rng)
        day += step * DAY


def chased(desk: Desk, item: Record, day: dt.date, rng: Random) -> Record:
    """The vendor was asked when an item comes back."""
    made = desk.company.add(
        "chase_log", site=item.site, day=day, return_no=item["return_no"],
        chased_at=at(day, rng.randint(9, 16), rng.randint(0, 59)), chased_by=rng.choice(_people(desk)),
        reply=rng.choice(("已排产", "等待配件", "明日发出", "正在检测")),
    )  # fmt: skip
    chases(item).append(made)
    return made


def chases(item: Record) -> list[Record]:
    """How often the vendor was asked, in order of time."""
    found: list[Record] = item.links.setdefault("chases", Record("", {"made": []}))["made"]
    return found


def _come_back(desk: Desk, item: Record) -> None:
    """Received from the vendor, registered and tested the same day, or whatever is left of it."""
    rng = desk.company.rng
    back = item["returned_to_customer_at"] - minutes(rng.randint(240, 500))
    item["vendor_returned_at"], item["back_registered_at"] = back, back + minutes(rng.randint(5, 25))
    item.links["in"] = desk.company.add(
        "shipments", site=item.site, day=back, return_no=item["return_no"], direction="返回", received_at=back,
        received_by=rng.choice(_people(desk)),
    )  # fmt: skip
    if not time_over(back.date(), BACK_DAYS):
        desk.company.truth.pending(item, "S002-P05-4.2-6a/1")


def back_at_customer(desk: Desk, item: Record) -> None:
    """Tested in parts and as a whole, put together again, and handed on."""
    rng, back = desk.company.rng, item["vendor_returned_at"]
    item["outcome"] = "已换新" if item["service_class"] == "包换" else "已修复"
    item["handed_to_technician_at"] = back + minutes(rng.randint(150, 220))
    item.links["test"] = desk.company.add(
        "return_tests", site=item.site, day=back, return_no=item["return_no"], part_test_result="合格",
        whole_test_result="合格", tested_at=back + minutes(rng.randint(30, 90)), tested_by=rng.choice(_people(desk)),
    )  # fmt: skip
    if "leftover" in item.links:
        item.links["leftover"]["reassembled_at"] = back + minutes(rng.randint(95, 140))


def _leftover(desk: Desk, item: Record) -> None:
    """Good parts that stay here, labelled and in store."""
    if not item["has_leftover"]:
        return
    rng, stored = desk.company.rng, item["registered_at"] + minutes(desk.company.rng.randint(10, 300))
    item.links["leftover"] = desk.company.add(
        "leftover_parts", site=item.site, day=stored, return_no=item["return_no"], stored_at=stored,
        label_no=f"PJ{rng.randint(10000, 99999)}", location=f"{rng.choice('ABC')}-{rng.randint(1, 20)}",
    )  # fmt: skip
    item.links["leftover"].links["item"] = item
    if not time_over(item["registered_at"].date(), STORED_DAYS):
        desk.company.truth.pending(item, "S002-P05-4.2-4d")


def _undue(desk: Desk, item: Record) -> None:
    """An item that has not come so far."""
    truth = desk.company.truth
    truth.pending(item, "S002-P05-4.2-6a", "S002-P05-4.2-6b", "S002-P05-6a")
    if not time_over(item["registered_at"].date(), SHIPPED_DAYS):
        truth.pending(item, "S002-P05-4.2-4c")


def _scrapped(desk: Desk, item: Record, *, left: bool) -> None:
    """Judged to be scrap: by the vendor, and left to the company; or before it was sent anywhere, and taken back."""
    rng, truth = desk.company.rng, desk.company.truth
    item["has_leftover"], item["outcome"] = False, "废件"
    if left:
        ship(desk, item)
        _come_back(desk, item)
        judged = item["vendor_returned_at"] + minutes(rng.randint(60, 1500))
        item["returned_to_customer_at"] = None
        item.facts.add("left")
        truth.pending(item, "S002-P05-6a")
    else:
        item["shipped_at"] = item["vendor_returned_at"] = None
        judged = item["registered_at"] + minutes(rng.randint(60, 600))
        truth.excepted(item, "S002-P05-4.2-4c")
        truth.pending(item, "S002-P05-4.2-6a")
        item.facts.add("taken back")
    item.facts.add("scrap")
    item.facts.remove("back")
    truth.excepted(item, "S002-P05-4.2-6b")
    item.links["scrap"] = scrap = desk.company.add(
        "scrap_parts", site=item.site, day=judged, return_no=item["return_no"], judged_at=judged,
        customer_told_at=judged + minutes(rng.randint(10, 200)), disposal="公司处理" if left else "返还客户",
    )  # fmt: skip
    scrap.links["item"] = item
    if left:
        _stored(desk, scrap)


def _stored(desk: Desk, scrap: Record) -> None:
    """The customer agrees, the part goes into store, and is destroyed some weeks later."""
    rng = desk.company.rng
    scrap["customer_consent"], scrap["consent_at"] = True, scrap["customer_told_at"] + minutes(rng.randint(5, 2000))
    scrap["stored_at"] = scrap["judged_at"] + minutes(rng.randint(100, 1000))
    scrap["location"] = f"废件库{rng.randint(1, 9)}"
    gone = scrap["consent_at"].date() + rng.randint(20, 90) * DAY
    if gone < AS_OF:
        scrap["disposed_at"] = gone


def _people(desk: Desk) -> list[str]:
    return [one.number for one in desk.staff.permanent(RETURNS)]


def _numbered(desk: Desk) -> None:
    """Numbers in the order in which things happened."""
    for register, field, moments, head in (
        ("shipments", "shipment_no", ("shipped_at", "received_at"), "FY"),
        ("chase_log", "chase_no", ("chased_at",), "CC"),
        ("leftover_parts", "part_no", ("stored_at",), "SP"),
        ("return_tests", "test_no", ("tested_at",), "CS"),
        ("scrap_parts", "scrap_no", ("judged_at",), "HJ"),
    ):
        desk.company[register].sort(key=lambda one, moments=moments: _moment(one, moments))  # type: ignore[misc]
        for number, record in enumerate(desk.company[register], 1):
            record[field] = f"{head}{number:05d}"


def _moment(record: Record, fields: tuple[str, ...]) -> dt.datetime:
    found: dt.date = next(record[name] for name in fields if record[name])
    return found if isinstance(found, dt.datetime) else at(found, 0)
