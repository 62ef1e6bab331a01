"""Faults of controlled documents: signatures, numbers, copies, reviews, destruction; and what withdrawn ones left."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.controlled import OBSOLETE, OLD
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.making.rulebook import PROCESS, RULE
from svcqa_example.model import AS_OF, DAY, Record

_CHAIN, _REVIEW, _ONCE, _ONE_IN_FORCE = "S002-P20-p1", "S002-P20-p1/1", "S002-P20-p2", "S002-P20-p2/1"
_BACK, _REVIEWED, _DATED, _HANDED = "S002-P20-p3", "S002-P20-p4", "S002-P20-p6", "S002-P20-p7"
_DESTROYED = "S002-P20-p9"
LATELY = f"{AS_OF.year}-01-01..{AS_OF}"


def _form(document: Record) -> bool:
    return "form" in document.facts and document["status"] == "有效"


def _old(document: Record) -> bool:
    return "form" in document.facts and document["version"] == OLD and document["status"] == OBSOLETE


def signed_badly(desk: Desk) -> None:
    """Issued before it was approved, never reviewed, approved by who had reviewed it, or after months."""
    company, truth = desk.company, desk.company.truth
    for number, document in enumerate(company.pick("documents", _form, 4)):
        if number == 0:
            document["issued_at"] = document["approved_at"].date() - 6 * DAY
        elif number == 1:
            document["reviewed_at"] = document["reviewed_by"] = None
        elif number == 2:
            document["approved_by"] = document["reviewed_by"]
        else:
            document["drafted_at"] -= 90 * DAY
        truth.fails(document, _CHAIN)
    draft = company.add(
        "documents", day=AS_OF, doc_no="BD-90", doc_title="远程诊断记录（表单）", doc_type="记录表单", version="A",
        status="起草", is_external=False, drafted_by=desk.staff.permanent(MANAGER)[0].number,
        drafted_at=AS_OF - 9 * DAY,
    )  # fmt: skip
    truth.pending(draft, _CHAIN)


def rules_unreviewed(desk: Desk) -> None:
    """Service rules that went to be approved without a review."""
    rules = [one for one in desk.company["documents"] if one["doc_type"] in {RULE, PROCESS} and one["reviewed_at"]]
    for document in desk.company.rng.sample(rules, 2):
        document["reviewed_at"] = document["reviewed_by"] = None
        desk.company.truth.fails(document, _REVIEW)


def numbered_twice(desk: Desk) -> None:
    """Two documents of one number and edition; and an old edition that was never declared obsolete."""
    company, truth = desk.company, desk.company.truth
    for document in company.pick("documents", lambda one: _old(one) and "copy" not in one.links, 1):
        twin = Record(document.register, dict(document.values), document.site, document.year, planted=True)
        twin["doc_title"] = "抄录用表单"
        company["documents"].insert(company["documents"].index(document) + 1, twin)
        truth.fails(document, _ONCE)
        truth.fails(twin, _ONCE)
        truth.bad_cell("record.key", document, twin)
    for document in company.pick("documents", lambda one: _old(one) and "copy" in one.links, 1):
        document["status"] = "有效"
        (newer,) = (one for one in company["documents"] if one["doc_no"] == document["doc_no"] and one is not document)
        newer.planted = True
        truth.fails(document, _ONE_IN_FORCE)
        truth.fails(newer, _ONE_IN_FORCE)


def copies_still_out(desk: Desk) -> None:
    """Old copies that nobody took back, or only after weeks."""
    company = desk.company
    some: Callable[[Record], bool] = lambda one: "copy" in one.links and _old(one)  # noqa: E731
    for number, document in enumerate(company.pick("documents", some, 4)):
        copy = document.links["copy"]
        copy["recovered_at"] = None if number % 2 else document["obsolete_at"] + 45 * DAY
        company.truth.fails(copy, _BACK if number % 2 else f"{_BACK}/timing")


def not_looked_at(desk: Desk) -> None:
    """Not reviewed for years, or the day for it has passed, or it was put off for too long."""
    company, truth = desk.company, desk.company.truth
    for number, document in enumerate(company.pick("documents", _in_force, 3)):
        document["next_review_date"] = None
        document["last_reviewed_at"] = (None, AS_OF - 700 * DAY, AS_OF - 500 * DAY)[number]
        truth.missing(_REVIEWED, f"{document['doc_no']}/{LATELY}")
    scheduled: Callable[[Record], bool] = lambda one: _in_force(one) and bool(one["next_review_date"])  # noqa: E731
    for number, document in enumerate(company.pick("documents", scheduled, 4)):
        if number % 2:
            document["next_review_date"] = document["last_reviewed_at"] + 800 * DAY
            truth.fails(document, f"{_REVIEWED}/timing")
        else:
            document["last_reviewed_at"] -= 365 * DAY
            document["next_review_date"] = document["last_reviewed_at"] + 360 * DAY
            truth.fails(document, f"{_REVIEWED}/1")


def _in_force(document: Record) -> bool:
    return document["status"] == "有效" and bool({"form", "standard"} & document.facts)


def listed_badly(desk: Desk) -> None:
    """Without a title, without saying whether it is from outside; nobody got it, or nobody signed for it."""
    company, truth = desk.company, desk.company.truth
    for name, document in zip(
        ("doc_title", "is_external", "control_status"), company.pick("documents", _form, 3), strict=True
    ):
        document[name] = None
        truth.fails(document, _DATED)
    for number, document in enumerate(company.pick("documents", _in_force, 3)):
        copy = document.links["copy"]
        if number % 2:
            copy["received_at"] = None
        else:
            company["doc_distribution"].remove(copy)
        truth.fails(document, _HANDED)


def destroyed_badly(desk: Desk) -> None:
    """Destroyed before that was approved, by one alone, uncounted, or with the approver as the witness."""
    for number, one in enumerate(desk.company.pick("doc_destructions", lambda one: bool(one["destroyed_at"]), 4)):
        if number == 0:
            one["destroyed_at"] = one["approved_at"] - 5 * DAY
        elif number == 1:
            one["witness"] = None
        elif number == 2:
            one["copies"] = None
        else:
            one["witness"] = one["approved_by"]
        desk.company.truth.fails(one, _DESTROYED)


def withdrawn_without_trace(desk: Desk) -> None:
    """What other faults withdrew: its copies are still out, and of some nobody wrote since when."""
    truth = desk.company.truth
    gone = {}
    for document in desk.company["documents"]:
        if document["status"] == OBSOLETE:
            gone[document["doc_no"], document["version"]] = document
            if not document["obsolete_at"]:
                truth.fails(document, _DATED)
    for copy in desk.company["doc_distribution"]:
        if (copy["doc_no"], copy["version"]) in gone and not copy["recovered_at"]:
            truth.fails(copy, _BACK)


PLANTS = (
    signed_badly, rules_unreviewed, numbered_twice, copies_still_out, not_looked_at, listed_badly, destroyed_badly,
    withdrawn_without_trace,
)  # fmt: skip
"""Last of what touches documents."""
