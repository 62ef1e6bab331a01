"""The audit as one HTML page: read offline, on any screen, and printed on A4.

Its one script lists, filters and sorts the findings; everything else stands in the page as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from svcqa.due import Item, falling
from svcqa.findings import Audit, Tally, Unjudged
from svcqa.reports import exceptions, planned
from svcqa.reports.baseline.page import MOST, compared
from svcqa.reports.charts import FOOT
from svcqa.reports.contrasts import facing
from svcqa.reports.embedded import embedded
from svcqa.reports.explorer import explorer
from svcqa.reports.followed import followed
from svcqa.reports.matrix import LEVELS
from svcqa.reports.overview import Group, figures, grouped, not_assessed
from svcqa.reports.pictures import overview
from svcqa.reports.results import FINDINGS_PER_RULE, RULE, in_order, results
from svcqa.reports.sampled import samples_told
from svcqa.reports.shown import (
    cell_texts,
    cut,
    field_text,
    key_text,
    printable,
    register_text,
    sheet_notes,
    tally_notes,
)
from svcqa.reports.templated import LONGEST, environment
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

EXAMPLES = 5
UPCOMING = 20
SET_ASIDE = 100
LIMITS = {
    "findings": FINDINGS_PER_RULE, "examples": EXAMPLES, "upcoming": UPCOMING, "set_aside": SET_ASIDE, "cells": 12,
    "former": MOST,
}  # fmt: skip
"""How much of each list is shown; the document holds all of it."""


@dataclass(frozen=True)
class Open:
    """What one rule could not judge for one reason."""

    rule: str
    title: str
    reason: str
    group: Group[Unjudged]


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The page in one language."""
    words = Words(request.lang)
    found = results(audit, words)

    def short(text: str) -> str:
        return cut(printable(text), LONGEST, words)

    page = environment().get_template("page.html.jinja").render(
        lang="zh-CN" if request.lang == "zh" else "en",
        words=words,
        audit=audit,
        content=audit.content,
        figures=figures(audit),
        not_assessed=not_assessed(audit),
        plan=planned.steps(audit, words),
        results=found,
        explorer=explorer(embedded(audit, found, words, short)),
        overview=overview(audit, found, words),
        followed=followed(audit, words),
        contrasts=facing(audit),
        exceptions=exceptions,
        since=compared(audit, words),
        unjudged=_unjudged(audit, words),
        upcoming=_upcoming(audit),
        limits=LIMITS,
        foot=FOOT,
        levels=LEVELS,
        register=lambda name: register_text(audit, name, words),
        field=lambda register, name: field_text(audit, register, name, words),
        fields=lambda register, names: [field_text(audit, register, name, words) for name in names],
        tally_notes=lambda tally: tally_notes(tally, words),
        sheet_notes=lambda sheet: sheet_notes(sheet, words),
        key_text=lambda key: key_text(key, words),
        cell_texts=lambda cells: cell_texts(cells, words),
        short=short,
        samples=samples_told(audit, words),
        said_titles=lambda signals: [words.said(one.title) for one in signals],
    )  # fmt: skip
    return page.encode()


def _unjudged(audit: Audit, words: Words) -> list[Open]:
    tallies = in_order(audit)
    order = {key: number for number, key in enumerate(tallies)}
    groups = grouped(audit.unjudged, (*RULE, "reason"), EXAMPLES)
    groups.sort(key=lambda group: order.get(group.key[:3], len(order)))
    return [_open(group, tallies.get(group.key[:3]), audit, words) for group in groups]


def _open(group: Group[Unjudged], tally: Tally | None, audit: Audit, words: Words) -> Open:
    first = group.rows[0]
    reason = audit.content.reasons.get(first.reason)
    return Open(
        first.rule, words.said(tally.title) if tally else "", words.said(reason) if reason else first.reason, group
    )


def _upcoming(audit: Audit) -> list[Item]:
    """What is to come, the earliest first; ends of retention, which ask for nothing on their day, come last."""
    return sorted(falling(audit).coming, key=lambda one: (one.due.kind == "retention", one.due.due_on))
