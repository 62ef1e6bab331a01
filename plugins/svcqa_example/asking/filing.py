"""Questions about documents at hand and records in the archive."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import LOOK, READ, Question
from svcqa_example.making.people import ARCHIVE, TECHNICIAN

QUESTIONS: Mapping[str, Question] = {
    "S002-P20-p10": Question(TECHNICIAN, LOOK, evidence="抽看工位6处"),
    "S002-P21-p12": Question(ARCHIVE, READ, evidence="抽要记录10份"),
}
"""Rule → its question."""
