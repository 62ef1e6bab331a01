"""Faults of deliveries and installations."""

from __future__ import annotations

from svcqa_example.making.contracts import judged
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record, minutes

_ON_ITS_WAY = ("S002-P08-4.1b", "S002-P08-4.2", "S002-P08-4.3a", "S002-P08-4.4", "S002-P08-4.4/1", "S002-P08-4.5b")
"""Rules that ask once the goods have left or arrived."""
_ARRIVES = "S002-P08-4.5a"


def _delivered(delivery: Record) -> bool:
    return "open" not in delivery.facts


def _whole(installation: Record) -> bool:
    return "whole" in installation.facts


def delivery_faults(desk: Desk) -> None:
    """Papers missing from the box, late, without a promise, not signed."""
    company = desk.company
    papers = (("has_manual", False), ("has_certificate", None), ("has_drawing", False))
    for number, delivery in enumerate(company.pick("deliveries", _delivered)):
        name, value = papers[number % len(papers)]
        delivery[name] = value
        company.truth.fails(delivery, "S002-P08-4.1a")
    for delivery in company.pick("deliveries", _delivered):
        delivery["promised_date"] = delivery["delivered_at"].date() - company.rng.randint(1, 4) * DAY
        company.truth.fails(delivery, _ARRIVES)
    for delivery in company.pick("deliveries", _delivered, 3):
        # that of the supply order counts, and was kept
        delivery["promised_date"] = None
    for number, delivery in enumerate(company.pick("deliveries", _delivered)):
        delivery[("customer_signed", "deliverer_signed")[number % 2]] = (False, None)[number // 2 % 2]
        company.truth.fails(delivery, "S002-P08-4.6a")
    # none that is an exchange of something returned
    for delivery in company.pick("deliveries", lambda one: _delivered(one) and "exchanged" not in one.facts, 2):
        delivery["delivered_at"] = Odd("已送到")
        company.truth.bad_cell("record.type", delivery)
        rule, records = judged(delivery)
        for record in records:
            record.planted = True
            company.truth.undetermined(record, rule)
        company.truth.undetermined(delivery, _ARRIVES, "S002-P08-4.1a", "S002-P08-4.6a", "S002-P08-6b", *_ON_ITS_WAY)
        if delivery["open_inspection_needed"]:
            company.truth.undetermined(delivery, "S002-P08-4.6b")
    for delivery in company.pick("deliveries", lambda one: not _delivered(one), 1):
        delivery["promised_date"] = AS_OF - 3 * DAY
        company.truth.unsay(delivery, _ARRIVES)
        company.truth.fails(delivery, _ARRIVES)


def trial_too_short(desk: Desk) -> None:
    """Complete sets: charged, run too short or not at full load, handed over left too early, or nothing on record."""
    company, rng = desk.company, desk.company.rng
    some = max(2, company.few // 2)
    for one in company.pick("installations", _whole, some):
        one["install_fee"] = rng.randint(1, 5) * 100
        company.truth.fails(one, "S002-P08-4.10a")
    for one in company.pick("installations", _whole, some):
        one["trial_end_at"] = one["trial_start_at"] + minutes(72 * 60 - rng.randint(1, 900))
        company.truth.fails(one, "S002-P08-4.10b")
    for one in company.pick("installations", _whole, some):
        one["trial_load"] = rng.choice(("半负荷", "空载"))
        company.truth.fails(one, "S002-P08-4.10b/1")
    for one in company.pick("installations", _whole, some):
        one["handed_over_at"] = one["trial_end_at"] - minutes(rng.randint(20, 200))
        company.truth.fails(one, "S002-P08-4.10b/1")
    for one in company.pick("installations", _whole, some):
        one["escort_end_at"] = one["escort_start_at"] + minutes(48 * 60 - rng.randint(1, 1200))
        company.truth.fails(one, "S002-P08-4.11a")
    for one in company.pick("installations", _whole, 2):
        one["trial_start_at"] = one["trial_end_at"] = None
        company.truth.fails(one, "S002-P08-4.10b/1")
    for one in company.pick("installations", _whole, 2):
        one["escort_start_at"] = one["escort_end_at"] = one["escort_staff_id"] = None
        company.truth.fails(one, "S002-P08-4.11a/1", "S002-P03-4.1/3")
        company.truth.pending(one, "S002-P08-4.11b")
    for one in company.pick("installations", _whole, 2):
        one["escort_end_at"] = None
        company.truth.fails(one, "S002-P08-4.11a/2")
        company.truth.pending(one, "S002-P08-4.11b")
    for one in company.pick("installations", _whole, 1):
        one["escort_end_at"] = one["escort_start_at"] - minutes(60)
        company.truth.undetermined(one, "S002-P08-4.11a")


PLANTS = (delivery_faults, trial_too_short)
