"""Messages: evidence columns said as sentences in both languages, and kept as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd

from svcqa.checks import AHEAD, BESIDE, OF, SHOWN, STILL_OPEN
from svcqa.conditions import Condition
from svcqa.durations import Duration, span_text
from svcqa.judging.describing import described
from svcqa.lines import quote
from svcqa.quoting import moment_shown
from svcqa.rulesets.joining import beside
from svcqa.settings import FieldRef, PartnerField, RegisterRef
from svcqa.text import LANGS, Lang, Text

if TYPE_CHECKING:
    from svcqa.registers import Field
    from svcqa.rulesets import Bound

_NOT_EVIDENCE = frozenset({
    "verdict", "reason", "at", "due_on", "ends_on", "slot", "weight", "day", OF, STILL_OPEN, AHEAD,
})  # fmt: skip
_JOINT: Mapping[Lang, str] = {"zh": "；", "en": "; "}
_COMMA: Mapping[Lang, str] = {"zh": "、", "en": ", "}


class Speaker:
    """Says what is wrong with failing subjects of one rule."""

    def __init__(self, bound: Bound, keys: Sequence[tuple[str | None, ...]]) -> None:
        self._spec = bound.spec
        self._fields = {**_of_partners(bound), **bound.register.fields}
        self._keys = keys
        self._registers = bound.registers
        self._others = [bound.registers[one.register].fields for one in bound.partners().values()]
        self._both = {
            **self._fields,
            **{
                f"{one.register}.{name}": field
                for one in bound.partners().values()
                for name, field in bound.registers[one.register].fields.items()
            },
        }

    def messages(self, failed: pd.DataFrame) -> list[str]:
        """One message per failing subject, as JSON ``{zh, en}``."""
        spoken = {lang: self._in(lang, failed) for lang in LANGS}
        return [f'{{"zh":{quote(zh)},"en":{quote(en)}}}' for zh, en in zip(spoken["zh"], spoken["en"], strict=True)]

    def _in(self, lang: Lang, failed: pd.DataFrame) -> list[str]:
        templates = self._templates(failed, lang)
        named = {name for one in set(templates) for _, name, _, _ in Formatter().parse(one) if name}
        columns = {
            name: _each(failed[name], partial(self._say, lang=lang))
            for name in evidence_columns(failed)
            if name in named  # what no sentence tells need not be put into words
        }
        columns["key"] = ["/".join(part or "" for part in key) for key in self._keys]
        return [
            template.format_map(dict(zip(columns, values, strict=True)))
            for template, values in zip(templates, zip(*columns.values(), strict=True), strict=True)
        ]

    def _templates(self, failed: pd.DataFrame, lang: Lang) -> list[str]:
        """The sentence each failing subject gets: its reasons' own, or the check's."""
        usual = self._spec.message.say(lang)
        if "reason" not in failed:
            return [usual] * len(failed)
        made: dict[object, str] = {}
        for reason in set(failed["reason"]):
            codes = reason if isinstance(reason, tuple) else (reason,)
            texts = [self._spec.reasons[code].say(lang) for code in codes if code in self._spec.reasons]
            made[reason] = _JOINT[lang].join(texts) or usual
        return [made[reason] for reason in failed["reason"]]

    def _say(self, value: Any, lang: Lang) -> str:
        if isinstance(value, FieldRef):
            return title_of(self._fields, lang)(value)
        if isinstance(value, RegisterRef):
            return self._registers[value].title.say(lang)
        if isinstance(value, PartnerField):
            return title_of(next((one for one in self._others if value in one), {}), lang)(value)
        if isinstance(value, tuple):
            return _COMMA[lang].join(self._say(part, lang) for part in value)
        if isinstance(value, Condition):
            return described(value, lang, title_of(self._both, lang))
        return _said(value, lang)


def _of_partners(bound: Bound) -> dict[str, Field]:
    """The partners' fields by the paths a check may name them with, ``register.field``."""
    named = {(one.register, field): None for one in bound.partners().values() for field in one.columns.values()}
    registers = bound.registers
    return {
        f"{name}.{field}": beside(registers[name].fields[field], registers[name])
        for name, field in named
        if field in registers[name].fields
    }


def _said(value: Any, lang: Lang) -> str:
    if isinstance(value, (Text, Duration)):
        return value.say(lang)
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, pd.Timedelta):
        return span_text(value.total_seconds(), lang)
    if isinstance(value, float):
        # what floats cannot hold is not told: 0.3, and not 0.30000000000000004
        return f"{value:.12g}"
    return moment_shown(value) if isinstance(value, pd.Timestamp) else str(value)


def title_of(fields: Mapping[str, Field], lang: Lang) -> Callable[[str], str]:
    """How a field is called in a language."""
    return lambda name: fields[name].title.say(lang) if name in fields else name


def evidence_columns(judged: pd.DataFrame) -> list[str]:
    """The columns of a judged frame that are evidence."""
    return [name for name in map(str, judged) if name not in _NOT_EVIDENCE and not name.startswith((BESIDE, SHOWN))]


def evidence_json(failed: pd.DataFrame) -> list[str]:
    """The evidence columns of each failing subject as a JSON object; durations in ISO 8601 seconds."""
    names = evidence_columns(failed)
    heads = [quote(name) + ":" for name in names]
    columns = [_each(failed[name], _plain) for name in names]
    if not names:
        return ["{}"] * len(failed)
    return [
        "{" + ",".join(head + cell for head, cell in zip(heads, cells, strict=True)) + "}"
        for cells in zip(*columns, strict=True)
    ]


def _each(column: pd.Series, say: Callable[[Any], str]) -> list[str]:
    """What is said of every value; of one that comes again it is said once."""
    if column.dtype == object:
        values = column.tolist()
        known = {id(value): value for value in values}
        words = {number: say(value) for number, value in known.items()}
        return [words[id(value)] for value in values]
    codes, different = pd.factorize(column, use_na_sentinel=False)
    told = [say(value) for value in different]
    return [told[code] for code in codes.tolist()]


def _plain(value: Any) -> str:
    if value is None or value is pd.NaT:
        return "null"
    if isinstance(value, pd.Timedelta):
        return f'"PT{value.total_seconds():.12g}S"'
    if isinstance(value, pd.Timestamp):
        return quote(value.isoformat())
    if isinstance(value, tuple):
        return "[" + ",".join(_plain(part) for part in value) + "]"
    if isinstance(value, (str, Text, Condition, Duration)):
        return quote(str(value))
    return msgspec.json.encode(value.item() if hasattr(value, "item") else value).decode()
