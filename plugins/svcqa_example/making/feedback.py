"""What customers say: opinions answered, reported every quarter and followed by improvements; and the surveys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK, CHIEF, DEPUTY, MANAGER
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Record, at, minutes, time_over

REPORT = "客户反馈报告"
REPORTED, IMPROVED = "S003-C3-3.1d/timing", "S003-C3-3.1e"
SURVEYED = "S003-C3-3.4e/timing"
TOLD, VERIFIED, SAID = "S003-C3-3.1f", "S003-C3-3.1e/1", "S003-C3-3.1e/2"
ACTED_DAYS, VERIFIED_DAYS = 30, 30
"""Within how many days of a report a measure is decided on, and of its completion a major one is evaluated."""
_SOURCES = ("社交媒体", "在线评价", "调查表", "电话")
_MEASURES = ("缩短配件调拨时间", "增加周末值班", "改进上门预约短信", "统一收费告知用语", "增加滤网库存", "加强调试培训")
_DEALT_WITH = ("已处理", "已关闭", "已解决")
_ASKED = 12
"""How many customers answer a survey."""


def listen(desk: Desk) -> None:
    """Opinions, reports, surveys and measures of six years."""
    _what_others_hold(desk)
    _opinions(desk)
    for quarter in quarters():
        _report(desk, quarter)
    for year in YEARS:
        for half in (1, 2):
            _survey(desk, year, half)
    desk.company.truth.slot("pending", REPORTED, f"{YEARS[-1] + 1}Q1")
    desk.company.truth.slot("pending", SURVEYED, f"{YEARS[-1] + 1}H1")


def quarters() -> Iterator[tuple[int, int]]:
    """Every quarter of which the report is there."""
    return ((year, quarter) for year in YEARS for quarter in range(1, 5) if (year, quarter) != (YEARS[-1], 4))


def _what_others_hold(desk: Desk) -> None:
    """Opinions and measures that came another way are told of, and called minor."""
    truth = desk.company.truth
    for one in desk.company["feedbacks"]:
        if one["status"] not in _DEALT_WITH:
            truth.pending(one, TOLD)
        elif not one["result_told_at"]:
            one["result_told_at"] = (one["responded_at"] or one["received_at"]) + minutes(200)
    for one in desk.company["improvements"]:
        one["is_major"] = bool(one["is_major"])
        if not one["completed_at"]:
            truth.pending(one, SAID)


def _opinions(desk: Desk) -> None:
    rng, company = desk.company.rng, desk.company
    days = sorted(FIRST + rng.randint(0, (AS_OF - FIRST).days) * DAY for _ in range(max(60, company.orders // 60)))
    for number, day in enumerate(days, 1):
        received = at(day, rng.randint(8, 17), rng.randint(0, 59))
        made = company.add(
            "feedbacks", day=day, feedback_no=f"FY{number:05d}", customer_id=rng.choice(desk.customers).number,
            received_at=received, source_channel=rng.choice(_SOURCES),
            responded_at=received + minutes(rng.randint(5, 90)), status=rng.choice(("已处理", "已处理", "已关闭")),
            result_told_at=received + minutes(rng.randint(120, 360)),
        )  # fmt: skip
        if not time_over(day, 5):
            made["status"], made["result_told_at"] = "处理中", None
            company.truth.pending(made, TOLD)


def _report(desk: Desk, quarter: tuple[int, int]) -> None:
    """Handed up early in the next quarter, and followed by a measure."""
    rng, (year, number) = desk.company.rng, quarter
    after = dt.date(year + number // 4, 3 * (number % 4) + 1, rng.randint(4, 12))
    made = desk.company.add(
        "submissions", day=after, doc_type=REPORT, period=f"{year}Q{number}", doc_no=f"FK-{year}-{number}",
        prepared_at=at(after - DAY, 15), prepared_by=rng.choice(desk.staff.permanent(CALLBACK)).number,
        submitted_at=at(after, rng.randint(9, 16)), submitted_by=desk.staff.permanent(MANAGER)[0].number,
        received_by=desk.staff.permanent(DEPUTY)[0].number, item_count=rng.randint(3, 20),
    )  # fmt: skip
    made.facts.add("feedback")
    made.links["measure"] = improve(desk, made["doc_no"], made["submitted_at"])


def improve(desk: Desk, source: str, after: dt.datetime) -> Record:
    """A measure: decided on, carried out, and evaluated where it is a major one."""
    rng, company = desk.company.rng, desk.company
    proposed = after + rng.randint(2, 15) * DAY
    completed = proposed + rng.randint(15, 70) * DAY
    made = company.add(
        "improvements", day=proposed, improvement_no=f"CS{len(company['improvements']) + 1:04d}", source_no=source,
        proposed_at=proposed, content=rng.choice(_MEASURES), plan="措施、责任人、期限见附表",
        owner=rng.choice(desk.staff.permanent(CHIEF)).number, is_major=rng.random() < 0.5,
    )  # fmt: skip
    made.facts.add("measure")
    if completed < at(AS_OF, 0):
        made["completed_at"] = completed
    else:
        company.truth.pending(made, SAID)
    if made["completed_at"] and time_over(completed.date(), VERIFIED_DAYS):
        made["verified_at"], made["effect"] = completed.date() + rng.randint(7, 25) * DAY, "有效"
    elif made["is_major"]:
        company.truth.pending(made, VERIFIED)
    return made


def _survey(desk: Desk, year: int, half: int) -> None:
    """A round of the survey: some customers answer, and one of the answers leads to a measure."""
    rng, company = desk.company.rng, desk.company
    day = dt.date(year, 6 * half - 2, rng.randint(3, 26))
    made = []
    for person in rng.sample(desk.customers, _ASKED):
        one = company.add(
            "surveys", day=day, survey_no=f"KD{len(company['surveys']) + 1:05d}", survey_round=f"KH{year}-{half}",
            period=f"{year}年{'上下'[half - 1]}半年", survey_date=day + rng.randint(0, 4) * DAY,
            customer_id=person.number, score=rng.randint(88, 100), satisfied=True,
        )  # fmt: skip
        one.facts.add("round")
        made.append(one)
    source = rng.choice(made)
    source.links["measure"] = improve(desk, source["survey_no"], at(source["survey_date"], 17))
