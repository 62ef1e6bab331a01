"""The plan of an audit in words: what to supply next, and how many more rules that would make assessable."""

from __future__ import annotations

from dataclasses import dataclass

from svcqa.findings import Audit
from svcqa.plans import Wanted
from svcqa.reports.words import Words


@dataclass(frozen=True)
class Next:
    """A step of the plan."""

    supply: str
    rules: int
    assessable: int


def steps(audit: Audit, words: Words) -> list[Next]:
    """The steps in order; none where everything that can be supplied was, or an older audit has no plan."""
    plan = audit.content.plan
    if plan is None:
        return []
    known = {one.name: one for one in plan.lacking}
    return [
        Next(words.listed([_named(known[name], words) for name in step.supply]), step.rules, step.assessable)
        for step in plan.steps
    ]


def _named(one: Wanted, words: Words) -> str:
    return words(f"supply_{one.kind}", title=one.title.say(words.lang), name=one.name)
