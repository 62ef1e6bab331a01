"""The evidence of a finding in words: fields by their titles, dates and spans as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from svcqa.durations import span_text
from svcqa.findings import Audit, Finding
from svcqa.reports.shown import field_text, register_text
from svcqa.reports.words import Words

_SPAN = re.compile(r"PT(-?[\d.]+)S")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?")

Named = Callable[[str], str]


def evidence_texts(audit: Audit, finding: Finding, words: Words) -> Iterator[tuple[str, str]]:
    """What each piece of evidence is called and says; pieces that say nothing are left out.

    The check that gave the evidence chose the names: one that is a field of the register, or another register, is
    called by its title.
    """

    def named(name: str) -> str:
        field = field_text(audit, finding.register, name, words) or name
        return register_text(audit, name, words) if field == name else field

    for name, value in finding.evidence.items():
        told = _told(value, words, named)
        if told:
            yield named(name), told


def _told(value: Any, words: Words, named: Named) -> str:
    if isinstance(value, bool):
        return words("yes" if value else "no")
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, Mapping):
        parts = ((named(name), _told(one, words, named)) for name, one in value.items())
        return words.listed([words("detail", name=name, value=told) for name, told in parts if told])
    if isinstance(value, list | tuple):
        return words.listed([told for one in value if (told := _told(one, words, named))])
    return "" if value is None else _plain(str(value), words, named)


def _plain(text: str, words: Words, named: Named) -> str:
    """A span, a moment or the name of a field as people write it; other text as it stands."""
    if span := _SPAN.fullmatch(text):
        return span_text(float(span[1]), words.lang)
    if moment := _MOMENT.fullmatch(text):
        day, time = moment[1], moment[2] + (moment[3] or "")
        return day if time in _WHOLE_DAY else f"{day} {time}"
    return named(text)


_WHOLE_DAY = frozenset({"00:00:00", "23:59:59.999999"})
"""Times of a moment that stands for a day: its begin, and its end as due days are kept."""
