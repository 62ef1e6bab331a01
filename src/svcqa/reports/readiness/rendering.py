"""Format → the function that renders readiness in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcqa.assessments import Assessment
from svcqa.reports.readiness import book, data, page, text, word
from svcqa.requests import RenderRequest

RENDERERS: Mapping[str, Callable[[Assessment, RenderRequest], bytes]] = {
    "text": text.render,
    "html": page.render,
    "docx": word.render,
    "xlsx": book.render,
    "json": data.render,
}
