"""The built-in rules, and what they say of a cell that fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from svcqa.doubts import one_of
from svcqa.intake.values.readings import readings_of
from svcqa.registers import TEMPORAL, Field, Kind
from svcqa.text import Text
from svcqa.weights import Weight


@dataclass(frozen=True)
class BuiltIn:
    """A rule every register is held against."""

    rule: str
    weight: Weight
    title: Text
    message: Text


TYPE = BuiltIn(
    "record.type",
    "medium",
    Text(zh="单元格的内容符合字段类型", en="Cells say what their field asks for"),
    Text(zh="“{field}”的内容“{value}”不能判断：{why}", en="{field}: '{value}' cannot be judged: {why}"),
)
REQUIRED = BuiltIn(
    "record.required",
    "medium",
    Text(zh="必填字段已填写", en="Required fields are filled"),
    Text(zh="“{field}”没有填写", en="{field} is not filled"),
)
CHOICES = BuiltIn(
    "record.choices",
    "low",
    Text(zh="选项字段只用规定的词", en="Choice fields use the listed words"),
    Text(
        zh="“{field}”的“{value}”不在规定的选项（{choices}）之中",
        en="{field}: '{value}' is not one of the listed choices ({choices})",
    ),
)
KEY = BuiltIn(
    "record.key",
    "high",
    Text(zh="每条记录有唯一的编号", en="Every record has a key of its own"),
    Text(zh="编号“{value}”{why}", en="the key '{value}' {why}"),
)
DIGITS = BuiltIn(
    "record.digits",
    "medium",
    Text(zh="编号的各位数字都在", en="Codes have all their digits"),
    Text(
        zh="“{field}”的“{value}”存成了数字，开头的0或15位之后的数字可能已经丢失",
        en="{field}: '{value}' was stored as a number and may have lost leading zeros, or digits beyond the 15th",
    ),
)
REFERENCE = BuiltIn(
    "record.reference",
    "medium",
    Text(zh="引用的编号在对应台账中存在", en="Numbers that refer to another register exist there"),
    Text(
        zh="“{field}”的“{value}”在“{target}”中没有，或不止一条",
        en="{field}: '{value}' is not in {target}, or more than once",
    ),
)


RULES = tuple(one.rule for one in (TYPE, REQUIRED, CHOICES, KEY, DIGITS, REFERENCE))
"""Their names, in the order in which they judge."""
WHY = {
    Kind.ERROR: Text(zh="错误值", en="an error value"),
    Kind.NEVER_CALCULATED: Text(zh="公式没有存下结果", en="a formula without a stored result"),
    Kind.UNREADABLE: Text(zh="读不成该字段的类型", en="not of the field's type"),
}
_NOTHING = Text(zh="（空）", en="(blank)")
NO_KEY = Text(zh="为空或读不出", en="is blank or cannot be read")
TWICE = Text(zh="不止一条记录使用", en="stands on more than one record")
_DOUBTFUL = Text(zh="读法不能确定，可能是{readings}", en="it can be read in more than one way: {readings}")
_UNUSUAL = Text(zh="不是规定的写法，看来是{readings}", en="not written as asked; it seems to be {readings}")


def message(rule: BuiltIn, field: Field, value: str, words: Mapping[str, Text]) -> Text:
    """What is wrong with a cell."""
    return rule.message.fill(field=field.title, value=value or _NOTHING, **_words(field, value, words))


def _words(field: Field, value: str, words: Mapping[str, Text]) -> Mapping[str, Text]:
    """The words of a message; of a date that may be read in other ways, with its readings."""
    if words.get("why") is not WHY[Kind.UNREADABLE] or field.type not in TEMPORAL or field.format:
        return words
    readings = readings_of(value)
    if not readings.moments:
        return words
    why = _UNUSUAL if readings.certain else _DOUBTFUL
    return {**words, "why": why.fill(readings=one_of(readings.texts))}
