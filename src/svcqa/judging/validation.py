"""Validation: every record against its own register, before any rule.

What does not hold is a finding of a built-in rule (``record.type``, ``record.required``, ``record.choices``,
``record.key``, ``record.digits``, ``record.reference``). These rules have no clause and do not count into coverage; a
record that fails one is judged by all other rules all the same. A subject of these rules is a cell, so a record with
two bad cells has two findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from svcqa.accounts import Said
from svcqa.contents import all_among
from svcqa.findings import Tally, UnitTally, fingerprint
from svcqa.judging import reasons
from svcqa.judging.builtin import CHOICES, DIGITS, KEY, NO_KEY, REFERENCE, REQUIRED, TWICE, TYPE, WHY, BuiltIn, message
from svcqa.judging.moments import first_filled
from svcqa.judging.outcome import Columns, Outcome, joined, root
from svcqa.lines import quote
from svcqa.quoting import moments_shown, shown
from svcqa.registers import Kind
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.judging.subjects import Subjects
    from svcqa.registers import Records

BUILT_IN = "svcqa"
"""Name under which the built-in rules stand, where a rule of a manual has its ruleset."""


@dataclass(frozen=True, eq=False)
class Judged:
    """One field judged: which records are concerned, and which fail."""

    kind: str
    """What is wrong: ``unreadable``, ``error``, ``never_calculated``, ``missing``, ``choice``, ``key_blank`` …"""
    field: str
    concerned: np.ndarray
    failing: np.ndarray
    words: Mapping[str, Text]
    merged: np.ndarray | None = None
    """Cells of which nobody can tell, since they are a blank part of a merged one."""


@dataclass(eq=False)
class _Counts:
    """How many cells of each record a rule concerns, how many fail it, of how many nobody can tell."""

    concerned: np.ndarray
    failing: np.ndarray
    merged: np.ndarray


def validate(name: str, subjects: Mapping[str, Subjects], context: Context) -> Iterator[Outcome]:
    """Judge the records of one register by the built-in rules that apply to it."""
    scope = _in_period(subjects[name].records, context)
    for rule, judged in judgements(name, subjects):
        yield from _outcome(rule, name, subjects[name], scope, judged)


def judgements(name: str, subjects: Mapping[str, Subjects]) -> Iterator[tuple[BuiltIn, Iterator[Judged]]]:
    """What the built-in rules say of the records of one register, whatever their dates."""
    one = subjects[name]
    yield TYPE, _types(one.records)
    yield REQUIRED, _required(one.records)
    yield CHOICES, _choices(one.records)
    yield KEY, _keys(one)
    yield DIGITS, _digits(one.records)
    yield REFERENCE, _references(one.records, subjects)


def _in_period(records: Records, context: Context) -> np.ndarray:
    moment = first_filled(records, records.register.event_date, context.as_of)
    if moment is None:
        return np.ones(len(records), dtype=bool)
    inside = context.period.contains(moment.to_numpy()) & ~(moment > context.as_of).to_numpy()
    return np.asarray(inside | moment.isna().to_numpy(), dtype=bool)


def _types(records: Records) -> Iterator[Judged]:
    for name, kinds in records.kinds.items():
        written = ~np.isin(kinds, (Kind.BLANK, Kind.ABSENT, Kind.MERGED))
        for kind, why in WHY.items():
            # each written cell concerns the rule once, whatever may be wrong with it
            concerned = written if kind is Kind.UNREADABLE else np.zeros_like(written)
            yield Judged(kind.name.lower(), name, concerned, kinds == kind, {"why": why})


def _required(records: Records) -> Iterator[Judged]:
    for name, field in records.register.fields.items():
        if field.required and name in records.kinds:
            kinds = records.kinds[name]
            there = np.asarray(kinds != Kind.ABSENT)
            unfilled = (kinds == Kind.BLANK) | (kinds == Kind.PLACEHOLDER)
            yield Judged("missing", name, there, unfilled, {}, kinds == Kind.MERGED)


def _choices(records: Records) -> Iterator[Judged]:
    for name, field in records.register.fields.items():
        if field.choices and name in records.frame:
            filled = records.frame[name].notna().to_numpy(dtype=bool)
            known = records.frame[name].isin(list(field.choices)).to_numpy(dtype=bool)
            choices = Text("、".join(field.choices), ", ".join(field.choices))
            yield Judged("choice", name, filled, filled & ~known, {"choices": choices})


def _keys(subjects: Subjects) -> Iterator[Judged]:
    fields = subjects.key_fields
    if fields and len(fields) == len(subjects.records.register.key):
        merged = np.zeros(len(subjects.records), dtype=bool)
        for name in fields:
            merged |= subjects.records.kinds[name] == Kind.MERGED
        blank = subjects.records.frame[list(fields)].isna().any(axis=1).to_numpy(dtype=bool) & ~merged
        everyone = np.ones(len(blank), dtype=bool)
        yield Judged("key_blank", fields[0], everyone, blank, {"why": NO_KEY}, merged)
        yield Judged("key_repeated", fields[0], ~everyone, subjects.unclear & ~blank & ~merged, {"why": TWICE})


def _digits(records: Records) -> Iterator[Judged]:
    for name, lost in records.lost.items():
        yield Judged("digits", name, np.asarray(records.kinds[name] == Kind.VALUE), lost, {})


def _references(records: Records, subjects: Mapping[str, Subjects]) -> Iterator[Judged]:
    for name, target in records.register.foreign_keys.items():
        other = subjects.get(target)
        if name not in records.frame or other is None or not other.key_fields:
            continue
        filled = records.frame[name].notna().to_numpy(dtype=bool)
        known = all_among(records.frame[name], other.records.frame[other.key_fields[0]])
        yield Judged("reference", name, filled, filled & ~known, {"target": other.records.register.title})


def _outcome(
    rule: BuiltIn, name: str, subjects: Subjects, scope: np.ndarray, judged: Iterator[Judged]
) -> Iterator[Outcome]:
    """The outcome of one built-in rule over all its fields; nothing if it concerns no cell."""
    counts = _Counts(*(np.zeros(len(scope), dtype=np.int32) for _ in range(3)))
    findings: list[Columns] = []
    unjudged: list[Columns] = []
    fields = [*subjects.records.register.fields]
    seen: Counter[str] = Counter()
    for one in judged:
        # the same wherever the records are judged, whatever is wrong with others
        part = fields.index(one.field) * len(Kind) + seen[one.field]
        seen[one.field] += 1
        merged = np.zeros(len(scope), dtype=bool) if one.merged is None else one.merged & scope
        counts.concerned += one.concerned & scope
        counts.failing += one.failing & scope
        counts.merged += merged
        if (one.failing & scope).any():
            at = subjects.listed(np.flatnonzero(one.failing & scope))
            findings.append({**_chunk(rule, name, subjects, one, at), "part": [part] * len(at)})
        if merged.any():
            at = subjects.listed(np.flatnonzero(merged))
            unjudged.append({**_unjudged(rule, name, subjects, one.field, at), "part": [part] * len(at)})
    if counts.concerned.any():
        sound = (counts.concerned > 0) & (counts.merged == 0)
        yield Outcome(_tally(rule, name, subjects, counts), joined(findings), joined(unjudged), judged=sound)


def _unjudged(rule: BuiltIn, name: str, subjects: Subjects, field: str, at: np.ndarray) -> Columns:
    cells = subjects.cells(at, subjects.key_fields if rule is KEY else [field])
    return {
        "ruleset": [BUILT_IN] * len(at),
        "rule": [rule.rule] * len(at),
        "register": [name] * len(at),
        "key": subjects.key_json(subjects.key_parts(at)),
        "cells": ["[" + ",".join(row) + "]" for row in cells],
        "reason": [reasons.MERGED] * len(at),
        "place": subjects.places(at).tolist(),
    }


def _chunk(rule: BuiltIn, name: str, subjects: Subjects, one: Judged, at: np.ndarray) -> dict[str, list[Any]]:
    keys, extras = subjects.key_parts(at), subjects.extras(at)
    field = subjects.records.register.fields[one.field]
    values = shown(subjects.records, one.field, at)
    cells = subjects.cells(at, subjects.key_fields if rule is KEY else [one.field])
    return {
        "ruleset": [BUILT_IN] * len(at),
        "rule": [rule.rule] * len(at),
        "clause": [""] * len(at),
        "weight": [rule.weight] * len(at),
        "fingerprint": [
            fingerprint(rule.rule, name, key, f"{one.field}{extra}") for key, extra in zip(keys, extras, strict=True)
        ],
        "register": [name] * len(at),
        "key": subjects.key_json(keys),
        "unit": [subjects.unit_names[code] for code in subjects.unit_codes[at]],
        "date": _dates(subjects.records, at),
        "locations": ["[" + ",".join(row) + "]" for row in cells],
        "evidence": [f'{{"field":{quote(one.field)}}}'] * len(at),
        "message": [_json(message(rule, field, value or "", one.words)) for value in values],
        "excused_by": [None] * len(at),
        "root": [root(name, key, extra) for key, extra in zip(keys, extras, strict=True)],
        "place": subjects.places(at).tolist(),
    }


def _json(text: Text) -> str:
    return f'{{"zh":{quote(text.zh)},"en":{quote(text.en)}}}'


def _dates(records: Records, at: np.ndarray) -> list[str | None]:
    moment = first_filled(records, records.register.event_date)
    return [None] * len(at) if moment is None else moments_shown(moment.iloc[at])


def _tally(rule: BuiltIn, name: str, subjects: Subjects, counts: _Counts) -> Tally:
    total, fails, undetermined = (int(one.sum()) for one in (counts.concerned, counts.failing, counts.merged))
    return Tally(
        ruleset=BUILT_IN,
        chapter="",
        clause="",
        rule=rule.rule,
        edition="1",
        title=Said(rule.title.zh, rule.title.en),
        remedy=None,
        register=name,
        check="",
        weight=rule.weight,
        assessed=True,
        by_unit=_by_unit(subjects, counts),
        in_scope=total,
        conforms=total - fails - undetermined,
        fails=fails,
        undetermined=undetermined,
        undetermined_by={reasons.MERGED: undetermined} if undetermined else {},
    )


def _by_unit(subjects: Subjects, counts: _Counts) -> list[UnitTally]:
    names = subjects.unit_names
    if len(names) == 1:
        return []
    by_unit = (
        np.bincount(subjects.unit_codes, weights=one, minlength=len(names)).astype(int).tolist()
        for one in (counts.concerned, counts.failing, counts.merged)
    )
    return [
        UnitTally(name, total, total - fails - unclear, fails, 0, unclear, 0)
        for name, total, fails, unclear in zip(names, *by_unit, strict=True)
        if total
    ]
