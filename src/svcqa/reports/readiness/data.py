"""Readiness as data: the document itself, the same in every language."""

from __future__ import annotations

import msgspec

from svcqa.assessments import Assessment
from svcqa.requests import RenderRequest


def render(assessment: Assessment, request: RenderRequest) -> bytes:
    """The assessment as JSON."""
    return msgspec.json.format(msgspec.json.encode(assessment), indent=2) + b"\n"
