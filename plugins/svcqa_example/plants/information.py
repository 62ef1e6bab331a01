"""Faults of information on the service: left blank, never gathered, reported, published or answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.information import (
    ANSWERED,
    CHANNELS,
    DATA_REPORT,
    DATA_TOLD,
    POLICY,
    PROMISES,
    REPORTS,
    TOLD,
    UPDATED,
    say_dealt_with,
    say_satisfied,
)
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes

_NEGLECTED = 2022
_CODED, _ONCE, _BALANCED = "S003-C5-5.1c/1", "S003-C5-5.1c", "S003-C5-5.2b"


def left_blank(desk: Desk) -> None:
    """Files, orders, requests and complaints that lack what they are there for, whatever else is wrong with them."""
    company = desk.company
    done: Callable[[Record], bool] = lambda one: "done" in one.facts  # noqa: E731
    closed: Callable[[Record], bool] = lambda one: bool(one["closed_at"])  # noqa: E731
    told: Callable[[Record], bool] = lambda one: one["status"] == "已关闭"  # noqa: E731
    nobody: Callable[[Record], bool] = lambda one: told(one) and not (one["technician_id"] or one["referred_dept"])  # noqa: E731
    blanks: tuple[tuple[str, Callable[[Record], bool], str, tuple[str, ...]], ...] = (
        ("customers", lambda _: True, "product_info", ("S003-C5-1",)),
        ("work_orders", done, "request_content", ("S003-C5-2",)),
        ("work_orders", done, "service_content", ("S003-C5-2/1", "S000-P3-A7.5a/1")),
        ("service_requests", nobody, "assigned_to", ()),
        ("service_requests", told, "result_told_at", ()),
        ("complaints", closed, "content", ("S003-C5-5.1a", "S000-P1-2.6a", "S000-P1-2.9a")),
        ("complaints", closed, "category", ("S003-C5-5.1a/1",)),
    )  # fmt: skip
    for register, where, field, rules in blanks:
        good = [one for one in company[register] if one[field] and where(one) and _conforms(desk, one, *rules)]
        for record in company.rng.sample(good, 2):
            record[field] = None
            company.truth.fails(record, *rules)
    (customer,) = company.rng.sample([one for one in company["customers"] if one["product_info"]], 1)
    customer["product_info"] = Odd("待定")
    company.truth.fails(customer, "S003-C5-1")


def _conforms(desk: Desk, record: Record, *rules: str) -> bool:
    return all(desk.company.truth.of(record, rule) == "conforms" for rule in rules)


def not_gathered(desk: Desk) -> None:
    """Nothing was gathered in the last year; items without class, source or code, and two under one code."""
    company, truth = desk.company, desk.company.truth
    items = company["info_items"]
    truth.unslot(f"{UPDATED}/timing", items[-1]["updated_at"].isoformat())
    items[:] = [one for one in items if one["updated_at"].year < AS_OF.year]
    truth.missing(UPDATED, LATELY)
    truth.missing(f"{UPDATED}/timing", items[-1]["updated_at"].isoformat())
    for number, field in enumerate(("info_class", "source_no", "info_code")):
        (record,) = company.pick("info_items", lambda _: True, 1)
        record[field] = None
        truth.fails(record, _CODED)
        if number == 2:
            truth.bad_cell("record.key", record)
            truth.undetermined(record, _ONCE)
    first, second = company.pick("info_items", lambda _: True, 2)
    second["info_code"] = first["info_code"]
    for record in (first, second):
        truth.bad_cell("record.key", record)
        truth.fails(record, _ONCE)


def not_reported(desk: Desk) -> None:
    """Nobody reported in the last year, and once before."""
    company = desk.company
    for kind, (rule, _) in REPORTS.items():
        mine = [one for one in company["submissions"] if one["doc_type"] == kind]
        once = company.rng.choice([one for one in mine if one.year == _NEGLECTED])
        for one in [once, *(one for one in mine if one.year == AS_OF.year)]:
            company["submissions"].remove(one)
            company.truth.missing(f"{rule}/timing", one["period"])
        company.truth.missing(rule, LATELY)


def not_published(desk: Desk) -> None:
    """The process was not published in the last year, the policy not in another; and no figures any more."""
    company = desk.company
    for one in [one for one in company["publications"] if one.year in {_NEGLECTED, AS_OF.year}]:
        if one["content_type"] == PROMISES and one.year == AS_OF.year:
            one["content_type"] = PROMISES.split("、", maxsplit=1)[0]
            company.truth.missing(TOLD, LATELY)
            company.truth.missing(f"{TOLD}/timing", str(one.year))
        elif one["content_type"] == POLICY and one.year == _NEGLECTED:
            company["publications"].remove(one)
            company.truth.missing(f"{TOLD}/timing", str(one.year))
        elif one["content_type"] == DATA_REPORT and one.year == AS_OF.year:
            company["publications"].remove(one)
            half = (one["published_at"].month + 5) // 6
            company.truth.missing(f"{DATA_TOLD}/timing", f"{one.year}H{half}")
    company.truth.missing(DATA_TOLD, LATELY)


def not_answered(desk: Desk) -> None:
    """Reviews on the net that nobody answered, or only days later; and one of which nobody knows whence or when."""
    company, truth = desk.company, desk.company.truth

    def online(one: Record) -> bool:
        return one["source_channel"] in CHANNELS and bool(one["responded_at"]) and not one["filled_at"]

    for record in company.pick("feedbacks", online, 2):
        record["responded_at"] = None
        truth.fails(record, ANSWERED)
    for record in company.pick("feedbacks", online, 2):
        record["responded_at"] = record["received_at"] + minutes(company.rng.randint(1441, 9000))
        truth.fails(record, f"{ANSWERED}/timing")
    for record in company.pick("feedbacks", online, 1):
        record["received_at"] = record["received_at"].date()
        record["responded_at"] = at(record["received_at"] + DAY, 12)
        truth.undetermined(record, f"{ANSWERED}/timing")
    for number, record in enumerate(company.pick("feedbacks", online, 2)):
        record["received_at" if number else "source_channel"] = None
        truth.fails(record, f"{ANSWERED}/1")
        if number:
            truth.undetermined(record, f"{ANSWERED}/timing")
            truth.pending(record, ANSWERED)


def far_away(desk: Desk) -> None:
    """One order from a region where the company has nobody took weeks: customers there wait much longer."""
    finished = [one for one in desk.company["work_orders"] if "done" in one.facts and _timed(one)]
    slowest = max(finished, key=lambda one: one["completed_at"] - one["received_at"])
    slowest["region"] = "西北"
    desk.company.truth.missing(_BALANCED, "spread")


def _timed(order: Record) -> bool:
    return all(isinstance(order[name], dt.datetime) for name in ("received_at", "completed_at"))


def nobody_knows(desk: Desk) -> None:
    """Nobody knows whether a customer is satisfied, or whose request it is."""
    say_satisfied(desk)
    say_dealt_with(desk)


PLANTS = (left_blank, not_gathered, not_reported, not_published, not_answered, far_away, nobody_knows)
