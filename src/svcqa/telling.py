"""The evidence of a finding in words: as its check declared them, dates and spans as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from svcqa import durations
from svcqa.findings import EvidenceFacts
from svcqa.text import Lang, Text

_SPAN = re.compile(r"PT(-?[\d.]+)S")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?")
_ANSWERS = {True: Text("是", "yes"), False: Text("否", "no")}
_BETWEEN = Text("、", ", ")


def evidence_texts(
    declared: Mapping[str, EvidenceFacts], given: Mapping[str, Any], lang: Lang
) -> Iterator[tuple[str, str]]:
    """What each piece of evidence is called and says; what is not declared, or says nothing, is left out."""
    for name, facts in declared.items():
        told = _told(given.get(name), facts, lang)
        if told:
            yield getattr(facts.title, lang), told


def _told(value: Any, facts: EvidenceFacts, lang: Lang) -> str:
    if isinstance(value, bool):
        return _ANSWERS[value].say(lang)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list | tuple):
        return _BETWEEN.say(lang).join(told for one in value if (told := _told(one, facts, lang)))
    return "" if value is None else _text(str(value), facts, lang)


def _text(text: str, facts: EvidenceFacts, lang: Lang) -> str:
    """A code, a span or a moment as people write it; other text as it stands."""
    if text in facts.codes:
        said: str = getattr(facts.codes[text], lang)
        return said
    if span := _SPAN.fullmatch(text):
        return durations.span_text(float(span[1]), lang)
    if moment := _MOMENT.fullmatch(text):
        day, time = moment[1], moment[2] + (moment[3] or "")
        return day if time in _WHOLE_DAY else f"{day} {time}"
    return _length(text, lang) if facts.lengths else text


def _length(text: str, lang: Lang) -> str:
    """A length of time as it is said; text that is none, such as a number of records, as it stands."""
    try:
        return durations.parse(text).say(lang)
    except ValueError:
        return text


_WHOLE_DAY = frozenset({"00:00:00", "23:59:59.999999"})
"""Times of a moment that stands for a day: its begin, and its end as due days are kept."""
