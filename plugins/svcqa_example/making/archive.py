"""The archive: what is kept, what was destroyed once its time was over, what may not be destroyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, DEPUTY, DIRECTOR, Staff
from svcqa_example.model import AS_OF, DAY, Company, Record, at, time_over, years_on

KEPT: dict[str, tuple[str, str, str, int, bool]] = {
    "service_requests": ("电话派工记录", "request_no", "closed_at", 2, True),
    "work_orders": ("维护派工单", "order_no", "completed_at", 3, True),
    "return_items": ("返修物品信息登记表", "return_no", "returned_to_customer_at", 1, False),
    "deliveries": ("送货单", "delivery_no", "delivered_at", 3, False),
    "return_tests": ("物品返修测试记录", "test_no", "tested_at", 1, False),
    "leftover_parts": ("返修物品的剩余配件登记表", "part_no", "stored_at", 1, False),
    "scrap_parts": ("坏件登记表", "scrap_no", "disposed_at", 1, False),
    "site_candidates": ("服务网点预选表", "candidate_no", "confirmed_at", 1, True),
    "site_summaries": ("服务网点工作情况总结", "summary_no", "submitted_at", 3, True),
    "handling_slips": ("处理单", "slip_no", "returned_at", 3, True),
    "callbacks": ("回访记录", "callback_no", "callback_at", 3, True),
    "doc_revisions": ("制度修订情况一览表", "revision_no", "revised_at", 3, False),
    "inspections": ("制度执行情况检查记录", "inspection_no", "inspected_at", 3, False),
    "rewards": ("奖惩记录", "reward_no", "executed_at", 3, False),
    "returns_exchanges": ("退换货登记表", "rma_no", "executed_at", 3, False),
    "complaints": ("投诉处理记录", "complaint_no", "closed_at", 3, False),
    "capa": ("不符合和纠正预防措施单", "capa_no", "closed_at", 3, False),
}
"""Register → name of the record, its number, when it closed, years it is kept, and whether it is destroyed then."""
FILED = {
    "work_orders": ("S002-P04-4.2-10h", 32), "service_requests": ("S002-P04-4.2-10h/1", 93),
    "handling_slips": ("S002-P04-4.2-10h/2", 32), "callbacks": ("S002-P04-4.2-10h/3", 32),
}  # fmt: skip
"""Register → the rule that a closed record is in the archive, and the days after which it is due."""
TRAINING = "培训记录表"
_HELD = 4


def file_away(desk: Desk) -> None:
    """File everything that is closed, and destroy what is due for it."""
    company = desk.company
    for register in KEPT:
        closed = [record for record in company[register] if is_closed(record)]
        held = set(map(id, closed[:: max(1, len(closed) // _HELD)][:_HELD])) if register == "work_orders" else set()
        for record in closed:
            if id(record) in held:
                record.facts.add("held")
                hold(company, desk.staff, record, closed_on(record) + 30 * DAY)
            _put_away(desk, record)
    for register in FILED:
        _undue(desk, company[register])
    for person in desk.learning.trained:
        company.add(
            "record_inventory",
            record_type=TRAINING,
            record_no=person,
            present=True,
            location="人事柜",
            archived_at=AS_OF - 20 * DAY,
        )
    company["disposals"].sort(key=lambda record: record["disposed_at"])
    for number, record in enumerate(company["disposals"], 1):
        record["disposal_no"] = f"XH{number:05d}"


def _put_away(desk: Desk, record: Record) -> None:
    """Destroyed when its time is long over, and kept till then."""
    over = KEPT[record.register][4] and expiry(record) + 180 * DAY < AS_OF and "held" not in record.facts
    if over:
        destroy(desk, record, expiry(record) + desk.company.rng.randint(30, 170) * DAY)
    else:
        keep(desk.company, record)


def file(desk: Desk, record: Record) -> None:
    """File one more record that is closed."""
    _put_away(desk, record)
    if record.register in FILED:
        _undue(desk, [record])


def _undue(desk: Desk, records: Iterable[Record]) -> None:
    """What is not due in the archive yet, or never."""
    for record in records:
        register = record.register
        if "cancelled" in record.facts and register == "work_orders":
            desk.company.truth.excepted(record, FILED[register][0])
        elif (is_closed(record) or register == "work_orders") and not is_filed(record):
            desk.company.truth.pending(record, FILED[register][0])


def is_filed(record: Record) -> bool:
    """Closed so long ago that it must be in the archive."""
    return is_closed(record) and time_over(closed_on(record), FILED[record.register][1])


def closed_on(record: Record) -> dt.date:
    """The day from which a closed record is kept."""
    closed: dt.date = record[KEPT[record.register][2]]
    return closed.date() if isinstance(closed, dt.datetime) else closed


def is_closed(record: Record) -> bool:
    """The record is closed, and has to be kept from then on."""
    return isinstance(record[KEPT[record.register][2]], dt.date)


def expiry(record: Record) -> dt.date:
    """The last day on which a record must be there."""
    return years_on(closed_on(record), KEPT[record.register][3])


def keep(company: Company, record: Record) -> Record:
    """Put a record into the inventory."""
    name, number, _, _, _ = KEPT[record.register]
    made = company.add(
        "record_inventory", site=record.site, record_type=name, record_no=record[number], present=True,
        archived_at=min(closed_on(record) + 20 * DAY, AS_OF), location=f"{company.rng.randint(1, 9)}号柜",
    )  # fmt: skip
    record.links["kept"] = made
    return made


def destroy(desk: Desk, record: Record, day: dt.date) -> Record:
    """Destroy a record with approval and witness."""
    name, number, _, _, _ = KEPT[record.register]
    made = desk.company.add(
        "disposals", site=record.site, day=day, record_type=name, record_no=record[number], expires_at=expiry(record),
        approved_by=desk.staff.permanent(DIRECTOR)[0].number, approved_at=at(day - 2 * DAY, 10), disposed_at=day,
        witness=desk.staff.permanent(DEPUTY)[0].name,
        disposal_no=f"XHB-{record[number]}",
    )  # fmt: skip
    record.links["destroyed"] = made
    return made


def destroy_statistic(desk: Desk, statistic: Record, day: dt.date) -> Record:
    """Destroy a statistic, which is filed under its period."""
    return desk.company.add(
        "disposals", day=day, record_type=statistic["doc_type"], record_no=statistic["period"],
        approved_by=desk.staff.permanent(DIRECTOR)[0].number, approved_at=at(day - 2 * DAY, 10), disposed_at=day,
        witness=desk.staff.permanent(DEPUTY)[0].name,
        disposal_no=f"XHB{len(desk.company['disposals']) + 1:05d}",
    )  # fmt: skip


def hold(company: Company, staff: Staff, record: Record, day: dt.date) -> Record:
    """Forbid that a record be destroyed."""
    name, number, _, _, _ = KEPT[record.register]
    return company.add(
        "holds", site=record.site, day=day, hold_no=f"DJ{len(company['holds']) + 1:04d}", record_type=name,
        record_no=record[number], case_no=f"AJ{len(company['holds']) + 1:04d}", reason="客户诉讼",
        placed_by=staff.permanent(ARCHIVE)[0].name, placed_at=day,
    )  # fmt: skip
