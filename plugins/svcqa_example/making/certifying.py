"""Certificates of the department: for technicians who passed their training, and for centres that passed an audit."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.learning import review
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR, MANAGER, OPENED, TECHNICIAN
from svcqa_example.model import AS_OF, DAY, Record, at, years_on

CERTIFICATE = "合格证书"
AUDITED = "S000-P1-4.2.1c/1"
PERSON, CENTRE = "工程师", "网点"
_SINCE = dt.date(2019, 7, 1)
"""Since then nobody is sent out, and no centre gets a job, without a certificate."""
_YEARS = {PERSON: 3, CENTRE: 5}


def certify(desk: Desk) -> None:
    """Everyone who works as a technician, and the three big centres, which were audited before they opened."""
    for one in desk.staff.people:
        if one.post == TECHNICIAN:
            first = max(one.start - 2 * DAY, _SINCE + desk.company.rng.randint(0, 90) * DAY)
            if one.leave is None or first < one.leave:
                _row(desk, PERSON, one.number, (first, one.leave or AS_OF))
    for site, opened in OPENED.items():
        _audit(desk, site, opened - desk.company.rng.randint(30, 40) * DAY)
        _row(desk, CENTRE, site, (max(opened - 3 * DAY, _SINCE), AS_OF))
    _say_unaudited(desk)


def _say_unaudited(desk: Desk) -> None:
    """A centre that opened lately, or not yet, has time left to be audited."""
    audited = {one["site_id"] for one in desk.company["site_surveys"]}
    for site in desk.company["sites"]:
        if not site["opened_at"]:
            desk.company.truth.excepted(site, "S000-P1-4.2.1c/2")
        if site["site_id"] not in audited and (not site["opened_at"] or years_on(site["opened_at"], 2) >= AS_OF):
            desk.company.truth.pending(site, AUDITED)


def certificates_of(desk: Desk, holder: str) -> list[Record]:
    """The certificates of a person or a centre, in order of time."""
    mine = [one for one in desk.company["certificates"] if one["cert_type"] == CERTIFICATE]
    return [one for one in mine if one["holder_id"] == holder]


def _row(desk: Desk, kind: str, holder: str, days: tuple[dt.date, dt.date]) -> None:
    """Certificates from one day to another, each renewed before the last one ends."""
    issued, last = days
    while True:
        made = _certificate(desk, kind, holder, issued)
        expires = made["expires_at"]
        if kind == PERSON:
            made.facts |= {"left"} if last < AS_OF else set()
            review(desk.company, made, min(expires, last))
        if expires >= last:
            return
        issued = expires - desk.company.rng.randint(10, 30) * DAY


def _certificate(desk: Desk, kind: str, holder: str, issued: dt.date) -> Record:
    """Prepared by the manager, signed by the general manager, then issued."""
    rng, company = desk.company.rng, desk.company
    signed = issued - rng.randint(1, 3) * DAY
    return company.add(
        "certificates", day=issued, cert_no=f"HG{issued:%y%m}{len(company['certificates']) + 1:04d}",
        cert_type=CERTIFICATE, holder_type=kind, holder_id=holder, issued_at=issued,
        expires_at=years_on(issued, _YEARS[kind]) - DAY, prepared_by=desk.staff.permanent(MANAGER)[0].number,
        prepared_at=at(signed - rng.randint(1, 4) * DAY, rng.randint(9, 17)),
        gm_signed_by=desk.staff.permanent(DIRECTOR)[0].number,
        gm_signed_at=at(signed, rng.randint(8, 11)),
    )  # fmt: skip


def _audit(desk: Desk, site: str, day: dt.date) -> None:
    """A centre is looked at before it opens."""
    desk.company.add(
        "site_surveys", site=site, day=day, survey_no=f"KS-{site}", site_id=site, survey_date=day, result="合格",
        problems="无",
    ).facts.add("opening")  # fmt: skip
