"""What the faults of training, assessment and callbacks come to: said last, from what is left of the records."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.merits import EXCELLENT, REWARD_DAYS, REWARDED
from svcqa_example.making.orders import Desk
from svcqa_example.making.responding import ARCHIVED, ARCHIVED_DAYS, DECIDED, REPORT
from svcqa_example.making.schooling import service_staff, whole_years
from svcqa_example.model import AS_OF, DAY, Record, time_over

_FOLLOWED, _TAUGHT, _RATIO = "S003-C2-2.2a", "S003-C2-2.3a", 0.8
_POOR, _WITHDRAWN = {"不能胜任", "不合格"}, {"已取消", "重复"}
_FOLLOW_DAYS, _POOR_DAYS = 7, 30


def years_without(desk: Desk) -> None:
    """Years in which somebody of the service staff was not trained, or not assessed."""
    for rule, register, field in (
        ("S003-C1-1.4d", "training_records", "completed_at"), ("S003-C1-1.4d/1", "evaluations", "eval_date"),
    ):  # fmt: skip
        days: dict[str, list[object]] = defaultdict(list)
        for record in desk.company[register]:
            days[record["staff_id"]].append(record[field])
        began = min(day.year for mine in days.values() for day in mine if isinstance(day, dt.date))
        for person in service_staff(desk):
            mine = days[person.number]
            known = {day.year for day in mine if isinstance(day, dt.date)}
            verdict = "fails" if all(isinstance(day, dt.date) for day in mine) else "undetermined"
            years = set(whole_years(person))
            if person.record["hire_date"] is None:
                # nobody knows since when
                verdict, years = "undetermined", set(range(began, max(years, default=began) + 1))
            for year in years - known:
                desk.company.truth.slot(verdict, f"{rule}/timing", f"{person.number}/{year}")
                if year == AS_OF.year:
                    desk.company.truth.slot(verdict, rule, f"{person.number}/{LATELY}")
            if person.employed:
                desk.company.truth.slot("pending", f"{rule}/timing", f"{person.number}/{AS_OF.year + 1}")


def requests_underway(desk: Desk) -> None:
    """What is not asked of requests that were withdrawn or entered twice, and not yet of those still open."""
    truth = desk.company.truth
    for request in desk.company["service_requests"]:
        closed, other = request["closed_at"], request["request_type"] != REPORT
        if request["status"] in _WITHDRAWN:
            filed = [f"{ARCHIVED}/timing"] if closed and "file" in request.links else []
            truth.excepted(request, DECIDED, *([ARCHIVED, *filed] if other else []))
            continue
        if not (closed or request["executed_at"]):
            truth.pending(request, DECIDED)
        if other and not (closed and time_over(closed.date(), ARCHIVED_DAYS)):
            truth.pending(request, ARCHIVED)


def revisions_untaught(desk: Desk) -> None:
    """Who was there when a rule was revised and has not been taught on it since."""
    taught: dict[tuple[str, str], dt.date] = {}
    for record in desk.company["training_records"]:
        key, day = (record["doc_no"], record["staff_id"]), record["completed_at"]
        if record["doc_no"]:
            taught[key] = max(day, taught.get(key, day))
    for revision in desk.company["doc_revisions"]:
        if not revision["approved_at"]:
            continue
        approved = revision["approved_at"].date()
        for person in desk.company["staff"]:
            came, left = person["hire_date"], person["leave_date"]
            key = (revision["doc_no"], person["staff_id"])
            if (came and came > approved) or (left and left < approved) or taught.get(key, dt.date.min) >= approved:
                continue
            # of who came or left on that very day nobody knows whether it was before
            verdict = "undetermined" if approved in {came, left} else "fails"
            desk.company.truth.slot(verdict, "S003-C1-1.5d/1", "/".join((revision["revision_no"], *key)))


def poor_untaught(desk: Desk) -> None:
    """Who was found poor and had no training on it; an assessment that says neither result nor grade."""
    truth = desk.company.truth
    answered = {one["source_no"] for one in desk.company["training_records"]}
    for record in desk.company["evaluations"]:
        if not (record["result"] or record["grade"]):
            truth.fails(record, f"{_TAUGHT}/1")
        if record["result"] not in _POOR:
            continue
        if not time_over(record["eval_date"], _POOR_DAYS):
            truth.pending(record, _TAUGHT)
        elif record["eval_no"] not in answered:
            truth.fails(record, _TAUGHT)


def excellent_unrewarded(desk: Desk) -> None:
    """What other faults did to those who were found excellent."""
    truth = desk.company.truth
    given: dict[str | None, list[Record]] = defaultdict(list)
    for one in desk.company["rewards"]:
        given[one["source_no"]].append(one)
    for record in desk.company["evaluations"]:
        if EXCELLENT not in {record["result"], record["grade"]}:
            continue
        mine, day = given[record["eval_no"]], record["eval_date"]
        done = [one["executed_at"] for one in mine if one["executed_at"]]
        if not isinstance(day, dt.date):
            truth.undetermined(record, REWARDED, *([f"{REWARDED}/timing"] if done else []))
        elif not time_over(day, REWARD_DAYS):
            truth.pending(record, REWARDED)
        elif not done:
            truth.fails(record, REWARDED)
            if mine:
                truth.undetermined(record, f"{REWARDED}/timing")
        elif min(done).date() > day + REWARD_DAYS * DAY:
            truth.fails(record, f"{REWARDED}/timing")


def customers_not_called(desk: Desk) -> None:
    """Jobs after which nobody called, or late; what is not done yet, or was withdrawn, waits or is excepted."""
    truth = desk.company.truth
    calls: dict[str | None, list[dt.datetime]] = defaultdict(list)
    for one in desk.company["callbacks"]:
        calls[one["order_no"]].append(one["callback_at"])
    for order in desk.company["work_orders"]:
        done = order["completed_at"]
        after = [one for one in calls[order["order_no"]] if done and one >= done]
        if order["status"] == "已取消":
            truth.excepted(order, _FOLLOWED)
        elif not done or not time_over(done.date(), _FOLLOW_DAYS):
            truth.pending(order, _FOLLOWED)
        elif not after:
            truth.fails(order, _FOLLOWED)
        elif min(after) > done + _FOLLOW_DAYS * DAY:
            truth.fails(order, f"{_FOLLOWED}/timing")


def rung_in_vain(desk: Desk) -> None:
    """Hours of the day in which too many calls were not answered."""
    hours: dict[int, list[bool]] = defaultdict(list)
    for call in desk.company["calls"]:
        hours[call["call_at"].hour].append(bool(call["answered_at"]))
    for hour, answered in hours.items():
        if sum(answered) / len(answered) < _RATIO:
            desk.company.truth.missing("S003-C2-2.1b", str(hour))


PLANTS = (
    requests_underway, years_without, revisions_untaught, poor_untaught, excellent_unrewarded, customers_not_called,
    rung_in_vain,
)  # fmt: skip
