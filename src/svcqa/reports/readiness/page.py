"""Readiness for certification as one HTML page: read offline, on any screen, and printed on A4; it holds no script."""

from __future__ import annotations

from svcqa.assessments import Assessment
from svcqa.reports.readiness.drawn import PARTS, placed
from svcqa.reports.readiness.story import story
from svcqa.reports.shown import cut, printable
from svcqa.reports.templated import LONGEST, environment
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

FOLDED = 4
"""Lines of a cell that are shown unfolded."""
ROWS = 5
"""Rows of an item's list that are shown unfolded."""
_COLUMN = 2.0
"""Per cent of a narrow screen that a column of text takes."""


def render(assessment: Assessment, request: RenderRequest) -> bytes:
    """The page in one language."""
    words = Words(request.lang)
    told = story(assessment, words)
    page = environment().get_template("readiness.html.jinja").render(
        lang="zh-CN" if request.lang == "zh" else "en",
        words=words,
        told=told,
        anchors={one.item: f"item-{number}" for number, one in enumerate(told.blocks, 1)},
        kinds=PARTS,
        limits=placed(told.scale.limits, _COLUMN),
        scores=placed(told.scale.scores, _COLUMN),
        folded=FOLDED,
        unfolded_rows=ROWS,
        short=lambda text: cut(printable(text), LONGEST, words),
    )  # fmt: skip
    return page.encode()
