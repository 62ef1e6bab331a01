"""Proposals: columns that may be a field under another name. They are listed for somebody to confirm, never taken.

第一次回访时间 and 第二次回访时间 are nearly the same text, 报修时间 and 保修时间 the same sound, and each of them
is another field: likeness proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from svcqa.intake.layout.headings import Aliases, Match, normalised
from svcqa.registers import Register

_LIKENESS = 85.0
"""Per cent, as rapidfuzz counts them; one character of four is 75."""
_PLAIN = frozenset({"序号", "序", "no.", "no", "#", "行号", "项次", "备注", "说明", "remark", "note"})
"""Headings every sheet has and nobody means anything else by."""


def proposed(matches: Sequence[Match], register: Register, aliases: Aliases) -> list[Match]:
    """The matches, with a proposal where a column without a field is like one that no column was found for."""
    taken = {match.field for match in matches}
    doubtful = {
        match.column for match in matches if match.how == "unmapped" and normalised(match.heading) not in _PLAIN
    }
    words = {word: fields - taken for word, fields in aliases.words.items() if fields - taken}
    if not doubtful or not words or set(register.fields) <= taken:
        return list(matches)
    return [_likened(match, words) if match.column in doubtful else match for match in matches]


def _likened(match: Match, words: Mapping[str, set[str]]) -> Match:
    for word in (normalised(match.heading), normalised(match.heading.rpartition("/")[2])):
        fields = _alike(word, words) or _sounding(word, words)
        if len(fields) == 1:
            return replace(match, how="proposed", proposed=fields.pop())
    return match


def _alike(word: str, words: Mapping[str, set[str]]) -> set[str]:
    """The fields whose headings are most like a word, if they are like enough."""
    from rapidfuzz import fuzz, process

    found = process.extract(word, list(words), scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=None)
    best = max((score for _, score, _ in found), default=0.0)
    return _fields((one for one, score, _ in found if score == best), words)


def _sounding(word: str, words: Mapping[str, set[str]]) -> set[str]:
    """The fields whose headings are pronounced like a word: traditional characters, homophones, pinyin."""
    sound = _sound(word)
    return _fields((one for one in words if not one.isascii() and _sound(one) == sound), words)


@lru_cache(maxsize=10_000)
def _sound(word: str) -> str:
    if word.isascii():
        return "".join(char for char in word if char.isalnum())
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word))


def _fields(found: Iterable[str], words: Mapping[str, set[str]]) -> set[str]:
    return {field for one in found for field in words[one]}
