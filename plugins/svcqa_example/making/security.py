"""Security of information: incidents, checks, training, reviews from outside, contracts, plans, and breaches."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.actions import corrected
from svcqa_example.making.archive import keep
from svcqa_example.making.learning import AGAIN, SERVICE
from svcqa_example.making.orders import Desk
from svcqa_example.making.oversight import reward
from svcqa_example.making.people import CALLBACK, DEPUTY, MANAGER, OFFICE, TECHNICIAN, TRAINER, Person
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Record, at, minutes, time_over

INCIDENT, CHECK, REVIEW, SECRECY = "信息安全", "信息安全检查", "外部安全评估", "信息安全"
MISMANAGED, BETRAYED = "信息管理", "信息保密与安全"
"""The rules that are broken, as the register of breaches names them."""
SUPERVISOR = "信息安全监督"
FULL = "全面"
FEEDBACK_PROCESS, PLANS = "反馈处理流程", ("系统故障预案", "数据泄露预案", "恢复计划")
CHECKED, MENDED, DEALT, PUNISHED = "S003-C5-5.3i", "S003-C5-5.3j", "S003-C5-6", "S003-C5-6/1"
_LEAKS = ("客户名单误发外部邮箱", "离职人员仍能登录", "维修平板遗失", "口令写在便签上", "病毒邮件被打开", "账号共用")
_INCIDENTS = 14
_LATE_HIRE = dt.date(AS_OF.year - 1, 12, 20)
"""By then everybody who came in the year before the audit has been trained."""


def leak(desk: Desk) -> None:
    """Incidents of information security: reported within the hour, looked into, mended; one was found an hour ago."""
    rng, company = desk.company.rng, desk.company
    days = sorted(FIRST + rng.randint(30, 2100) * DAY for _ in range(_INCIDENTS))
    for number, day in enumerate(days, 1):
        found = at(day, rng.randint(8, 17), rng.randint(0, 59))
        _leaked(desk, number, found, loss=bool(number % 2)).facts.add("settled")
    fresh = _found(desk, _INCIDENTS + 1, at(AS_OF, 23))
    company.truth.pending(fresh, "S003-C5-5.3b", "S003-C5-5.3g", "S003-C5-5.3g/3")


def _found(desk: Desk, number: int, found: dt.datetime) -> Record:
    return desk.company.add(
        "incidents", day=found, incident_no=f"XA{number:03d}", incident_type=INCIDENT, status="处理中",
        occurred_at=found - minutes(desk.company.rng.randint(30, 3000)), found_at=found,
    )  # fmt: skip


def _leaked(desk: Desk, number: int, found: dt.datetime, *, loss: bool) -> Record:
    rng = desk.company.rng
    made = _found(desk, number, found)
    made["reported_at"] = found + minutes(rng.randint(5, 60))
    made["handled_by"], made["handled_at"] = (
        desk.staff.permanent(MANAGER)[0].name,
        found + minutes(rng.randint(70, 200)),
    )
    made["action"] = f"{rng.choice(_LEAKS)}，已止损"
    made["investigated_at"] = found + rng.randint(2, 9) * DAY
    made["corrective_action"] = rng.choice(("停用账号并改口令", "收回文件", "加设审批"))
    made["preventive_action"] = rng.choice(("离职清单加一项", "外发加密", "全员再培训"))
    made["has_loss"] = loss
    if loss:
        made["liability"], made["penalty"] = "当事人负主要责任", "通报批评并扣绩效"
        made["announced_at"] = (found + rng.randint(10, 14) * DAY).date()
    made["closed_at"], made["status"] = found + rng.randint(15, 28) * DAY, "已关闭"
    return made


def check_security(desk: Desk) -> None:
    """A full check in the last month of every quarter; in between the server room only; what is found is mended."""
    rng = desk.company.rng
    for year in YEARS:
        for quarter in range(1, 5):
            made = _checked(desk, dt.date(year, 3 * quarter, rng.randint(6, 24)), FULL)
            if quarter == 1 + year % 3 or (year, quarter) == (AS_OF.year, 4):
                _mend(desk, made)
            if quarter % 2:
                _checked(desk, dt.date(year, 3 * quarter - 1, rng.randint(6, 24)), "机房")
    desk.company.truth.slot("pending", CHECKED, f"{AS_OF.year + 1}Q1")


def _checked(desk: Desk, day: dt.date, scope: str) -> Record:
    number = sum(one["inspection_type"] == CHECK for one in desk.company["inspections"]) + 1
    made = desk.company.add(
        "inspections", day=day, inspection_no=f"XC{number:03d}", inspection_type=CHECK, scope=scope, result="合格",
        finding_count=0, inspector=supervisor(desk).number, checklist_item="账号、口令、备份、外发",
        inspected_at=at(day, desk.company.rng.randint(9, 16)),
    )  # fmt: skip
    made.planted = True
    return made


def supervisor(desk: Desk) -> Person:
    """Who supervises the security of information."""
    return desk.staff.permanent(CALLBACK)[0]


def _mend(desk: Desk, check: Record) -> None:
    """Something was found: it is raised, dealt with, and reported upwards; of the last check that is to come."""
    check["result"], check["finding_count"] = desk.company.rng.choice((("不合格", 2), ("合格", 1)))
    day = check["inspected_at"].date()
    if not time_over(day, 30):
        desk.company.truth.pending(check, MENDED)
        return
    report = corrected(desk, day + DAY)
    report["capa_no"], report["source_no"] = check["inspection_no"].replace("XC", "ZGX"), check["inspection_no"]
    report["description"], report["reported_at"] = "信息安全检查发现问题", report["implemented_at"] + DAY
    check.links["report"] = report
    check.facts.add("mended")


def train_in_secrecy(desk: Desk) -> None:
    """Everybody learns about the security of information: in the first weeks, and every year."""
    days = {year: dt.date(year, 3, desk.company.rng.randint(3, 28)) for year in YEARS}
    for one in desk.staff.people:
        mine = desk.learning.trained[one.number]
        first = min(next(record["completed_at"] for record in mine if record["topic"] == SERVICE), _LATE_HIRE)
        _taught(desk, one, first)
        if one.outsourced:
            # at the retraining of the year: who misses that misses both
            for again in [record for record in mine if record["topic"] == AGAIN]:
                _taught(desk, one, again["completed_at"])
        else:
            for day in days.values():
                if first + 30 * DAY < day and (one.leave is None or day < one.leave):
                    _taught(desk, one, day)
    desk.company.truth.slot("pending", "S003-C5-5.3e/timing", str(AS_OF.year + 1))
    desk.company["training_records"].sort(key=lambda record: (record["completed_at"], record["staff_id"]))


def _taught(desk: Desk, one: Person, day: dt.date) -> Record:
    made = desk.company.add(
        "training_records", site=one.site, day=day, staff_id=one.number, course="信息安全与保密", completed_at=day,
        result="合格", topic=SECRECY, hours=2, exam_score=desk.company.rng.randint(75, 100), trainer="内部讲师",
    )  # fmt: skip
    desk.learning.trained[one.number].append(made)
    return made


def let_others_look(desk: Desk) -> None:
    """Reviewed from outside every year; contracts with partners say who answers for what; plans are in force."""
    rng, company = desk.company.rng, desk.company
    supervisor(desk).record["special_role"] = SUPERVISOR
    for year in YEARS:
        company.add(
            "audits", day=dt.date(year, 9, 1), audit_no=f"PS{year}", audit_type=REVIEW, dept=OFFICE, clause="信息安全",
            audited_at=dt.date(year, 9, rng.randint(3, 27)), auditor_org="信安测评中心", result="符合",
        )  # fmt: skip
    for rule in ("S003-C5-5.3k/timing", "S003-C5-5.3d/timing"):
        company.truth.slot("pending", rule, str(AS_OF.year + 1))
    for number in range(1, 25):
        _contract(desk, number)
    for number, kind in enumerate((*PLANS, FEEDBACK_PROCESS), 1):
        company.add(
            "documents", day=FIRST, doc_no=f"XA-{number:02d}", doc_title=kind, doc_type=kind, version="A",
            control_status="受控", status="有效", is_external=False, drafted_by=desk.staff.permanent(TRAINER)[0].number,
            drafted_at=FIRST - 60 * DAY, approved_by=desk.staff.permanent(DEPUTY)[0].number,
            approved_at=at(FIRST - 30 * DAY, 10), issued_at=FIRST - 20 * DAY, effective_date=FIRST,
        ).planted = True  # fmt: skip


def _contract(desk: Desk, number: int) -> None:
    """With a partner or supplier: in force, ended, ended before its time, or not signed yet."""
    rng = desk.company.rng
    signed = FIRST + rng.randint(0, 1700) * DAY
    made = desk.company.add(
        "partner_contracts", contract_no=f"HZ{number:03d}", partner=f"合作商{number}号", signed_at=signed,
        expires_at=AS_OF + rng.randint(30, 900) * DAY, security_clause=f"第{rng.randint(6, 12)}条", status="有效",
    )  # fmt: skip
    if number % 8 == 3:
        made["status"], made["security_clause"] = "已终止", None
    elif number == 8:
        made["signed_at"], made["status"], made["security_clause"] = None, "洽谈中", None
        desk.company.truth.pending(made, "S003-C5-5.3f")
    else:
        made.facts.add("in force")


def break_secrecy(desk: Desk) -> None:
    """Breaches of the rules on information: mismanagement is corrected or punished, a breach of secrecy punished."""
    rng, company = desk.company.rng, desk.company
    days = sorted(FIRST + rng.randint(60, 2000) * DAY for _ in range(16))
    for number, day in enumerate(days, 1):
        made = _breach(desk, number, at(day, rng.randint(9, 16)), MISMANAGED if number % 2 else BETRAYED)
        if number % 4 == 1:
            action = corrected(desk, day + rng.randint(2, 9) * DAY)
            action["capa_no"], action["source_no"] = f"ZGW{number:03d}", made["violation_no"]
            made.links["action"] = action
        else:
            _punish(desk, made, number)
    for number, kind in ((17, MISMANAGED), (18, BETRAYED)):
        fresh = _breach(desk, number, at(AS_OF - 6 * DAY, 10 + number % 2), kind)
        company.truth.pending(fresh, DEALT if kind == MISMANAGED else PUNISHED)


def _breach(desk: Desk, number: int, found: dt.datetime, kind: str) -> Record:
    subject = desk.company.rng.choice(desk.staff.at_post(TECHNICIAN, found.date())).number
    return desk.company.add(
        "violations", day=found, violation_no=f"WG{number:03d}", found_at=found, rule_ref=kind, subject_id=subject,
    )  # fmt: skip


def _punish(desk: Desk, breach: Record, number: int) -> None:
    proposed = breach["found_at"] + desk.company.rng.randint(1, 3) * DAY
    penalty = reward(desk, proposed, desk.staff.permanent(MANAGER)[0].number, breach["subject_id"])
    penalty["reward_no"], penalty["source_no"] = f"JFX{number:03d}", breach["violation_no"]
    penalty.planted = True
    keep(desk.company, penalty)
    breach.links["penalty"] = penalty
