"""Questions about the resources of the service."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import LOOK, Question
from svcqa_example.making.people import DISPATCHER

QUESTIONS: Mapping[str, Question] = {"S002-P17-p10": Question(DISPATCHER, LOOK, evidence="夜间试拨热线录音")}
"""Rule → its question."""
