"""Readiness for certification as reports: text, a page, a paper to sign, the evidence book, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcqa.assessments import Assessment
from svcqa.reports.readiness import data, page, word
from svcqa.text import Lang

RENDERERS: Mapping[str, Callable[[Assessment, Lang], bytes]] = {
    "json": data.render,
    "html": page.render,
    "docx": word.render,
}
