"""What is handed in: statistics of callbacks every week, records every month and quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, CALLBACK
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Company, Record, at

STATISTICS, REQUESTS, ORDERS, RECEIPTS, CALLBACKS = "回访统计表", "电话派工记录", "维护派工单", "返修收条", "回访记录"
RULES = {
    REQUESTS: "S002-P04-4.2-10a", ORDERS: "S002-P04-4.2-10c",
    RECEIPTS: "S002-P04-4.2-10e", CALLBACKS: "S002-P04-4.2-10f",
}  # fmt: skip


def hand_in(desk: Desk) -> None:
    """Six years of what is handed in, the last ones not due yet."""
    for monday in _weeks():
        _statistic(desk, monday)
    for kind in (ORDERS, RECEIPTS, CALLBACKS):
        for year in YEARS:
            for month in range(1, 13):
                _paper(desk, kind, f"{year}-{month:02d}", dt.date(year + month // 12, month % 12 + 1, 1))
    for year in YEARS:
        for quarter in range(1, 5):
            _paper(desk, REQUESTS, f"{year}Q{quarter}", dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1))


def _weeks() -> Iterator[dt.date]:
    """Mondays from the first callback on."""
    monday = FIRST - FIRST.weekday() * DAY
    while monday <= AS_OF:
        yield monday
        monday += 7 * DAY


def week_of(day: dt.date) -> str:
    """The week of a day, as the office writes it."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _paper(desk: Desk, kind: str, period: str, day: dt.date) -> None:
    """Records of a period, handed in on the first or second day after it."""
    if day > AS_OF:
        desk.company.truth.slot("pending", RULES[kind], period)
        return
    rng = desk.company.rng
    desk.company.add(
        "submissions", day=day, doc_type=kind, period=period, due_date=day + DAY,
        submitted_at=at(day + rng.randint(0, 1) * DAY, rng.randint(8, 17), rng.randint(0, 59)),
        submitted_by=rng.choice(desk.staff.permanent(CALLBACK)).number,
        received_by=desk.staff.permanent(ARCHIVE)[0].number, item_count=rng.randint(20, 400),
    )  # fmt: skip


def _statistic(desk: Desk, monday: dt.date) -> None:
    rng, company, week = desk.company.rng, desk.company, week_of(monday)
    if monday + 6 * DAY > AS_OF:
        company.truth.slot("pending", "S002-P04-4.2-9e", week)
        company.truth.slot("pending", "S002-P04-4.2-10g", week)
        return
    prepared = at(monday + 7 * DAY, rng.randint(8, 11), rng.randint(0, 59))
    made = company.add(
        "submissions", day=prepared, doc_type=STATISTICS, period=week, prepared_at=prepared, due_date=monday + 8 * DAY,
        prepared_by=rng.choice(desk.staff.permanent(CALLBACK)).number,
        submitted_at=prepared + dt.timedelta(hours=rng.choice((1, 3, 5, 24))),
        submitted_by=rng.choice(desk.staff.permanent(CALLBACK)).number,
        received_by=desk.staff.permanent(ARCHIVE)[0].number,
    )  # fmt: skip
    made.facts.add("statistic")
    _file(company, made)


def _file(company: Company, statistic: Record) -> None:
    """Into the archive, under its week."""
    statistic.links["kept"] = company.add(
        "record_inventory", record_type=STATISTICS, record_no=statistic["period"], period=statistic["period"],
        present=True, location="统计柜", archived_at=min(statistic["submitted_at"].date() + DAY, AS_OF),
    )  # fmt: skip


def count_callbacks(desk: Desk) -> None:
    """Write into every statistic what the callbacks of its week come to."""
    company = desk.company
    weeks: dict[str, list[Record]] = {}
    for callback in company["callbacks"]:
        weeks.setdefault(week_of(callback["callback_at"]), []).append(callback)
    for one in company["submissions"]:
        if one["doc_type"] == STATISTICS:
            mine = weeks.get(one["period"], [])
            one["total_count"] = len(mine)
            one["complaint_count"] = sum(bool(callback["is_complaint"]) for callback in mine)
