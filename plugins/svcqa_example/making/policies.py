"""Files of customer service: its manual and rules, and the policies that every member reads."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.customer_service import CUSTOMER_DEPT, SERVICE_MANAGER
from svcqa_example.making.members import members
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, TRAINER
from svcqa_example.making.rulebook import ISSUED
from svcqa_example.model import AS_OF, DAY, Record, at

MANUAL, RULES, METHOD, FRANCHISE = "客户服务部部门手册", "部门规章制度", "满意度调查方法", "加盟商管理制度"
POLICIES = ("系统功能", "操作方法", "加盟办理流程", "回访流程", "服务标准")
_FIRST, _SECOND = dt.date(2018, 5, 7), dt.date(2022, 3, 1)


def write_policies(desk: Desk) -> None:
    """Every file, and who read which policy."""
    first = _file(desk, "KF-01", MANUAL, "A", _FIRST)
    first["status"], first["obsolete_at"] = "作废", _SECOND
    _file(desk, "KF-01", MANUAL, "B", _SECOND)
    for number, kind in enumerate((RULES, METHOD, FRANCHISE, "岗位职责"), 2):
        _file(desk, f"KF-{number:02d}", kind, "A", _FIRST)
    for number, kind in enumerate(POLICIES, 1):
        _hand_out(desk, _file(desk, f"GK-{number:02d}", kind, "A", _FIRST))
        desk.company.add(
            "record_inventory", record_type=ISSUED, record_no=f"GK-{number:02d}", present=True, location="制度柜",
            archived_at=AS_OF - 40 * DAY,
        )  # fmt: skip


def _file(desk: Desk, number: str, kind: str, version: str, day: dt.date) -> Record:
    staff = desk.staff
    made = desk.company.add(
        "documents", day=day, doc_no=number, doc_title=kind, doc_type=kind, version=version, control_status="受控",
        status="有效", is_external=False, drafted_by=staff.permanent(SERVICE_MANAGER)[0].number,
        drafted_at=day - 25 * DAY, reviewed_by=staff.permanent(TRAINER)[0].number, reviewed_at=at(day - 20 * DAY, 10),
        approved_by=staff.permanent(DEPUTY)[0].number, approved_at=at(day - 12 * DAY, 15), issued_at=day - 8 * DAY,
        effective_date=day,
    )  # fmt: skip
    made.facts.add(kind)
    return made


def _hand_out(desk: Desk, document: Record) -> None:
    """Everybody gets a copy of a policy, whoever joins later on joining, and confirms to have read it."""
    rng = desk.company.rng
    for number, person in enumerate(members(desk), 1):
        received = at(max(document["issued_at"], person.start) + rng.randint(0, 3) * DAY, rng.randint(9, 16))
        copy = desk.company.add(
            "doc_distribution", site=person.site, day=received, doc_no=document["doc_no"], version=document["version"],
            copy_no=f"{number:02d}", recipient_dept=CUSTOMER_DEPT, recipient_id=person.number,
            issued_at=received.date(), received_by=person.number, received_at=received,
            read_confirmed_at=received + rng.randint(1, 20) * DAY,
        )  # fmt: skip
        copy.facts |= {"policy", *(["employed"] if person.employed else [])}
        copy.links["file"] = document
