"""A question about the workshop."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import LOOK, Question
from svcqa_example.making.people import TECHNICIAN

QUESTIONS: Mapping[str, Question] = {"S002-P12-p13": Question(TECHNICIAN, LOOK, evidence="查看工位8处、工具柜3个")}
"""Rule → its question."""
