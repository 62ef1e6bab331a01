"""Faults of recalls: dangers not reported, begun unapproved, units nobody looked for, money paid too soon."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, MANAGER
from svcqa_example.making.recalls import (
    ACCOUNTED,
    APPROVED,
    ASSESSED,
    DECIDED,
    NO_RECALL,
    NOTIFIED,
    PAID,
    PAPERS,
    RECALL,
    SUMMED_UP,
    TOLD_AUTHORITY,
    UNREACHED,
    units_of,
)
from svcqa_example.model import DAY, Record, minutes

_RATE, _PLANNED, _STOPPED = "S002-P10-p4", "S002-P10-p8", "S002-P10-p9"
_KEPT = "S002-P10-p13"


def _finished(recall: Record) -> bool:
    return "finished" in recall.facts


def dangers_left_alone(desk: Desk) -> None:
    """Registered with gaps, never assessed, never reported or days later, and no recall though one was called for."""
    company, truth = desk.company, desk.company.truth
    harmless = company.pick("defect_reports", lambda one: NO_RECALL in one.facts, 3)
    harmless[0]["dangerous"] = None
    harmless[1]["assessed_at"] = harmless[1]["assessed_by"] = harmless[1]["conclusion"] = None
    for one in harmless[:2]:
        truth.fails(one, ASSESSED)
    harmless[2]["conclusion"] = RECALL
    truth.fails(harmless[2], DECIDED)
    for number, one in enumerate(company.pick("defect_reports", _recalled, 2)):
        one["authority_told_at"] = one["found_at"] + 9 * DAY if number else None
        truth.fails(one, f"{TOLD_AUTHORITY}/timing" if number else TOLD_AUTHORITY)


def _recalled(defect: Record) -> bool:
    return "recall" in defect.links and _finished(defect.links["recall"])


def begun_badly(desk: Desk) -> None:
    """Begun before it was approved, or approved by the deputy; without a plan; sold for days more, or all the time."""
    truth = desk.company.truth
    early, deputy, vague, slow, sold, unsold = desk.company.pick("recalls", _finished, 6)
    early["gm_approved_at"] = early["started_at"] + minutes(600)
    truth.fails(early, APPROVED)
    deputy["gm_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
    truth.fails(deputy, APPROVED)
    vague["responsible"] = None
    truth.fails(vague, _PLANNED)
    slow["stop_sale_at"] = slow["started_at"] - minutes(45)
    truth.fails(slow, f"{_STOPPED}/timing")
    sold["stop_sale_at"] = sold["started_at"] + 3 * DAY
    unsold["stop_sale_at"] = None
    truth.fails(sold, _STOPPED, f"{_STOPPED}/timing")
    truth.fails(unsold, _STOPPED)


def units_left_out(desk: Desk) -> None:
    """Customers not told or told late, or not looked for; a unit that is on no list; many never found."""
    company, truth = desk.company, desk.company.truth
    settled = company.pick("recall_units", lambda one: "settled" in one.facts and not one.links["recall"].planted, 4)
    for number, line in enumerate(settled):
        if number % 2:
            line["notified_at"] = None
            truth.fails(line, NOTIFIED)
        else:
            line["notified_at"] = line.links["recall"]["decided_at"] + 12 * DAY
            truth.fails(line, f"{NOTIFIED}/timing")
    for line in company.pick("recall_units", lambda one: "unreached" in one.facts, 2):
        line["contact_attempts"] = None
        truth.unsay(line, NOTIFIED)
        truth.fails(line, NOTIFIED)
    lost, missing = company.pick("recalls", _finished, 2)
    for line in [one for one in units_of(lost) if not one.planted][:3]:
        line["disposition"] = UNREACHED
    truth.missing(_RATE, lost["recall_no"])
    for line in units_of(missing):
        if not line.planted:
            company["recall_units"].remove(line)
            truth.drop(line)
            break
    truth.fails(missing, ACCOUNTED)


def ended_badly(desk: Desk) -> None:
    """Nobody said what a recall came to; and its papers are gone."""
    company, truth = desk.company, desk.company.truth
    silent, gone = company.pick("recalls", _finished, 2)
    silent["effect"] = None
    truth.fails(silent, SUMMED_UP)
    for one in company["record_inventory"]:
        if one["record_type"] == PAPERS and one["record_no"] == gone["recall_no"]:
            one["present"] = False
            truth.fails(gone, _KEPT)


def paid_badly(desk: Desk) -> None:
    """Paid before anybody agreed, or on the word of the manager."""
    truth = desk.company.truth
    early, manager = desk.company.pick("compensations", lambda one: "recall" in one.facts, 2)
    early["paid_at"] = early["approved_at"] - 3 * DAY
    truth.fails(early, PAID)
    manager["approved_by"] = desk.staff.permanent(MANAGER)[0].number
    truth.fails(manager, PAID)


PLANTS = (dangers_left_alone, begun_badly, units_left_out, ended_badly, paid_badly)
