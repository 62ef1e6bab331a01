"""Questions on how cases are handled (003, chapter 3)."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, LOOK, READ, Question
from svcqa_example.making.people import DISPATCHER, TECHNICIAN

QUESTIONS: Mapping[str, Question] = {
    "S003-C3-10": Question(DISPATCHER, LOOK, 3, "接待现场观察记录"),
    "S003-C3-12": Question(TECHNICIAN, ASK, evidence="疑难故障2例的会商记录"),
    "S003-C3-3.4f": Question(TECHNICIAN, READ, evidence="抽查咨询与培训记录5份"),
}
"""Rule → its question."""
