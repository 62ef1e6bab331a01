"""Faults of certificates: unsigned, signed by the wrong one, issued too soon, lapsed; and who worked without one."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.certifying import AUDITED, CERTIFICATE, PERSON, certificates_of
from svcqa_example.making.learning import say_reviewed
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, OWN, TECHNICIAN, TRAINER, WEST, Person
from svcqa_example.model import AS_OF, DAY, Record, at
from svcqa_example.plants.people import some

_HELD, _TRAINED, _STEPS, _AFTER = "S000-P1-4.2.1f", "S000-P1-4.2.1c", "S000-P1-4.2.1e", "S000-P1-4.2.1d"


def _person(one: Record) -> bool:
    """Somebody's certificate of the department."""
    return bool(one["cert_type"] == CERTIFICATE and one["holder_type"] == PERSON)


def signed_wrongly(desk: Desk) -> None:
    """Not signed, signed late or only when it was out already; by somebody else, prepared by somebody else."""
    company, rng = desk.company, desk.company.rng
    for number, one in enumerate(company.pick("certificates", _person, 8)):
        if number == 0:
            one["gm_signed_at"] = one["gm_signed_by"] = None
            company.truth.pending(one, f"{_STEPS}/2")
        elif number == 1:
            one["prepared_at"] -= rng.randint(20, 40) * DAY
        elif number == 2:
            one["gm_signed_at"] = at(one["issued_at"] + rng.randint(2, 9) * DAY, 9)
        elif number == 3:
            one["prepared_by"] = None
        elif number < 6:
            one["prepared_by"] = desk.staff.permanent(TRAINER)[0].number
        else:
            one["gm_signed_by"] = desk.staff.permanent(DEPUTY)[0].number
        rules = {0: [_STEPS], 1: [_STEPS], 2: [_STEPS], 3: [_STEPS], 4: [f"{_STEPS}/1"], 5: [f"{_STEPS}/1"]}
        company.truth.fails(one, *rules.get(number, [f"{_STEPS}/2"]))


def type_left_out(desk: Desk) -> None:
    """Nobody wrote what the certificate was issued to, or it was a person of a kind that there is not."""
    for number, one in enumerate(desk.company.pick("certificates", _person, 2)):
        one["holder_type"] = (None, "员工")[number]
        desk.company.truth.fails(one, "S000-P1-4.2.1d/2")


def lapsed(desk: Desk) -> None:
    """Renewed months late, or revoked, and the holder sent out all the same."""
    company, hit = desk.company, 0
    for one in company.pick("certificates", lambda one: _person(one) and _middle(desk, one), 12):
        mine = certificates_of(desk, one["holder_id"])
        after = mine[mine.index(one) + 1]
        if after.planted or hit >= company.few:
            continue
        if hit % 2:
            one["revoked_at"] = after["issued_at"] - desk.company.rng.randint(60, 120) * DAY
            say_reviewed(company, one)
        else:
            one["expires_at"] = after["issued_at"] - desk.company.rng.randint(60, 120) * DAY
            say_reviewed(company, one)
        hit += _judge(desk, one["holder_id"])


def _middle(desk: Desk, one: Record) -> bool:
    """A certificate with another one after it, of somebody who is still there and always did the same."""
    mine = certificates_of(desk, one["holder_id"])
    holder = next(person for person in desk.staff.people if person.number == one["holder_id"])
    return one is not mine[-1] and holder.employed and one["expires_at"] < AS_OF - 60 * DAY


def _judge(desk: Desk, number: str) -> bool:
    """Every order of a person is judged anew by the certificates; true if one is affected."""
    found, mine = False, certificates_of(desk, number)
    for order in desk.company["work_orders"]:
        if order["technician_id"] != number or not order["dispatched_at"] or "cancelled" in order.facts:
            continue
        verdicts = {_on(one, order["dispatched_at"].date()) for one in mine}
        if "conforms" not in verdicts:
            desk.company.truth.say("undetermined" if "undetermined" in verdicts else "fails", order, _HELD)
            found = True
    return found


def _on(one: Record, day: dt.date) -> str:
    """Valid on a day? On that of its revocation it may have been, or not."""
    if one["revoked_at"] and day >= one["revoked_at"]:
        return "undetermined" if day == one["revoked_at"] else "fails"
    return "conforms" if one["issued_at"] <= day <= one["expires_at"] else "fails"


def _plain(one: Person) -> bool:
    """A technician of the head office for good, with nothing else to do."""
    return one.post == TECHNICIAN and one.site == OWN and one.employed and not (one.before or one.terms or one.role)


def never_passed(desk: Desk) -> None:
    """Somebody never passed a training, and is certified all the same."""
    for person in some(desk, 1, _plain):
        for record in desk.learning.trained[person.number]:
            record["result"] = "缺考"
        desk.company.truth.fails(person.record, _TRAINED)
        for one in certificates_of(desk, person.number):
            one.planted = True
            desk.company.truth.fails(one, _AFTER)


def centre_uncertified(desk: Desk) -> None:
    """A centre was certified before anybody looked at it, two failed, one's certificate ran out, one opened unseen."""
    company = desk.company
    for site in company.pick("sites", _running, 1):
        one = Record("certificates", {
            **certificates_of(desk, OWN)[0].values, "cert_no": "HG9001", "holder_id": site["site_id"],
            "issued_at": site["opened_at"] - 10 * DAY, "expires_at": site["opened_at"] + 1800 * DAY,
            "prepared_at": at(site["opened_at"] - 14 * DAY, 10), "gm_signed_at": at(site["opened_at"] - 12 * DAY, 10),
        }, site.site, site.year, planted=True)  # fmt: skip
        company["certificates"].append(one)
        company.truth.fails(one, f"{_AFTER}/1")
    for survey in company.pick("site_surveys", lambda one: _last(desk, one), 2):
        survey["result"], survey["problems"], survey["rectification"] = "不合格", "消防器材过期", "限期整改"
        site = next(one for one in company["sites"] if one["site_id"] == survey["site_id"])
        company.truth.fails(site, AUDITED)
    _let_run_out(desk)
    for site in company["sites"]:
        if "planned" in site.facts:
            site["status"] = "启用"
            company.truth.unsay(site, f"{_TRAINED}/2", "S002-P06-4.2.1")
            company.truth.fails(site, f"{_TRAINED}/2")
            _summed_up_since_when(desk, site)


def _summed_up_since_when(desk: Desk, site: Record) -> None:
    """An outlet works, nobody knows since when: any year and quarter in which others reported may be one of its."""
    truth, name = desk.company.truth, site["site_id"]
    first = min(one["opened_at"] for one in desk.company["sites"] if one["opened_at"]).year
    for year in range(first, AS_OF.year + 1):
        truth.slot("undetermined", "S002-P06-3.4", f"{name}/{year}")
        for quarter in range(1, 5):
            verdict = "pending" if (year, quarter) == (AS_OF.year, 4) else "undetermined"
            for rule in ("S002-P06-4.3.3a", "S002-P06-4.3.3a/timing"):
                truth.slot(verdict, rule, f"{name}/{year}Q{quarter}")
    truth.slot("pending", "S002-P06-3.4", f"{name}/{AS_OF.year + 1}")


def _running(site: Record) -> bool:
    return "small" in site.facts and not site["closed_at"] and bool(site["opened_at"])


def _last(desk: Desk, survey: Record) -> bool:
    """The last survey of a small outlet that runs, and not of today."""
    mine = [one for one in desk.company["site_surveys"] if one["site_id"] == survey["site_id"]]
    if any(not isinstance(one["survey_date"], dt.date) for one in mine):
        return False
    site = next(one for one in desk.company["sites"] if one["site_id"] == survey["site_id"])
    return _running(site) and survey is max(mine, key=lambda one: one["survey_date"])


def _let_run_out(desk: Desk) -> None:
    """The last certificate of a big centre was not renewed in time."""
    company = desk.company
    one, after = certificates_of(desk, WEST)[:2]
    one.planted = True
    last = one["expires_at"] = after["issued_at"] - 12 * DAY
    for order in company["work_orders"]:
        sent = order["dispatched_at"] and "cancelled" not in order.facts and order["site_id"] == WEST
        if sent and last < order["dispatched_at"].date() < after["issued_at"]:
            company.truth.fails(order, f"{_HELD}/1")


PLANTS = (never_passed, signed_wrongly, type_left_out, lapsed, centre_uncertified)
