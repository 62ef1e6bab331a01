"""Controlled documents: forms and standards, who reviewed and got every file, and what became of old editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from svcqa_example.making.customer_service import SERVICE_MANAGER
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, DEPUTY, DIRECTOR, MANAGER, OFFICE, TRAINER
from svcqa_example.making.rulebook import ISSUED, PROCESS, RULE
from svcqa_example.model import AS_OF, DAY, Record, at

FORM, STANDARD = "记录表单", "国家标准"
FORMS_FIRST, FORMS_SECOND = dt.date(2015, 1, 5), dt.date(2022, 3, 1)
"""When the forms took effect, and when the second edition of all of them did."""
OLD, NEW = "A", "B"
OBSOLETE = "作废"
_STANDARDS = ("电器服务通用要求", "商品售后服务评价", "客户投诉处理指南", "家用电器安装规范")
_FORMLESS = "客户服务档案"
"""A kind of record that has no form."""
_KEPT_COPY = 2
"""Of every so many forms the old edition had been handed out as a numbered copy."""
_UNSCHEDULED = 6
"""Every so many documents name no day of the next review, though they were reviewed."""


def control_documents(desk: Desk) -> None:
    """Forms and standards are listed, everything is reviewed once a year and handed out, old editions destroyed."""
    kinds = sorted({one["record_type"] for one in desk.company["record_inventory"]} - {_FORMLESS})
    for number, kind in enumerate(kinds, 1):
        _form(desk, f"BD-{number:02d}", f"{kind}（表单）", kind)
    for number, title in enumerate(_STANDARDS, 1):
        _standard(desk, f"WB-{number:02d}", title)
    for document in desk.company["documents"]:
        complete(desk, document)
    _hand_out(desk)
    _destroy(desk)


def forms_of(desk: Desk) -> dict[str, str]:
    """Kind of record → the number of its form."""
    return {one.links["kind"]["name"]: one["doc_no"] for one in desk.company["documents"] if "kind" in one.links}


def _form(desk: Desk, number: str, title: str, kind: str) -> None:
    for version, day, until in ((OLD, FORMS_FIRST, FORMS_SECOND), (NEW, FORMS_SECOND, None)):
        staff = desk.staff
        made = desk.company.add(
            "documents", day=day, doc_no=number, doc_title=title, doc_type=FORM, version=version, control_status="受控",
            status=OBSOLETE if until else "有效", is_external=False, drafted_by=staff.permanent(TRAINER)[0].number,
            drafted_at=day - 40 * DAY, reviewed_by=staff.permanent(MANAGER)[0].number,
            reviewed_at=at(day - 30 * DAY, 9), approved_by=staff.permanent(DEPUTY)[0].number,
            approved_at=at(day - 20 * DAY, 15), issued_at=day - 9 * DAY,
            effective_date=day, obsolete_at=until,
        )  # fmt: skip
        made.facts.add("form")
        made.links["kind"] = Record("", {"name": kind})


def _standard(desk: Desk, number: str, title: str) -> None:
    """A standard from outside: nobody here wrote it."""
    day = dt.date(2019, 3, 1) + desk.company.rng.randint(0, 200) * DAY
    made = desk.company.add(
        "documents", day=day, doc_no=number, doc_title=title, doc_type=STANDARD, version="现行", control_status="受控",
        status="有效", is_external=True, issued_at=day, effective_date=day,
    )  # fmt: skip
    made.facts.add("standard")


def complete(desk: Desk, document: Record) -> None:
    """Who reviewed it before it was approved, and when it was, and is to be, looked at again."""
    rng = desk.company.rng
    if document["approved_at"] and not document["reviewed_at"]:
        drafted, approved = document["drafted_at"], document["approved_at"].date()
        document["reviewed_at"] = at(drafted + max(1, (approved - drafted).days // 2) * DAY, rng.randint(9, 16))
        document["reviewed_by"] = desk.staff.permanent(SERVICE_MANAGER)[0].number
    elif document["doc_type"] in {RULE, PROCESS} and not document["approved_at"]:
        desk.company.truth.pending(document, "S002-P20-p1/1")
    if document["status"] == "有效":
        document["last_reviewed_at"] = dt.date(AS_OF.year, 11, rng.randint(3, 28))
        if desk.company["documents"].index(document) % _UNSCHEDULED:
            document["next_review_date"] = document["last_reviewed_at"] + rng.randint(340, 364) * DAY


def _hand_out(desk: Desk) -> None:
    """What nobody had signed for yet is handed to the office; of some forms the old edition was too."""
    company = desk.company
    handed = {(one["doc_no"], one["version"]) for one in company["doc_distribution"]}
    listed = {one["record_no"] for one in company["record_inventory"] if one["record_type"] == ISSUED}
    forms = [one for one in company["documents"] if one["status"] == OBSOLETE and "form" in one.facts]
    some = {id(one) for one in forms[::_KEPT_COPY]}
    for document in company["documents"]:
        old = id(document) in some
        if (document["doc_no"], document["version"]) in handed or not (old or document["status"] == "有效"):
            continue
        holder = desk.staff.leader(OFFICE)
        copy = company.add(
            "doc_distribution", site=holder.site, day=document["issued_at"], doc_no=document["doc_no"],
            version=document["version"], copy_no="01", recipient_dept=OFFICE, recipient_id=holder.number,
            issued_at=document["issued_at"], received_by=holder.number, recovered_at=document["obsolete_at"],
            received_at=at(document["issued_at"] + company.rng.randint(0, 3) * DAY, company.rng.randint(9, 16)),
        )  # fmt: skip
        copy.links["file"] = document
        document.links["copy"] = copy
        if document["doc_no"] not in listed:
            listed.add(document["doc_no"])
            company.add(
                "record_inventory", record_type=ISSUED, record_no=document["doc_no"], present=True, location="制度柜",
                archived_at=AS_OF - 40 * DAY,
            )  # fmt: skip


def _destroy(desk: Desk) -> None:
    """Copies of old editions that came back are destroyed by two people, once that is approved."""
    rng, company = desk.company.rng, desk.company
    copies: dict[tuple[str, str], list[Record]] = {}
    for one in company["doc_distribution"]:
        if one["recovered_at"]:
            copies.setdefault((one["doc_no"], one["version"]), []).append(one)
    for (number, version), mine in sorted(copies.items()):
        approved = max(_days(mine)) + rng.randint(3, 20) * DAY
        company.add(
            "doc_destructions", day=approved, destruction_no=f"WX{len(company['doc_destructions']) + 1:03d}",
            doc_no=number, version=version, copies=len(mine), reason="换版作废",
            applied_by=desk.staff.permanent(ARCHIVE)[0].number, approved_by=desk.staff.permanent(DIRECTOR)[0].number,
            approved_at=approved, destroyed_at=approved + rng.randint(0, 9) * DAY,
            destroyed_by=desk.staff.permanent(ARCHIVE)[0].number, witness=desk.staff.leader(OFFICE).number,
        )  # fmt: skip
    company.truth.pending(
        company.add("doc_destructions", destruction_no="WX900", doc_no="CX-01", version="A/0", copies=1), "S002-P20-p9"
    )


def _days(copies: Iterable[Record]) -> list[dt.date]:
    return [one["recovered_at"] for one in copies]
