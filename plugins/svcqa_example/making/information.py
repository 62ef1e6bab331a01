"""Information on the service: what every customer, request and order is told of, gathered, reported and made public."""

from __future__ import annotations

import datetime as dt

from svcqa_example import names
from svcqa_example.making.aftercare import UNREACHED
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER, OWN, SOUTH, TRAINER, WEST
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Record, at, minutes, time_over

RESEARCH, STATISTICS, ARCHIVED, ANALYSED = "市场调研报告", "售后信息统计报告", "服务记录归档", "服务记录分析"
REPORTS = {
    RESEARCH: ("S003-C5-5.1b", 6), STATISTICS: ("S003-C5-5.1d", 3), ARCHIVED: ("S003-C5-5.2a", 3),
    ANALYSED: ("S003-C5-5.2a/1", 3),
}  # fmt: skip
"""What is reported of information on the service → its rule, and how many months each covers."""
DATA_REPORT, POLICY, PROMISES = "服务数据报告", "政策", "承诺、流程"
TOLD, DATA_TOLD = "S003-C5-5.2c", "S003-C5-5.2e"
ASSIGNED, RESULT_TOLD = "S003-C5-4", "S003-C5-4/1"
SATISFIED, ANSWERED, UPDATED = "S003-C5-2/2", "S003-C5-5.2d", "S003-C5-5.1f"
SATISFIED_DAYS = 10
"""Within how many days of a job it is known whether the customer is satisfied."""
_REGIONS = {OWN: "华东", WEST: "西南", SOUTH: "华南"}
_PRODUCTS = dict(zip(names.MODELS, ("空调", "空调", "冷柜", "热水器", "水泵", "控制柜"), strict=True))
_CLASSES = ("客户反馈", "市场信息", "技术支持", "质量投诉")
CHANNELS = ("客户评价系统", "在线投诉平台", "在线评价", "社交媒体")
_REVIEWS = 60


def say_what_for(desk: Desk) -> None:
    """What each customer bought, asked for, got, and was told in the end."""
    rng, truth = desk.company.rng, desk.company.truth
    for customer in desk.company["customers"]:
        customer["product_info"] = "、".join(rng.sample(names.MODELS, rng.randint(1, 2)))
    for order in desk.company["work_orders"]:
        request = order.links.get("request")
        order["request_content"] = (
            request["fault_description"] if request else f"{order['service_type']}{order['model']}"
        )
        order["region"], order["product"] = _REGIONS[order.site], _PRODUCTS[order["model"]]
        if "phone" in order.facts:
            order["satisfaction"] = "满意"
        if order["completed_at"]:
            order["service_content"] = order["solution"] or "电话指导"
        elif "cancelled" in order.facts:
            truth.excepted(order, "S003-C5-2/1")
        else:
            truth.pending(order, "S003-C5-2/1")
    for request in desk.company["service_requests"]:
        _tell(desk, request)
    for complaint in desk.company["complaints"]:
        if not complaint["closed_at"]:
            truth.pending(complaint, "S003-C5-5.1a/1")
    say_dealt_with(desk)
    say_satisfied(desk)


def _tell(desk: Desk, request: Record) -> None:
    """Somebody was named who deals with it, and told the customer the result."""
    if request["closed_at"] or request["received_at"].date() < AS_OF:
        request["assigned_to"] = desk.company.rng.choice(desk.staff.permanent(DISPATCHER)).number
    request["result_told_at"] = request["closed_at"]


def say_dealt_with(desk: Desk) -> None:
    """A request is somebody's within a day, and closed once its customer was told; one called off is neither."""
    truth = desk.company.truth
    for request in desk.company["service_requests"]:
        truth.unsay(request, ASSIGNED, RESULT_TOLD)
        if request["status"] in {"已取消", "重复"}:
            truth.excepted(request, ASSIGNED, RESULT_TOLD)
            continue
        received = request["received_at"]
        if not time_over(received.date() if isinstance(received, dt.datetime) else received, 1):
            truth.pending(request, ASSIGNED)
        elif not (request["assigned_to"] or request["technician_id"] or request["referred_dept"]):
            truth.fails(request, ASSIGNED)
        if not request["closed_at"] and request["status"] != "已关闭":
            truth.pending(request, RESULT_TOLD)
        elif not request["result_told_at"]:
            truth.fails(request, RESULT_TOLD)


def say_satisfied(desk: Desk) -> None:
    """Of every job that is done it is known whether the customer is satisfied, or that nobody could be reached."""
    calls: dict[str, list[Record]] = {}
    for one in desk.company["callbacks"]:
        calls.setdefault(one["order_no"], []).append(one)
    for order in desk.company["work_orders"]:
        desk.company.truth.unsay(order, SATISFIED)
        if isinstance(order["completed_at"], dt.date):
            verdict = _satisfied(order, calls.get(order["order_no"], []))
            if verdict != "conforms":
                desk.company.truth.say(verdict, order, SATISFIED)


def _satisfied(order: Record, calls: list[Record]) -> str:
    if order["satisfaction"] or any(one["satisfaction"] not in {None, "无"} for one in calls):
        return "conforms"
    if calls:
        return "excepted" if all(one["result"] in UNREACHED for one in calls) else "fails"
    done = order["completed_at"]
    return "fails" if time_over(done.date() if isinstance(done, dt.datetime) else done, SATISFIED_DAYS) else "pending"


def gather_information(desk: Desk) -> None:
    """Items of information, coded and traced to where they come from; the last of them is still open."""
    rng, company = desk.company.rng, desk.company
    sources = [one["request_no"] for one in company["service_requests"]]
    for year in YEARS:
        for month in range(1, 13):
            for number in (1, 2):
                day = dt.date(year, month, rng.randint(1, 13) + 14 * (number - 1))
                company.add(
                    "info_items", day=day, info_code=f"XX{year}{month:02d}-{number:02d}",
                    info_class=rng.choice(_CLASSES), source_no=rng.choice(sources),
                    updated_at=at(day, rng.randint(9, 17), rng.randint(0, 59)),
                )  # fmt: skip
    company.truth.slot("pending", f"{UPDATED}/timing", company["info_items"][-1]["updated_at"].isoformat())


def report_information(desk: Desk) -> None:
    """Reports on what was gathered, each before its period is over."""
    for kind, (rule, months) in REPORTS.items():
        for year in YEARS:
            for month in range(months, 13, months):
                _report(
                    desk, kind, period_of(year, month, months), dt.date(year, month, desk.company.rng.randint(20, 27))
                )
        desk.company.truth.slot("pending", f"{rule}/timing", period_of(AS_OF.year + 1, months, months))


def period_of(year: int, month: int, months: int) -> str:
    """A quarter or half, by its last month."""
    return f"{year}{'Q' if months == 3 else 'H'}{month // months}"


def _report(desk: Desk, kind: str, period: str, day: dt.date) -> None:
    author = desk.staff.permanent(TRAINER)[0].number
    desk.company.add(
        "submissions", day=day, doc_type=kind, period=period, submitted_at=at(day, desk.company.rng.randint(9, 17)),
        submitted_by=author, prepared_by=author, prepared_at=at(day - 2 * DAY, 10),
        received_by=desk.staff.leader("办公室").number,
    ).planted = True  # fmt: skip


def publish_information(desk: Desk) -> None:
    """Policy, promises and process every year, figures every half year."""
    rng = desk.company.rng
    for year in YEARS:
        for kind, month in ((POLICY, 3), (PROMISES, 4), (DATA_REPORT, 6), (DATA_REPORT, 12)):
            moment = at(dt.date(year, month, rng.randint(5, 26)), rng.randint(9, 17))
            desk.company.add(
                "publications", day=moment, pub_no=f"GK{len(desk.company['publications']) + 1:03d}",
                channel=rng.choice(("官网", "公众号", "社交媒体")), content_type=kind, published_at=moment,
            ).planted = True  # fmt: skip
    desk.company.truth.slot("pending", f"{TOLD}/timing", str(AS_OF.year + 1))
    desk.company.truth.slot("pending", f"{DATA_TOLD}/timing", f"{AS_OF.year + 1}H1")


def answer_reviews(desk: Desk) -> None:
    """What customers write on the net, answered within a day; the last one came in on the last evening."""
    rng, company = desk.company.rng, desk.company
    times = sorted(
        at(FIRST + rng.randint(5, 2170) * DAY, rng.randint(8, 20), rng.randint(0, 59)) for _ in range(_REVIEWS)
    )
    for number, received in enumerate((*times, at(AS_OF, 21)), 1):
        made = company.add(
            "feedbacks", day=received, feedback_no=f"WP{number:04d}", customer_id=rng.choice(desk.customers).number,
            source_channel=rng.choice(CHANNELS), received_at=received, status="处理中",
        )  # fmt: skip
        if number <= len(times):
            made["responded_at"] = received + minutes(rng.randint(10, 1400))
            made["result_told_at"] = made["responded_at"] + rng.randint(1, 48) * minutes(60)
            made["status"] = "已处理"
        else:
            company.truth.pending(made, ANSWERED, "S003-C3-3.1f")
