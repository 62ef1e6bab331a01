"""Faults of corrective actions: late, not verified, verified by the wrong person, closed without effect."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.prevention import GRAVE
from svcqa_example.model import AS_OF, DAY, Record, at

_ANSWERED, _TIMING, _IN_TIME, _OWNER = "S002-P22-p1/1", "S002-P22-p1/timing", "S002-P22-p2", "S002-P22-p3"
_GATES, _CONCLUDED = "S002-P22-p7", "S002-P22-p2/2"
_DATED, _PREVENTED = "S002-P22-p12", "S002-P22-p11"
_ANSWERS = (
    "root_cause", "corrective_action", "owner", "due_at", "plan_accepted_by", "plan_accepted_at", "implemented_at",
    "effectiveness_due", "verified_by", "verified_at", "result", "closed_at", "closed_by",
)  # fmt: skip


def _closed(record: Record) -> bool:
    """Closed without more time, and not what a check of the rules found: of that, those faults are told elsewhere."""
    return "closed" in record.facts and not record.facts & {"extended", "from check"}


def closed_wrongly(desk: Desk) -> None:
    """Closed without verification, cause or effect, or verified by its owner."""
    company = desk.company
    for record in company.pick("capa", _closed, 2):
        record["verified_by"] = record["verified_at"] = record["result"] = None
        company.truth.fails(record, _GATES)
        company.truth.pending(record, _CONCLUDED)
    for record in company.pick("capa", _closed, 2):
        record["root_cause"] = None
        company.truth.fails(record, _ANSWERED)
    for record in company.pick("capa", _closed, 2):
        record["result"] = "无效"
        company.truth.fails(record, _CONCLUDED)
    for record in company.pick("capa", _closed, 3):
        record["verified_by"] = record["owner"]
        company.truth.fails(record, _OWNER)
    for record in company.pick("capa", _closed, 1):
        record["plan_accepted_by"] = record["owner"]
        company.truth.fails(record, "S002-P22-p8")


def done_late(desk: Desk) -> None:
    """Done after the due date; with an extension agreed only when it had passed."""
    company = desk.company
    for number, record in enumerate(company.pick("capa", _closed, 4)):
        record["due_at"] = record["implemented_at"] - 2 * DAY
        if number % 2:
            record["extended_to"] = record["implemented_at"].date() + DAY
            record["extension_approved_by"] = record["plan_accepted_by"]
            record["extension_approved_at"] = record["due_at"] + DAY
        company.truth.fails(record, _IN_TIME)


def never_done(desk: Desk) -> None:
    """Still open after the due date, or not even answered."""
    company = desk.company
    for record in company.pick("capa", lambda one: "open" in one.facts, 1):
        record["due_at"] = at(AS_OF - 5 * DAY, 18)
        company.truth.unsay(record, _IN_TIME)
        company.truth.fails(record, _IN_TIME)
    for record in company.pick("capa", _closed, 2):
        for name in _ANSWERS:
            record[name] = None
        record["status"] = "原因分析"
        company.truth.pending(record, _GATES, _CONCLUDED, _DATED, *([_PREVENTED] if record["grade"] == GRAVE else []))
        company.truth.fails(record, _ANSWERED)


def accepted_late(desk: Desk) -> None:
    """The plan was accepted weeks after the nonconformity was raised; or the effect verified after its date."""
    company = desk.company
    for record in company.pick("capa", _closed, 2):
        record["plan_accepted_at"] = record["issued_at"] + company.rng.randint(17, 24) * DAY
        record["implemented_at"] = at(record["plan_accepted_at"] + DAY, 10)
        record["verified_at"] = max(record["verified_at"], record["implemented_at"].date() + 2 * DAY)
        record["effectiveness_due"] = record["closed_at"] = record["verified_at"] + 3 * DAY
        company.truth.fails(record, _TIMING)
    for record in company.pick("capa", _closed, 2):
        record["effectiveness_due"] = record["verified_at"] - 3 * DAY
        company.truth.fails(record, "S002-P22-p2/1")


def impossible_order(desk: Desk) -> None:
    """Verified before it was done: the dates contradict each other."""
    for record in desk.company.pick("capa", _closed, 2):
        record["verified_at"] = record["implemented_at"].date() - 2 * DAY
        desk.company.truth.undetermined(record, _GATES)


PLANTS = (closed_wrongly, done_late, never_done, accepted_late, impossible_order)
