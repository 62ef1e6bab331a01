"""A question that an auditor puts, or what he watches or reads."""

from __future__ import annotations

from dataclasses import dataclass

from svcqa_example.making.people import OWN

ASK, LOOK, READ = "访谈", "观察", "查阅"


@dataclass(frozen=True)
class Question:
    """A statement, and how it is put."""

    post: str
    """Whom it is put to, or whose work is watched or read."""
    method: str
    points: int = 1
    evidence: str = "材料见审核附件"
    lately: bool = False
    """It is asked for once in the year that an audit looks back on, not every year."""
    site: str = OWN
    yearly: bool = False
    """A rule of its own, ``/timing``, asks for it in every year."""
