"""Weighing: the verdict on each record, by every reading of its period and of the rows that may or may not count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    open_ = np.flatnonzero(terms.first != terms.last)
    if not len(open_):
        return longest
    shortest = _by(facts.taken(open_), terms.first[open_], today, dispose_by)
    return settled(longest, "trigger_open", open_[shortest.verdict != longest.verdict[open_]])


def joined(found: Judgement, others: Iterable[tuple[np.ndarray, Judgement]]) -> Judgement:
    """The judgement on which all readings agree; each of the others with the positions of its records."""
    differing = np.zeros(len(found.verdict), dtype=bool)
    for at, other in others:
        differing[at] |= other.verdict != found.verdict[at]
    return settled(found, "partner_unclear", np.flatnonzero(differing))


def settled(found: Judgement, reason: str, at: np.ndarray) -> Judgement:
    """The judgement with some records undetermined."""
    verdict, told, state = found.verdict.copy(), found.reason.copy(), found.state.copy()
    verdict[at], told[at], state[at] = Verdict.UNDETERMINED, reason, None
    return Judgement(verdict, told, state, found.dispose_by)


_FAULTS = (
    "destroyed_early", "destroyed_on_hold", "not_approved", "missing", "missing_on_hold", "overdue",
)  # fmt: skip
_REASONS = np.array([*_FAULTS, ""], dtype=object)
_STATES = np.array([*_FAULTS, "disposed", "over", "keep", "held", "eligible"], dtype=object)


def _by(facts: Facts, expiry: np.ndarray, today: np.datetime64, dispose_by: DisposeBy) -> Judgement:
    running = today <= expiry
    destroyed = ~np.isnat(facts.disposed)
    there, gone = facts.present & ~destroyed, ~facts.present & ~destroyed
    held = facts.held_since < NEVER
    by = dispose_by(np.fmax(expiry, facts.released))
    told = {
        "destroyed_early": destroyed & (facts.disposed <= expiry),
        "destroyed_on_hold": destroyed & facts.disposed_on_hold,
        "not_approved": destroyed & ~facts.approved,
        "missing": gone & running,
        # a hold that began while the period ran has kept it from being destroyed ever since
        "missing_on_hold": gone & (facts.held_since <= expiry) & held,
        "overdue": there & ~running & ~held & (today > by),
        "disposed": destroyed,
        "over": gone,
        "keep": running,
        "held": held,
    }
    # by number, which is much faster than by name
    number = {name: np.int8(at) for at, name in enumerate(_STATES)}
    state = np.select(list(told.values()), [number[name] for name in told], number["eligible"])
    fails = state < len(_FAULTS)
    reason = _REASONS[np.where(fails, state, len(_FAULTS))]
    return Judgement(np.where(fails, Verdict.FAILS, Verdict.CONFORMS), reason, _STATES[state], by)
