"""Faults of the establishment: two managers, two assistants, posts overfilled, and posts nobody described."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.abilities import years_asked
from svcqa_example.making.establishment import APPRAISED, ASSISTANT, DESCRIBED, MEASURES
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, DISPATCHER, MANAGER, RETURNS, TECHNICIAN, Person
from svcqa_example.model import Odd
from svcqa_example.plants.people import some, unknown_since

_COUNTED, _SPAN, _SCHEMES, _DESCRIPTIONS = "S000-P1-4.1.2", "S000-P1-4.1.2/1", "S000-P1-2.4", "S000-P1-4.3.2"


def two_of_one(desk: Desk) -> None:
    """The deputy stands in for the manager on the roster as well; a second dispatcher is called assistant too."""
    truth = desk.company.truth
    deputy = desk.staff.permanent(DEPUTY)[0].record
    deputy["concurrent_post"] = f"{deputy['concurrent_post']}、售后服务部经理"
    truth.missing("S000-P1-4.2.1a", "count")
    second = desk.staff.permanent(DISPATCHER)[1].record
    second["concurrent_post"] = ASSISTANT
    truth.missing("S000-P1-4.2.2a", "count")
    truth.fails(second, "S000-P1-4.2.2a/1")


def posts_overfilled(desk: Desk) -> None:
    """Everyone in the head office answers to one manager; and where people came from who moved nobody wrote."""
    truth = desk.company.truth
    truth.missing(_SPAN, desk.staff.permanent(MANAGER)[0].number)
    known = {post["post_code"]: post["headcount_approved"] for post in desk.company["posts"]}
    held = {person["post_code"] for person in desk.company["staff"]}
    unplaced = sum(
        bool(person["transfer_date"]) or person["post_code"] not in known for person in desk.company["staff"]
    )
    for post in sorted(held - {RETURNS}):
        count = sum(person["post_code"] == post for person in desk.company["staff"])
        if post not in known or count + unplaced > known[post]:
            truth.slot("undetermined", _COUNTED, post)


def roster_incomplete(desk: Desk) -> None:
    """Nobody wrote when somebody who has left came."""
    left: Callable[[Person], bool] = lambda one: one.post == TECHNICIAN and not one.employed and bool(years_asked(one))  # noqa: E731
    for person in some(desk, 1, left):
        unknown_since(desk, person)
        desk.company.truth.fails(person.record, "S000-P1-4.1.1/1")


def undescribed(desk: Desk) -> None:
    """A post without a description in force, others without a scheme of appraisal; no safety measures in force."""
    company = desk.company
    for one in company.pick("documents", lambda one: one["doc_type"] == DESCRIBED, 2):
        one["status"] = "作废"
        post = next(post for post in company["posts"] if post["post_code"] == one["applies_to_post"])
        company.truth.fails(post, _DESCRIPTIONS, "S003-C2-2.1c")
    for one in company.pick("documents", lambda one: one["doc_type"] == APPRAISED, 1):
        first, *others = one["applies_to_post"].split("、")
        one["applies_to_post"] = "、".join(others)
        company.truth.fails(next(post for post in company["posts"] if post["post_code"] == first), _SCHEMES)
    for one in company.pick("documents", lambda one: one["doc_type"] == MEASURES, 1):
        one["status"] = Odd("修订中")
        company.truth.missing("S000-P1-2.13a", MEASURES)


PLANTS = (two_of_one, posts_overfilled, roster_incomplete, undescribed)
