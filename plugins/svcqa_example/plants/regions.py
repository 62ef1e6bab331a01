"""Faults of posts and regions: two managers, too many specialists, a region without any, nobody knows which."""

from __future__ import annotations

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.customer_service import (
    CHANGED,
    FOUNDED,
    LONE,
    PROVINCES,
    PROVINCIAL,
    REGIONS,
    REORGANISED,
    SERVICE_MANAGER,
    SPECIALIST,
    SUPERVISOR,
)
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import Person
from svcqa_example.model import DAY
from svcqa_example.plants.members import chosen

_REGION, _EMPTY, _PROVINCE = "S001-C1-1d", "S001-C1-1e", "S001-C1-1f"
_STRAY = "华中"


def _lasting(one: Person) -> bool:
    """A specialist who has been there all the time."""
    return one.post == SPECIALIST and one.employed and one.start == FOUNDED and one.region not in {LONE, _STRAY}


def held_besides(desk: Desk) -> None:
    """A specialist is manager besides, so that there are two; another one is the third supervisor."""
    people = chosen(desk, 2, _lasting)
    for person, post, rule in zip(people, (SERVICE_MANAGER, SUPERVISOR), ("S001-C1-1a", "S001-C1-1b"), strict=True):
        person.record["concurrent_post"] = post
        desk.company.truth.missing(rule, "count")


def left_late(desk: Desk) -> None:
    """In the reorganisation those who left stayed two months with those who came: too many in all four places."""
    for person in desk.staff.people:
        if person.leave == REORGANISED - DAY and (person.region in CHANGED or person.province in CHANGED):
            person.leave = person.record["leave_date"] = REORGANISED + 60 * DAY
    truth = desk.company.truth
    for place in CHANGED:
        truth.missing(_PROVINCE if place in PROVINCES else _REGION, place)
    truth.missing("S001-C1-1c", "count")


def nobody_there(desk: Desk) -> None:
    """The region with one specialist had none for a month; whoever has an unknown post may have been it."""
    person, follower = (one for one in desk.staff.people if one.region == LONE)
    filled = follower.start
    person.leave = person.record["leave_date"] = filled - 31 * DAY
    strangers = [one["hire_date"] for one in desk.company["staff"] if one["post_code"] == "见习生"]
    doubted = any(day <= filled for day in strangers)
    desk.company.truth.slot("undetermined" if doubted else "fails", _EMPTY, LONE)


def astray(desk: Desk) -> None:
    """A specialist of no region there is; one of a province, nobody knows which."""
    truth = desk.company.truth
    for person in chosen(desk, 1, lambda one: one.post == SPECIALIST and one.employed and one.region == _STRAY):
        person.record["region"] = "海外"
        truth.fails(person.record, "S001-C1-1g")
    for person in chosen(desk, 1, lambda one: one.post == PROVINCIAL and one.province not in CHANGED):
        person.record["province"] = None
        truth.fails(person.record, f"{_PROVINCE}/1")


def of_unknown_post(desk: Desk) -> None:
    """Whoever has a post that is on no list may be a specialist too, and of any region."""
    truth = desk.company.truth
    for record in desk.company["staff"]:
        if record["post_code"] == "见习生":
            truth.undetermined(
                record, f"{_PROVINCE}/1", "S001-C1-1g", "S001-C2-M-W5b", "S001-C2-M-W5b/timing", "S001-C2-E3",
            )  # fmt: skip
            truth.slot("undetermined", "S001-C2-E8/1", f"{record['staff_id']}/{LATELY}")
    for region in REGIONS:
        if region not in {LONE, _STRAY, *CHANGED}:
            truth.slot("undetermined", _REGION, region)


PLANTS = (held_besides, left_late, nobody_there, astray, of_unknown_post)
