"""Weighing: the verdict on each record, by every reading of its period and of the rows that may or may not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from svcqa import Verdict
from svcqa_retention.facts import Facts
from svcqa_retention.terms import NEVER, Terms

DisposeBy = Callable[[np.ndarray], np.ndarray]
"""The last day for destruction, from the day on which it may begin."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """Verdict, reason and state of each record, and the day by which it should be destroyed."""

    verdict: np.ndarray
    reason: np.ndarray
    state: np.ndarray
    dispose_by: np.ndarray


def judge(facts: Facts, terms: Terms, today: np.datetime64, dispose_by: DisposeBy) -> Judgement:
    """Judge by the longest period and by the shortest; where they disagree, it is not settled when it runs out."""
    longest = _by(facts, terms.last, today, dispose_by)
    shortest = _by(facts, terms.first, today, dispose_by)
    return _agreed([longest, shortest], "trigger_open")


def joined(readings: Sequence[Judgement]) -> Judgement:
    """The judgement on which all readings agree."""
    return _agreed(readings, "partner_unclear")


def settled(found: Judgement, reason: str, mask: np.ndarray) -> Judgement:
    """The judgement with the records of a mask undetermined."""
    verdict = np.where(mask, Verdict.UNDETERMINED, found.verdict)
    told = np.where(mask, reason, found.reason).astype(object)
    state = found.state.copy()
    state[verdict == Verdict.UNDETERMINED] = None
    return Judgement(verdict, told, state, found.dispose_by)


def _agreed(readings: Sequence[Judgement], reason: str) -> Judgement:
    first = readings[0]
    differing = np.logical_or.reduce([one.verdict != first.verdict for one in readings])
    return settled(first, reason, differing)


def _by(facts: Facts, expiry: np.ndarray, today: np.datetime64, dispose_by: DisposeBy) -> Judgement:
    running = today <= expiry
    destroyed = ~np.isnat(facts.disposed)
    there, gone = facts.present & ~destroyed, ~facts.present & ~destroyed
    held = facts.held_since < NEVER
    by = dispose_by(np.fmax(expiry, facts.released))
    faults = {
        "destroyed_early": destroyed & (facts.disposed <= expiry),
        "destroyed_on_hold": destroyed & facts.disposed_on_hold,
        "not_approved": destroyed & ~facts.approved,
        "missing": gone & running,
        # a hold that began while the period ran has kept it from being destroyed ever since
        "missing_on_hold": gone & (facts.held_since <= expiry) & held,
        "overdue": there & ~running & ~held & (today > by),
    }
    reason = np.select(list(faults.values()), list(faults), "").astype(object)
    usual = np.select([destroyed, gone, running, held], ["disposed", "over", "keep", "held"], "eligible")
    state = np.where(reason == "", usual, reason).astype(object)
    return Judgement(np.where(reason == "", Verdict.CONFORMS, Verdict.FAILS), reason, state, by)
