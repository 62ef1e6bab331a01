"""Faults of daily life in the office: not signed in, away without leave, private visits, rounds forgotten."""

from __future__ import annotations

from svcqa_example.making.office import CLOSING, PRESENT, REPORTED, leave
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record

_LEDGER, _NUMBERED = "S002-P12-p3", "S002-P12-p3/1"
_AWAY, _PRIVATE, _COMPUTER, _ROUND = "S000-P3-A6.9", "S000-P3-A6.7", "S000-P3-A6.12", "S000-P3-A6.13"


def not_signed_in(desk: Desk) -> None:
    """A day without arrival or departure."""

    def early(shift: Record) -> bool:
        return "whole day" in shift.facts and "errand" not in shift.facts and shift["work_date"] < AS_OF - 3 * DAY

    for number, shift in enumerate(desk.company.pick("attendance", early, 4)):
        shift[("check_in", "check_out")[number % 2]] = None
        desk.company.truth.fails(shift, PRESENT)


def away_without_leave(desk: Desk) -> None:
    """Away without a reason, or without anybody's consent."""
    company = desk.company
    for number, shift in enumerate(company.pick("attendance", lambda one: "whole day" in one.facts, 4)):
        leave(desk, shift)
        if number % 2:
            shift["absence_reason"] = Odd("/")
            company.truth.fails(shift, _AWAY)
        else:
            shift["approved_by"] = shift["approved_at"] = None
            company.truth.fails(shift, _AWAY)


def private_visits(desk: Desk) -> None:
    """Friends were taken into the workshop; or nobody wrote why somebody came, or where to."""
    company, truth = desk.company, desk.company.truth
    for number, visit in enumerate(company.pick("visitors", lambda _: True, 3)):
        visit["purpose"], visit["area"] = (("私事", "维修区"), ("亲友来访", "办公区"), ("探亲", "仓库"))[number]
        truth.fails(visit, _PRIVATE)
    for number, visit in enumerate(company.pick("visitors", lambda _: True, 2)):
        visit[("purpose", "area")[number]] = None
        truth.fails(visit, f"{_PRIVATE}/1")


def computers_astray(desk: Desk) -> None:
    """A computer stands there twice, with two people; others with nobody."""
    company, truth = desk.company, desk.company.truth

    def used(asset: Record) -> bool:
        return str(asset["asset_no"]).startswith("DN") and asset["status"] == "在用"

    first, second, *others = company.pick("assets", used, 4)
    twin = company.add("assets", site=first.site, **{**first.values, "custodian_id": second["custodian_id"]})
    twin.planted = True
    truth.bad_cell("record.key", first, twin)
    truth.fails(first, _COMPUTER, _NUMBERED)
    truth.fails(twin, _COMPUTER, _NUMBERED)
    for asset in others:
        asset["custodian_id"] = None
        truth.fails(asset, f"{_COMPUTER}/1", _LEDGER)


def rounds_forgotten(desk: Desk) -> None:
    """Nobody went round in the evening, or left out the doors; a window was open; the result stands nowhere."""
    company, truth = desk.company, desk.company.truth
    for number, record in enumerate(
        company.pick("inspections", lambda one: one["inspection_type"] == CLOSING and one["inspected_at"].day > 14, 7)
    ):
        if number < 2:
            company["inspections"].remove(record)
            truth.missing(_ROUND, str(record["inspected_at"].date()))
        elif number < 4:
            record["checklist_item"] = "空调、照明"
            truth.missing(_ROUND, str(record["inspected_at"].date()))
        else:
            record["result"] = ("不合格", "未关", None)[number - 4]
            truth.fails(record, f"{_ROUND}/1")


def numbers_kept_back(desk: Desk) -> None:
    """A new mobile number was told to the office weeks later, or never."""

    def told(record: Record) -> bool:
        return bool(record["mobile_reported_at"]) and record["mobile_reported_at"] < AS_OF - 40 * DAY

    for number, record in enumerate(desk.company.pick("staff", told, 4)):
        if number % 2:
            record["mobile_reported_at"] = None
            desk.company.truth.fails(record, REPORTED)
        else:
            record["mobile_reported_at"] = record["mobile_changed_at"] + desk.company.rng.randint(5, 25) * DAY
            desk.company.truth.fails(record, f"{REPORTED}/timing")


PLANTS = (
    not_signed_in, away_without_leave, private_visits, computers_astray, rounds_forgotten, numbers_kept_back,
)  # fmt: skip
