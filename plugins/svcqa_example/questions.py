"""What an internal auditor asked and saw, and the answer: questions that no record decides."""

from __future__ import annotations

import datetime as dt

from svcqa_example.model import AS_OF, DAY, Company, Record
from svcqa_example.orders import Desk
from svcqa_example.people import OWN, TRAINER, WEST

_ASKED = {
    "P06-4.2.5c": (WEST, "观察", "随同上门2次，言行规范"),
    "P08-4.2b": (OWN, "观察", "发运现场照片3张"),
    "P08-4.7b": (OWN, "查阅", "工具清单已核对"),
    "P08-4.8b": (OWN, "观察", "按方案逐项核对"),
}
"""Statement → outlet of the person who was watched, how, and what shows it."""
THIS_YEAR = f"{AS_OF.year}-01-01..{AS_OF.year}-12-31"
"""The look-back of an audit at the end of a year, as it is written in a finding."""


def ask(desk: Desk) -> None:
    """Every question was put last year and this year, and the answer was a good one."""
    for statement, (site, method, evidence) in _ASKED.items():
        for year in (AS_OF.year - 1, AS_OF.year):
            day = dt.date(year, desk.company.rng.randint(3, 11), desk.company.rng.randint(1, 28))
            asked = desk.company.rng.choice(desk.technicians(site, day))
            answered(desk, statement, day, asked.number, method, evidence)
    desk.company["attestations"].sort(key=lambda one: one["signed_at"])
    for number, record in enumerate(desk.company["attestations"], 1):
        record["attestation_id"] = f"WD{number:03d}"


def answered(desk: Desk, statement: str, day: dt.date, asked: str, method: str, evidence: str) -> Record:
    """A question that was put to somebody, and answered with yes."""
    return desk.company.add(
        "attestations", day=day, statement_id=f"S002-{statement}", signed_at=day, answer="是", asked=asked,
        signer=desk.staff.permanent(TRAINER)[0].number, method=method, evidence=evidence,
    )  # fmt: skip


def this_year(company: Company, statement: str) -> Record:
    """The answer that counts for an audit at the end of this year."""
    return next(
        one
        for one in company["attestations"]
        if one["statement_id"] == f"S002-{statement}" and one["signed_at"] > AS_OF - 365 * DAY
    )
