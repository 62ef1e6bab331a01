"""Validation: every record against its own register, before any rule.

What does not hold is a finding of a built-in rule (``record.type``, ``record.required``, ``record.choices``,
``record.key``, ``record.reference``). These rules have no clause and do not count into coverage; a record that
fails one is judged by all other rules all the same. A subject of these rules is a cell, so a record with two bad
cells has two findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from svcqa.findings import Said, Tally, UnitTally, fingerprint
from svcqa.judging import reasons
from svcqa.judging.outcome import Columns, Outcome, joined, root
from svcqa.lines import quote
from svcqa.quoting import moments_shown, shown
from svcqa.registers import AS_OF, Kind
from svcqa.text import Text
from svcqa.weights import Weight

if TYPE_CHECKING:
    import pandas as pd

    from svcqa.checks import Context
    from svcqa.judging.subjects import Subjects
    from svcqa.registers import Field, Records

BUILT_IN = "svcqa"
"""Name under which the built-in rules stand, where a rule of a manual has its ruleset."""


@dataclass(frozen=True)
class _BuiltIn:
    rule: str
    weight: Weight
    title: Text
    message: Text


_TYPE = _BuiltIn(
    "record.type",
    "medium",
    Text(zh="单元格的内容符合字段类型", en="Cells say what their field asks for"),
    Text(zh="“{field}”的内容“{value}”不能判断：{why}", en="{field}: '{value}' cannot be judged: {why}"),
)
_REQUIRED = _BuiltIn(
    "record.required",
    "medium",
    Text(zh="必填字段已填写", en="Required fields are filled"),
    Text(zh="“{field}”没有填写", en="{field} is not filled"),
)
_CHOICES = _BuiltIn(
    "record.choices",
    "low",
    Text(zh="选项字段只用规定的词", en="Choice fields use the listed words"),
    Text(zh="“{field}”的“{value}”不在规定的选项之中", en="{field}: '{value}' is not one of the listed choices"),
)
_KEY = _BuiltIn(
    "record.key",
    "high",
    Text(zh="每条记录有唯一的编号", en="Every record has a key of its own"),
    Text(zh="编号“{value}”为空或重复", en="the key '{value}' is blank or occurs more than once"),
)
_REFERENCE = _BuiltIn(
    "record.reference",
    "medium",
    Text(zh="引用的编号在对应台账中存在", en="Numbers that refer to another register exist there"),
    Text(
        zh="“{field}”的“{value}”在“{target}”中没有，或不止一条",
        en="{field}: '{value}' is not in {target}, or more than once",
    ),
)


_WHY = {
    Kind.ERROR: Text(zh="错误值", en="an error value"),
    Kind.NEVER_CALCULATED: Text(zh="公式没有存下结果", en="a formula without a stored result"),
    Kind.UNREADABLE: Text(zh="读不成该字段的类型", en="not of the field's type"),
}


@dataclass(frozen=True, eq=False)
class _Judged:
    """One field judged: which records are concerned, and which fail."""

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
    one = subjects[name]
    scope = _in_period(one.records, context)
    yield from _outcome(_TYPE, name, one, scope, _types(one.records))
    yield from _outcome(_REQUIRED, name, one, scope, _required(one.records))
    yield from _outcome(_CHOICES, name, one, scope, _choices(one.records))
    yield from _outcome(_KEY, name, one, scope, _keys(one))
    yield from _outcome(_REFERENCE, name, one, scope, _references(one.records, subjects))


def _in_period(records: Records, context: Context) -> np.ndarray:
    moment = _moment(records)
    if moment is None:
        return np.ones(len(records), dtype=bool)
    inside = context.period.contains(moment.to_numpy()) & ~(moment > context.as_of).to_numpy()
    return np.asarray(inside | moment.isna().to_numpy(), dtype=bool)


def _moment(records: Records) -> pd.Series | None:
    """The first filled event date of each record, or None for a standing list."""
    names = [name for name in records.register.event_date if name in records.frame and name != AS_OF]
    if not names:
        return None
    moment = records.frame[names[0]]
    for name in names[1:]:
        moment = moment.fillna(records.frame[name])
    return moment


def _types(records: Records) -> Iterator[_Judged]:
    for name, kinds in records.kinds.items():
        written = ~np.isin(kinds, (Kind.BLANK, Kind.ABSENT, Kind.MERGED))
        for kind, why in _WHY.items():
            # each written cell concerns the rule once, whatever may be wrong with it
            concerned = written if kind is Kind.UNREADABLE else np.zeros_like(written)
            yield _Judged(name, concerned, kinds == kind, {"why": why})


def _required(records: Records) -> Iterator[_Judged]:
    for name, field in records.register.fields.items():
        if field.required and name in records.kinds:
            kinds = records.kinds[name]
            there = np.asarray(kinds != Kind.ABSENT)
            unfilled = (kinds == Kind.BLANK) | (kinds == Kind.PLACEHOLDER)
            yield _Judged(name, there, unfilled, {}, kinds == Kind.MERGED)


def _choices(records: Records) -> Iterator[_Judged]:
    for name, field in records.register.fields.items():
        if field.choices and name in records.frame:
            filled = records.frame[name].notna().to_numpy(dtype=bool)
            known = records.frame[name].isin(list(field.choices)).to_numpy(dtype=bool)
            yield _Judged(name, filled, filled & ~known, {})


def _keys(subjects: Subjects) -> Iterator[_Judged]:
    fields = subjects.key_fields
    if fields and len(fields) == len(subjects.records.register.key):
        merged = np.zeros(len(subjects.records), dtype=bool)
        for name in fields:
            merged |= subjects.records.kinds[name] == Kind.MERGED
        yield _Judged(fields[0], np.ones(len(merged), dtype=bool), subjects.unclear & ~merged, {}, merged)


def _references(records: Records, subjects: Mapping[str, Subjects]) -> Iterator[_Judged]:
    for name, target in records.register.foreign_keys.items():
        other = subjects.get(target)
        if name not in records.frame or other is None or not other.key_fields:
            continue
        filled = records.frame[name].notna().to_numpy(dtype=bool)
        known = records.frame[name].isin(other.records.frame[other.key_fields[0]]).to_numpy(dtype=bool)
        yield _Judged(name, filled, filled & ~known, {"target": other.records.register.title})


def _outcome(
    rule: _BuiltIn, name: str, subjects: Subjects, scope: np.ndarray, judged: Iterator[_Judged]
) -> Iterator[Outcome]:
    """The outcome of one built-in rule over all its fields; nothing if it concerns no cell."""
    counts = _Counts(*(np.zeros(len(scope), dtype=np.int32) for _ in range(3)))
    findings: list[Columns] = []
    unjudged: list[Columns] = []
    for one in judged:
        merged = np.zeros(len(scope), dtype=bool) if one.merged is None else one.merged & scope
        counts.concerned += one.concerned & scope
        counts.failing += one.failing & scope
        counts.merged += merged
        if (one.failing & scope).any():
            findings.append(_chunk(rule, name, subjects, one, np.flatnonzero(one.failing & scope)))
        if merged.any():
            unjudged.append(_unjudged(rule, name, subjects, one.field, np.flatnonzero(merged)))
    if counts.concerned.any():
        yield Outcome(_tally(rule, name, subjects, counts), joined(findings), joined(unjudged))


def _unjudged(rule: _BuiltIn, name: str, subjects: Subjects, field: str, at: np.ndarray) -> Columns:
    cells = subjects.cells(at, subjects.key_fields if rule is _KEY else [field])
    return {
        "ruleset": [BUILT_IN] * len(at),
        "rule": [rule.rule] * len(at),
        "register": [name] * len(at),
        "key": subjects.key_json(subjects.key_parts(at)),
        "cells": ["[" + ",".join(row) + "]" for row in cells],
        "reason": [reasons.MERGED] * len(at),
    }


def _chunk(rule: _BuiltIn, name: str, subjects: Subjects, one: _Judged, at: np.ndarray) -> dict[str, list[Any]]:
    keys, extras = subjects.key_parts(at), subjects.extras(at)
    field = subjects.records.register.fields[one.field]
    values = shown(subjects.records, one.field, at)
    cells = subjects.cells(at, subjects.key_fields if rule is _KEY else [one.field])
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
        "message": [_message(rule, field, value or "", one.words) for value in values],
        "excused_by": [None] * len(at),
        "root": [root(name, key, extra) for key, extra in zip(keys, extras, strict=True)],
    }


def _message(rule: _BuiltIn, field: Field, value: str, words: Mapping[str, Text]) -> str:
    text = rule.message.fill(field=field.title, value=value, **words)
    return f'{{"zh":{quote(text.zh)},"en":{quote(text.en)}}}'


def _dates(records: Records, at: np.ndarray) -> list[str | None]:
    moment = _moment(records)
    return [None] * len(at) if moment is None else moments_shown(moment.iloc[at])


def _tally(rule: _BuiltIn, name: str, subjects: Subjects, counts: _Counts) -> Tally:
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
