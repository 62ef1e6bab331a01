"""Claims for expenses: what people spent on their jobs, who approved it, and when they handed it in."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, DIRECTOR, MANAGER, TECHNICIAN
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

TRAVEL, RIDES, NIGHTS, PHONE = "差旅费", "交通费", "住宿费", "通讯费"
ITEMS = {TRAVEL: (200, 980), RIDES: (20, 95), NIGHTS: (180, 420), PHONE: (50, 60)}
"""Item → what it costs, in yuan."""
CHAIN, LEVEL, OUTCOME, IN_TIME, ORDERED = (
    "S003-C6-6.3b", "S003-C6-6.3c", "S003-C6-6.3d", "S003-C6-6.3e", "S003-C6-6.3g/1",
)  # fmt: skip
AGREED, REFUSED = "同意报销", "拒绝报销"
FINANCE = "财务处"
LEVELS = ((0, 1000, "副总经理"), (1000.01, 10000, "总经理"), (10000.01, 9999999, "董事长"))
"""From and to which amount, and who decides."""
_MONTHLY = 5


def claim_expenses(desk: Desk) -> None:
    """Claims of six years for jobs and telephones; the last ones are on their way."""
    company = desk.company
    for least, most, level in LEVELS:
        company.add("authority_matrix", min_amount=least, max_amount=most, approver_level=level)
    done = [
        one for one in company["work_orders"] if "done" in one.facts and one["arrived_at"] < at(AS_OF - 25 * DAY, 0)
    ]
    days = set()
    for order in company.rng.sample(done, min(len(done), _MONTHLY * 12 * len(YEARS))):
        # two claims of one day would be one expense in two parts
        day = (order["technician_id"], order["arrived_at"].date())
        if day not in days:
            _decide(desk, _claim(desk, order, company.rng.choice((TRAVEL, RIDES, NIGHTS))))
        days.add(day)
    _split(desk)
    for year in YEARS:
        for month in range(1, 12, 2):
            _phone(desk, dt.date(year, month, 20))
    sent = [one for one in company["work_orders"] if "fresh" in one.facts]
    for order in sent[:3]:
        made = _claim(desk, order, RIDES)
        made["submitted_at"] = None
        company.truth.pending(made, CHAIN, LEVEL, OUTCOME, IN_TIME)
        made.facts.add("fresh")
    company["expenses"].sort(key=lambda one: one["occurred_at"])
    for number, claim in enumerate(company["expenses"], 1):
        claim["expense_no"] = f"BX{number:05d}"


def _claim(desk: Desk, order: Record, item: str) -> Record:
    rng = desk.company.rng
    day = order["arrived_at"]
    made = desk.company.add(
        "expenses", site=order.site, day=day, staff_id=order["technician_id"], order_no=order["order_no"],
        budget_item=item, occurred_at=day, place=order["address"], reason=f"{order['service_type']}上门",
        amount=rng.randint(*ITEMS[item]),
    )  # fmt: skip
    if item == TRAVEL and rng.random() < 0.12:
        made["amount"] = rng.randint(1100, 2900)
    made["submitted_at"] = at(day.date() + DAY, rng.randint(9, 17))
    return made


def _split(desk: Desk) -> None:
    """A journey came in two claims: together still the deputy's to approve, or, the last two, no longer."""
    agreed = [one for one in desk.company["expenses"] if "agreed" in one.facts and "extended" not in one.facts]
    travel = [one for one in agreed if one["budget_item"] == TRAVEL and one["amount"] <= LEVELS[0][1]]
    for one in [one for one in travel if one["amount"] < 600][:2]:
        _twin(desk, one, 120)
    for one in [one for one in travel if one["amount"] > 600][:2]:
        _twin(desk, one, 640)
        slot = f"{one['staff_id']}/{one['reason']}/{one['occurred_at']:%Y-%m-%d}"
        desk.company.truth.missing(f"{LEVEL}/1", slot)


def _twin(desk: Desk, claim: Record, amount: int) -> None:
    values = {**claim.values, "amount": amount}
    twin = desk.company.add("expenses", site=claim.site, day=claim["occurred_at"], **values)
    twin.facts |= {"agreed", "split"}
    claim.facts.add("split")


def _phone(desk: Desk, day: dt.date) -> None:
    """A monthly bill, which belongs to many jobs."""
    person = desk.company.rng.choice(desk.staff.at_post(TECHNICIAN, day))
    made = desk.company.add(
        "expenses", site=person.site, day=day, staff_id=person.number, budget_item=PHONE, occurred_at=at(day, 10),
        place="本市", reason=f"{day.month}月话费", amount=desk.company.rng.randint(*ITEMS[PHONE]),
        submitted_at=at(day, 16),
    )  # fmt: skip
    made.facts.add("phone")
    desk.company.truth.excepted(made, ORDERED)
    _decide(desk, made)


def _decide(desk: Desk, claim: Record) -> None:
    """By the department, by finance, by the leader who may; some ask for more time, some are refused at once."""
    rng, truth = desk.company.rng, desk.company.truth
    if "phone" not in claim.facts and rng.random() < 0.1:
        claim["extension_told_at"] = claim["occurred_at"] + DAY
        claim["extension_reason"] = rng.choice(("票据在途", "出差未归"))
        claim["submitted_at"] += rng.randint(9, 14) * DAY
        claim.facts.add("extended")
        truth.excepted(claim, IN_TIME)
    moment = claim["submitted_at"] + rng.randint(1, 2) * DAY
    claim["dept_approved_by"], claim["dept_approved_at"] = desk.staff.permanent(MANAGER)[0].number, moment
    if rng.random() < 0.04:
        claim["result"] = REFUSED
        claim.facts.add("refused")
        truth.pending(claim, LEVEL, OUTCOME)
        return
    claim["finance_checked_by"] = desk.staff.leader(FINANCE).number
    claim["finance_checked_at"] = moment + rng.randint(1, 3) * DAY
    high = claim["amount"] > LEVELS[0][1]
    claim["approver_level"] = LEVELS[high][2]
    claim["leader_approved_by"] = desk.staff.permanent(DIRECTOR if high else DEPUTY)[0].number
    claim["leader_approved_at"] = claim["finance_checked_at"] + rng.randint(1, 4) * DAY
    claim["result"] = AGREED
    claim.facts.add("agreed")
