"""What the service costs its customers: sheets of fees, how they are paid, approved, costed and settled; their use."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.archive import keep
from svcqa_example.making.orders import Desk
from svcqa_example.making.oversight import reward
from svcqa_example.making.people import DISPATCHER, MANAGER, TECHNICIAN
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes

SINCE = dt.date(2024, 7, 1)
"""From when on there are sheets of fees."""
PAID, AGREED = "S003-C6-1", "S003-C6-2"
SETTLED, BALANCED = "S003-C6-3", "S003-C6-4"
REVIEWED, SUMMED, STEPS, ITEM, WAY = "S003-C6-6.2a", "S003-C6-6.2b", "S003-C6-6.2c", "S003-C6-6.2d/1", "S003-C6-6.2e"
PUNISHED = "S003-C6-8"
COST_ITEMS = ("人工成本", "材料成本", "差旅成本", "其他成本")
_METHODS = ("现金", "银行转账", "微信", "支付宝")
_PURPOSES = ("零部件采购", "人员培训", "技术支持", "其他售后")
_EVENING = at(AS_OF, 20)


def charge_fees(desk: Desk) -> None:
    """A sheet for every repair that was charged since mid-2024, two for jobs to come, and every month's settlement."""
    company = desk.company
    for item in COST_ITEMS:
        company.add("cost_items", cost_item=item)
    for order in company["work_orders"]:
        if {"done", "charged"} <= order.facts and order["completed_at"].date() >= SINCE:
            _cost(desk, _sheet(desk, order))
    coming = [one for one in company["work_orders"] if {"contacted", "repair"} <= one.facts]
    for order in coming[:2]:
        _to_come(desk, order)
    company["service_fees"].sort(key=lambda one: one["occurred_at"])
    for number, fee in enumerate(company["service_fees"], 1):
        fee["fee_no"] = f"FY{number:05d}"
    _settle(desk)
    _use(desk)
    _breaches(desk)


def _estimated(desk: Desk, order: Record, amount: int, moment: dt.datetime) -> Record:
    made = desk.company.add(
        "service_fees", site=order.site, day=moment, order_no=order["order_no"], amount=amount, occurred_at=moment,
        estimated_items=desk.company.rng.choice(("人工、材料", "人工、材料、差旅")), estimated_amount=amount // 10 * 10,
        pre_reviewed_at=order["contacted_at"] + minutes(desk.company.rng.randint(1, 30)),
    )  # fmt: skip
    made.links["order"] = order
    return made


def _sheet(desk: Desk, order: Record) -> Record:
    """What a job cost, and when the customer paid: before it began, or later by agreement."""
    rng, amount = desk.company.rng, order["fee_amount"]
    made = _estimated(desk, order, amount, order["completed_at"])
    made["labour_fee"] = amount // 2
    made["travel_fee"] = rng.choice((0, 10, 20))
    made["other_fee"] = rng.choice((None, 0, 5))
    made["material_fee"] = amount - made["labour_fee"] - made["travel_fee"] - (made["other_fee"] or 0)
    made["total_fee"] = made["paid_amount"] = amount
    made["payment_method"] = rng.choice(_METHODS)
    if rng.random() < 0.4:
        made["paid_at"] = order["work_started_at"] - minutes(3)
        made["due_at"] = made["paid_at"].date()
        made.facts.add("first")
        return made
    # the company follows manual 002: the fee is paid when the work is done, and 003 wants that agreed before
    made["deferral_agreed_at"] = order["contacted_at"] + minutes(rng.randint(1, 30))
    made["deferral_agreed_by"] = rng.choice(desk.staff.permanent(DISPATCHER)).number
    made["due_at"] = order["completed_at"].date() + 6 * DAY
    made["paid_at"] = order["completed_at"] + minutes(rng.randint(5, 600))
    made.facts.add("later")
    desk.company.truth.excepted(made, PAID)
    if rng.random() < 0.2:
        made["due_at"] = order["arrived_at"].date()
        made["paid_at"] = at(order["completed_at"].date() + 3 * DAY, 15)
        made.facts.add("after its date")
    if made["paid_at"] > _EVENING:
        made["paid_at"] = made["paid_amount"] = made["payment_method"] = None
    return made


def _cost(desk: Desk, fee: Record) -> None:
    """Approved the day after, costed, settled; what is quite fresh has time left."""
    rng, truth = desk.company.rng, desk.company.truth
    moment = at(fee["occurred_at"].date() + DAY, rng.randint(9, 16))
    for name, days in (("approved_at", (1, 3)), ("costed_at", (1, 6)), ("settled_at", (0, 0))):
        if moment > _EVENING:
            truth.pending(fee, STEPS)
            break
        fee[name] = moment
        moment += rng.randint(*days) * DAY
    fee["approved_by"] = desk.staff.permanent(MANAGER)[0].number if fee["approved_at"] else None
    if fee["costed_at"]:
        fee["cost_item"] = rng.choice(COST_ITEMS)
    else:
        truth.pending(fee, ITEM)
    if fee["settled_at"]:
        fee.facts.add("settled")
    if not fee["paid_at"] and not fee["settled_at"]:
        truth.pending(fee, WAY)


def _to_come(desk: Desk, order: Record) -> None:
    """Looked at beforehand; the customer has not paid, and work has not begun."""
    fee = _estimated(desk, order, 180, order["contacted_at"])
    desk.company.truth.pending(fee, PAID, REVIEWED, f"{REVIEWED}/1", SUMMED, STEPS, ITEM, WAY)


def month_of(fee: Record) -> str:
    """The month to which a fee belongs."""
    return f"{fee['occurred_at']:%Y-%m}"


def _settle(desk: Desk) -> None:
    """Every month's fees are compared with what finance has, and settled early in the next."""
    company, rng = desk.company, desk.company.rng
    first = SINCE
    while first < AS_OF:
        after = (first + 31 * DAY).replace(day=1)
        period = f"{first:%Y-%m}"
        if after > AS_OF:
            company.truth.slot("pending", SETTLED, period)
            company.truth.slot("pending", f"{SETTLED}/timing", period)
            return
        total = sum(fee["amount"] for fee in company["service_fees"] if month_of(fee) == period)
        made = company.add(
            "fee_settlements", day=first, settlement_no=f"JS{period.replace('-', '')}", period=period,
            service_total=total, finance_total=total, reconciled_at=at(after + rng.randint(1, 3) * DAY, 10),
            settled_at=at(after + rng.randint(4, 8) * DAY, 15),
        )  # fmt: skip
        made.facts.add("settled")
        first = after


def _use(desk: Desk) -> None:
    rng, company = desk.company.rng, desk.company
    for year in YEARS:
        for _ in range(6):
            day = dt.date(year, rng.randint(1, 12), rng.randint(1, 28))
            company.add(
                "fee_uses", day=day, use_no=f"ZC{len(company['fee_uses']) + 1:04d}", purpose=rng.choice(_PURPOSES),
                amount=rng.randint(3, 90) * 100, used_at=day,
            )  # fmt: skip


def _breaches(desk: Desk) -> None:
    """Breaches of the rules on fees, each dealt with; the last one waits."""
    company, rng = desk.company, desk.company.rng
    days = [dt.date(year, rng.randint(1, 11), rng.randint(1, 28)) for year in YEARS for _ in range(2)]
    for number, day in enumerate([*sorted(days), AS_OF - 4 * DAY], 1):
        subject = rng.choice(desk.staff.at_post(TECHNICIAN, day)).number
        breach = company.add(
            "violations", day=day, violation_no=f"FW{number:03d}", found_at=at(day, 10), rule_ref="费用管理",
            subject_id=subject,
        )  # fmt: skip
        if day > AS_OF - 10 * DAY:
            company.truth.pending(breach, PUNISHED)
            return
        answer = reward(desk, at(day + DAY, 9), desk.staff.permanent(MANAGER)[0].number, subject)
        answer["reward_no"], answer["source_no"] = f"FJ{number:03d}", breach["violation_no"]
        keep(company, answer)
        # a penalty of its own, which faults of rewards leave alone
        answer.planted = True
        breach.links["penalty"] = answer
        breach.facts.add("fees")
