"""The list of all checks, and what the core decides for each of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from svcqa.judging import reasons
from svcqa.pages.words import VERDICTS, plain, table

_MADE = "<!-- Made by `make docs`; do not edit. 由`make docs`生成，请不要手改。 -->"


def listing(checks: Mapping[str, Callable[..., Any]]) -> str:
    """The page that lists the checks."""
    rows = [(f"[{name}]({name}.md)", _does(check)) for name, check in sorted(checks.items())]
    texts = [(f"`{code}`", text.zh, text.en) for code, text in reasons.TEXTS.items()]
    lines = [
        _MADE, "# 检查 Checks", "", *table(("检查 check", "判断什么 what it judges"), rows),
        "## 核心给出的原因 Reasons the core gives", "",
        f"{VERDICTS['undetermined']}，无论哪项检查 whatever the check:", "",
        *table(("原因 reason", "中文", "English"), texts),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _does(check: Callable[..., Any]) -> str:
    return plain(" ".join((inspect.getdoc(check) or "").split("\n\n")[0].split()))
