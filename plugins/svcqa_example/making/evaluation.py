"""Internal evaluation: two rounds a year through all departments and clauses, and what was raised because of them."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.actions import corrected
from svcqa_example.making.audits import BAD
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CHIEF, DEPARTMENTS, DEPUTY, DIRECTOR, MANAGER, TRAINER, Person
from svcqa_example.model import AS_OF, DAY, YEARS, Record, years_on

KIND, AUDITOR = "内部评价", "内审员"
GAP, RAISED = "S002-P16-p1/timing", "S002-P16-p3"
CLAUSES = {
    **dict.fromkeys((f"5.1.{number}" for number in range(1, 6)), 6), "5.1.6": 5, "5.1.7": 5,
    **dict.fromkeys((f"5.2.{number}" for number in range(1, 6)), 6), "5.2.6": 5, "5.3.1": 13, "5.3.2": 12,
}  # fmt: skip
"""The clauses of the standard by which the company evaluates itself → the points it gives each."""
LICENCE = "S002-P07-4.1.2.1b/1"
"""It asks whether the certificates of people have been reviewed, while they last."""
_MONTHS = (3, 9)
_SINCE = dt.date(2019, 6, 3)
_FACTS = ("抽查3份记录缺签字", "台账未按月更新", "文件未发到岗位", "工具未点检")
_TEAM = 4


def evaluate(desk: Desk) -> None:
    """Six years of it, by people who were trained for it; and what other audits found is acted on as well."""
    for person in _auditors(desk):
        _qualify(desk, person)
    found = [one for one in desk.company["audits"] if one["result"] == BAD]
    for year in YEARS:
        for month in _MONTHS:
            day = dt.date(year, month, desk.company.rng.randint(8, 24))
            found += _round(desk, day)
    for one in found:
        one.links["report"] = _raise(desk, one)
    last = max(one["audited_at"] for one in desk.company["audits"] if KIND in one.facts)
    desk.company.truth.slot("pending", GAP, last.isoformat())


def _auditors(desk: Desk) -> list[Person]:
    """Of several departments, so that nobody has to evaluate the own one."""
    return [*desk.staff.permanent(TRAINER)[:1], *desk.staff.permanent(MANAGER)[:1], *desk.staff.permanent(CHIEF)[:2]]


def _qualify(desk: Desk, person: Person) -> None:
    """A certificate every three years, each before the last one ends."""
    issued = _SINCE + desk.company.rng.randint(0, 20) * DAY
    while issued < AS_OF:
        certify(desk, AUDITOR, person.number, issued)
        issued = years_on(issued, 3) - 20 * DAY


def certify(desk: Desk, kind: str, holder: str, issued: dt.date) -> Record:
    """A certificate for three years."""
    company = desk.company
    made = company.add(
        "certificates", day=issued, cert_no=f"ZG{issued:%y%m}{len(company['certificates']) + 1:04d}", cert_type=kind,
        holder_id=holder, holder_type="员工", issued_at=issued, expires_at=years_on(issued, 3) - DAY,
    )  # fmt: skip
    if made["expires_at"] < AS_OF:
        company.truth.excepted(made, LICENCE)
    elif issued < AS_OF - 365 * DAY:
        made["last_reviewed_at"] = AS_OF - 90 * DAY
    return made


def _round(desk: Desk, day: dt.date) -> list[Record]:
    """Planned and announced, opened, gone through, closed and reported; what it found comes back."""
    company, rng = desk.company, desk.company.rng
    number = f"NP{day:%Y}-{1 + (day.month > _MONTHS[0])}"
    team = _auditors(desk)
    header = company.add(
        "audit_rounds", day=day, audit_no=number, scope="全部部门和条款", criteria="GB/T 27922、WWSH-003",
        team_leader=team[0].number, members="、".join(one.name for one in team[1:]),
        approved_by=desk.staff.permanent(DEPUTY)[0].number, approved_at=day - rng.randint(20, 30) * DAY,
        notified_at=day - rng.randint(8, 14) * DAY, opened_at=day, closing_at=day + 3 * DAY,
        reported_at=day + rng.randint(10, 20) * DAY, report_approved_by=desk.staff.permanent(DIRECTOR)[0].number,
        report_approved_at=day + rng.randint(21, 25) * DAY, conclusion="达标",
    )  # fmt: skip
    bad = set(rng.sample(range(len(CLAUSES)), 2))
    turn = len(company["audit_rounds"])
    rows = []
    for place, (clause, points) in enumerate(CLAUSES.items()):
        dept = DEPARTMENTS[(place + turn) % len(DEPARTMENTS)]
        row = company.add(
            "audits", day=day, audit_no=number, audit_type=KIND, audited_at=day + place % 3 * DAY, dept=dept,
            clause=clause, auditor_id=rng.choice([one for one in team if one.dept != dept]).number,
            result=BAD if place in bad else "符合",
            score=round(points * (0.7 if place in bad else rng.choice((0.9, 0.95, 1.0))), 1),
        )  # fmt: skip
        row.facts.add(KIND)
        row.links["round"] = header
        rows.append(row)
    header.links.update({one["clause"]: one for one in rows})
    return [one for one in rows if one["result"] == BAD]


def _raise(desk: Desk, found: Record) -> Record:
    """What was found is raised the day after, for the department it was found in."""
    made = corrected(desk, found["audited_at"] + DAY)
    made["capa_no"] = f"NC-{found['audit_no']}-{found['clause'].replace('.', '')}"
    made["source_no"], made["dept"], made["clause"] = found["audit_no"], found["dept"], found["clause"]
    made["description"] = desk.company.rng.choice(_FACTS)
    made.facts.add("from audit")
    return made
