"""Faults of revisions: not heard, not published, not taught, not written down; and laws that nobody followed."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import OWN, TECHNICIAN
from svcqa_example.making.revisions import FOLLOWED, TOPIC, months_on
from svcqa_example.model import AS_OF, DAY, Record
from svcqa_example.plants.people import forget

_HEARD, _PUBLISHED, _TOLD = "S003-C1-1.5c", "S003-C1-1.5d", "S003-C1-1.5e"
_ORDERLY = "S002-P20-p8"


def _approved(revision: Record) -> bool:
    return "approved" in revision.facts


def _old(revision: Record) -> bool:
    return _approved(revision) and revision["approved_at"].year < AS_OF.year - 1


def taught_late(desk: Desk) -> None:
    """The people of a partner apart, everybody was taught on a revision in spring only; some never were."""
    company = desk.company
    first = next(one for one in company["doc_revisions"] if _old(one))
    day = first["approved_at"].date() + 75 * DAY
    for record in company["training_records"]:
        if record["course"].endswith(f"（{first['revision_no']}）"):
            record["completed_at"] = max(record["completed_at"], day)
    company.truth.fails(first, f"{_PUBLISHED}/1/timing")
    for person in desk.staff.people:
        mine = [one for one in desk.learning.trained[person.number] if one["topic"] == TOPIC]
        if person.site == OWN and person.post == TECHNICIAN and int(person.number) % 9 == 0 and len(mine) > 1:
            forget(desk, person, mine[-1])


def not_heard(desk: Desk) -> None:
    """One of the three was not heard before a revision."""
    revised = [one for one in desk.company["doc_revisions"] if _approved(one)]
    opinions = ("dept_opinion", "employee_opinion", "customer_opinion")
    for name, revision in zip(opinions, desk.company.rng.sample(revised, 3), strict=True):
        revision[name] = None
        desk.company.truth.fails(revision, _HEARD)


def not_followed_up(desk: Desk) -> None:
    """Never published, or weeks later; nobody wrote what a revision brought, why it was made or what it changed."""
    rng, truth = desk.company.rng, desk.company.truth
    revised = [one for one in desk.company["doc_revisions"] if _old(one)]
    for number, revision in enumerate(rng.sample(revised, min(5, len(revised)))):
        if number == 0:
            revision["published_at"] = revision["effect"] = None
            truth.fails(revision, _PUBLISHED, _ORDERLY)
            truth.pending(revision, f"{_TOLD}/1")
        elif number == 1:
            revision["published_at"] = revision["approved_at"] + rng.randint(15, 40) * DAY
            truth.fails(revision, f"{_PUBLISHED}/timing", _ORDERLY)
        elif number == 2:
            revision["effect"] = None
            truth.fails(revision, f"{_TOLD}/1")
        else:
            revision[("background", "content")[number - 3]] = None
            truth.fails(revision, _TOLD, _ORDERLY)


def law_not_followed(desk: Desk) -> None:
    """A law that led to no revision, one of which nobody said whether it touches the rules, one followed late."""
    company, truth = desk.company, desk.company.truth
    over: Callable[[Record], bool] = lambda one: months_on(one["effective_date"], 7) < AS_OF  # noqa: E731
    for law in company.pick("law_changes", lambda one: over(one) and "revision" in one.links, 1):
        law.links["revision"]["law_no"] = None
        truth.fails(law, FOLLOWED)
    for law in company.pick("law_changes", lambda one: one["affects_rules"] is False, 1):
        law["affects_rules"] = None
        truth.unsay(law, FOLLOWED)
        truth.fails(law, FOLLOWED)
    for law in company.pick("law_changes", lambda one: over(one) and "revision" in one.links, 1):
        law["effective_date"] = law.links["revision"]["revised_at"] - 300 * DAY
        truth.fails(law, f"{FOLLOWED}/timing")


EARLY = (taught_late,)
PLANTS = (not_heard, not_followed_up, law_not_followed)
