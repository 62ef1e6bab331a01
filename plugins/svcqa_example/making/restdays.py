"""Days of rest and who is on duty on them, and how the service as a whole is evaluated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER, MANAGER, SERVICE_DEPT
from svcqa_example.model import AS_OF, DAY, YEARS, at

HOLIDAY, WEEKEND, WORKED = "法定节假日", "周末", "调休上班"
COVERED, EVALUATED = "S003-C3-9", "S003-C3-11"
EVALUATION, POINTS = "售后服务评估", "满意度调查、业务能力培训、流程优化"
_FROM = dt.date(2024, 1, 1)
"""Since then the office keeps the list."""
_HOLIDAYS = (
    ("2024-01-01", 1), ("2024-02-10", 8), ("2024-04-04", 3), ("2024-05-01", 5), ("2024-06-08", 3), ("2024-09-15", 3),
    ("2024-10-01", 7), ("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3), ("2025-05-01", 5), ("2025-05-31", 3),
    ("2025-10-01", 8),
)  # fmt: skip
"""First day and number of days of every public holiday, as the State Council announced them."""
_WORKED = (
    "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12",
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
)  # fmt: skip
"""Days of a weekend on which one works instead."""
_SATURDAY = 5


def rest(desk: Desk) -> None:
    """The list of days of rest, somebody on duty on each of them, and two evaluations a year."""
    covered = {one["shift_date"] for one in desk.company["duty_roster"] if one["staff_id"]}
    for day, kind in _days():
        desk.company.add("holidays", day=day, date=day, day_type=kind)
        if kind != WORKED and day not in covered:
            _on_duty(desk, day)
    for number, (year, month) in enumerate(((year, month) for year in YEARS for month in (5, 11)), 1):
        day = dt.date(year, month, desk.company.rng.randint(3, 26))
        desk.company.add(
            "audits", day=day, audit_no=f"PG{number:03d}", audit_type=EVALUATION, audited_at=day, dept=SERVICE_DEPT,
            clause="服务评估", auditor_id=desk.staff.permanent(MANAGER)[0].number, result="符合", content_items=POINTS,
        ).facts.add("evaluation")  # fmt: skip
    desk.company.truth.slot("pending", f"{EVALUATED}/timing", f"{YEARS[-1] + 1}H1")


def _days() -> Iterator[tuple[dt.date, str]]:
    holidays = {dt.date.fromisoformat(first) + one * DAY for first, count in _HOLIDAYS for one in range(count)}
    day = _FROM
    while day <= AS_OF:
        if day in holidays:
            yield day, HOLIDAY
        elif day.isoformat() in _WORKED:
            yield day, WORKED
        elif day.weekday() >= _SATURDAY:
            yield day, WEEKEND
        day += DAY


def _on_duty(desk: Desk, day: dt.date) -> None:
    """One of the dispatchers, as was settled a week before."""
    rng, company = desk.company.rng, desk.company
    company.add(
        "duty_roster", day=day, shift_id=f"ZB{day:%y%m%d}", shift_date=day, post="调度",
        staff_id=rng.choice(desk.staff.permanent(DISPATCHER)).number, shift_start=at(day, 8), shift_end=at(day, 18),
        arranged_at=at(day - rng.randint(5, 9) * DAY, 16),
    )  # fmt: skip
