"""Questions of the manual of management (003) about information: whether it is safe, and its channels open."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, READ, Question
from svcqa_example.making.people import ARCHIVE, DISPATCHER, MANAGER

QUESTIONS: Mapping[str, Question] = {
    "S003-C5-5.2f": Question(DISPATCHER, READ, evidence="热线、邮箱、网页拨测记录"),
    "S003-C5-5.3a": Question(MANAGER, ASK, evidence="保密承诺书一册"),
    "S003-C5-5.3d": Question(ARCHIVE, READ, 2, "系统配置截图2张", lately=True),
}
"""Rule → its question."""
