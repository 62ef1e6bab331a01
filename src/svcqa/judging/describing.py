"""Conditions said as sentences an office reads: 完成时间不早于到达时间."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from svcqa import durations
from svcqa.conditions import Condition
from svcqa.text import Lang, Text

_OPS: Mapping[str, Text] = {
    "eq": Text(zh="等于", en="equals"),
    "ne": Text(zh="不等于", en="differs from"),
    "lt": Text(zh="小于（早于）", en="is less than (before)"),
    "lte": Text(zh="不大于（不晚于）", en="is at most (not after)"),
    "gt": Text(zh="大于（晚于）", en="is more than (after)"),
    "gte": Text(zh="不小于（不早于）", en="is at least (not before)"),
}
_WORDS = {
    "and": Text(zh="，且", en=" and "),
    "or": Text(zh="，或", en=" or "),
    "filled": Text(zh="{field}已填写", en="{field} is filled"),
    "blank": Text(zh="{field}为空", en="{field} is blank"),
    "is": Text(zh="{field}为{values}", en="{field} is {values}"),
    "not": Text(zh="并非（{inner}）", en="not ({inner})"),
    "older": Text(zh="{field}距审核日超过{age}", en="{field} is more than {age} before the audit date"),
    "plus": Text(zh="{field}加{plus}", en="{field} plus {plus}"),
    "list": Text(zh="或", en=" or "),
    "true": Text(zh="是", en="yes"),
    "false": Text(zh="否", en="no"),
}


def described(condition: Condition, lang: Lang, title: Callable[[str], str]) -> str:
    """A condition in words, with the fields' titles."""
    parts = [_entry(key, value, lang, title) for key, value in condition.written.items()]
    return _WORDS["and"].say(lang).join(parts)


def _entry(key: str, value: Any, lang: Lang, title: Callable[[str], str]) -> str:
    if key in {"any", "all"}:
        inner = [described(Condition(part), lang, title) for part in value]
        return _WORDS["or" if key == "any" else "and"].say(lang).join(inner)
    if key == "not":
        return _fill("not", lang, inner=described(Condition(value), lang, title))
    if isinstance(value, Mapping):
        return _WORDS["and"].say(lang).join(_operator(key, op, value, lang, title) for op in _ops(value))
    return _fill("is", lang, field=title(key), values=_values(value, lang))


def _ops(value: Mapping[str, Any]) -> list[str]:
    return ["field"] if "field" in value else list(value)


def _operator(field: str, op: str, written: Mapping[str, Any], lang: Lang, title: Callable[[str], str]) -> str:
    value = written[op]
    if op == "present":
        return _fill("filled" if value else "blank", lang, field=title(field))
    if op == "not":
        return _fill("not", lang, inner=_entry(field, value, lang, title))
    if op == "older_than":
        return _fill("older", lang, field=title(field), age=durations.parse(str(value)).say(lang))
    space = "" if lang == "zh" else " "
    if op == "field":
        other = title(value)
        if "plus" in written:
            other = _fill("plus", lang, field=other, plus=durations.parse(str(written["plus"])).say(lang))
        return f"{title(field)}{space}{_OPS[written['op']].say(lang)}{space}{other}"
    return f"{title(field)}{space}{_OPS[op].say(lang)}{space}{_values(value, lang)}"


def _values(value: Any, lang: Lang) -> str:
    if isinstance(value, bool):
        return _WORDS["true" if value else "false"].say(lang)
    return _WORDS["list"].say(lang).join(map(str, value)) if isinstance(value, list) else str(value)


def _fill(word: str, lang: Lang, **values: object) -> str:
    return _WORDS[word].say(lang).format_map(values)
