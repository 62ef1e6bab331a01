"""All that a report on readiness prints, in its order; the page and the paper are made from this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svcqa.assessments import Assessment
from svcqa.reports.readiness import origins, proofs
from svcqa.reports.readiness.drawn import Chart, Scale, charts, scale
from svcqa.reports.readiness.front import front
from svcqa.reports.readiness.items import blocks
from svcqa.reports.readiness.nouns import Block, Front, Section
from svcqa.reports.readiness.sums import gone, sums
from svcqa.reports.readiness.way import specials, way
from svcqa.reports.words import Words


@dataclass(frozen=True)
class Story:
    """A report, said in one language."""

    front: Front
    scale: Scale
    points: Section
    charts: Sequence[Chart]
    way: Section
    specials: Section
    blocks: Sequence[Block]
    items_notes: Sequence[str]
    rest: Sequence[Section]

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Name and title of each section but the items, which stand after special points."""
        return [(one.name, one.title) for one in (self.way, self.points, self.specials, *self.rest)]


def story(made: Assessment, words: Words) -> Story:
    """Everything that is told of an assessment."""
    told = blocks(made, words)
    apart = len(made.items) - len(told)
    return Story(
        front(made, words),
        scale(made, words),
        sums(made, words),
        list(charts(made, words)),
        way(made, words),
        specials(made, words),
        told,
        [words("ready.items_note"), *([words("ready.items_apart", count=apart)] if apart else [])],
        [
            gone(made, words),
            proofs.evidence(made, words),
            proofs.certificate(made, words),
            proofs.former(made, words),
            origins.outside(made, words),
            origins.entered(made, words),
            origins.scheme_notes(made, words),
        ],
    )
