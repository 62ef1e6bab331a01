"""Questions of manual 003 about the quality of the service and its costs."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, LOOK, READ, Question
from svcqa_example.making.people import CHIEF, MANAGER, TECHNICIAN

QUESTIONS: Mapping[str, Question] = {
    "S003-C4-9": Question(TECHNICIAN, LOOK, 2, "抽查作业5次"),
    "S003-C4-4.1c": Question(MANAGER, READ, 3, "服务质量标准、改进记录"),
    "S003-C6-6.1e": Question(CHIEF, ASK, 2, "降本奖励办法、抽查核算3单"),
    "S003-C6-6.3h": Question(TECHNICIAN, READ, evidence="抽查报销凭证10份", lately=True),
}
"""Rule → its question."""
