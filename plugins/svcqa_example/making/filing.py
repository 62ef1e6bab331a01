"""The list of records, and what it asks for: filing, checks of the archive, corrections, loans, backups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import count

from svcqa_example.making.controlled import FORMS_SECOND, NEW, OLD, forms_of
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, CALLBACK, DEPUTY, DIRECTOR, DISPATCHER, MANAGER, OFFICE, SERVICE_DEPT
from svcqa_example.making.systems import BACKUP, DONE
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, time_over

CHECKED, CHECK_SHEET = "记录检查", "记录检查表"
"""The kind of inspection, and the sheet that is filled in at it: these are numbered without gaps."""
QUARTERLY = "S002-P21-p9/timing"
_YEARS_KEPT = {
    "电话派工记录": 2, "返修物品信息登记表": 1, "物品返修测试记录": 1, "返修物品的剩余配件登记表": 1, "坏件登记表": 1,
    "服务网点预选表": 1, "外出培训通知": 1, "培训申请表": 1, "培训记录表": 5, "相关厂家或上级经销商通讯录": 5,
}  # fmt: skip
"""Kind of record → years; all others are kept for three."""
_USUAL = 3
_CLOSED = ("送货单", "退换货登记表", "奖惩记录", CHECK_SHEET)
"""Kinds of which the inventory says when they were closed, beside the day of filing."""
_CORRECTED = (("联系电话", "13800000000", "13900000000"), ("数量", "1", "2"), ("型号", "A-10", "A-12"))
_PURPOSES = ("核对结算", "客户来函查证", "内部审核", "保修争议")
_EARLY, _LATE = 13, 20
FILED_WITHIN = 31


def check_records(desk: Desk) -> None:
    """The archive is checked against its list every quarter, and the sheets of it are filed."""
    rng, company, sheets = desk.company.rng, desk.company, count(1)
    for year in YEARS:
        for month in (2, 5, 8, 11):
            day = dt.date(year, month, rng.randint(4, 26))
            for scope in ("纸质记录", "电子记录"):
                number = f"JC{len(company['inspections']) + 1:05d}"
                company.add(
                    "inspections", day=day, inspection_no=number, inspection_type=CHECKED, scope=scope,
                    inspected_at=at(day, rng.randint(9, 16)), inspector=desk.staff.permanent(ARCHIVE)[0].number,
                    checklist_item="记录控制清单", result="符合", finding_count=0,
                )  # fmt: skip
                made = company.add(
                    "record_inventory", day=day, record_type=CHECK_SHEET, present=True, location="档案室",
                    record_no=f"JL{next(sheets):04d}", archived_at=min(day + 15 * DAY, AS_OF),
                )  # fmt: skip
                made.facts.add("check")
    company.truth.slot("pending", QUARTERLY, f"{AS_OF.year + 1}Q1")


def list_records(desk: Desk) -> None:
    """Every kind of record is on the list, every record names its form, and what was destroyed had two witnesses."""
    company, forms = desk.company, forms_of(desk)
    keeper = desk.staff.permanent(ARCHIVE)[0].name
    kinds = {one["record_type"] for name in ("record_inventory", "disposals") for one in company[name]}
    for kind in sorted(kinds):
        years = _YEARS_KEPT.get(kind, _USUAL)
        company.add(
            "record_types", record_type=kind, owner_dept=SERVICE_DEPT if kind not in _CLOSED else OFFICE,
            form_no=forms.get(kind), retention_period=f"{years}年", retention_years=years, keeper=keeper,
            medium="电子" if kind in {"电话派工记录", "回访记录"} else "纸质",
        )  # fmt: skip
    for record in company["record_inventory"]:
        enter(desk, record, forms)
    for disposal in company["disposals"]:
        witness(desk, disposal)


def enter(desk: Desk, record: Record, forms: Mapping[str, str]) -> None:
    """When a record was made, and on which edition of its form."""
    rng = desk.company.rng
    filed = record["archived_at"] or (record["superseded_at"] or AS_OF) - 500 * DAY
    record["created_at"] = filed - rng.randint(_EARLY, _LATE) * DAY
    if record["record_type"] in _CLOSED:
        record["closed_at"] = record["created_at"] + rng.randint(0, _EARLY) * DAY
        if not time_over(record["closed_at"], FILED_WITHIN):
            desk.company.truth.pending(record, "S002-P21-p8")
    record["form_no"] = forms.get(record["record_type"])
    if record["form_no"]:
        record["form_version"] = NEW if record["created_at"] >= FORMS_SECOND else OLD


def witness(desk: Desk, disposal: Record) -> None:
    """A second witness, and the day on which the time was over, where nobody wrote it."""
    disposal["second_witness"] = desk.staff.permanent(MANAGER)[0].name
    disposal["expires_at"] = disposal["expires_at"] or disposal["disposed_at"] - 30 * DAY


def correct(desk: Desk) -> None:
    """Corrections of records, each with who made it and when."""
    rng, company = desk.company.rng, desk.company
    people = [one.number for post in (DISPATCHER, CALLBACK) for one in desk.staff.permanent(post)]
    for record in rng.sample(company["record_inventory"], 36):
        field, before, after = rng.choice(_CORRECTED)
        moment = at(record["created_at"] + rng.randint(0, 3) * DAY, rng.randint(9, 16), rng.randint(0, 59))
        company.add(
            "record_changes", day=moment, record_no=record["record_no"], field=field, old_value=before,
            new_value=after, changed_by=rng.choice(people), changed_at=moment,
        )  # fmt: skip


def lend(desk: Desk) -> None:
    """Records are lent for some days, with the deputy's approval; one is out on the audit day."""
    rng, company = desk.company.rng, desk.company
    people = [one.number for post in (DISPATCHER, CALLBACK) for one in desk.staff.permanent(post)]
    kept = [one for one in company["record_inventory"] if one["present"] is True]
    days = sorted(AS_OF - rng.randint(30, 1500) * DAY for _ in range(30))
    for number, day in enumerate([*days, AS_OF - 4 * DAY], 1):
        record = rng.choice(kept)
        made = company.add(
            "record_loans", day=day, loan_no=f"JY{number:03d}", record_type=record["record_type"],
            record_no=record["record_no"], borrower=rng.choice(people), purpose=rng.choice(_PURPOSES),
            approved_by=desk.staff.permanent(DEPUTY if number % 2 else DIRECTOR)[0].number, approved_at=day,
            borrowed_at=day, returned_at=day + rng.randint(1, 14) * DAY,
        )  # fmt: skip
        if number > len(days):
            made["returned_at"] = None
            made.facts.add("out")
            company.truth.pending(made, "S002-P21-p11")


def copy_backups(desk: Desk) -> None:
    """Of every backup there are two copies or three, in a place of their own."""
    for one in desk.company["system_ops"]:
        if one["op_type"] == BACKUP and one["result"] == DONE and not one["copies"]:
            one["copies"], one["stored_in"] = desk.company.rng.choice((2, 3)), "二号楼保险柜"
