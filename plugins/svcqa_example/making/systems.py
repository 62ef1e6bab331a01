"""Information systems: looked after, backed up, and used by those who have the right to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import (
    ARCHIVE,
    CALLBACK,
    DEPUTY,
    DISPATCHER,
    MANAGER,
    OWN,
    RETURNS,
    TECHNICIAN,
    TRAINER,
    Person,
)
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

UPKEEP, UPGRADE, VIRUSES, FIREWALL, BACKUP = "系统维护", "系统升级", "病毒库更新", "防火墙更新", "备份"
DONE, FAILED = "成功", "失败"
KEY_SYSTEM = "关键信息系统"
ORDERS_SYSTEM, CUSTOMERS_SYSTEM = "工单系统", "客户档案系统"
SHARED, WEBSITE = "共享文件盘", "官网后台"
"""Systems that are on no list of key systems, and are backed up all the same."""
_REPLACED, _STOPPED = "旧话务系统", dt.date(2023, 6, 26)
"""A system that was put out of use, and its last backup."""
FIRST_MONDAY = dt.date(YEARS[0], 1, 6)
PERIODIC = {
    UPKEEP: ("S003-C5-3", f"{AS_OF.year + 1}-01"), UPGRADE: ("S003-C5-3/1", f"{AS_OF.year + 1}H1"),
    VIRUSES: ("S003-C5-5.3c", f"{AS_OF.year + 1}-W01"), FIREWALL: ("S003-C5-5.3c/1", f"{AS_OF.year + 1}-01"),
}  # fmt: skip
"""What is done to all systems → its rule, and the period that has just begun."""
BACKED_UP, ALL_BACKED_UP = "S003-C5-5.1g", "S003-C5-5.1g/1"
_POSTS = (DEPUTY, MANAGER, TRAINER, DISPATCHER, CALLBACK, RETURNS, ARCHIVE)
_MOST_ACCESSES = 14


def run_systems(desk: Desk) -> None:
    """The systems of the company, and six years of work on them."""
    for number, name in enumerate((ORDERS_SYSTEM, CUSTOMERS_SYSTEM, _REPLACED), 1):
        desk.company.add(
            "assets", site=OWN, day=FIRST_MONDAY, asset_no=f"XT{number:03d}", asset_name=name, asset_type=KEY_SYSTEM,
            site_id=OWN, custodian_id=_keeper(desk).number, is_new_tech=False, purchased_at=FIRST_MONDAY - 30 * DAY,
            put_in_use_at=FIRST_MONDAY, location="机房", status="停用" if name == _REPLACED else "在用",
        )  # fmt: skip
    for kind, months in ((UPKEEP, 1), (UPGRADE, 6), (FIREWALL, 1)):
        for day in _every(months):
            operate(desk, kind, day + desk.company.rng.randint(0, 24) * DAY)
    for monday in _mondays():
        operate(desk, VIRUSES, monday + desk.company.rng.randint(0, 4) * DAY)
        for name in (ORDERS_SYSTEM, CUSTOMERS_SYSTEM, SHARED, WEBSITE, _REPLACED):
            if name != _REPLACED or monday <= _STOPPED:
                operate(desk, BACKUP, monday + desk.company.rng.randint(0, 4) * DAY, name)
    _number(desk)
    for rule, period in PERIODIC.values():
        desk.company.truth.slot("pending", f"{rule}/timing", period)
    week = f"{AS_OF.year + 1}-W01"
    for rule, names in ((BACKED_UP, (SHARED, WEBSITE)), (ALL_BACKED_UP, (ORDERS_SYSTEM, CUSTOMERS_SYSTEM))):
        for name in names:
            desk.company.truth.slot("pending", f"{rule}/timing", f"{name}/{week}")


def _keeper(desk: Desk) -> Person:
    """Who looks after the systems."""
    return desk.staff.permanent(ARCHIVE)[0]


def _every(months: int) -> Iterator[dt.date]:
    for year in YEARS:
        for month in range(1, 13, months):
            yield dt.date(year, month, 1)


def _mondays() -> Iterator[dt.date]:
    """The weeks that are over."""
    monday = FIRST_MONDAY
    while monday + 6 * DAY <= AS_OF:
        yield monday
        monday += 7 * DAY


def operate(desk: Desk, kind: str, day: dt.date, system: str = "", result: str = DONE) -> Record:
    """Something is done to a system, or to all of them."""
    rng = desk.company.rng
    return desk.company.add(
        "system_ops", day=day, op_type=kind, system_name=system or None, result=result,
        performed_at=at(day, rng.choice((6, 20, 21, 22)), rng.randint(0, 59)), performed_by=_keeper(desk).number,
    )  # fmt: skip


def _number(desk: Desk) -> None:
    desk.company["system_ops"].sort(key=lambda one: one["performed_at"])
    for number, one in enumerate(desk.company["system_ops"], 1):
        one["op_no"] = f"YW{number:05d}"


def grant_access(desk: Desk) -> None:
    """Accounts of the people in the office and of some technicians, and what they looked at."""
    for person in _users(desk):
        _account(desk, person)
    desk.company["access_log"].sort(key=lambda one: (one["accessed_at"], one["account"]))


def _users(desk: Desk) -> Iterable[Person]:
    for post in _POSTS:
        yield from desk.staff.permanent(post)
    technicians = [one for one in desk.staff.people if one.site == OWN and one.post == TECHNICIAN]
    yield from (one for one in technicians if not one.employed)
    yield from [one for one in technicians if one.employed][:6]


def _account(desk: Desk, person: Person) -> None:
    """An account, revoked on the day of leaving, and its use in between."""
    rng, company = desk.company.rng, desk.company
    granted = max(person.hired, FIRST_MONDAY) + rng.randint(1, 20) * DAY
    rights = company.add(
        "access_rights", site=person.site, day=granted, account=f"yh{person.number}", staff_id=person.number,
        role=rng.choice(("查询", "录入", "查询、导出")), granted_by=desk.staff.permanent(MANAGER)[0].number,
        granted_at=granted, revoked_at=person.leave,
    )  # fmt: skip
    if person.leave:
        rights.facts.add("left")
    days = range((min(person.leave or AS_OF, AS_OF) - granted).days - 1)
    for back in sorted(rng.sample(days, min(len(days), rng.randint(4, _MOST_ACCESSES)))):
        use(desk, rights, granted + (back + 1) * DAY)


def use(desk: Desk, rights: Record, day: dt.date) -> Record:
    """Somebody looks at the database through an account."""
    rng = desk.company.rng
    made = desk.company.add(
        "access_log", site=rights.site, day=day, account=rights["account"],
        accessed_at=at(day, rng.randint(8, 18), rng.randint(0, 59)),
        action=rng.choice(("查询客户资料", "导出派工单", "修改客户电话", "查询返修进度")),
    )  # fmt: skip
    made.links["rights"] = rights
    return made
