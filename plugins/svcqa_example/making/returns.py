"""What happens to a return or exchange on its way, and how goods that come in are inspected."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes

_REFUSED = 6
"""So many are refused however few there are: by their papers and after inspection in turn."""
_CAUSES = ("元件批次不良", "选型不当", "运输磕碰")


def handle_returns(desk: Desk) -> None:
    """Every return from the request to its end: made, talked out of, or refused."""
    for number, record in enumerate(desk.company["returns_exchanges"]):
        _asked(desk, record)
        _looked_at(desk, record)
        chance = desk.company.rng.random()
        if number >= _REFUSED and chance < 0.06:
            _given_up(desk, record)
        elif number < _REFUSED or chance < 0.12:
            _refused(desk, record)
        else:
            _made(desk, record)
    _inspect(desk)


def _asked(desk: Desk, record: Record) -> None:
    """Asked for on the telephone, registered at once, taken up by the dispatcher."""
    rng, order = desk.company.rng, record.links["order"]
    record["applied_at"] = order["received_at"]
    record["registered_at"] = record["applied_at"] + minutes(1)
    record["accepted_at"] = record["applied_at"] + minutes(rng.randint(2, 3))


def _looked_at(desk: Desk, record: Record) -> None:
    """Looked at on the customer's premises."""
    rng, arrived = desk.company.rng, record.links["order"]["arrived_at"]
    record["tested_at"] = arrived + minutes(rng.randint(5, 25))
    if rng.random() < 0.5:
        record["negotiated_at"] = arrived + minutes(rng.randint(30, 60))
        record["negotiation_result"] = "继续退换"


def _given_up(desk: Desk, record: Record) -> None:
    """The customer keeps the product after all."""
    record["negotiated_at"] = record.links["order"]["arrived_at"] + minutes(desk.company.rng.randint(30, 60))
    record["negotiation_result"] = "不再退换"
    desk.company.truth.pending(record, "S002-P09-3.2", "S002-P09-3.3/2", "S002-P09-4.5/1")


def _reported(desk: Desk, record: Record, *, reasonable: bool) -> None:
    rng = desk.company.rng
    record["analysis"], record["claim_reasonable"] = rng.choice(_CAUSES), reasonable
    record["meets_requirement"] = reasonable
    record["reported_at"] = record.links["order"]["arrived_at"] + minutes(rng.randint(90, 300))


def _refused(desk: Desk, record: Record) -> None:
    """Not reasonable, refused, and told so."""
    _reported(desk, record, reasonable=False)
    record["decision"] = "不予退换"
    record["customer_notified_at"] = record["reported_at"] + minutes(desk.company.rng.randint(10, 600))
    record.facts.add("refused")
    desk.company.truth.pending(record, "S002-P09-3.2", "S002-P09-3.3/2")


def _made(desk: Desk, record: Record) -> None:
    """Agreed with materials, approved, told, and carried out."""
    rng = desk.company.rng
    _reported(desk, record, reasonable=True)
    record["decision"] = record["request_type"]
    record["materials_agreed_at"] = record["reported_at"] + minutes(rng.randint(60, 1200))
    record["vp_approved_at"] = record["materials_agreed_at"] + minutes(rng.randint(60, 1200))
    record["vp_approved_by"] = desk.staff.permanent(DEPUTY)[0].name
    record["customer_notified_at"] = record["vp_approved_at"] + minutes(rng.randint(10, 600))
    record["executed_at"] = record["customer_notified_at"] + minutes(rng.randint(60, 600))
    record["supplier_contacted_at"] = record["reported_at"] + minutes(rng.randint(100, 900))
    if record["decision"] == "换货":
        record["new_delivery_no"] = rng.choice(desk.company["deliveries"])["delivery_no"]
    record.facts.add("executed")


def _inspect(desk: Desk) -> None:
    """Goods that came in: inspected, and put into stock unless they were refused."""
    rng, company = desk.company.rng, desk.company
    days = sorted(FIRST + rng.randint(0, (AS_OF - FIRST).days - 10) * DAY for _ in range(company.orders // 25))
    for number, day in enumerate(days, 1):
        made = company.add(
            "incoming_inspections", day=day, inspection_no=f"JY{number:05d}", purchase_no=f"JH{number:05d}",
            inspected_at=_moment(desk, day), result="不合格" if rng.random() < 0.06 else "合格",
        )  # fmt: skip
        if made["result"] == "合格":
            made["stocked_at"] = made["inspected_at"] + minutes(rng.randint(30, 1800))


def _moment(desk: Desk, day: dt.date) -> dt.datetime:
    return at(day, desk.company.rng.randint(8, 16), desk.company.rng.randint(0, 59))
