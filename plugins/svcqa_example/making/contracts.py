"""From contract to callback: who bought, and that the customer was called when goods or an installation were there."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes

SOLD = "S002-P03-4.1"
"""The rule on contracts without installation; that on an installation is part 1 of it."""


def close_contracts(desk: Desk) -> None:
    """A file for every customer, and a call when a contract has been fulfilled."""
    for one in desk.customers:
        desk.company.add(
            "customers", day=FIRST, customer_id=one.number, customer_name=one.name, contact_name=one.contact,
            contact_phone=one.phone, address=one.address, status="正常",
            created_at=FIRST - desk.company.rng.randint(30, 1500) // 5 * DAY,
        )  # fmt: skip
    for delivery in desk.company["deliveries"]:
        lines: list[Record] = delivery.links["contracts"]["lines"]
        installation = delivery.links.get("installation")
        if installation:
            for line in lines:
                line["customer_id"] = installation.links["order"]["customer_id"]
            _call(desk, installation, installation["accepted_at"], lines[0])
        elif "open" in delivery.facts:
            desk.company.truth.pending(lines[0], SOLD)
            for line in lines[1:]:
                desk.company.truth.pending(line, SOLD)
        else:
            _call(desk, delivery, delivery["delivered_at"], lines[0])


def judged(delivery: Record) -> tuple[str, list[Record]]:
    """The rule that looks at a delivery as a step of its contract, and the records that it judges."""
    if "installation" in delivery.links:
        return f"{SOLD}/1", [delivery.links["installation"]]
    return SOLD, delivery.links["contracts"]["lines"]


def _call(desk: Desk, done: Record, moment: dt.datetime, contract: Record) -> None:
    """The customer is asked whether all is well."""
    rng, company = desk.company.rng, desk.company
    later = at(moment.date() + rng.randint(1, 4) * DAY, rng.randint(9, 17), rng.randint(0, 59))
    later = max(min(later, at(AS_OF - DAY, 17)), moment + minutes(60))
    made = company.add(
        "callbacks", site=done.site, day=later, contract_no=contract["contract_no"],
        customer_id=contract["customer_id"], callback_at=later,
        callback_by=rng.choice(desk.staff.permanent(CALLBACK)).number, result="满意",
        contact_name="收货人", satisfaction="满意", is_complaint=False,
        callback_no=f"HT{len(company['callbacks']) + 1:06d}",
    )  # fmt: skip
    # a callback about a contract, which faults of callbacks about orders leave alone
    made.planted = True
    done.links["called"] = made
