"""The department of customer service: its posts, its regions, and who holds which post from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

CUSTOMER_DEPT = "客户服务部"
SERVICE_MANAGER, SUPERVISOR, SPECIALIST, PROVINCIAL = "客服经理", "客服主管", "客服专员", "省级客服专员"
SERVICE_POSTS = (SERVICE_MANAGER, SUPERVISOR, SPECIALIST, PROVINCIAL)
SPECIALISTS = (SPECIALIST, PROVINCIAL)
REGIONS = ("华东", "华南", "西南", "华中", "东北", "西北", "华北")
BUSY = 3
"""Specialists of a region; the last but one has one at a time."""
LONE = "西北"
PROVINCES = {"广东": "华南", "四川": "西南"}
FOUNDED = dt.date(2018, 4, 2)
"""Everybody began on the day on which the department was founded, but for those who came after somebody."""
REORGANISED = dt.date(2024, 4, 1)
"""In four places somebody left on the day before, and somebody else came."""
CHANGED = ("华东", "华南", "华北", "广东")
_LONE_CHANGED = dt.date(2023, 5, 1)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Seat:
    """A post in the department, held by one person from a first day to a last one."""

    post: str
    start: dt.date = FOUNDED
    leave: dt.date | None = None
    region: str = ""
    province: str = ""


def seats() -> Iterator[Seat]:
    """Every seat, and whoever took it over."""
    yield Seat(SERVICE_MANAGER)
    yield from (Seat(SUPERVISOR) for _ in range(2))
    for region in REGIONS:
        for number in range(1 if region == LONE else BUSY):
            changed = _LONE_CHANGED if region == LONE else REORGANISED if region in CHANGED and not number else None
            yield from _held(SPECIALIST, region, "", changed)
    for province, region in PROVINCES.items():
        for number in range(BUSY if province in CHANGED else 2):
            yield from _held(PROVINCIAL, region, province, REORGANISED if province in CHANGED and not number else None)


def _held(post: str, region: str, province: str, changed: dt.date | None) -> Iterator[Seat]:
    """By one person all the time, or by one after the other."""
    yield Seat(post, FOUNDED, changed and changed - _DAY, region, province)
    if changed:
        yield Seat(post, changed, None, region, province)
