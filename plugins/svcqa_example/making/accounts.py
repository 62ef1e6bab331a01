"""Customers and what is known of them: how much they matter, who visits them, who may see their files."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK, CHIEF, DISPATCHER, MANAGER
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Record, at, minutes

KEY, USUAL = "重点", "一般"
COMPLETE, SURVEYED, FOLLOWED = "S002-P14-p1", "S002-P14-p2", "S002-P14-p5"
BASED, VERIFIED, LEVELLED = "S002-P14-p7", "S002-P14-p8", "S002-P14-p9/1"
KEY_CUSTOMERS = 8
_ABOUT = ("设备运行与备件需求", "巡检计划和报价", "培训操作人员", "来年维保意向")
_WISHES = ("无", "希望缩短到货时间", "希望增加巡检", "希望提供操作视频")
_PURPOSES = ("处理投诉", "续签维保合同", "核对应收款", "安排巡检", "审计抽查")
_HANDLED = ("电话致歉并安排复检", "上门说明收费", "赠送一次保养")
_REFUSED = 10
"""Every so manieth request to see a file is refused."""


def know_customers(desk: Desk) -> None:
    """Files, visits, answers that were not good, and who looked into a file."""
    _files(desk)
    for year in YEARS:
        _visit(desk, year)
    for sheet in [one for one in desk.company["surveys"] if "round" in one.facts][::20]:
        _follow_up(desk, sheet)
    _look_up(desk)
    desk.company.truth.slot("pending", f"{SURVEYED}/timing", f"{YEARS[-1] + 1}H1")


def _files(desk: Desk) -> None:
    rng, company = desk.company.rng, desk.company
    for number, one in enumerate(company["customers"]):
        one["level"] = KEY if number < KEY_CUSTOMERS else USUAL
        one["data_basis"], one["delete_after"] = "合同", AS_OF + rng.randint(200, 1500) * DAY
        one["last_verified_at"] = max(one["created_at"], AS_OF - rng.randint(3, 340) * DAY)


def _visit(desk: Desk, year: int) -> None:
    """Two or three visits a year to everybody who matters most."""
    rng, company = desk.company.rng, desk.company
    for customer in company["customers"][:KEY_CUSTOMERS]:
        for month in rng.sample(range(1, 12), rng.choice((2, 3))):
            day = dt.date(year, month, rng.randint(1, 28))
            company.add(
                "customer_visits", day=day, visit_no=f"ZF{len(company['customer_visits']) + 1:04d}", visited_at=day,
                customer_id=customer["customer_id"], visited_by=rng.choice(desk.staff.permanent(CHIEF)).number,
                contact_name=customer["contact_name"], content=rng.choice(_ABOUT), opinions=rng.choice(_WISHES),
            )  # fmt: skip


def _follow_up(desk: Desk, sheet: Record) -> None:
    """Somebody was not satisfied, and was called within days."""
    rng = desk.company.rng
    sheet["satisfied"], sheet["score"] = False, 84
    sheet["handling"], sheet["handled_by"] = rng.choice(_HANDLED), rng.choice(desk.staff.permanent(CALLBACK)).number
    sheet["handled_at"] = at(sheet["survey_date"] + rng.randint(1, 10) * DAY, rng.randint(9, 16))


def _look_up(desk: Desk) -> None:
    """Who wanted to see a file asked, and saw it once it was granted."""
    rng, company, staff = desk.company.rng, desk.company, desk.staff
    days = sorted(FIRST + rng.randint(0, (AS_OF - FIRST).days - 3) * DAY for _ in range(60))
    for number, day in enumerate(days, 1):
        asked = at(day, rng.randint(8, 13), rng.randint(0, 59))
        made = company.add(
            "customer_data_access", day=day, access_no=f"DY{number:04d}", requested_at=asked,
            customer_id=rng.choice(desk.customers).number, purpose=rng.choice(_PURPOSES), extent="联系方式和服务记录",
            accessed_by=rng.choice(staff.permanent(DISPATCHER)).number, decision="同意",
            approved_by=staff.permanent(MANAGER)[0].number, approved_at=asked + minutes(rng.randint(5, 90)),
        )  # fmt: skip
        if number % _REFUSED:
            made["accessed_at"] = made["approved_at"] + minutes(rng.randint(5, 120))
        else:
            made["decision"] = "不同意"
