"""Accidents of service quality: reported, investigated, mended, made good to the customer, and learnt from."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, MANAGER
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes

KINDS = ("服务质量问题", "服务时效问题", "服务安全问题")
CLASSED, PLAN, LEVEL = "S003-C4-4.3a", "S003-C4-4.3b", "S003-C4-4.3b/1"
STEPS, REPORTED, DATED = "S003-C4-4.3c", "S003-C4-4.3d", "S003-C4-4.3d/1"
TOLD, PAID, LOSS = "S003-C4-4.3e", "S003-C4-4.3f", "S003-C4-4.3f/1"
_COUNT = 60
_IMPACTS = ("停机1天，客户不满", "客户退订1台", "影响较小", "媒体未关注，客户投诉一次")
_IDEAS = ("双人复核", "备件提前到位", "增加上门提醒", "增设安全监护人")
_FIXES = ("复训当事人", "更换供应商批次", "修订作业指导书", "补充防护用具")
_ITEMS = ("上门维修", "安装调试", "保养", "返修")
_LESSONS = ("交接要写清", "先断电后作业", "约定时间留余量", "到货先验")


def have_accidents(desk: Desk) -> None:
    """Accidents of six years, each dealt with step by step; and three that happened lately."""
    rng = desk.company.rng
    days = sorted(FIRST + rng.randint(20, (AS_OF - FIRST).days - 140) * DAY for _ in range(_COUNT))
    for number, day in enumerate(days):
        accident = _happened(desk, at(day, rng.randint(8, 17), rng.randint(0, 59)), number)
        _report(desk, accident)
        _deal_with(desk, accident)
    _lately(desk)
    desk.company["incidents"].sort(key=lambda one: one["occurred_at"] or one["found_at"])


def _happened(desk: Desk, moment: dt.datetime, number: int) -> Record:
    rng = desk.company.rng
    customer = rng.choice(desk.customers)
    made = desk.company.add(
        "incidents", day=moment, incident_no=f"SG{number + 1:03d}", incident_type=rng.choice(KINDS),
        occurred_at=moment, found_at=moment + minutes(rng.randint(1, 20)), place=customer.address,
        customer_id=customer.number, service_item=rng.choice(_ITEMS), incident_level="一般" if number % 5 else "重大",
        handled_by=desk.staff.permanent(MANAGER)[0].name, status="处理中",
    )  # fmt: skip
    made.facts.add("accident")
    if number % 5 == 0:
        made.facts.add("major")
        made["plan_started_at"] = moment + minutes(rng.randint(10, 110))
    return made


def _report(desk: Desk, accident: Record) -> None:
    rng = desk.company.rng
    accident["reported_at"] = accident["occurred_at"] + minutes(rng.randint(25, 230))
    accident["reported_to"] = desk.staff.permanent(DEPUTY)[0].name
    accident["impact"], accident["improvement"] = rng.choice(_IMPACTS), rng.choice(_IDEAS)


def _deal_with(desk: Desk, accident: Record) -> None:
    """The facts, whose fault it was, the measure, the lesson; and what the customer lost."""
    rng = desk.company.rng
    accident["investigated_at"] = accident["occurred_at"] + rng.randint(1, 6) * DAY
    accident["liability_at"] = accident["investigated_at"] + rng.randint(1, 6) * DAY
    accident["liability"] = rng.choice(("我方", "我方", "供应商", "客户"))
    accident["corrective_action"], accident["lessons"] = rng.choice(_FIXES), rng.choice(_LESSONS)
    accident["corrected_at"] = accident["liability_at"] + rng.randint(2, 25) * DAY
    accident["lessons_at"] = accident["corrected_at"] + rng.randint(1, 14) * DAY
    accident["closed_at"], accident["status"] = accident["lessons_at"] + rng.randint(1, 5) * DAY, "已关闭"
    accident["customer_loss"] = rng.choice((0, 0, rng.randint(2, 60) * 50))
    accident.facts.add("dealt with")
    if not accident["customer_loss"]:
        return
    if accident["liability"] == "客户":
        desk.company.truth.excepted(accident, PAID)
        return
    accident["compensation_amount"] = accident["customer_loss"]
    accident["compensated_at"] = accident["liability_at"].date() + rng.randint(2, 20) * DAY
    accident.facts.add("made good")


def _lately(desk: Desk) -> None:
    """One of tonight that nobody reported yet, one that is reported, and one that waits for its compensation."""
    truth = desk.company.truth
    tonight = _happened(desk, at(AS_OF, 21, 40), _COUNT + 1)
    truth.pending(tonight, CLASSED, STEPS, REPORTED, TOLD, LEVEL, LOSS)
    reported = _happened(desk, at(AS_OF - DAY, 14), _COUNT + 2)
    _report(desk, reported)
    truth.pending(reported, STEPS, LOSS)
    settled = _happened(desk, at(AS_OF - 20 * DAY, 10), _COUNT + 3)
    _report(desk, settled)
    settled["investigated_at"], settled["liability_at"] = at(AS_OF - 16 * DAY, 10), at(AS_OF - 12 * DAY, 10)
    settled["liability"], settled["customer_loss"] = "我方", 600
    truth.pending(settled, STEPS, PAID, LOSS)
