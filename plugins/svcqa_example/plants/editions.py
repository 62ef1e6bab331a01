"""Faults of procedure files: incomplete covers, copies nobody entered, editions in force before they were approved."""

from __future__ import annotations

from svcqa_example.making.editions import HANDBOOK, PROCEDURE
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR
from svcqa_example.model import DAY, Record

_COVER, _LISTED, _COPY, _STEPS, _APART, _ONCE = (
    "S002-COVER-1", "S002-COVER-1/1", "S002-COVER-1/2", "S002-COVER-2", "S002-COVER-2/1", "S002-COVER-3",
)  # fmt: skip


def _procedure(record: Record) -> bool:
    return record["doc_type"] == PROCEDURE and bool(record["issued_at"])


def _out(copy: Record) -> bool:
    """A copy of a procedure that has not come back."""
    return not copy["recovered_at"] and copy.links["file"]["doc_type"] == PROCEDURE


def cover_incomplete(desk: Desk) -> None:
    """Nobody stamped the cover; or it does not say from when it is in force, and was never put in force then."""
    company = desk.company
    for record in company.pick("documents", _procedure, 2):
        record["control_status"] = None
        company.truth.fails(record, _COVER)
    for record in company.pick("documents", lambda one: _procedure(one) and one["status"] == "有效", 1):
        record["effective_date"] = None
        company.truth.fails(record, _COVER, _STEPS)


def not_handed_out(desk: Desk) -> None:
    """Controlled, and nobody entered who has it."""
    company = desk.company
    for record in company.pick("documents", _procedure, 2):
        copies = company["doc_distribution"]
        copies[:] = [one for one in copies if one.links["file"] is not record]
        company.truth.fails(record, _LISTED)


def copies_astray(desk: Desk) -> None:
    """Copies without a holder, without a number, or two under one."""
    company = desk.company
    for copy in company.pick("doc_distribution", _out, 2):
        copy["recipient_id"] = copy["recipient_dept"] = None
        company.truth.fails(copy, _COPY)
    for copy in company.pick("doc_distribution", _out, 2):
        copy["copy_no"] = None
        company.truth.fails(copy, _COPY)
        company.truth.bad_cell("record.key", copy)
    for copy in company.pick("doc_distribution", _out, 2):
        where = company["doc_distribution"].index(copy)
        twin = Record(copy.register, dict(copy.values), copy.site, copy.year, links=copy.links, planted=True)
        twin["recipient_id"] = desk.staff.permanent(DIRECTOR)[0].number
        company["doc_distribution"].insert(where + 1, twin)
        company.truth.fails(copy, _ONCE)
        company.truth.fails(twin, _ONCE)
        company.truth.bad_cell("record.key", copy, twin)


def in_force_too_soon(desk: Desk) -> None:
    """In force before it was approved, never reviewed, approved by nobody, or all by one person."""
    company = desk.company
    for record in company.pick("documents", _procedure, 2):
        record["approved_at"] += 120 * DAY
        company.truth.fails(record, _STEPS)
    for record in company.pick("documents", _procedure, 1):
        record["reviewed_at"] = record["reviewed_by"] = None
        company.truth.fails(record, _STEPS)
    for record in company.pick("documents", _procedure, 1):
        record["approved_by"] = None
        company.truth.fails(record, _STEPS)
    for record in company.pick("documents", _procedure, 2):
        record["reviewed_by"] = record["drafted_by"]
        company.truth.fails(record, _APART)


def handbook_withdrawn(desk: Desk) -> None:
    """The service manual is being revised, and none is in force meanwhile."""
    for record in desk.company["documents"]:
        if record["doc_type"] == HANDBOOK and record["status"] == "有效":
            record["status"] = "修订中"
    desk.company.truth.missing("S002-P02-4.7", HANDBOOK)


PLANTS = (cover_incomplete, not_handed_out, copies_astray, in_force_too_soon, handbook_withdrawn)
