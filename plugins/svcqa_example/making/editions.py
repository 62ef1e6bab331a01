"""Procedure files and the service manual: drafted, reviewed, approved, in force, and handed out as numbered copies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPARTMENTS, DIRECTOR, HEAD, MANAGER, TRAINER, Staff
from svcqa_example.model import AS_OF, DAY, Company, at

PROCEDURE, HANDBOOK = "程序文件", "售后服务手册"
_TITLES = (
    "服务识别与评价", "服务承诺与目标", "制度管理", "维护服务", "返修服务", "网点管理", "人员与培训", "物流与安装",
    "退换货", "投诉处理", "物资采购", "文件控制", "记录控制", "内部审核",
)  # fmt: skip
STANDARDS = ("售后服务标准", "服务时间")
_FIRST, _SECOND = dt.date(2019, 7, 1), dt.date(2023, 3, 1)
"""When the first editions took effect, and the second ones of every other file."""


@dataclass(frozen=True)
class _Edition:
    """One edition of a file."""

    number: str
    kind: str
    title: str
    version: str = "A/0"
    effective: dt.date = _FIRST
    obsolete: dt.date | None = None


def issue(desk: Desk) -> None:
    """Draft, approve and hand out every edition of every file."""
    company, staff = desk.company, desk.staff
    for number, title in enumerate(_TITLES, 1):
        _editions(company, staff, _Edition(f"CX-{number:02d}", PROCEDURE, title), revised=bool(number % 2))
    _editions(company, staff, _Edition("SC-01", HANDBOOK, HANDBOOK), revised=True)
    for number, title in enumerate(STANDARDS, 1):
        _editions(company, staff, _Edition(f"BZ-{number:02d}", title, title), revised=False)
    _draft(company, staff)
    # no file of theirs is about spare parts
    company.truth.missing("S003-C4-3b", "配件管理制度")


def _editions(company: Company, staff: Staff, one: _Edition, *, revised: bool) -> None:
    rng = company.rng
    first, second = (day + rng.randint(0, 60) * DAY for day in (_FIRST, _SECOND))
    _edition(company, staff, replace(one, effective=first, obsolete=second if revised else None))
    if revised:
        _edition(company, staff, replace(one, version="B/0", effective=second))


def _edition(company: Company, staff: Staff, one: _Edition) -> None:
    rng = company.rng
    drafted = one.effective - rng.randint(60, 70) * DAY
    reviewed = drafted + rng.randint(5, 20) * DAY
    approved = reviewed + rng.randint(3, 10) * DAY
    made = company.add(
        "documents", day=one.effective, doc_no=one.number, doc_title=one.title, doc_type=one.kind, version=one.version,
        status="作废" if one.obsolete else "有效", control_status="受控", is_external=False,
        drafted_by=staff.permanent(TRAINER)[0].number, drafted_at=drafted,
        reviewed_by=staff.permanent(MANAGER)[0].number, reviewed_at=at(reviewed, rng.randint(9, 17)),
        approved_by=staff.permanent(DIRECTOR)[0].number, approved_at=at(approved, rng.randint(9, 17)),
        issued_at=one.effective - 10 * DAY, effective_date=one.effective, obsolete_at=one.obsolete,
    )  # fmt: skip
    holders = [staff.leader(dept) for dept in DEPARTMENTS]
    holders += [head for head in staff.permanent(HEAD) if head.start < one.effective]
    for number, holder in enumerate(holders, 1):
        copy = company.add(
            "doc_distribution", site=holder.site, day=one.effective, doc_no=one.number, version=one.version,
            copy_no=f"{number:02d}", recipient_dept=holder.dept, recipient_id=holder.number, received_by=holder.number,
            issued_at=one.effective - 10 * DAY, received_at=at(one.effective - 9 * DAY, rng.randint(9, 17)),
            recovered_at=one.obsolete,
        )  # fmt: skip
        copy.links["file"] = made
        made.links.setdefault("copy", copy)


def _draft(company: Company, staff: Staff) -> None:
    """An edition that is still being written on the audit day."""
    made = company.add(
        "documents", day=AS_OF, doc_no="CX-15", doc_title="客户关系", doc_type=PROCEDURE, version="A/0",
        status="起草", control_status="受控", is_external=False,
        drafted_by=staff.permanent(TRAINER)[0].number, drafted_at=AS_OF - 10 * DAY,
    )  # fmt: skip
    company.truth.pending(made, "S002-COVER-1", "S002-COVER-1/1", "S002-COVER-2", "S002-COVER-2/1")
