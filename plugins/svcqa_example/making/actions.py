"""Nonconformities and what was done about them."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPARTMENTS, DEPUTY, HEAD, MANAGER, OPENED, TRAINER
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at

_ANSWERED, _CONCLUDED, _GATES, _DATED = "S002-P22-p1/1", "S002-P22-p2/2", "S002-P22-p7", "S002-P22-p12"
_CAUSES = ("交接不清", "培训不足", "工具缺失", "职责不明", "备件短缺")
_ACTIONS = ("修订交接表并宣贯", "组织专项培训", "补充工具", "明确岗位职责", "调整备件库存")


def raise_nonconformities(desk: Desk) -> None:
    """Nonconformities of six years: closed, cancelled, and some still open with time left."""
    rng = desk.company.rng
    count = 80 + desk.company.orders // 500
    days = sorted(FIRST + rng.randint(20, (AS_OF - FIRST).days - 150) * DAY for _ in range(count))
    for number, day in enumerate(days):
        record = _issued(desk, day)
        if number % 12 == 5:
            record["status"] = "取消"
            desk.company.truth.excepted(record, _ANSWERED, _CONCLUDED, _GATES, _DATED, "S002-P22-p4")
        else:
            _closed(desk, record, day)
    for back in (3, 5, 6):
        record = _issued(desk, AS_OF - back * DAY)
        record["status"] = "原因分析"
        desk.company.truth.pending(record, _ANSWERED, _CONCLUDED, _GATES, _DATED)
    for back in (20, 24, 30):
        day = AS_OF - back * DAY
        record = _issued(desk, day)
        _planned(desk, record, day)
        record["due_at"], record["status"] = at(AS_OF + 15 * DAY, 18), "实施中"
        record.facts.add("open")
        desk.company.truth.pending(record, "S002-P22-p2", _CONCLUDED, _GATES, _DATED)
    for number, record in enumerate(desk.company["capa"], 1):
        record["capa_no"] = f"ZG{number:04d}"


def raise_one(desk: Desk, day: dt.date) -> Record:
    """One more, raised on a day, acted on and closed."""
    record = _issued(desk, day)
    _closed(desk, record, day)
    return record


def _issued(desk: Desk, day: dt.date) -> Record:
    rng = desk.company.rng
    site = rng.choice([site for site, opened in OPENED.items() if opened < day])
    return desk.company.add(
        "capa", site=site, day=day, dept=rng.choice(DEPARTMENTS), issued_at=day,
        issued_by=desk.staff.permanent(TRAINER)[0].number,
        description=rng.choice(("客户投诉上门超时", "收费未开收据", "返修超期未说明", "培训记录不全")),
    )  # fmt: skip


def corrected(desk: Desk, day: dt.date) -> Record:
    """A nonconformity raised on a day and closed since, which the faults of others leave alone."""
    record = _issued(desk, day)
    _closed(desk, record, day)
    record.planted = True
    return record


def _planned(desk: Desk, record: Record, day: dt.date) -> None:
    rng = desk.company.rng
    record["root_cause"], record["corrective_action"] = rng.choice(_CAUSES), rng.choice(_ACTIONS)
    record["owner"] = rng.choice([*desk.staff.permanent(HEAD), *desk.staff.permanent(MANAGER)]).number
    record["due_at"] = at(day + rng.randint(25, 45) * DAY, 18)
    record["plan_accepted_by"] = desk.staff.permanent(DEPUTY)[0].number
    record["plan_accepted_at"] = day + rng.randint(2, 6) * DAY


def _closed(desk: Desk, record: Record, day: dt.date) -> None:
    rng = desk.company.rng
    _planned(desk, record, day)
    done = day + rng.randint(10, 24) * DAY
    record["implemented_at"] = at(done, rng.randint(9, 17))
    record["verified_by"] = desk.staff.permanent(TRAINER)[0].number
    record["verified_at"] = done + rng.randint(5, 30) * DAY
    record["effectiveness_due"] = record["verified_at"] + 10 * DAY
    record["result"] = "有效"
    record["closed_at"] = record["verified_at"] + rng.randint(1, 5) * DAY
    record["closed_by"], record["status"] = desk.staff.permanent(DEPUTY)[0].number, "已关闭"
    record.facts.add("closed")
    if rng.random() < 0.15:
        _extended(desk, record, done)


def _extended(desk: Desk, record: Record, done: dt.date) -> None:
    """More time was agreed before the old date had passed."""
    record["extended_to"] = record["due_at"].date()
    record["due_at"] = at(done - 2 * DAY, 18)
    record["extension_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
    record["extension_approved_at"] = at(done - 4 * DAY, 11)
    record.facts.add("extended")
