"""Service to franchisees: warnings, reports, sales figures, rounds of the satisfaction survey and what followed."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.customer_service import SERVICE_MANAGER, SPECIALISTS, SUPERVISOR
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

REPORT, MONTHLY, QUARTERLY, YEARLY = "加盟商服务报告", "月度销售指标统计", "季度销售指标统计", "年度销售指标统计"
WARNED, ROUND, SUGGESTED = "S001-C2-M4", "S001-C2-M-W4b", "S001-C2-E8"
NEXT = AS_OF.year + 1
_FRANCHISEES, _ASKED = 12, 4
_RISKS = ("加盟店备件库存不足", "旺季上门能力不够", "培训未覆盖新员工", "收费标准未张贴")
_DONE = ("增加备件配额", "由总部支援人员", "安排补训", "统一下发价目表")
_IDEAS = ("增加微信报修入口", "回访话术按机型细分", "加盟店月度例会", "建立常见问题手册", "缩短备件申请流程")
_HALF = 6


def serve_franchisees(desk: Desk) -> None:
    """Six years of it."""
    for year in YEARS:
        _warn(desk, year)
        for half in (1, 2):
            _report(desk, year, half)
            _survey(desk, year, half)
        _sell(desk, year)
        _suggest(desk, year)
    _warn_lately(desk)
    for number, record in enumerate(sorted(desk.company["improvements"], key=lambda one: one["proposed_at"]), 1):
        record["improvement_no"] = f"GJ{number:04d}"
    truth = desk.company.truth
    for rule in ("S001-C2-M5/timing", "S001-C2-M-W4a/timing"):
        truth.slot("pending", rule, f"{NEXT}H1")


def handed_in(desk: Desk, kind: str, period: str, moment: dt.datetime, by: str) -> Record:
    """A paper that the department hands in."""
    staff = desk.staff
    made = desk.company.add(
        "submissions", day=moment, doc_type=kind, period=period, submitted_at=moment, prepared_at=moment,
        submitted_by=staff.permanent(by)[0].number, prepared_by=staff.permanent(by)[0].number,
        received_by=staff.permanent(ARCHIVE)[0].number,
    )  # fmt: skip
    made.facts.add(kind)
    return made


def end_of_half(year: int, half: int) -> dt.date:
    """The last day of a half-year."""
    return dt.date(year, 6, 30) if half == 1 else dt.date(year, 12, 31)


def _warn(desk: Desk, year: int) -> None:
    rng, company = desk.company.rng, desk.company
    for _ in range(4):
        day, risk = dt.date(year, rng.randint(1, 10), rng.randint(1, 28)), rng.randrange(len(_RISKS))
        made = _warned(desk, day, _RISKS[risk])
        made["action"], made["closed_at"] = _DONE[risk], at(day + rng.randint(4, 25) * DAY, rng.randint(9, 17))
        made.facts.add("settled")
    company["warnings"].sort(key=lambda one: one["issued_at"])
    for number, record in enumerate(company["warnings"], 1):
        record["warning_no"] = f"YJ{number:03d}"


def _warned(desk: Desk, day: dt.date, risk: str) -> Record:
    return desk.company.add(
        "warnings", day=day, franchisee_id=desk.company.rng.choice(desk.customers[:_FRANCHISEES]).number,
        issued_at=day, content=risk,
    )  # fmt: skip


def _warn_lately(desk: Desk) -> None:
    """A risk that is still being dealt with on the audit day."""
    made = _warned(desk, AS_OF - 8 * DAY, _RISKS[0])
    made["warning_no"] = f"YJ{len(desk.company['warnings']):03d}"
    desk.company.truth.pending(made, f"{WARNED}/1", f"{WARNED}/2")


def _report(desk: Desk, year: int, half: int) -> None:
    day = end_of_half(year, half) - desk.company.rng.randint(1, 9) * DAY
    handed_in(desk, REPORT, f"{year}H{half}", at(day, desk.company.rng.randint(9, 17)), SERVICE_MANAGER)


def _survey(desk: Desk, year: int, half: int) -> None:
    """A round among some franchisees within a week, and a plan drawn from one of the answers."""
    rng, company = desk.company.rng, desk.company
    first = dt.date(year, _HALF * half - rng.randint(2, 4), rng.randint(1, 20))
    sheets: list[Record] = []
    for later, customer in zip(
        rng.sample(range(7), _ASKED), rng.sample(desk.customers[:_FRANCHISEES], _ASKED), strict=True
    ):
        day = first + later * DAY
        sheets.append(company.add(
            "surveys", day=day, survey_no=f"JM{year}{half}{len(sheets) + 1}", survey_date=day,
            score=rng.randint(80, 100), franchisee_id=customer.number, survey_round=f"JM{year}-{half}",
        ))  # fmt: skip
    sheet = rng.choice(sheets)
    made = company.add(
        "improvements", day=sheet["survey_date"], source_no=sheet["survey_no"], plan=f"{rng.choice(_IDEAS)}，限期落实",
        content="满意度调查后的改进方案", proposed_at=at(first + rng.randint(9, 30) * DAY, rng.randint(9, 16)),
    )  # fmt: skip
    made.facts.add("plan")
    made.links["sheet"], made.links["last"] = sheet, max(sheets, key=lambda one: one["survey_date"])


def _sell(desk: Desk, year: int) -> None:
    """Figures of every month, quarter and year, as far as they are over; the last ones have time left."""
    rng, truth = desk.company.rng, desk.company.truth
    months = [rng.randint(800, 2400) * 100 for _ in range(12)]
    for month, amount in enumerate(months, 1):
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        _figures(desk, MONTHLY, f"{year}-{month:02d}", at(after + rng.randint(0, 3) * DAY, 15), amount)
    for quarter in range(4):
        after = dt.date(year + (quarter + 1) // 4, (3 * quarter + 3) % 12 + 1, 1)
        amount = sum(months[3 * quarter : 3 * quarter + 3])
        _figures(desk, QUARTERLY, f"{year}Q{quarter + 1}", at(after + rng.randint(4, 8) * DAY, 15), amount)
    _figures(desk, YEARLY, str(year), at(dt.date(year + 1, 1, rng.randint(9, 27)), 15), sum(months))
    if year == AS_OF.year:
        for rule, period in (("W3a", f"{year}-12"), ("W3b", f"{year}Q4"), ("W3c", str(year))):
            for part in ("", "/timing"):
                truth.slot("pending", f"S001-C2-M-{rule}{part}", period)


def _figures(desk: Desk, kind: str, period: str, moment: dt.datetime, amount: int) -> None:
    if moment.date() <= AS_OF:
        handed_in(desk, kind, period, moment, SUPERVISOR)["total_amount"] = amount


def _suggest(desk: Desk, year: int) -> None:
    """Every specialist makes a suggestion or two a year."""
    rng = desk.company.rng
    for person in desk.staff.people:
        if person.post not in SPECIALISTS:
            continue
        for _ in range(rng.choice((1, 1, 2))):
            day = dt.date(year, rng.randint(1, 11), rng.randint(1, 28))
            if person.works_on(day):
                made = desk.company.add(
                    "improvements", day=day, proposer_id=person.number, content=rng.choice(_IDEAS),
                    proposed_at=at(day, rng.randint(9, 17)),
                )  # fmt: skip
                made.facts.add("suggestion")
