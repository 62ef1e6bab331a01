"""Judging everything: each register against itself, then by every rule, in the rulesets' order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from svcqa.checks import JUDGED, Context
from svcqa.findings import Exhibit, Finding, Tally, Unjudged, Upcoming
from svcqa.judging.assessable import obstacle
from svcqa.judging.joining import companions, widened
from svcqa.judging.outcome import Columns, Outcome, conclude, not_assessed
from svcqa.judging.partners import fillings, partners, whole
from svcqa.judging.presence import Presence
from svcqa.judging.scope import Scoped, cases, scope, unscoped
from svcqa.judging.stating import checked, withheld
from svcqa.judging.subjects import Subjects, subjects_of
from svcqa.judging.tables import exhibits
from svcqa.judging.validation import validate
from svcqa.lines import Lines, lines_of
from svcqa.periods import Period
from svcqa.registers import Records
from svcqa.requests import Executor, Task
from svcqa.rulesets import Bound
from svcqa.stated import Stated

Progress = Callable[[str], None]
NOTHING = Stated()


@dataclass(eq=False)
class Judgement:
    """What judging leaves behind: a tally per rule, and the long lists in chunks."""

    _presence: Future[Presence]
    tallies: list[Tally] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    later: int = 0
    undated: int = 0
    _chunks: dict[str, list[Columns]] = field(default_factory=lambda: {"findings": [], "unjudged": [], "upcoming": []})

    @property
    def presence(self) -> Presence:
        """Which records there are, and which of them each rule has judged."""
        return self._presence.result()

    def add(self, outcome: Outcome) -> None:
        """Add the outcome of one rule."""
        self.tallies.append(outcome.tally)
        self.exhibits += exhibits(outcome.shown)
        self.later += outcome.later
        self.undated += outcome.undated
        self.presence.add(outcome)
        for name, chunks in self._chunks.items():
            chunk = getattr(outcome, name)
            if chunk:
                chunks.append(chunk)

    def lists(self) -> dict[str, Lines[Any]]:
        """The long lists of the audit document."""
        return {
            "findings": lines_of(Finding, self._chunks["findings"]),
            "unjudged": lines_of(Unjudged, self._chunks["unjudged"]),
            "upcoming": lines_of(Upcoming, self._chunks["upcoming"]),
        }


def judge(  # noqa: PLR0913, PLR0917 - the last two may be left out
    bound: Iterable[Bound],
    records: Mapping[str, Records],
    context: Context,
    executor: Executor,
    progress: Progress | None = None,
    stated: Stated = NOTHING,
) -> Judgement:
    """Judge all records by all rules; they stand in the order of :func:`~svcqa.judging.ordering.in_order`.

    What people ``stated`` goes before the records.
    """
    subjects = subjects_of(records)
    with ThreadPoolExecutor(1) as beside:  # which records there are is reckoned while they are judged
        made = Judgement(beside.submit(Presence, subjects))
        for name in subjects:
            for outcome in validate(name, subjects, context):
                made.add(outcome)
        for outcome in _outcomes(bound, subjects, context, executor, progress, stated):
            made.add(outcome)
    return made


def _outcomes(  # noqa: PLR0913, PLR0917 - what the judging of all rules needs, once
    bound: Iterable[Bound],
    subjects: Mapping[str, Subjects],
    context: Context,
    executor: Executor,
    progress: Progress | None,
    stated: Stated,
) -> Iterator[Outcome]:
    """Judge every rule, or say why it cannot be assessed."""
    records = {name: one.records for name, one in subjects.items()}
    for rule in bound:
        if progress:
            progress(rule.rule.id)
        yield unassessed(rule, records, context, stated) or outcome_of(rule, subjects, context, executor)


def unassessed(rule: Bound, records: Mapping[str, Records], context: Context, stated: Stated) -> Outcome | None:
    """The outcome of a rule that is not judged by records, because of what is stated or lacking; else ``None``."""
    reason = obstacle(rule, records, context)
    by_hand = stated.checked.get((rule.ruleset, rule.rule.id))
    if by_hand is not None and (reason is None or reason.code != "not_in_force"):
        return checked(rule, by_hand)
    if reason is None:
        return None
    lacking = None if reason.code == "not_in_force" else withheld(rule, records, stated.not_provided)
    return lacking or not_assessed(rule, reason)


def outcome_of(
    bound: Bound, subjects: Mapping[str, Subjects], context: Context, executor: Executor, *, carrying: bool = False
) -> Outcome:
    """Judge records by a rule that can be assessed; ``carrying`` says that others of them are carried over."""
    made = prepared(bound, subjects, context)
    judged = executor.judge(made.task)
    return conclude(bound, made.judged, made.scoped, judged, made.others, context.ahead, carrying=carrying)


@dataclass(frozen=True, eq=False)
class Prepared:
    """What the core decides of a rule, and the task that is left to its check."""

    judged: Subjects
    """The judged records, with the fields of others that the rule names."""
    others: Mapping[str, Subjects]
    """The same for its partners, by their place in the settings."""
    scoped: Scoped
    task: Task


def prepared(bound: Bound, subjects: Mapping[str, Subjects], context: Context) -> Prepared:
    """Everything before the check."""
    assert bound.settings is not None  # noqa: S101 - without settings a parameter is unset, which is an obstacle
    judged = widened(bound, subjects, context)
    others = companions(bound, subjects, context)
    context = replace(context, several=judged.several(), reach=bound.look_back)
    beside = partners(bound, others, context)
    if bound.slots_only:
        context = replace(context, period=_in_force(bound, context.period))
        found = fillings(bound, judged.records, context)
        scoped = unscoped(len(judged.records), found.index.to_numpy())
    else:
        scoped = scope(bound, judged.records, context, {name: one.records for name, one in subjects.items()})
        found = cases(bound, judged.records, scoped)
    if bound.settings.reads_register():
        beside[JUDGED] = whole(bound, judged.records, context)
    return Prepared(judged, others, scoped, Task(bound.check, found, bound.settings, context, beside))


def _in_force(bound: Bound, period: Period) -> Period:
    """The part of the period under audit in which the rule is in force; there is one, or it were not assessed."""
    span = bound.rule.in_force
    firsts = [day for day in (period.first, span.first) if day is not None]
    return Period(max(firsts, default=None), min(period.last, span.last or period.last))
