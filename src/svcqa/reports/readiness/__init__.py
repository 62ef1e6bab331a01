"""Readiness for certification as reports: text, a page, a paper to sign, the evidence book, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcqa.assessments import Assessment
from svcqa.reports.readiness import book, data, text
from svcqa.requests import RenderRequest

RENDERERS: Mapping[str, Callable[[Assessment, RenderRequest], bytes]] = {
    "text": text.render,
    "xlsx": book.render,
    "json": data.render,
}
