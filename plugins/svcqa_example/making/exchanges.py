"""Returns and exchanges as manual 003 sees them: reviewed, collected, inspected, processed, and followed up."""

from __future__ import annotations

import datetime as dt

from svcqa_example import names
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.model import AS_OF, DAY, Record, minutes, time_over

TOLD_DAYS, DONE_DAYS = 5, 15
"""Within how many days of a refusal the customer is told, and of processing money or goods are with him."""
REPAID, DELIVERED, NAMED = "S003-C3-3.3i", "S003-C3-3.3i/1", "S003-C3-3.3i/2"
HANDED_OVER, DECIDED, STEPS, NOTICE = "S003-C3-3.3f", "S003-C3-3.3h/1", "S003-C3-3.3g/1", "S003-C3-3.3e/1"
TOLD, SOUND_TOLD = "S003-C3-3.3d/1", "S003-C3-3.3g"
_REASONS = ("超出退换范围", "使用不当造成", "检测性能正常", "附件不全")


def settle_returns(desk: Desk) -> None:
    """Every return from the application to money or goods."""
    for number, record in enumerate(desk.company["returns_exchanges"]):
        _apply(desk, record, late=number % 11 == 5)
        if "executed" in record.facts:
            _collect(desk, record)
            _process(desk, record)
        elif "refused" in record.facts and number % 2:
            _collect(desk, record)
            _found_sound(desk, record)
        elif "refused" in record.facts:
            _refuse(desk, record)
        else:
            record["decision"] = "撤回"
            record.facts.add("withdrawn")
            desk.company.truth.excepted(record, NOTICE)
            desk.company.truth.pending(record, HANDED_OVER, DECIDED, STEPS)


def _apply(desk: Desk, record: Record, *, late: bool) -> None:
    """Applied for with evidence, and reviewed the same day; a late one was agreed to as an exception."""
    rng, applied = desk.company.rng, record["applied_at"]
    record["product_received_at"] = applied.date() - rng.randint(1, 5) * DAY
    record["source_channel"] = rng.choice(("电话", "电话", "邮件", "在线客服"))
    record["evidence"] = rng.choice(("照片3张", "视频1段", "照片、发票复印件"))
    record["reviewed_at"] = applied + minutes(rng.randint(15, 45))
    record["review_result"] = "通过"
    if late:
        record["product_received_at"] = applied.date() - rng.randint(25, 60) * DAY
        record["exception_approved_by"] = desk.staff.permanent(MANAGER)[0].number
        record["exception_approved_at"] = applied + minutes(rng.randint(5, 14))
        record.facts.add("late")


def _collect(desk: Desk, record: Record) -> None:
    """Collected by logistics while somebody is there to look at it, and inspected afterwards."""
    rng, arrived = desk.company.rng, record.links["order"]["arrived_at"]
    record["logistics_notified_at"] = arrived + minutes(rng.randint(5, 25))
    record["picked_up_at"] = arrived + minutes(rng.randint(60, 85))
    record["goods_received"] = record["invoice_received"] = record["evidence_received"] = True
    record["inspected_at"] = record["reported_at"] + minutes(rng.randint(2, 40))


def _process(desk: Desk, record: Record) -> None:
    """Something was wrong with it: money or other goods, and the customer is told which and when."""
    rng = desk.company.rng
    record["quality_issue"] = True
    record["processed_at"] = record["executed_at"] + minutes(rng.randint(5, 30))
    record["result_notified_at"] = record["processed_at"] + minutes(rng.randint(10, 200))
    record["refund_method"] = rng.choice(("银行转账", "现金")) if record["decision"] == "退货" else "换新"
    if record["decision"] == "换货":
        _exchange(desk, record)
    else:
        _repay(desk, record)


def _exchange(desk: Desk, record: Record) -> None:
    record["new_model"], record["function_match"] = desk.company.rng.choice(names.MODELS), True
    processed: dt.datetime = record["processed_at"]
    sent = [one for one in desk.company["deliveries"] if one["delivered_at"]]
    before = [one for one in sent if one["delivered_at"] <= processed] or sent[:1]
    record["new_delivery_no"] = before[-1]["delivery_no"]
    before[-1].facts.add("exchanged")
    if not time_over(processed.date(), DONE_DAYS):
        desk.company.truth.pending(record, DELIVERED, NAMED)


def _repay(desk: Desk, record: Record) -> None:
    rng, company = desk.company.rng, desk.company
    paid = record["processed_at"] + rng.randint(1, 6) * DAY
    if paid.date() <= AS_OF:
        record.links["refund"] = company.add(
            "refunds", site=record.site, day=paid, refund_no=f"TK{len(company['refunds']) + 1:04d}",
            rma_no=record["rma_no"], amount=rng.randint(3, 60) * 100, paid_at=paid,
        )  # fmt: skip
    if not time_over(record["processed_at"].date(), DONE_DAYS):
        company.truth.pending(record, REPAID)


def _found_sound(desk: Desk, record: Record) -> None:
    """Nothing was wrong with it; the customer is told why he gets it back."""
    record["quality_issue"], record["reject_reason"] = False, desk.company.rng.choice(_REASONS)
    record["customer_notified_at"] = record["inspected_at"] + minutes(desk.company.rng.randint(10, 300))
    record["processed_at"] = record["customer_notified_at"] + minutes(30)
    record.facts.add("sound")
    if not time_over(record["inspected_at"].date(), TOLD_DAYS):
        desk.company.truth.pending(record, SOUND_TOLD)


def _refuse(desk: Desk, record: Record) -> None:
    """Refused by its papers, and told so."""
    record["review_result"], record["reject_reason"] = "不通过", desk.company.rng.choice(_REASONS)
    record.facts.add("turned down")
    desk.company.truth.pending(record, HANDED_OVER, DECIDED)
    if not time_over(record["reviewed_at"].date(), TOLD_DAYS):
        desk.company.truth.pending(record, TOLD)
