"""Certification readiness: schemes as data, and what an audit says of the score that an evaluation may give."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from svcqa import Assessment, AssessRequest, Audit


@svcqa.hook
def svcqa_rulesets() -> list[Traversable]:
    """The schemes, in the folder ``schemes``."""
    return [files(__name__)]


@svcqa.hook
def svcqa_assess(audit: Audit, request: AssessRequest) -> Assessment | None:
    """Score by points that are lost: whole items, or in proportion to what was sampled."""
    from svcqa_certification.assessing import assessed

    return assessed(audit, request)
