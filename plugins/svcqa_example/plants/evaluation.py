"""Faults of internal evaluation: none in a year, something left out, by the wrong people, not acted on."""

from __future__ import annotations

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.evaluation import GAP, KIND, RAISED
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER, SERVICE_DEPT, TRAINER
from svcqa_example.model import AS_OF, DAY, Record

_CHAIN, _REPORTED = "S002-P16-p6", "S002-P16-p7"
_STEPS = ("issued_at", "plan_accepted_at", "due_at", "implemented_at", "verified_at", "effectiveness_due", "closed_at")
_LEFT_OUT, _CLAUSE = "技术部", "5.2.6"


def _evaluated(desk: Desk) -> list[Record]:
    return [one for one in desk.company["audits"] if KIND in one.facts]


def _round(desk: Desk, number: str) -> list[Record]:
    return [one for one in _evaluated(desk) if one["audit_no"] == number]


def _clean(one: Record) -> bool:
    return KIND in one.facts and "report" not in one.links


def not_evaluated(desk: Desk) -> None:
    """Nobody evaluated anything in the last year."""
    company, truth = desk.company, desk.company.truth
    mine = _evaluated(desk)
    truth.unslot(GAP, max(one["audited_at"] for one in mine).isoformat())
    for one in [one for one in mine if one.year == AS_OF.year]:
        company["audits"].remove(one)
    company.registers["audit_rounds"] = [one for one in company["audit_rounds"] if one.year != AS_OF.year]
    truth.missing("S002-P16-p1", LATELY)
    truth.missing(GAP, max(one["audited_at"] for one in _evaluated(desk)).isoformat())
    for rule in ("S002-P16-p1/1", "S002-P16-p1/2"):
        truth.missing(rule, str(AS_OF.year))


def left_out(desk: Desk) -> None:
    """In a year nobody went to one of the departments, and in another one clause was left out."""
    company = desk.company
    for one in _evaluated(desk):
        if one.year == 2023 and one["dept"] == _LEFT_OUT:
            one["dept"], one["auditor_id"] = SERVICE_DEPT, desk.staff.permanent(TRAINER)[0].number
            if "report" in one.links:
                one.links["report"]["dept"] = SERVICE_DEPT
        if one.year == 2021 and one["clause"] == _CLAUSE:
            company["audits"].remove(one)
    company.truth.missing("S002-P16-p1/1", "2023")
    company.truth.missing("S002-P16-p1/2", "2021")


def by_the_wrong_people(desk: Desk) -> None:
    """By somebody without a certificate, or by somebody of that department; and nobody wrote what came out."""
    company, truth = desk.company, desk.company.truth
    for one in company.pick("audits", lambda one: _clean(one) and one["dept"] != SERVICE_DEPT, 3):
        one["auditor_id"] = desk.staff.permanent(DISPATCHER)[0].number
        truth.fails(one, "S002-P16-p2")
    own = desk.staff.permanent(TRAINER)[0]
    for one in company.pick("audits", lambda one: _clean(one) and one["dept"] == own.dept, 2):
        one["auditor_id"] = own.number
        truth.fails(one, "S002-P16-p2/1")
    for one in company.pick("audits", _clean, 2):
        one["result"] = None
        truth.fails(one, "S002-P16-p5", "S003-C4-8/1")


def not_acted_on(desk: Desk) -> None:
    """What was found was not raised, or weeks later; it was done late, or verified late."""
    company, truth = desk.company, desk.company.truth
    for number, one in enumerate(company.pick("audits", lambda one: KIND in one.facts and "report" in one.links, 8)):
        report = one.links["report"]
        if number < 2:
            company["capa"].remove(report)
            truth.fails(one, RAISED)
        elif number < 4:
            for step in _STEPS:
                report[step] += 20 * DAY
            truth.fails(one, f"{RAISED}/timing")
        elif number < 6:
            report["due_at"], report["extended_to"] = report["implemented_at"] - 2 * DAY, None
            report["extension_approved_by"] = report["extension_approved_at"] = None
            truth.fails(report, f"{RAISED}/1", "S002-P22-p2")
        else:
            report["effectiveness_due"] = report["verified_at"] - 3 * DAY
            truth.fails(report, f"{RAISED}/2", "S002-P22-p2/1")


def badly_led(desk: Desk) -> None:
    """Not announced, approved afterwards or by its leader, without report or plan; and a bad score."""
    company, truth = desk.company, desk.company.truth
    silent, late, own, planless, mute, poor = company["audit_rounds"][:6]
    silent["notified_at"] = None
    late["approved_at"] = late["opened_at"] + DAY
    own["approved_by"] = own["team_leader"]
    truth.fails(silent, _CHAIN)
    truth.fails(late, _CHAIN)
    truth.fails(own, _CHAIN)
    company["audit_rounds"].remove(planless)
    truth.missing("S002-P16-p8", planless["audit_no"])
    mute["reported_at"] = mute["report_approved_at"] = mute["report_approved_by"] = mute["conclusion"] = None
    truth.fails(mute, _REPORTED)
    for one in _round(desk, poor["audit_no"]):
        one["score"] = round(one["score"] * 0.7, 1)
    truth.missing("S002-P16-p4", poor["audit_no"])


PLANTS = (not_evaluated, left_out, by_the_wrong_people, not_acted_on, badly_led)
