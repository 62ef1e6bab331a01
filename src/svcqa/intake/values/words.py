"""Words offices use: placeholders that say nothing, and the many ways to write yes and no."""

from __future__ import annotations

import re
import unicodedata

PLACEHOLDERS = frozenset(
    {
        "/", "//", "\\", "-", "--", "---", "—", "——", "–", "_", "无", "無", "n/a", "na", "n.a.", "待定", "待补", "待填",
        "同上", "不详", "未知", "暂无", "tbd", "null", "none", "nil", "nan", "xxx", "xx", "x", "?", "??", "？", "#####",
        "########", "空",
    }
)  # fmt: skip
"""Something stands there but says nothing; compared after :func:`folded`."""

NOT_APPLICABLE = frozenset({"n/a", "na", "n.a."})
"""Placeholders that are an answer where the cells of a grid say what is the case: the course is not for this person."""

YES = frozenset({"是", "有", "已", "√", "✓", "✔", "☑", "y", "yes", "1", "true", "t", "对", "對"})
NO = frozenset({"否", "无", "無", "未", "×", "✗", "✘", "x", "n", "no", "0", "false", "f", "错", "錯", "没有"})


def folded(text: str) -> str:
    """Text for comparing words: one form for full-width and half-width, no outer space, one case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def plain(text: str) -> str | None:
    """Text for reading values: one form for full and half width, without outer spaces and what cannot be seen.

    None where a mark such as ² or ① would become a digit of the value beside it.
    """
    if text.isascii():
        return text.strip()
    if any(unicodedata.category(character) == "No" for character in text):
        return None
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f]")


def is_date_line(text: str) -> bool:
    """A printed line for a date, with nothing written on it: ``年 月 日``."""
    return bool(re.fullmatch(DATE_LINE, text))


_GAP = "[\\s_＿\u3000\u00a0]*"
DATE_LINE = f"{_GAP}年{_GAP}月{_GAP}日(?:{_GAP}时)?(?:{_GAP}分)?{_GAP}"


def yes_or_no(text: str) -> bool | None:
    """The answer a word gives, or None if it gives none."""
    word = folded(_INVISIBLE.sub("", text))
    if word in YES:
        return True
    return False if word in NO else None
