"""Faults of assessments, breaches and ideas: no scores, no kind, no penalty, no reward, or late."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.breaches import DEALT_WITH
from svcqa_example.making.merits import ADOPTED, REWARDED, SCORED
from svcqa_example.making.orders import Desk
from svcqa_example.making.schooling import ASSESSED, TOPICS
from svcqa_example.model import AS_OF, DAY, Record


def topic_never_taught(desk: Desk) -> None:
    """How to solve problems was never taught, whatever the rule says."""
    for record in desk.company["training_records"]:
        if record["topic"] == TOPICS[-1]:
            record["topic"] = "案例分享"
    desk.company.truth.missing("S003-C2-2", "coverage")


def scores_missing(desk: Desk) -> None:
    """A score was left out; quality is asked for by another rule. Nobody wrote what kind of assessment it was."""
    company, truth = desk.company, desk.company.truth
    names = (("efficiency_score", "S003-C2-2.3b"), ("innovation_score", "S003-C2-2.3b"),
             ("quality_score", "S003-C4-4.2a"))  # fmt: skip
    scored: Callable[[Record], bool] = lambda one: one["eval_type"] in SCORED  # noqa: E731
    for (name, rule), record in zip(names, company.pick("evaluations", scored, 3), strict=True):
        record[name] = None
        truth.fails(record, rule)
    for record in company.pick("evaluations", lambda one: one["eval_type"] == ASSESSED, 1):
        record["eval_type"] = None
        truth.fails(record, "S003-C2-2.3b/1")


def not_punished(desk: Desk) -> None:
    """A breach that led to nothing, to a penalty on paper only, or to one that came months later."""
    company, truth = desk.company, desk.company.truth
    fined: Callable[[Record], bool] = lambda one: "penalty" in one.links and not one.links["penalty"].planted  # noqa: E731
    for number, breach in enumerate(company.pick("violations", fined, 4)):
        penalty = breach.links["penalty"]
        penalty.planted = True
        if number == 0:
            _unreward(desk, penalty)
        elif number == 1:
            penalty["source_no"] = None
        else:
            _later(penalty, 60)
            truth.fails(breach, f"{DEALT_WITH}/timing")
            continue
        truth.fails(breach, DEALT_WITH)


def idea_not_rewarded(desk: Desk) -> None:
    """An idea that was taken up and brought its author nothing, or a reward months later."""
    company, truth = desk.company, desk.company.truth
    taken: Callable[[Record], bool] = lambda one: one["decision"] == ADOPTED and "merit" in one.links  # noqa: E731
    free: Callable[[Record], bool] = lambda one: taken(one) and not one.links["merit"].planted  # noqa: E731
    for number, idea in enumerate(company.pick("improvements", free, 3)):
        merit = idea.links["merit"]
        merit.planted = True
        if number:
            _later(merit, 50)
            truth.fails(idea, f"{REWARDED}/1/timing")
        else:
            _unreward(desk, merit)
            truth.fails(idea, f"{REWARDED}/1")


def excellence_unnoticed(desk: Desk) -> None:
    """Found excellent, and nothing followed, or only months later."""
    company, truth = desk.company, desk.company.truth
    praised: Callable[[Record], bool] = lambda one: "merit" in one.links and not one.links["merit"].planted  # noqa: E731
    for number, record in enumerate(company.pick("evaluations", praised, 4)):
        merit = record.links["merit"]
        merit.planted = True
        if number % 2:
            _later(merit, 50)
            truth.fails(record, f"{REWARDED}/timing")
        else:
            _unreward(desk, merit)
            truth.fails(record, REWARDED)


def poor_taught_late(desk: Desk) -> None:
    """Found unfit, assessed again and back at work, and only then trained on what was poor."""
    company = desk.company
    trained = {one["source_no"]: one for one in company["training_records"] if one["source_no"]}
    late: Callable[[Record], bool] = lambda one: "unfit" in one.facts and one["eval_no"] in trained  # noqa: E731
    for record in company.pick("evaluations", late, 1):
        trained[record["eval_no"]]["completed_at"] = record["eval_date"] + 45 * DAY
        company.truth.fails(record, "S003-C2-2.3a/timing", "S002-P07-4.1.5")


def _unreward(desk: Desk, merit: Record) -> None:
    """A reward that nobody ever gave."""
    desk.company["rewards"].remove(merit)
    desk.company["record_inventory"].remove(merit.links["kept"])


def _later(merit: Record, days: int) -> None:
    """All of it came later, as did its place in the archive."""
    for name in ("proposed_at", "approved_at", "executed_at"):
        merit[name] += days * DAY
    kept = merit.links["kept"]
    kept["archived_at"] = min(merit["executed_at"].date() + 20 * DAY, AS_OF)
    kept["closed_at"] = kept["archived_at"] - 9 * DAY


PLANTS = (topic_never_taught, scores_missing, not_punished, idea_not_rewarded, excellence_unnoticed, poor_taught_late)
