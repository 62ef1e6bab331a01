"""Assessments and what follows: scores, training for the poor, rewards for the excellent and for good ideas."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from svcqa_example.making.archive import keep
from svcqa_example.making.learning import CATCHING_UP
from svcqa_example.making.oversight import reward
from svcqa_example.making.people import DISPATCHER, TECHNICIAN
from svcqa_example.model import DAY, YEARS, Record, at, time_over

if TYPE_CHECKING:
    from svcqa_example.making.orders import Desk

SCORES = ("quality_score", "efficiency_score", "teamwork_score", "innovation_score")
SCORED = ("绩效考核", "服务人员考核")
"""Kinds of assessment that give the four scores."""
EXCELLENT, ADOPTED = "优秀", "采纳"
REWARDED = "S003-C2-2.3d"
REWARD_DAYS = 30
_IDEAS = ("备件预装箱", "回访话术改进", "共用工具车", "扫码报修", "夜班交接表", "故障代码手册")


def weigh(desk: Desk) -> None:
    """Score, train, reward."""
    rng = desk.company.rng
    for record in desk.company["evaluations"]:
        if record["eval_type"] in SCORED:
            score(desk, record)
        if "unfit" in record.facts:
            (answer,) = (one for one in desk.learning.trained[record["staff_id"]] if one["topic"] == CATCHING_UP)
            answer["source_no"] = record["eval_no"]
        if EXCELLENT not in {record["result"], record["grade"]}:
            continue
        if record["eval_date"].year < YEARS[0]:
            # nobody was called excellent before these records began
            record["result"] = "合格"
        elif time_over(record["eval_date"], REWARD_DAYS) and "reward" not in record.links:
            day = record["eval_date"] + rng.randint(1, 3) * DAY
            record.links["merit"] = give(desk, day, record["staff_id"], record, record["eval_no"])
    _improve(desk)


def score(desk: Desk, record: Record) -> None:
    """The four scores of an assessment."""
    for name in SCORES:
        record[name] = desk.company.rng.randint(70, 98)


def give(desk: Desk, day: dt.date, subject: str, cause: Record, source: str | None = None) -> Record:
    """A reward or penalty that somebody proposed on a day, numbered and on file."""
    company = desk.company
    by = company.rng.choice(desk.staff.at_post(DISPATCHER, day)).number
    made = reward(desk, at(day, company.rng.randint(9, 16)), by, subject)
    made["reward_no"], made["source_no"] = f"JF{len(company['rewards']):03d}", source
    made.links["cause"] = cause
    keep(company, made)
    return made


def _improve(desk: Desk) -> None:
    """Ideas of technicians: taken up and rewarded, turned down, or still being carried out."""
    rng, company = desk.company.rng, desk.company
    for number in range(1, 15):
        day = dt.date(2021 + number % 4, rng.randint(1, 6), rng.randint(1, 28))
        by = rng.choice(desk.staff.at_post(TECHNICIAN, day)).number
        made = company.add(
            "improvements", day=day, improvement_no=f"HL{number:03d}", proposed_at=at(day, 10), proposer_id=by,
            content=rng.choice(_IDEAS), plan="先试行一个季度", decision=ADOPTED if number % 5 else "不采纳",
            owner=desk.staff.leader("技术部").number, is_major=False,
        )  # fmt: skip
        if number == 1:
            company.truth.pending(made, f"{REWARDED}/1")
        elif made["decision"] == ADOPTED:
            done = day + rng.randint(60, 120) * DAY
            made["completed_at"], made["effect"] = at(done, 15), rng.choice(("返工减少", "平均用时缩短", "客户反映好"))
            made["verified_at"] = done + 10 * DAY
            made.links["merit"] = give(desk, done + 2 * DAY, by, made, made["improvement_no"])
