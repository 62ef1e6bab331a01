"""Faults of filing: kinds not on the list, records lost, filed late, on old forms, lent or changed without trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.controlled import FORMS_SECOND, OLD, forms_of
from svcqa_example.making.filing import CHECK_SHEET, CHECKED, FILED_WITHIN, QUARTERLY, copy_backups, enter, witness
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, time_over

_LISTED, _DESTROYED, _ONCE, _SERIES = "S002-P21-p1", "S002-P21-p2", "S002-P21-p3", "S002-P21-p3/1"
_CHANGED, _KEEPER, _KEPT, _ENTERED = "S002-P21-p4", "S002-P21-p5", "S002-P21-p6", "S002-P21-p7"
_FILED, _CHECKED, _COPIES, _LENT = "S002-P21-p8", "S002-P21-p9", "S002-P21-p10", "S002-P21-p11"
_EDITION = "S002-P20-p5"
_UNLISTED, _NO_PERIOD = "解决方案", "奖惩记录"
_FILE = "客户服务档案"
"""A kind for which no procedure but the list of records sets a time."""
LATELY = f"{AS_OF.year}-01-01..{AS_OF}"


def entered_later(desk: Desk) -> None:
    """What was filed or destroyed by other faults is entered like everything else; and where it lies nobody wrote."""
    company, forms = desk.company, forms_of(desk)
    for record in company["record_inventory"]:
        if not record["created_at"]:
            enter(desk, record, forms)
        if not record["location"]:
            company.truth.fails(record, _ENTERED)
    for disposal in company["disposals"]:
        if not disposal["second_witness"] and isinstance(disposal["disposed_at"], dt.date):
            witness(desk, disposal)


def unlisted(desk: Desk) -> None:
    """A kind of record is not on the list, another stands there without a time, a third without its keeper."""
    company, truth = desk.company, desk.company.truth
    kinds = {one["record_type"]: one for one in company["record_types"]}
    company["record_types"].remove(kinds[_UNLISTED])
    truth.missing(_LISTED, _UNLISTED)
    kinds[_NO_PERIOD]["retention_period"] = kinds[_NO_PERIOD]["retention_years"] = None
    truth.missing(_LISTED, _NO_PERIOD)
    for name, kind in (("keeper", "送货单"), ("medium", "坏件登记表"), ("owner_dept", "培训申请表")):
        kinds[kind][name] = None
        truth.fails(kinds[kind], _KEEPER)


def destroyed_alone(desk: Desk) -> None:
    """Destroyed with one witness, or months after it was approved."""
    some: Callable[[Record], bool] = lambda one: desk.company.truth.of(one, _DESTROYED) == "conforms"  # noqa: E731
    for number, one in enumerate(desk.company.pick("disposals", some, 4)):
        if number % 2:
            one["second_witness"] = None
        else:
            one["approved_at"] -= 120 * DAY
        desk.company.truth.fails(one, _DESTROYED)


def _sheet(record: Record) -> bool:
    return "check" in record.facts


def numbers_astray(desk: Desk) -> None:
    """Sheets that are gone with their numbers, and one number given twice."""
    company, truth = desk.company, desk.company.truth
    sheets = [one for one in company["record_inventory"] if _sheet(one)]
    for place in (7, 20):
        company["record_inventory"].remove(sheets[place])
        truth.missing(_SERIES, f"{CHECK_SHEET}/{sheets[place]['record_no']}")
    first = sheets[12]
    twin = Record(first.register, dict(first.values), first.site, first.year, planted=True)
    twin["location"] = "档案室二号柜"
    company["record_inventory"].insert(company["record_inventory"].index(first) + 1, twin)
    first.planted = True
    for one in (first, twin):
        truth.fails(one, _ONCE)
    truth.bad_cell("record.key", first, twin)


def sheets_astray(desk: Desk) -> None:
    """Gone before its time, filed after months or not at all, on an old form, or on one that nobody knows."""
    company, truth = desk.company, desk.company.truth
    for record in company.pick("record_inventory", lambda one: _sheet(one) and one.year == AS_OF.year - 1, 2):
        record["present"] = False
        truth.fails(record, _KEPT)
    for record in company.pick("record_inventory", lambda one: one["record_type"] == _FILE and _young(one), 2):
        record["present"] = False
        truth.fails(record, _KEPT)
    due: Callable[[Record], bool] = lambda one: _sheet(one) and time_over(one["closed_at"], FILED_WITHIN)  # noqa: E731
    for number, record in enumerate(company.pick("record_inventory", due, 4)):
        if number % 2:
            record["archived_at"] = None
            truth.fails(record, _FILED)
        else:
            record["archived_at"] = record["closed_at"] + 100 * DAY
            truth.fails(record, f"{_FILED}/timing")
    later: Callable[[Record], bool] = lambda one: _sheet(one) and one["created_at"] > FORMS_SECOND + 90 * DAY  # noqa: E731
    for number, record in enumerate(company.pick("record_inventory", later, 4)):
        if number < 2:
            record["form_version"] = OLD
        elif number == 2:
            record["form_no"] = "BD-99"
        else:
            record["form_version"] = None
            truth.fails(record, _ENTERED)
            continue
        truth.fails(record, _EDITION)


def _young(record: Record) -> bool:
    return isinstance(record["archived_at"], dt.date) and record["archived_at"] > AS_OF - 900 * DAY


def not_checked(desk: Desk) -> None:
    """In the last year nobody checked the archive against its list."""
    company = desk.company
    company["inspections"][:] = [
        one for one in company["inspections"]
        if one["inspection_type"] != CHECKED or one["inspected_at"].year != AS_OF.year
    ]  # fmt: skip
    company.truth.missing(_CHECKED, LATELY)
    for quarter in range(1, 5):
        company.truth.missing(QUARTERLY, f"{AS_OF.year}Q{quarter}")


def changed_without_trace(desk: Desk) -> None:
    """Corrections of which nobody wrote who made them, or what they changed."""
    truth = desk.company.truth
    for number, one in enumerate(desk.company.pick("record_changes", lambda _: True, 4)):
        one["changed_by" if number % 2 else "new_value"] = None
        truth.fails(one, _CHANGED)


def copied_once(desk: Desk) -> None:
    """Backups of one copy, and some of which nobody wrote where they are."""
    copy_backups(desk)
    for number, one in enumerate(desk.company.pick("system_ops", lambda one: bool(one["copies"]), 4)):
        if number % 2:
            one["copies"] = 1
        else:
            one["stored_in"] = None
        desk.company.truth.fails(one, _COPIES)


def lent_badly(desk: Desk) -> None:
    """Lent without approval or to the approver, back after weeks, or never; nobody wrote what for."""
    for number, one in enumerate(desk.company.pick("record_loans", lambda one: "out" not in one.facts, 5)):
        if number == 0:
            one["approved_by"] = one["approved_at"] = None
        elif number == 1:
            one["borrower"] = one["approved_by"]
        elif number == 2:
            one["returned_at"] = one["borrowed_at"] + 24 * DAY
        elif number == 3:
            one["returned_at"] = None
        else:
            one["purpose"] = None
        desk.company.truth.fails(one, _LENT)


PLANTS = (
    entered_later, unlisted, destroyed_alone, numbers_astray, sheets_astray, not_checked, changed_without_trace,
    copied_once, lent_badly,
)  # fmt: skip
"""Last of what touches the archive."""
