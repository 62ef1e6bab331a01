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
    "group": Text(zh="（{inner}）", en="({inner})"),
    "older": Text(zh="{field}距审核日超过{age}", en="{field} is more than {age} before the audit date"),
    "past": Text(zh="{field}早于审核日", en="{field} is before the audit date"),
    "plus": Text(zh="{field}加{plus}", en="{field} plus {plus}"),
    "times": Text(zh="{field}的{times}倍", en="{times} times {field}"),
    "each": Text(zh="{field}加{other}（{unit}）", en="{field} plus {other} ({unit})"),
    "contains": Text(zh="{field}包含{values}", en="{field} contains {values}"),
    "count": Text(zh="{field}的项数", en="the number of values in {field}"),
    "sum": Text(zh="{field}等于{values}之和", en="{field} is the sum of {values}"),
    "repeats": Text(
        zh="{window}内{group}相同的至少{least}条",
        en="at least {least} with the same {group} within {window}",
    ),
    "items": Text(zh="、", en=", "),
    "list": Text(zh="或", en=" or "),
    "true": Text(zh="是", en="yes"),
    "false": Text(zh="否", en="no"),
}


def described(condition: Condition, lang: Lang, title: Callable[[str], str]) -> str:
    """A condition in words, with the fields' titles."""
    if len(condition.written) == 1:
        ((key, value),) = condition.written.items()
        return _entry(key, value, lang, title)
    return _joined("and", [Condition({key: value}) for key, value in condition.written.items()], lang, title)


def _joined(word: str, parts: list[Condition], lang: Lang, title: Callable[[str], str]) -> str:
    """Conditions that hold together, or of which one is enough; what is joined otherwise inside stands in brackets."""
    told = [described(part, lang, title) for part in parts]
    if len(parts) > 1:
        plain = [_joint(part) in {"", word} for part in parts]
        told = [one if alone else _fill("group", lang, inner=one) for one, alone in zip(told, plain, strict=True)]
    return _WORDS[word].say(lang).join(told)


def _joint(condition: Condition) -> str:
    """By which word the parts of a sentence are joined; nothing if it has one part."""
    if len(condition.written) > 1:
        return "and"
    ((key, value),) = condition.written.items()
    if key in {"any", "all"}:
        return _joint(Condition(value[0])) if len(value) == 1 else "or" if key == "any" else "and"
    return "and" if isinstance(value, Mapping) and key not in {"not", "repeats"} and len(_ops(value)) > 1 else ""


def _entry(key: str, value: Any, lang: Lang, title: Callable[[str], str]) -> str:
    if key in {"any", "all"}:
        return _joined("or" if key == "any" else "and", [Condition(part) for part in value], lang, title)
    if key == "repeats":
        return _repeats(value, lang, title)
    if key == "not":
        return _fill("not", lang, inner=described(Condition(value), lang, title))
    if isinstance(value, Mapping):
        return _WORDS["and"].say(lang).join(_operator(key, op, value, lang, title) for op in _ops(value))
    return _fill("is", lang, field=title(key), values=_values(value, lang))


def _ops(value: Mapping[str, Any]) -> list[str]:
    return ["field"] if "field" in value else list(value)


def _operator(field: str, op: str, written: Mapping[str, Any], lang: Lang, title: Callable[[str], str]) -> str:
    value, name = written[op], title(field)
    space = "" if lang == "zh" else " "
    if op == "not":
        return _fill("not", lang, inner=_entry(field, value, lang, title))
    if op == "count":
        return _operator(field, next(iter(_ops(value))), value, lang, _counting(field, lang, title))
    if op == "field":
        return f"{name}{space}{_OPS[written['op']].say(lang)}{space}{_other(written, lang, title)}"
    if op in _OPS:
        return f"{name}{space}{_OPS[op].say(lang)}{space}{_values(value, lang)}"
    said = {
        "present": lambda: _fill("filled" if value else "blank", lang, field=name),
        "older_than": lambda: _older(name, durations.parse(str(value)), lang),
        "contains": lambda: _fill(op, lang, field=name, values=_items(value, lang, str)),
        "sum": lambda: _fill(op, lang, field=name, values=_items(value, lang, title)),
    }
    return said[op]()


def _older(name: str, age: durations.Duration, lang: Lang) -> str:
    return _fill("older", lang, field=name, age=age.say(lang)) if age.amount else _fill("past", lang, field=name)


def _counting(field: str, lang: Lang, title: Callable[[str], str]) -> Callable[[str], str]:
    """The same names, but for the field whose values are counted."""
    return lambda name: _fill("count", lang, field=title(name)) if name == field else title(name)


def _other(written: Mapping[str, Any], lang: Lang, title: Callable[[str], str]) -> str:
    other, plus = title(written["field"]), written.get("plus")
    if "times" in written:
        return _fill("times", lang, field=other, times=written["times"])
    if isinstance(plus, Mapping):
        one = durations.Duration(1, plus["unit"]).say(lang).removeprefix("1").strip()
        return _fill("each", lang, field=other, other=title(plus["field"]), unit=one)
    return other if plus is None else _fill("plus", lang, field=other, plus=durations.parse(str(plus)).say(lang))


def _repeats(written: Mapping[str, Any], lang: Lang, title: Callable[[str], str]) -> str:
    window = durations.parse(str(written["window"])).say(lang)
    return _fill("repeats", lang, window=window, group=_items(written["group"], lang, title), least=written["min"])


def _items(values: Any, lang: Lang, say: Callable[[str], str]) -> str:
    listed = values if isinstance(values, (list, tuple)) else [values]
    return _WORDS["items"].say(lang).join(say(str(one)) for one in listed)


def _values(value: Any, lang: Lang) -> str:
    if isinstance(value, bool):
        return _WORDS["true" if value else "false"].say(lang)
    return _WORDS["list"].say(lang).join(map(str, value)) if isinstance(value, list) else str(value)


def _fill(word: str, lang: Lang, **values: object) -> str:
    return _WORDS[word].say(lang).format_map(values)
