"""Forgeries: what somebody might do to the company's records before an audit. The example itself has none of it.

Each forgery is known by the signal that should see it. They are done to a company that is already built, and what its
rules must find is no longer said of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from svcqa_example.model import AS_OF, DAY, Company, Record, at, minutes

ANNOUNCED = AS_OF - 21 * DAY
"""When the audit was announced."""
MANY = 15
Forgery = Callable[[Company], tuple[str, str]]
"""Does it, and says in which register and field."""


def forge(company: Company) -> dict[str, tuple[str, str]]:
    """Do every forgery to the company's records: signal → register and field."""
    return {name: forgery(company) for name, forgery in FORGERIES.items()}


def _batch(company: Company) -> tuple[str, str]:
    """Callbacks of a month entered on one day at one minute."""
    for record in _early(company["callbacks"], "callback_at")[:MANY]:
        record["callback_at"] = at(dt.date(2023, 5, 17), 14, 7)
    return "callbacks", "callback_at"


def _one_duration(company: Company) -> tuple[str, str]:
    """One technician whose every visit takes exactly 47 minutes."""
    for record in _visits(company, 0)[: 2 * MANY]:
        record["completed_at"] = record["arrived_at"] + minutes(47)
    return "work_orders", "completed_at"


def _at_night(company: Company) -> tuple[str, str]:
    """Another who has filled in his visits at night."""
    for number, record in enumerate(_visits(company, 1)[:MANY]):
        record["arrived_at"] = at(record["arrived_at"].date(), 2, number)
    return "work_orders", "arrived_at"


def _two_places(company: Company) -> tuple[str, str]:
    """A third who is at two customers at once."""
    first, second = _visits(company, 2)[:2]
    second["arrived_at"], second["completed_at"] = first["arrived_at"], first["arrived_at"] + minutes(90)
    first["completed_at"] = first["arrived_at"] + minutes(80)
    first["customer_name"], second["customer_name"] = "东方泵业有限公司", "西山造纸厂"
    return "work_orders", "technician_id"


def _ticked(company: Company) -> tuple[str, str]:
    """Evaluations of one assessor that all have the same score."""
    scored = [one for one in company["evaluations"] if one["teamwork_score"] is not None]
    assessor = _busiest(scored, "assessor")[0]
    for record in [one for one in scored if one["assessor"] == assessor][: 2 * MANY]:
        record["teamwork_score"] = 7
    return "evaluations", "teamwork_score"


def _copied(company: Company) -> tuple[str, str]:
    """Customers' requests, each in its own words, but for some that are copied."""
    orders = company["work_orders"]
    for number, record in enumerate(orders):
        record["customer_request"] = f"{record['order_no']}报修：第{number}处异响，请派人上门查看"
    for record in orders[200 : 200 + MANY]:
        record["customer_request"] = "设备运行有异响并伴随轻微振动，请尽快派人上门检查处理"
    return "work_orders", "customer_request"


def _taken_out(company: Company) -> tuple[str, str]:
    """Six receipts taken out."""
    receipts = company["receipts"]
    series = sorted(str(one["receipt_no"]) for one in receipts)
    gone = set(series[len(series) // 2 : len(series) // 2 + 6])
    company.registers["receipts"] = [one for one in receipts if one["receipt_no"] not in gone]
    return "receipts", "receipt_no"


def _afterwards(company: Company) -> tuple[str, str]:
    """Old orders put into the system after the audit was announced; the others were put in on their day."""
    done = [
        one for one in _early(company["work_orders"], "completed_at") if isinstance(one["dispatched_at"], dt.datetime)
    ]
    for record in done:
        record["system_entered_at"] = record["completed_at"] + minutes(30)
    for number, record in enumerate(done[100 : 100 + MANY]):
        record["system_entered_at"] = at(ANNOUNCED + 3 * DAY, 10, number)
    return "work_orders", "system_entered_at"


def _invented(company: Company) -> tuple[str, str]:
    """An outlet whose departures all end in 3 or 8."""
    site = _busiest(company["work_orders"], "site_id")[0]
    for number, record in enumerate(company["work_orders"]):
        moment = record["contacted_at"]
        if record["site_id"] == site and isinstance(moment, dt.datetime):
            record["contacted_at"] = moment.replace(minute=moment.minute // 10 * 10 + (3, 8)[number % 2])
    return "work_orders", "contacted_at"


FORGERIES: Mapping[str, Forgery] = {
    "same_minute": _batch, "digits": _invented, "same_duration": _one_duration, "off_hours": _at_night,
    "two_places": _two_places, "equal_scores": _ticked, "copied_text": _copied, "number_gaps": _taken_out,
    "after_notice": _afterwards,
}  # fmt: skip


def _early(records: Sequence[Record], field: str) -> list[Record]:
    """Records that have a moment in a field, the earliest first."""
    timed = [record for record in records if isinstance(record[field], dt.datetime)]
    return sorted(timed, key=lambda record: (record[field], str(sorted(record.values.items(), key=str))))


def _visits(company: Company, rank: int) -> list[Record]:
    """The visits of one of the busiest technicians."""
    visits = [one for one in company["work_orders"] if _visited(one)]
    technician = _busiest(visits, "technician_id")[rank]
    return [one for one in visits if one["technician_id"] == technician]


def _visited(order: Record) -> bool:
    return isinstance(order["arrived_at"], dt.datetime) and isinstance(order["completed_at"], dt.datetime)


def _busiest(records: Sequence[Record], field: str) -> list[str]:
    counts = Counter(str(one[field]) for one in records if one[field] is not None)
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
