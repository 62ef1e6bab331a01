"""Faults of customers and their files: incomplete, twice, not verified, not visited, kept too long, seen unasked."""

from __future__ import annotations

from collections import Counter, defaultdict

from svcqa_example.making.accounts import (
    BASED,
    COMPLETE,
    FOLLOWED,
    KEY_CUSTOMERS,
    LEVELLED,
    SURVEYED,
    VERIFIED,
)
from svcqa_example.making.attesting import LATELY
from svcqa_example.making.contact import APART
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, FIRST, Odd, Record, minutes, time_over

_FILED, _VISITED, _ERASED, _ASKED = "S002-P14-p3", "S002-P14-p9", "S002-P14-p7/1", "S002-P14-p6"
_TWICE = "KH90002"


def _untouched(customer: Record) -> bool:
    return not customer.facts and customer["level"] != "重点"


def files_neglected(desk: Desk) -> None:
    """Files that say not why or until when they are kept, of which level they are, or that nobody verified."""
    company, truth = desk.company, desk.company.truth
    for number, one in enumerate(company.pick("customers", _untouched, 6)):
        if number < 2:
            one[("data_basis", "delete_after")[number]] = None
            truth.fails(one, BASED)
        elif number < 4:
            one["level"] = (None, Odd("待定"))[number - 2]
            truth.fails(one, LEVELLED)
        else:
            one["last_verified_at"] = (AS_OF - 500 * DAY, None)[number - 4]
            one["created_at"] = min(one["created_at"], AS_OF - 600 * DAY)
            truth.fails(one, VERIFIED)


def kept_for_ever(desk: Desk) -> None:
    """Files whose time is over, and that are still there; one of which the last days run."""
    company = desk.company
    for number, one in enumerate(company.pick("customers", _untouched, 3)):
        one["delete_after"] = AS_OF - (10, 60, 400)[number] * DAY
        company.truth.say("fails" if number else "pending", one, _ERASED)


def filed_twice(desk: Desk) -> None:
    """Two customers were given one number."""
    company = desk.company
    pattern = company["customers"][20]
    for name in ("新港物流集团", "新港物流集团第二仓库"):
        made = company.add("customers", day=AS_OF, **{
            **pattern.values, "customer_id": _TWICE, "customer_name": name, "created_at": AS_OF - 12 * DAY,
            "last_verified_at": AS_OF - 12 * DAY, "change_reported_at": None, "change_applied_at": None,
        })  # fmt: skip
        made.planted = True
        company.truth.fails(made, f"{COMPLETE}/1")
        company.truth.bad_cell("record.key", made)
        for rule in (APART, "S003-C4-4.1b/timing"):
            company.truth.slot("pending", rule, _TWICE)


def erased(desk: Desk) -> None:
    """A customer who is gone and whose data went in time; other manuals ask for the telephone all the same."""
    company = desk.company
    gone = company.add(
        "customers", day=FIRST, customer_id="KH90001", customer_name="已结业客户", address="已删除", status="已注销",
        created_at=FIRST, product_info="已报废", delete_after=AS_OF - 400 * DAY,
    )  # fmt: skip
    gone.planted = True
    gone.facts.add("erased")
    company.truth.excepted(gone, COMPLETE, BASED, VERIFIED, LEVELLED)
    company.truth.fails(gone, "S000-P1-2.7a", "S003-C3-3.4d")


def visits_left_out(desk: Desk) -> None:
    """A customer who matters was not visited in the last year, and of another visit nobody wrote what it was about."""
    company, truth = desk.company, desk.company.truth
    first, second = (one["customer_id"] for one in company["customers"][1:KEY_CUSTOMERS:4])
    for visit in [one for one in company["customer_visits"] if one.year == AS_OF.year]:
        if visit["customer_id"] == first:
            company["customer_visits"].remove(visit)
        elif visit["customer_id"] == second:
            visit["content"] = None
    for number in (first, second):
        truth.missing(_VISITED, f"{number}/{LATELY}")


def seen_unasked(desk: Desk) -> None:
    """Seen before it was granted, granted by oneself, for no purpose, or although it was refused."""
    company, truth = desk.company, desk.company.truth
    for number, one in enumerate(company.pick("customer_data_access", lambda one: bool(one["accessed_at"]), 4)):
        if number == 0:
            one["accessed_at"] = one["approved_at"] - minutes(20)
        elif number == 1:
            one["approved_by"] = one["accessed_by"]
        elif number == 2:
            one["purpose"] = None
        else:
            one["approved_by"] = one["approved_at"] = None
        truth.fails(one, _ASKED)
    for one in company.pick("customer_data_access", lambda one: one["decision"] == "不同意", 1):
        one["accessed_at"] = one["approved_at"] + minutes(30)
        truth.fails(one, _ASKED)


def surveys_neglected(desk: Desk) -> None:
    """Too few answers in one round."""
    company, truth = desk.company, desk.company.truth
    rounds: dict[str, list[Record]] = defaultdict(list)
    for one in company["surveys"]:
        if "round" in one.facts and one["customer_id"]:
            rounds[one["survey_round"]].append(one)
    name = company.rng.choice(sorted(rounds))
    for one in [one for one in rounds[name] if "measure" not in one.links and not one.planted][:2]:
        company["surveys"].remove(one)
        truth.drop(one)
    truth.missing(f"{SURVEYED}/1", name)


def what_became_of_customers(desk: Desk) -> None:
    """Files and contracts, as the faults of others have left them."""
    company, truth = desk.company, desk.company.truth
    for one in company["customers"]:
        names = ("customer_name", "contact_phone", "address", "created_at")
        if "erased" not in one.facts and not all(one[name] and one[name] != "待补" for name in names):
            truth.fails(one, COMPLETE)
    files = Counter(one["customer_id"] for one in company["customers"])
    for contract in company["contracts"]:
        if not contract["customer_id"]:
            truth.fails(contract, f"{_FILED}/1")
        elif files[contract["customer_id"]] != 1:
            truth.fails(contract, _FILED)


def what_became_of_surveys(desk: Desk) -> None:
    """Who was not satisfied was followed up; and if no customer answered all year, there was no survey."""
    truth, asked = desk.company.truth, [one for one in desk.company["surveys"] if one["customer_id"]]
    for sheet in asked:
        if sheet["score"] < 80 or sheet["satisfied"] is False:
            _followed(desk, sheet)
    if AS_OF.year not in {one["survey_date"].year for one in asked}:
        truth.missing(SURVEYED, LATELY)
        for half in (1, 2):
            truth.missing(f"{SURVEYED}/timing", f"{AS_OF.year}H{half}")


def _followed(desk: Desk, sheet: Record) -> None:
    truth, day = desk.company.truth, sheet["survey_date"]
    if not time_over(day, 14):
        truth.pending(sheet, FOLLOWED)
    elif not (sheet["handling"] and sheet["handled_by"] and sheet["handled_at"]):
        truth.fails(sheet, FOLLOWED)
    if sheet["handled_at"] and sheet["handled_at"].date() > day + 14 * DAY:
        truth.fails(sheet, f"{FOLLOWED}/timing")


def followed_late(desk: Desk) -> None:
    """Somebody who was not satisfied heard of it weeks later, or never."""
    told = [one for one in desk.company["surveys"] if one["handled_at"] and one["customer_id"] and not one.planted]
    late, never = desk.company.rng.sample(told, 2)
    late["handled_at"] += 25 * DAY
    never["handled_at"] = never["handling"] = None
    desk.company.truth.fails(late, f"{FOLLOWED}/timing")
    desk.company.truth.fails(never, FOLLOWED)


PLANTS = (
    files_neglected, kept_for_ever, filed_twice, erased, visits_left_out, seen_unasked, surveys_neglected,
    followed_late,
)  # fmt: skip
LATE = (what_became_of_customers, what_became_of_surveys)
"""What follows from the faults of others."""
