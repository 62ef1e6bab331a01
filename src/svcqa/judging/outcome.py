"""Outcome: after the check, count every record once, and quote the cells behind what failed or could not be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import Verdict
from svcqa.findings import NotAssessed, Said, Tally, UnitTally, fingerprint
from svcqa.judging import reasons
from svcqa.judging.messages import Speaker, evidence_json
from svcqa.judging.scope import OUT, Scoped, event_moment
from svcqa.quoting import moments_shown

if TYPE_CHECKING:
    from svcqa.judging.subjects import Subjects
    from svcqa.rulesets import Bound
    from svcqa.text import Text

Columns = dict[str, list[Any]]
"""A chunk of a long list: field → values."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """One rule judged: its tally and its share of the long lists."""

    tally: Tally
    findings: Columns | None = None
    unjudged: Columns | None = None
    upcoming: Columns | None = None


def said(text: Text) -> Said:
    """A text as it stands in the audit document."""
    return Said(text.zh, text.en)


def not_assessed(bound: Bound, reason: NotAssessed) -> Outcome:
    """The outcome of a rule that could not be assessed."""
    return Outcome(_tally(bound, assessed=False, reason=reason))


def conclude(bound: Bound, subjects: Subjects, scoped: Scoped, judged: pd.DataFrame) -> Outcome:
    """Join the core's verdicts with the check's, count, and quote."""
    verdict = scoped.verdict.copy()
    reason = scoped.reason.copy()
    at = scoped.open
    verdict[at] = judged["verdict"].to_numpy()
    if "reason" in judged:
        undetermined = (judged["verdict"] == Verdict.UNDETERMINED).to_numpy()
        codes = judged["reason"].to_numpy()[undetermined]
        reason[at[undetermined]] = [scoped.code(reasons.named(bound.rule.check, code)) for code in codes]
    judged = judged.set_axis(pd.Index(at))
    return Outcome(
        _counted(bound, subjects, scoped, verdict, reason),
        _findings(bound, subjects, judged[judged["verdict"] == Verdict.FAILS]),
        _unjudged(bound, subjects, scoped, np.flatnonzero(verdict == Verdict.UNDETERMINED), reason),
        _upcoming(bound, subjects, judged),
    )


def _counted(bound: Bound, subjects: Subjects, scoped: Scoped, verdict: np.ndarray, reason: np.ndarray) -> Tally:
    inside = verdict != OUT
    counts = np.bincount(verdict[inside], minlength=len(Verdict))
    undetermined = np.bincount(reason[verdict == Verdict.UNDETERMINED], minlength=len(scoped.codes))
    return _tally(
        bound,
        assessed=True,
        by_unit=_by_unit(subjects, verdict, inside),
        in_scope=int(inside.sum()),
        **{item.name.lower(): int(counts[item]) for item in Verdict},
        out_of_scope=int((~inside).sum()),
        undated=scoped.undated,
        not_yet=scoped.not_yet,
        excepted_by={name: count for name, count in scoped.excepted_by.items() if count},
        undetermined_by={
            code: int(count) for code, count in zip(scoped.codes, undetermined, strict=True) if code and count
        },
    )


def _by_unit(subjects: Subjects, verdict: np.ndarray, inside: np.ndarray) -> list[UnitTally]:
    names = subjects.unit_names
    if len(names) == 1:
        return []
    flat = subjects.unit_codes[inside] * len(Verdict) + verdict[inside]
    counts = np.bincount(flat, minlength=len(names) * len(Verdict)).reshape(len(names), len(Verdict))
    return [
        UnitTally(name, int(row.sum()), *(int(count) for count in row))
        for name, row in zip(names, counts, strict=True)
        if row.sum()
    ]


def _findings(bound: Bound, subjects: Subjects, failed: pd.DataFrame) -> Columns | None:
    if failed.empty:
        return None
    at = failed.index.to_numpy()
    rule, count = bound.rule, len(failed)
    keys, extras = subjects.key_parts(at), subjects.extras(at)
    units = [subjects.unit_names[code] for code in subjects.unit_codes[at]]
    speaker = Speaker(bound, keys)
    return {
        "ruleset": [bound.ruleset] * count,
        "rule": [rule.id] * count,
        "clause": [rule.clause] * count,
        "weight": [rule.weight] * count,
        "fingerprint": [fingerprint(rule.id, rule.of, key, extra) for key, extra in zip(keys, extras, strict=True)],
        "register": [rule.of] * count,
        "key": subjects.key_json(keys),
        "unit": units,
        "date": _dates(bound, subjects, at),
        "locations": _locations(bound, subjects, failed),
        "evidence": evidence_json(failed),
        "message": speaker.messages(failed),
        "excused_by": [None] * count,
        "root": [root(rule.of, key, extra) for key, extra in zip(keys, extras, strict=True)],
    }


def root(register: str, key: Sequence[str | None], extra: str) -> str:
    """The record behind a finding, so that findings of one cause can be read together."""
    return "/".join([register, *(part or "" for part in key), *([extra] if extra else [])])


def _dates(bound: Bound, subjects: Subjects, at: np.ndarray) -> list[str | None]:
    moment = event_moment(bound, subjects.records)
    return [None] * len(at) if moment is None else moments_shown(moment.iloc[at])


def _locations(bound: Bound, subjects: Subjects, failed: pd.DataFrame) -> list[str]:
    """The cells a finding rests on: those the check names, or else all that it reads."""
    places = bound.places()
    at = failed.index.to_numpy()
    fields = list(dict.fromkeys(places.values())) or list(subjects.key_fields)
    cells = subjects.cells(at, fields)
    if "at" not in failed:
        return ["[" + ",".join(row) + "]" for row in cells]
    position = {place: fields.index(name) for place, name in places.items()}
    return [
        "[" + ",".join(row[number] for number in _chosen(named, position, len(row))) + "]"
        for row, named in zip(cells, failed["at"], strict=True)
    ]


def _chosen(named: object, position: dict[str, int], count: int) -> list[int]:
    return sorted({position[place] for place in named}) if isinstance(named, tuple) else list(range(count))


def _unjudged(bound: Bound, subjects: Subjects, scoped: Scoped, at: np.ndarray, reason: np.ndarray) -> Columns | None:
    if not len(at):
        return None
    fields = [name for name in bound.fields() if name in subjects.records.frame]
    return {
        "ruleset": [bound.ruleset] * len(at),
        "rule": [bound.rule.id] * len(at),
        "register": [bound.rule.of] * len(at),
        "key": subjects.key_json(subjects.key_parts(at)),
        "cells": ["[" + ",".join(row) + "]" for row in subjects.cells(at, fields)],
        "reason": [scoped.codes[code] for code in reason[at]],
    }


def _upcoming(bound: Bound, subjects: Subjects, judged: pd.DataFrame) -> Columns | None:
    if "due_on" not in judged:
        return None
    pending = judged[(judged["verdict"] == Verdict.PENDING) & judged["due_on"].notna()]
    if pending.empty:
        return None
    at = pending.index.to_numpy()
    return {
        "ruleset": [bound.ruleset] * len(at),
        "rule": [bound.rule.id] * len(at),
        "register": [bound.rule.of] * len(at),
        "key": subjects.key_json(subjects.key_parts(at)),
        "due_on": moments_shown(pending["due_on"]),
    }


def _tally(bound: Bound, **counted: Any) -> Tally:
    rule = bound.rule
    return Tally(
        ruleset=bound.ruleset,
        chapter=rule.chapter,
        clause=rule.clause,
        rule=rule.id,
        edition=rule.edition,
        title=said(rule.title),
        remedy=said(rule.remedy) if rule.remedy else None,
        register=rule.of,
        check=rule.check,
        weight=rule.weight,
        **counted,
    )
