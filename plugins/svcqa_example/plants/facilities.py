"""Faults of the workshop: tools out of calibration, machines nobody looks after, breakdowns nobody reports."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.facilities import (
    CALIBRATION,
    FAILED,
    FILE,
    INSPECTION,
    KEPT_UP,
    LOOKED_AT,
    MACHINE,
    REPORTED,
    TOOL,
    UPKEEP,
    USED_AGAIN,
    calibrate,
    checks_of,
    open_stretch,
    stretch,
)
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, minutes

_LEDGER, _TWICE, _SETTINGS = "S002-P12-p3", "S002-P12-p3/1", "S002-P12-p4"
_CERTIFIED, _MEASURED, _VALID, _DEALT_WITH = "S002-P12-p5", "S002-P12-p1", "S002-P12-p7", "S002-P12-p6"
_RETIRED, _FILED = "S002-P12-p11", "S002-P12-p12"


def _as_written(desk: Desk) -> None:
    """Where other faults have made an order's end or number uncertain, it names no tool."""
    for order in desk.company["work_orders"]:
        if order["asset_no"] and (order.planted or not isinstance(order["completed_at"], dt.datetime)):
            order["asset_no"] = None
            order.facts.discard("measured")


def ledger_astray(desk: Desk) -> None:
    """A machine nobody knows where it stands, or how often it is looked after; one scrapped on nobody's word."""
    company, truth = desk.company, desk.company.truth

    def in_use(asset: Record) -> bool:
        return bool(asset["asset_type"] == MACHINE and asset["status"] == "在用")

    nowhere, unset, unknown = company.pick("assets", in_use, 3)
    nowhere["location"] = nowhere["asset_type"] = None
    truth.fails(nowhere, _LEDGER)
    truth.unslot(KEPT_UP, open_stretch(desk, unset))
    unset["maintenance_interval"] = None
    # a kind with a name of its own is a facility all the same
    unknown["calibration_required"], unknown["asset_type"] = None, "维修机具"
    truth.fails(unset, _SETTINGS)
    truth.fails(unknown, _SETTINGS)
    scrapped = company.pick("assets", lambda one: bool(one["retired_at"]) and one["asset_type"] != MACHINE, 2)
    for name, asset in zip(("retire_approved_by", "retire_reason"), scrapped, strict=True):
        asset[name] = None
        truth.fails(asset, _RETIRED)
    (gone,) = company.pick("assets", lambda one: "retired" in one.facts and one["retired_at"].year == AS_OF.year, 1)
    for one in company["record_inventory"]:
        if one["record_type"] == FILE and one["record_no"] == gone["asset_no"]:
            one["present"] = False
    truth.fails(gone, _FILED)


def out_of_calibration(desk: Desk) -> None:
    """A calibration left out in between, the last one left out; a certificate without number or end."""
    _as_written(desk)
    company, truth = desk.company, desk.company.truth
    used = {one["asset_no"] for one in company["work_orders"] if "measured" in one.facts}
    tools = company.pick("assets", lambda one: one["asset_type"] == TOOL and one["asset_no"] in used, 3)
    for tool, which in zip(tools, (3, -1), strict=False):
        _leave_out(desk, tool, checks_of(desk, tool, CALIBRATION)[which])
    truth.fails(tools[1], _VALID)
    first, second, third, *_ = checks_of(desk, tools[2], CALIBRATION)
    first["certificate_no"], second["calibrated_by"] = None, None
    third["valid_until"] = None
    for one in (first, second, third):
        truth.fails(one, _CERTIFIED)


def _leave_out(desk: Desk, tool: Record, calibration: Record) -> None:
    """The calibration was not made, and the tool used all the same."""
    company = desk.company
    company["asset_checks"].remove(calibration)
    left = [(one["checked_at"], one["valid_until"]) for one in checks_of(desk, tool, CALIBRATION)]
    for order in company["work_orders"]:
        if order["asset_no"] == tool["asset_no"]:
            day = order["completed_at"]
            if not any(begun <= day and day.date() <= ended for begun, ended in left):
                company.truth.fails(order, _MEASURED)


def checks_left_so(desk: Desk) -> None:
    """What failed was dealt with, or nobody wrote how, or what it meant for earlier work."""
    company, truth = desk.company, desk.company.truth
    tools = company.pick("assets", lambda one: one["asset_type"] == TOOL, 3)
    for number, tool in enumerate(tools):
        last = checks_of(desk, tool, CALIBRATION)[-1]
        # it failed, was mended at once, and passed on the same afternoon
        failed = calibrate(desk, tool, last["checked_at"].date())
        failed["checked_at"] -= minutes(90)
        failed["result"], failed["valid_until"], failed["certificate_no"] = FAILED, None, f"{last['certificate_no']}F"
        failed["action"], failed["impact"] = "调修后复校", "追查前三月工单，偏差在允许范围"
        if number == 1:
            failed["impact"] = None
            truth.fails(failed, _DEALT_WITH)
    for number, one in enumerate(company.pick("asset_checks", lambda one: UPKEEP in one.facts, 3)):
        one["result"], one["action"] = "异常", "更换碳刷后正常"
        if number:
            one["action"] = None
            truth.fails(one, _DEALT_WITH)


def nobody_looks_after(desk: Desk) -> None:
    """Upkeep left out once, or since the spring; in the last year nobody went through the workshop."""
    company, truth = desk.company, desk.company.truth
    once, since = company.pick("assets", lambda one: one["asset_type"] == MACHINE and one["status"] == "在用", 2)
    done = checks_of(desk, once, UPKEEP)
    company["asset_checks"].remove(done[1])
    truth.missing(KEPT_UP, stretch(once, done[0]["checked_at"]))
    truth.unslot(KEPT_UP, open_stretch(desk, since))
    late = [one for one in checks_of(desk, since, UPKEEP) if one["checked_at"].date() > AS_OF - 240 * DAY]
    for one in late:
        company["asset_checks"].remove(one)
    truth.missing(KEPT_UP, open_stretch(desk, since))
    for one in list(company["inspections"]):
        if one["inspection_type"] == INSPECTION and one["inspected_at"].year == AS_OF.year:
            company["inspections"].remove(one)
    truth.missing(LOOKED_AT, LATELY)


def breakdowns_badly(desk: Desk) -> None:
    """Reported days later or without a cause; used again before it was accepted, or accepted by who repaired it."""
    truth = desk.company.truth
    late, unexplained, early, same, never = desk.company.pick("asset_faults", lambda one: "mended" in one.facts, 5)
    late["reported_at"] = late["occurred_at"] + 8 * DAY
    truth.fails(late, f"{REPORTED}/timing")
    unexplained["cause"] = None
    truth.fails(unexplained, REPORTED)
    early["resumed_at"] = early["accepted_at"] - minutes(700)
    same["repaired_by"] = same["accepted_by"]
    never["accepted_at"] = None
    for one in (early, same, never):
        truth.fails(one, USED_AGAIN)


PLANTS = (
    ledger_astray, out_of_calibration, checks_left_so, nobody_looks_after, breakdowns_badly,
)  # fmt: skip
