"""What is asked every year, by the rule that asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking import (
    company,
    conduct,
    customer_service,
    department,
    evaluation,
    filing,
    handling,
    materials,
    organisation,
    quality,
    security,
)
from svcqa_example.asking.question import ASK, LOOK, READ, Question

__all__ = ["ASK", "LOOK", "QUESTIONS", "READ", "Question"]
QUESTIONS: Mapping[str, Question] = {
    **company.QUESTIONS,
    **conduct.QUESTIONS,
    **customer_service.QUESTIONS,
    **department.QUESTIONS,
    **handling.QUESTIONS,
    **organisation.QUESTIONS,
    **quality.QUESTIONS,
    **security.QUESTIONS,
    **evaluation.QUESTIONS,
    **filing.QUESTIONS,
    **materials.QUESTIONS,
}
"""Rule → its question."""
