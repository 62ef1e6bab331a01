"""What no record decides: an auditor asks or watches people, and writes down the answer and what shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from svcqa_example.model import AS_OF, YEARS, Record
from svcqa_example.orders import Desk
from svcqa_example.people import (
    CHIEF,
    DEPUTY,
    DIRECTOR,
    DISPATCHER,
    MANAGER,
    OWN,
    RETURNS,
    TECHNICIAN,
    TRAINER,
    WEST,
)

ASK, LOOK, READ = "访谈", "观察", "查阅"
LATELY = f"{AS_OF.year}-01-01..{AS_OF}"
"""The year that an audit looks back on, as a finding names it."""
_KEPT = "材料见审核附件"


@dataclass(frozen=True)
class Question:
    """A statement, and how it is put."""

    post: str
    """Whom it is put to, or whose work is watched or read."""
    method: str
    points: int = 1
    evidence: str = _KEPT
    lately: bool = False
    """It is asked for once in the year that an audit looks back on, not every year."""
    site: str = OWN


IF_ANYTHING = ("P01-4.2.3d",)
"""Asked for a year only if there was anything to ask about."""
APPOINTED = "P01-4.1.2"
"""Put for everyone who is appointed to the team."""
QUESTIONS = {
    "P01-3.1": Question(DISPATCHER, "询问", evidence="识别组织计划、监督记录"),
    "P01-4.2.2a": Question(CHIEF, READ, evidence="法规与客户反馈汇编"),
    "P01-4.2.3d": Question(MANAGER, READ, 6, "识别清单及说明"),
    "P02-4.2.1": Question(DIRECTOR, ASK, 3, "承诺文本、资源计划"),
    "P02-4.2.3": Question(DEPUTY, READ, evidence="近两年承诺与目标对照"),
    "P02-4.4.3": Question(TECHNICIAN, ASK, evidence="抽问记录"),
    "P03-3.5": Question(TECHNICIAN, LOOK, evidence="跟看2个工单"),
    "P03-4.2": Question(MANAGER, READ, evidence="制度汇编目录"),
    "P03-4.8": Question(MANAGER, READ, evidence="官网与大厅照片"),
    "P04-4.2-3g": Question(TECHNICIAN, ASK, 2, "抽问3人"),
    "P04-4.2-4a": Question(TECHNICIAN, LOOK, 2, "随行2次", lately=True),
    "P04-4.2-6c": Question(TECHNICIAN, READ, evidence="抽查维修单5份", lately=True),
    "P05-4.2-8b": Question(RETURNS, LOOK, 6, "包装照片6张"),
    "P06-4.2.5c": Question(TECHNICIAN, LOOK, evidence="随同上门2次", lately=True, site=WEST),
    "P07-4.2.2.3h": Question(TRAINER, READ, 3, "三级教材目录", lately=True),
    "P08-4.2b": Question(CHIEF, LOOK, evidence="发运现场照片3张", lately=True),
    "P08-4.7b": Question(TECHNICIAN, READ, evidence="工具清单", lately=True),
    "P08-4.8b": Question(TECHNICIAN, LOOK, evidence="按方案逐项核对", lately=True),
    "P09-4.2c": Question(DISPATCHER, "现场观察", evidence="试拨3次"),
}
"""Rule → its question."""
APPOINTMENT = Question(TRAINER, READ, 4, "档案、证书、任命书")


def attest(desk: Desk) -> None:
    """Put every question every year, and one for each appointment; the answers are those that one hopes for."""
    for rule, question in QUESTIONS.items():
        for year in YEARS:
            day = dt.date(year, desk.company.rng.randint(3, 11), desk.company.rng.randint(1, 28))
            asked = desk.company.rng.choice(desk.staff.at_post(question.post, day, question.site))
            answered(desk, rule, question, day, asked.number)
        if not question.lately and rule not in IF_ANYTHING:
            desk.company.truth.slot("pending", rule, str(YEARS[-1] + 1))
    for member in desk.company["risk_team"]:
        answered(desk, APPOINTED, APPOINTMENT, member["appointed_at"], member["staff_id"])
    desk.company["attestations"].sort(key=lambda one: one["signed_at"])
    for number, record in enumerate(desk.company["attestations"], 1):
        record["attestation_id"] = f"WD{number:04d}"


def answered(desk: Desk, rule: str, question: Question, day: dt.date, asked: str) -> Record:
    """A question put to somebody, with a good answer to each of its points."""
    answer = "；".join(f"{number}.是" for number in range(1, question.points + 1)) if question.points > 1 else "是"
    made = desk.company.add(
        "attestations", site=question.site, day=day, statement_id=f"S002-{rule}", period=str(day.year), signed_at=day,
        signer=desk.staff.permanent(TRAINER)[0].number, asked=asked, method=question.method, answer=answer,
        evidence=question.evidence,
    )  # fmt: skip
    made.facts.add(rule)
    return made


def answer_to(desk: Desk, rule: str, year: int) -> Record:
    """The answer of a year to a question."""
    return next(one for one in desk.company["attestations"] if rule in one.facts and one.year == year)
