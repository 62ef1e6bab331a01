"""Faults of information systems: nobody looks after them any more, backups fail, accounts outlive their holders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, OWN
from svcqa_example.making.reports import week_of
from svcqa_example.making.systems import (
    ALL_BACKED_UP,
    BACKED_UP,
    BACKUP,
    CUSTOMERS_SYSTEM,
    FAILED,
    FIREWALL,
    KEY_SYSTEM,
    ORDERS_SYSTEM,
    PERIODIC,
    SHARED,
    UPGRADE,
    VIRUSES,
    WEBSITE,
    operate,
    use,
)
from svcqa_example.model import AS_OF, DAY, Record, at

_GRANTED, _LEFT, _REVOKED, _WRITTEN, _LISTED = (
    "S003-C5-5.1e", "S003-C5-5.1e/1", "S003-C5-5.1e/2", "S003-C5-5.1e/3", "S003-C5-5.1e/4",
)  # fmt: skip
_NEGLECTED = 2022
"""A year in which one period was left out."""
_NEVER, _SINCE = "备件系统", dt.date(2024, 12, 30)


def _period(kind: str, moment: dt.datetime) -> str:
    if kind in {VIRUSES, BACKUP}:
        return week_of(moment)
    return f"{moment.year}H{(moment.month + 5) // 6}" if kind == UPGRADE else f"{moment:%Y-%m}"


def nobody_looks_after(desk: Desk) -> None:
    """In the last year nothing was done to the systems, or it failed; and before, it was left out once."""
    company = desk.company
    for kind, (rule, _) in PERIODIC.items():
        mine = [one for one in company["system_ops"] if one["op_type"] == kind]
        once = company.rng.choice([one for one in mine if one["performed_at"].year == _NEGLECTED])
        for one in [once, *(one for one in mine if one["performed_at"].year == AS_OF.year)]:
            if kind == FIREWALL:
                one["result"] = FAILED
            else:
                company["system_ops"].remove(one)
            company.truth.missing(f"{rule}/timing", _period(kind, one["performed_at"]))
        company.truth.missing(rule, LATELY)


def backups_stopped(desk: Desk) -> None:
    """Backups of one system stopped, those of another failed, of a third nobody ever made one; a week without any."""
    company = desk.company
    for one in [one for one in company["system_ops"] if one["op_type"] == BACKUP]:
        if one["performed_at"].year != AS_OF.year:
            continue
        slot = f"{one['system_name']}/{week_of(one['performed_at'])}"
        if one["system_name"] == SHARED:
            company["system_ops"].remove(one)
            company.truth.missing(f"{BACKED_UP}/timing", slot)
        elif one["system_name"] == CUSTOMERS_SYSTEM:
            one["result"] = FAILED
            company.truth.missing(f"{ALL_BACKED_UP}/timing", slot)
    company.add(
        "assets", site=OWN, day=_SINCE, asset_no="XT004", asset_name=_NEVER, asset_type=KEY_SYSTEM, site_id=OWN,
        custodian_id=desk.staff.permanent(ARCHIVE)[0].number, is_new_tech=False, purchased_at=_SINCE - 20 * DAY,
        put_in_use_at=_SINCE, location="机房", status="在用",
    )  # fmt: skip
    for number in range((AS_OF - _SINCE).days // 7):
        company.truth.missing(f"{ALL_BACKED_UP}/timing", f"{_NEVER}/{week_of(at(_SINCE + 7 * number * DAY, 0))}")
    company.truth.slot("pending", f"{ALL_BACKED_UP}/timing", f"{_NEVER}/{week_of(at(AS_OF, 0))}")
    for rule, name in ((BACKED_UP, SHARED), (ALL_BACKED_UP, CUSTOMERS_SYSTEM), (ALL_BACKED_UP, _NEVER)):
        company.truth.missing(rule, f"{name}/{LATELY}")
    for number, (name, field) in enumerate(((WEBSITE, "result"), (ORDERS_SYSTEM, "system_name")), 1):
        extra = operate(desk, BACKUP, dt.date(_NEGLECTED, 5, 3 + number), name)
        extra["op_no"], extra[field] = f"YWB{number:03d}", None
        company.truth.fails(extra, f"{BACKED_UP}/2")


def accounts_astray(desk: Desk) -> None:
    """Accounts that were used before or after their time, by somebody who had left, or by nobody knows whom."""
    company, truth = desk.company, desk.company.truth
    left: Callable[[Record], bool] = lambda one: "left" in one.facts  # noqa: E731
    for rights in company.pick("access_rights", left, 2):
        truth.fails(use(desk, rights, rights["revoked_at"] + 9 * DAY), _GRANTED)
    for rights in company.pick("access_rights", lambda one: not left(one), 2):
        truth.fails(use(desk, rights, rights["granted_at"] - 5 * DAY), _GRANTED)
    for rights in company.pick("access_rights", left, 2):
        ended = rights["revoked_at"]
        rights["revoked_at"] = None
        truth.fails(rights, _REVOKED)
        truth.fails(use(desk, rights, ended + 12 * DAY), _LEFT)
    for number, rights in enumerate(company.pick("access_rights", lambda one: not left(one), 2)):
        rights["granted_by" if number else "staff_id"] = None
        truth.fails(rights, _WRITTEN)
    for number in (1, 2):
        stranger = use(desk, Record("", {"account": f"guest{number:02d}"}, OWN), AS_OF - 40 * number * DAY)
        truth.bad_cell("record.reference", stranger)
        truth.fails(stranger, _LISTED)
        truth.undetermined(stranger, _GRANTED, _LEFT)


PLANTS = (nobody_looks_after, backups_stopped, accounts_astray)
