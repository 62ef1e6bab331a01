"""What a SARIF log says of an earlier audit: the state of each result, and the results that are absent now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcqa.baselines import Baseline, Former, State
from svcqa.findings import Finding
from svcqa.reports.baseline import told
from svcqa.reports.shown import printable
from svcqa.reports.words import Words

STATES: Mapping[State, str] = {"new": "new", "returned": "new", "changed": "updated", "persisting": "unchanged"}
"""A state → ``baselineState``; that a finding has returned stands in the properties."""


def state_of(finding: Finding, baseline: Baseline | None) -> dict[str, Any]:
    """The state of a result, if it has one."""
    state = baseline.states.get(finding.fingerprint) if baseline else None
    return {"baselineState": STATES[state]} if state else {}


def returned(finding: Finding, baseline: Baseline | None) -> dict[str, Any]:
    """The state in our own words, and what differs."""
    state = baseline.states.get(finding.fingerprint) if baseline else None
    if baseline is None or state is None:
        return {}
    return {"since": {"state": state, "differs": list(baseline.changes.get(finding.fingerprint, []))}}


def absent(one: Former, words: Words) -> dict[str, Any]:
    """An absent result, and what became of it."""
    key = {printable(name): None if part is None else printable(part) for name, part in one.key.items()}
    told_of = {"register": printable(one.register), "key": key, "outcome": one.outcome}
    return {
        "baselineState": "absent",
        "properties": {**told_of, "outcomeText": words.named("baseline_outcome", one.outcome)},
    }


def compared_with(baseline: Baseline | None, words: Words) -> dict[str, Any]:
    """The earlier audit among the properties of a run."""
    if baseline is None:
        return {}
    facts = {"digest": baseline.digest, "asOf": printable(baseline.as_of), "counts": baseline.counts}
    return {"baseline": {**facts, "notes": [printable(note) for note in told.notes(baseline, words)]}}
