"""Faults of emergencies: plans not drilled, drills without a word on them, supplies short, events nobody acted on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from svcqa_example.making.emergencies import FOUND, GRAVE, ON_SITE, PLANS, noticed
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes, time_over
from svcqa_example.plants.controlled import LATELY

_DRILLED, _DRILLED_ON_SITE, _WRITTEN, _FOLLOWED, _KEPT = (f"S002-P18-p{part}" for part in (1, 5, 2, 9, 10))
_REPORTED, _RESPONDED, _REVIEWED = "S002-P18-p3", "S002-P18-p3/1", "S002-P18-p4"
_REPORT, _RESPONSE, _REVIEW_DAYS, _MIDYEAR, _AUTUMN = dt.timedelta(hours=4), dt.timedelta(hours=1), 30, 7, 10
_OVER = at(AS_OF + DAY, 0)


def not_drilled(desk: Desk) -> None:
    """In some years a plan was forgotten; one was not looked at for years."""
    company = desk.company
    for plan, year, months in (("YA-02", 2023, range(1, 13)), ("XC-01", 2022, range(7, 13))):
        for one in [one for one in company["drills"] if one["plan_doc_no"] == plan and one.year == year]:
            if one["drilled_at"].month in months:
                company["drills"].remove(one)
    (old,) = (one for one in company["documents"] if one["doc_no"] == "XC-02")
    old["last_reviewed_at"], old["next_review_date"] = dt.date(AS_OF.year - 4, 5, 12), None
    company.truth.fails(old, "S002-P18-p7")
    company.truth.missing("S002-P20-p4", f"XC-02/{LATELY}")


def drills_half_written(desk: Desk) -> None:
    """Nobody knows which plan was drilled, who took part, or how it went; nobody was to see to what it showed."""
    company, truth = desk.company, desk.company.truth
    names = ("plan_doc_no", "participants", "evaluation", "improvement")
    for name, one in zip(names, company.pick("drills", lambda one: "improvement" not in one.links, 4), strict=False):
        one[name] = None
        truth.fails(one, _WRITTEN)
    shown = company.pick("drills", lambda one: "improvement" in one.links, 3)
    shown[0].links["improvement"]["owner"] = None
    shown[1].links["improvement"]["source_no"] = None
    company["improvements"].remove(shown[2].links["improvement"])
    for one in shown:
        truth.fails(one, _FOLLOWED)
    for number, one in enumerate(company.pick("drills", lambda one: one.year >= AS_OF.year - 2, 2)):
        if number:
            one.links["kept"]["present"] = False
        else:
            company["record_inventory"].remove(one.links["kept"])
        truth.fails(one, _KEPT)


def supplies_short(desk: Desk) -> None:
    """Too few, expired, nobody's, nowhere; not looked at for months, or nobody knows by whom."""
    truth = desk.company.truth
    for number, one in enumerate(desk.company.pick("emergency_supplies", lambda one: bool(one["expires_at"]), 4)):
        if number == 0:
            one["quantity"] = one["required_quantity"] - 1
        elif number == 1:
            one["expires_at"] = AS_OF - 35 * DAY
        else:
            one[("place", "keeper")[number - 2]] = None
        truth.fails(one, "S002-P18-p8")
    for number, one in enumerate(desk.company.pick("emergency_supplies", lambda one: not one["expires_at"], 3)):
        if number == 0:
            one["last_checked_at"] = AS_OF - 95 * DAY
        else:
            one[("last_checked_at", "checked_by")[number - 1]] = None
        truth.fails(one, "S002-P18-p8/timing")


def events_left_alone(desk: Desk) -> None:
    """Nobody acted on an event, or hours later; the plan was not reviewed after a grave one, or months later."""
    rng, company = desk.company.rng, desk.company
    events = [one for one in company["incidents"] if "accident" in one.facts and one["closed_at"]]
    for number, one in enumerate(rng.sample(events, 5)):
        one["responded_at"] = None if number < 2 else noticed(one) + minutes(rng.randint(61, 400))
    # the yearly round of reviews is another's affair: no year gains or loses one
    reviewed = [
        one for one in company["incidents"] if "review" in one.links and one["closed_at"].month < _AUTUMN
        and one["closed_at"].year == one.links["review"]["reviewed_at"].year
    ]  # fmt: skip
    for number, one in enumerate(rng.sample(reviewed, 4)):
        if number < 2:
            company["doc_revisions"].remove(one.links["review"])
        else:
            one.links["review"]["reviewed_at"] = one["closed_at"] + rng.randint(35, 80) * DAY
    _weigh_events(desk)


def drills_due(desk: Desk) -> None:
    """What all faults have left of the drills of every plan."""
    truth = desk.company.truth
    held: dict[str | None, set[tuple[int, int]]] = defaultdict(set)
    for one in desk.company["drills"]:
        held[one["plan_doc_no"]].add((one.year, 1 + (one["drilled_at"].month >= _MIDYEAR)))
    for plan, (kind, _) in PLANS.items():
        for year in YEARS:
            halves = [half for half in (1, 2) if (year, half) in held[plan]]
            if kind != ON_SITE and not halves:
                truth.missing(_DRILLED, f"{plan}/{year}")
            for half in {1, 2} - set(halves) if kind == ON_SITE else ():
                truth.missing(_DRILLED_ON_SITE, f"{plan}/{year}H{half}")
        rule, slot = (_DRILLED_ON_SITE, f"{AS_OF.year + 1}H1") if kind == ON_SITE else (_DRILLED, f"{AS_OF.year + 1}")
        truth.slot("pending", rule, f"{plan}/{slot}")


def _weigh_events(desk: Desk) -> None:
    """What all faults have left of the events: who reported them, who acted, and what was learnt of the plan."""
    reviews: dict[str | None, list[dt.datetime]] = defaultdict(list)
    for one in desk.company["doc_revisions"]:
        if one["reviewed_at"]:
            reviews[one["incident_no"]].append(one["reviewed_at"])
    for event in desk.company["incidents"]:
        if event["incident_type"] not in FOUND:
            _answered(desk, event, "reported_at", _REPORTED, _REPORT)
            _answered(desk, event, "responded_at", _RESPONDED, _RESPONSE)
            _learnt(desk, event, reviews[event["incident_no"]])


def _answered(desk: Desk, event: Record, name: str, rule: str, allowed: dt.timedelta) -> None:
    truth, since = desk.company.truth, noticed(event)
    early = not event["found_at"] and event["occurred_at"] and event["occurred_at"].date() < AS_OF
    over = event["found_at"] and event["found_at"] + allowed < _OVER
    if not (event["handled_at"] or event["closed_at"] or early or over):
        truth.pending(event, rule)
    elif not event[name]:
        truth.fails(event, rule)
    if not event[name]:
        return
    if not since:
        truth.undetermined(event, f"{rule}/timing")
    elif event[name] > since + allowed:
        truth.fails(event, f"{rule}/timing")


def _learnt(desk: Desk, event: Record, reviews: list[dt.datetime]) -> None:
    level, closed = event["incident_level"], event["closed_at"]
    if not closed or not (event["plan_started_at"] or level in GRAVE or not level):
        return
    if reviews:
        if min(reviews) > closed + _REVIEW_DAYS * DAY:
            desk.company.truth.fails(event, f"{_REVIEWED}/timing")
    else:
        over = time_over(closed.date(), _REVIEW_DAYS)
        desk.company.truth.say("fails" if over else "pending", event, _REVIEWED)


PLANTS = (not_drilled, drills_half_written, supplies_short, drills_due, events_left_alone)
