"""The health of a manual as text and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svcqa.health import Kind, Point
from svcqa.text import Lang, Text

_HEADS: Mapping[Kind, Text] = {
    "vague": Text("用词含糊", "Vague words"),
    "no_number": Text("有要求、没有数字", "Duties without a number"),
    "contradiction": Text("互相矛盾", "Contradictions"),
    "kept_too_short": Text("保存期短于其他要求", "Kept shorter than another duty needs"),
    "not_kept": Text("没有规定保存期", "No retention period"),
    "not_asked_for": Text("要保存却没有用处", "Kept, but not asked for"),
    "no_criterion": Text("认证条款没有对应规则", "Items of a scheme without a criterion"),
}
_MANY = 6
"""Rules that are named; of more, only how many there are is said."""


def facts(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The points as data."""
    return [
        {"kind": one.kind, "said": {"zh": one.said.zh, "en": one.said.en}, "rules": list(one.rules)} for one in points
    ]


def lines(points: Sequence[Point], lang: Lang) -> Iterator[str]:
    """The points by kind, each with its rules."""
    if not points:
        yield Text("没有发现手册本身的问题。", "Nothing was found wrong with the manual itself.").say(lang)
    for kind, head in _HEADS.items():
        found = [one for one in points if one.kind == kind]
        if found:
            yield f"{head.say(lang)} ({len(found)})"
            yield from (f"  {one.said.say(lang)}{_rules(one.rules, lang)}" for one in found)


def _rules(rules: Sequence[str], lang: Lang) -> str:
    named = ", ".join(rules[:_MANY])
    more = len(rules) - _MANY
    further = Text(f"，另{more}条", f", {more} more").say(lang) if more > 0 else ""
    return f"  [{named}{further}]" if rules else ""
