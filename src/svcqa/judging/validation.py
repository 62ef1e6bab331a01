"""Validation: every record against its own register, before any rule.

What does not hold is a finding of a built-in rule (``record.type``, ``record.required``, ``record.choices``,
``record.key``, ``record.digits``, ``record.reference``). These rules have no clause and do not count into coverage; a
record that fails one is judged by all other rules all the same. A subject of these rules is a cell, so a record with
two bad cells has two findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from svcqa.doubts import one_of
from svcqa.findings import Said, Tally, UnitTally, fingerprint
from svcqa.intake.readings import readings_of
from svcqa.judging.outcome import Outcome, root
from svcqa.lines import quote
from svcqa.quoting import moments_shown, shown
from svcqa.registers import AS_OF, TEMPORAL, Kind
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
class BuiltIn:
    """A rule every register is held against."""

    rule: str
    weight: Weight
    title: Text
    message: Text


_TYPE = BuiltIn(
    "record.type",
    "medium",
    Text(zh="单元格的内容符合字段类型", en="Cells say what their field asks for"),
    Text(zh="“{field}”的内容“{value}”不能判断：{why}", en="{field}: '{value}' cannot be judged: {why}"),
)
_REQUIRED = BuiltIn(
    "record.required",
    "medium",
    Text(zh="必填字段已填写", en="Required fields are filled"),
    Text(zh="“{field}”没有填写", en="{field} is not filled"),
)
_CHOICES = BuiltIn(
    "record.choices",
    "low",
    Text(zh="选项字段只用规定的词", en="Choice fields use the listed words"),
    Text(
        zh="“{field}”的“{value}”不在规定的选项（{choices}）之中",
        en="{field}: '{value}' is not one of the listed choices ({choices})",
    ),
)
_KEY = BuiltIn(
    "record.key",
    "high",
    Text(zh="每条记录有唯一的编号", en="Every record has a key of its own"),
    Text(zh="编号“{value}”{why}", en="the key '{value}' {why}"),
)
_DIGITS = BuiltIn(
    "record.digits",
    "medium",
    Text(zh="编号的各位数字都在", en="Codes have all their digits"),
    Text(
        zh="“{field}”的“{value}”存成了数字，开头的0或15位之后的数字可能已经丢失",
        en="{field}: '{value}' was stored as a number and may have lost leading zeros, or digits beyond the 15th",
    ),
)
_REFERENCE = BuiltIn(
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
_NOTHING = Text(zh="（空）", en="(blank)")
_NO_KEY = Text(zh="为空或读不出", en="is blank or cannot be read")
_TWICE = Text(zh="不止一条记录使用", en="stands on more than one record")
_DOUBTFUL = Text(zh="读法不能确定，可能是{readings}", en="it can be read in more than one way: {readings}")
_UNUSUAL = Text(zh="不是规定的写法，看来是{readings}", en="not written as asked; it seems to be {readings}")


@dataclass(frozen=True, eq=False)
class Judged:
    """One field judged: which records are concerned, and which fail."""

    kind: str
    """What is wrong: ``unreadable``, ``error``, ``never_calculated``, ``missing``, ``choice``, ``key_blank`` …"""
    field: str
    concerned: np.ndarray
    failing: np.ndarray
    words: Mapping[str, Text]


def validate(name: str, subjects: Mapping[str, Subjects], context: Context) -> Iterator[Outcome]:
    """Judge the records of one register by the built-in rules that apply to it."""
    scope = _in_period(subjects[name].records, context)
    for rule, judged in judgements(name, subjects):
        yield from _outcome(rule, name, subjects[name], scope, judged)


def judgements(name: str, subjects: Mapping[str, Subjects]) -> Iterator[tuple[BuiltIn, Iterator[Judged]]]:
    """What the built-in rules say of the records of one register, whatever their dates."""
    one = subjects[name]
    yield _TYPE, _types(one.records)
    yield _REQUIRED, _required(one.records)
    yield _CHOICES, _choices(one.records)
    yield _KEY, _keys(one)
    yield _DIGITS, _digits(one.records)
    yield _REFERENCE, _references(one.records, subjects)


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


def _types(records: Records) -> Iterator[Judged]:
    for name, kinds in records.kinds.items():
        written = np.asarray((kinds != Kind.BLANK) & (kinds != Kind.ABSENT))
        for kind, why in _WHY.items():
            # each written cell concerns the rule once, whatever may be wrong with it
            concerned = written if kind is Kind.UNREADABLE else np.zeros_like(written)
            yield Judged(kind.name.lower(), name, concerned, kinds == kind, {"why": why})


def _required(records: Records) -> Iterator[Judged]:
    for name, field in records.register.fields.items():
        if field.required and name in records.kinds:
            kinds = records.kinds[name]
            there = np.asarray(kinds != Kind.ABSENT)
            yield Judged("missing", name, there, (kinds == Kind.BLANK) | (kinds == Kind.PLACEHOLDER), {})


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
        blank = subjects.records.frame[list(fields)].isna().any(axis=1).to_numpy(dtype=bool)
        everyone = np.ones(len(blank), dtype=bool)
        yield Judged("key_blank", fields[0], everyone, blank, {"why": _NO_KEY})
        yield Judged("key_repeated", fields[0], ~everyone, subjects.unclear & ~blank, {"why": _TWICE})


def _digits(records: Records) -> Iterator[Judged]:
    for name, lost in records.lost.items():
        yield Judged("digits", name, np.asarray(records.kinds[name] == Kind.VALUE), lost, {})


def _references(records: Records, subjects: Mapping[str, Subjects]) -> Iterator[Judged]:
    for name, target in records.register.foreign_keys.items():
        other = subjects.get(target)
        if name not in records.frame or other is None or not other.key_fields:
            continue
        filled = records.frame[name].notna().to_numpy(dtype=bool)
        known = records.frame[name].isin(other.records.frame[other.key_fields[0]]).to_numpy(dtype=bool)
        yield Judged("reference", name, filled, filled & ~known, {"target": other.records.register.title})


def _outcome(
    rule: BuiltIn, name: str, subjects: Subjects, scope: np.ndarray, judged: Iterator[Judged]
) -> Iterator[Outcome]:
    """The outcome of one built-in rule over all its fields; nothing if it concerns no cell."""
    concerned, failing = np.zeros(len(scope), dtype=np.int32), np.zeros(len(scope), dtype=np.int32)
    chunks = []
    for one in judged:
        concerned += one.concerned & scope
        failing += one.failing & scope
        if (one.failing & scope).any():
            chunks.append(_chunk(rule, name, subjects, one, np.flatnonzero(one.failing & scope)))
    if concerned.any():
        findings = {key: [cell for chunk in chunks for cell in chunk[key]] for key in chunks[0]} if chunks else None
        yield Outcome(_tally(rule, name, subjects, concerned, failing), findings)


def _chunk(rule: BuiltIn, name: str, subjects: Subjects, one: Judged, at: np.ndarray) -> dict[str, list[Any]]:
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
        "message": [_json(message(rule, field, value or "", one.words)) for value in values],
        "excused_by": [None] * len(at),
        "root": [root(name, key, extra) for key, extra in zip(keys, extras, strict=True)],
    }


def _words(field: Field, value: str, words: Mapping[str, Text]) -> Mapping[str, Text]:
    """The words of a message; of a date that may be read in other ways, with its readings."""
    if words.get("why") is not _WHY[Kind.UNREADABLE] or field.type not in TEMPORAL or field.format:
        return words
    readings = readings_of(value)
    if not readings.moments:
        return words
    why = _UNUSUAL if readings.certain else _DOUBTFUL
    return {**words, "why": why.fill(readings=one_of(readings.texts))}


def message(rule: BuiltIn, field: Field, value: str, words: Mapping[str, Text]) -> Text:
    """What is wrong with a cell."""
    return rule.message.fill(field=field.title, value=value or _NOTHING, **_words(field, value, words))


def _json(text: Text) -> str:
    return f'{{"zh":{quote(text.zh)},"en":{quote(text.en)}}}'


def _dates(records: Records, at: np.ndarray) -> list[str | None]:
    moment = _moment(records)
    return [None] * len(at) if moment is None else moments_shown(moment.iloc[at])


def _tally(rule: BuiltIn, name: str, subjects: Subjects, concerned: np.ndarray, failing: np.ndarray) -> Tally:
    total, fails = int(concerned.sum()), int(failing.sum())
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
        by_unit=_by_unit(subjects, concerned, failing),
        in_scope=total,
        conforms=total - fails,
        fails=fails,
    )


def _by_unit(subjects: Subjects, concerned: np.ndarray, failing: np.ndarray) -> list[UnitTally]:
    names = subjects.unit_names
    if len(names) == 1:
        return []
    totals = np.bincount(subjects.unit_codes, weights=concerned, minlength=len(names)).astype(int)
    fails = np.bincount(subjects.unit_codes, weights=failing, minlength=len(names)).astype(int)
    return [
        UnitTally(name, int(total), int(total - bad), int(bad), 0, 0, 0)
        for name, total, bad in zip(names, totals, fails, strict=True)
        if total
    ]
