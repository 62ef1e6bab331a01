"""A comparison of two versions in the formats that are built in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcqa.reports.versions_book import render as xlsx
from svcqa.reports.versions_text import render as text
from svcqa.text import Lang
from svcqa.versions import Comparison


def _json(comparison: Comparison, lang: Lang) -> bytes:
    return b"".join(comparison.pieces)


RENDERERS: Mapping[str, Callable[[Comparison, Lang], bytes]] = {"json": _json, "text": text, "xlsx": xlsx}
"""Format → who writes it."""
