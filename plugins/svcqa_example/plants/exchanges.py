"""Faults of returns by manual 003: taken back too late, uninspected, refused without a reason, never paid."""

from __future__ import annotations

from svcqa_example.making.exchanges import (
    DELIVERED,
    HANDED_OVER,
    NOTICE,
    REPAID,
    SOUND_TOLD,
    STEPS,
)
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.model import AS_OF, DAY, Company, Odd, Record, at, minutes

_RETURNS = "returns_exchanges"
_EXCEPTION, _EVIDENCE, _REVIEWED, _REASON = "S003-C3-3.3a", "S003-C3-3.3b", "S003-C3-3.3c", "S003-C3-3.3d"
_COLLECTED, _NOTIFIED, _MATCHES = "S003-C3-3.3e", "S003-C3-3.3h", "S003-C3-3.2c"


def _some(company: Company) -> int:
    """A small company has few returns."""
    return 1 if company.small else 2


def _made(record: Record) -> bool:
    """Carried out, and long over."""
    return "executed" in record.facts and record["processed_at"] < at(AS_OF - 60 * DAY, 0)


def _in_time(record: Record) -> bool:
    return _made(record) and "late" not in record.facts


def _repaid(record: Record) -> bool:
    return _made(record) and "refund" in record.links


def _exchanged(record: Record) -> bool:
    return _made(record) and record["decision"] == "换货"


def _sound(record: Record) -> bool:
    return "sound" in record.facts and record["inspected_at"] < at(AS_OF - 60 * DAY, 0)


def taken_back_late(desk: Desk) -> None:
    """Applied for weeks after receipt: nobody agreed, or only afterwards; or nobody wrote the day of receipt."""
    company = desk.company
    for number, one in enumerate(company.pick(_RETURNS, _in_time, 2 * _some(company))):
        one["product_received_at"] = one["applied_at"].date() - company.rng.randint(25, 50) * DAY
        if number % 2:
            one["exception_approved_by"] = desk.staff.permanent(MANAGER)[0].number
            one["exception_approved_at"] = one["reviewed_at"] + 2 * DAY
        company.truth.fails(one, _EXCEPTION)
    for one in company.pick(_RETURNS, _in_time, _some(company)):
        one["product_received_at"] = None
        company.truth.fails(one, f"{_EXCEPTION}/1")


def badly_reviewed(desk: Desk) -> None:
    """No evidence, no channel, reviewed a week later, refused without a reason."""
    company = desk.company
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["evidence"] = (None, Odd("无"))[company.rng.randint(0, 1)]
        company.truth.fails(one, _EVIDENCE)
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["source_channel"] = None
        company.truth.fails(one, f"{_EVIDENCE}/1")
    for one in company.pick(_RETURNS, _in_time, _some(company)):
        one["reviewed_at"] += 16 * DAY
        company.truth.fails(one, _REVIEWED)
    for one in company.pick(_RETURNS, lambda one: "turned down" in one.facts, 1):
        one["reject_reason"] = None
        company.truth.fails(one, _REASON)


def badly_collected(desk: Desk) -> None:
    """Collected days later, without telling logistics, without the invoice."""
    company = desk.company
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["logistics_notified_at"] = one["picked_up_at"] - 14 * DAY
        company.truth.fails(one, _COLLECTED)
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["logistics_notified_at"] = None
        company.truth.fails(one, NOTICE)
    for number, one in enumerate(company.pick(_RETURNS, _made, _some(company))):
        one[("invoice_received", "evidence_received")[number]] = False
        company.truth.fails(one, HANDED_OVER)


def badly_inspected(desk: Desk) -> None:
    """Given back before it was inspected, without a finding, or although nothing was wrong with it."""
    company = desk.company
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["inspected_at"] = one["processed_at"] + minutes(60)
        company.truth.fails(one, STEPS)
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["quality_issue"] = None
        company.truth.fails(one, f"{SOUND_TOLD}/2")
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["quality_issue"], one["reject_reason"] = False, "检测性能正常"
        company.truth.fails(one, f"{SOUND_TOLD}/3")
    for one in company.pick(_RETURNS, _sound, 1):
        one["reject_reason"] = None
        company.truth.fails(one, SOUND_TOLD)


def badly_ended(desk: Desk) -> None:
    """The customer was told days later or not how, has no money, late money, other goods than before, or none."""
    company = desk.company
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["result_notified_at"] = one["processed_at"] + 16 * DAY
        company.truth.fails(one, _NOTIFIED)
    for one in company.pick(_RETURNS, _made, _some(company)):
        one["refund_method"] = None
        company.truth.fails(one, _NOTIFIED)
    for one in company.pick(_RETURNS, _repaid, _some(company)):
        company["refunds"].remove(one.links["refund"])
        company.truth.fails(one, REPAID)
    for one in company.pick(_RETURNS, _repaid, _some(company)):
        one.links["refund"]["paid_at"] = one["processed_at"] + company.rng.randint(20, 40) * DAY
        company.truth.fails(one, f"{REPAID}/timing")
    for number, one in enumerate(company.pick(_RETURNS, _exchanged, 2 * _some(company))):
        one[("function_match", "new_model")[number % 2]] = (False, None)[number % 2]
        company.truth.fails(one, _MATCHES)


def goods_astray(desk: Desk) -> None:
    """What was sent in exchange has not left the store, or was there only weeks later."""
    company = desk.company
    waiting = next(one for one in company["deliveries"] if "open" in one.facts)
    for one in company.pick(_RETURNS, _exchanged, _some(company)):
        one["new_delivery_no"] = waiting["delivery_no"]
        company.truth.fails(one, DELIVERED)

    def later(record: Record) -> list[Record]:
        due = record["processed_at"] + 20 * DAY
        return [
            one
            for one in company["deliveries"]
            if isinstance(one["delivered_at"], type(due)) and one["delivered_at"] > due
        ]

    for one in company.pick(_RETURNS, lambda one: _exchanged(one) and bool(later(one)), _some(company)):
        one["new_delivery_no"] = later(one)[0]["delivery_no"]
        company.truth.fails(one, f"{DELIVERED}/timing")


PLANTS = (taken_back_late, badly_reviewed, badly_collected, badly_inspected, badly_ended, goods_astray)
