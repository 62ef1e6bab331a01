"""Breaches of the rules, and what is done about them: a penalty, or a corrective action."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.merits import give
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import TECHNICIAN
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

_RULES = ("服务流程", "着装与礼仪", "工具管理", "上门服务规范")
_A_YEAR = 4
DEALT_WITH = "S003-C1-1.1"


def find_breaches(desk: Desk) -> None:
    """Breaches of every year: most punished, some led to a corrective action, and one is quite fresh."""
    rng, company = desk.company.rng, desk.company
    for year in YEARS:
        for _ in range(_A_YEAR):
            day = dt.date(year, rng.randint(1, 10), rng.randint(1, 28))
            breach = _breach(desk, day)
            breach.links["penalty"] = give(desk, day + 2 * DAY, breach["subject_id"], breach)
    closed = [one for one in company["capa"] if {"closed"} == one.facts & {"closed", "from check", "extended"}]
    for report in [one for one in closed if not one["source_no"]][:: max(1, len(closed) // 8)]:
        breach = _breach(desk, report["issued_at"] - rng.randint(1, 5) * DAY)
        breach.links["action"] = report
    company.truth.pending(_breach(desk, AS_OF - 5 * DAY), DEALT_WITH)
    company["violations"].sort(key=lambda one: one["found_at"])
    for number, breach in enumerate(company["violations"], 1):
        breach["violation_no"] = f"WZ{number:03d}"
        for answer in breach.links.values():
            answer["source_no"] = breach["violation_no"]


def _breach(desk: Desk, day: dt.date) -> Record:
    rng = desk.company.rng
    return desk.company.add(
        "violations", day=day, found_at=at(day, rng.randint(9, 16)), rule_ref=rng.choice(_RULES),
        subject_id=rng.choice(desk.staff.at_post(TECHNICIAN, day)).number,
    )  # fmt: skip
