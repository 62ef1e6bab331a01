"""Words offices use: placeholders that say nothing, and the many ways to write yes and no."""

from __future__ import annotations

import unicodedata

PLACEHOLDERS = frozenset(
    {
        "/", "//", "\\", "-", "--", "---", "—", "——", "–", "_", "无", "無", "n/a", "na", "n.a.", "待定", "待补", "待填",
        "同上", "不详", "未知", "暂无", "tbd", "null", "none", "nil", "nan", "xxx", "xx", "x", "?", "??", "？", "#####",
        "########", "空",
    }
)  # fmt: skip
"""Something stands there but says nothing; compared after :func:`folded`."""

YES = frozenset({"是", "有", "已", "√", "✓", "✔", "☑", "y", "yes", "1", "true", "t", "对", "對"})
NO = frozenset({"否", "无", "無", "未", "×", "✗", "✘", "x", "n", "no", "0", "false", "f", "错", "錯", "没有"})


def folded(text: str) -> str:
    """Text for comparing words: one form for full-width and half-width, no outer space, one case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def yes_or_no(text: str) -> bool | None:
    """The answer a word gives, or None if it gives none."""
    word = folded(text)
    if word in YES:
        return True
    return False if word in NO else None
