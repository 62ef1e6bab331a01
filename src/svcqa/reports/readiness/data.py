"""Readiness as data: the document itself, the same in every language."""

from __future__ import annotations

import msgspec

from svcqa.assessments import Assessment
from svcqa.text import Lang


def render(assessment: Assessment, lang: Lang) -> bytes:
    """The assessment as JSON."""
    return msgspec.json.format(msgspec.json.encode(assessment), indent=2) + b"\n"
