"""The pictures of the whole audit: what lays several rules together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svcqa.findings import Audit, Exhibit
from svcqa.reports.grids import Picture
from svcqa.reports.heatmap import heatmap
from svcqa.reports.laid import laid
from svcqa.reports.results import AllResults
from svcqa.reports.rosters import rosters
from svcqa.reports.trend import Trend, trend
from svcqa.reports.words import Words


@dataclass(frozen=True, eq=False)
class Overview:
    """The trend, and the pictures drawn as grids."""

    trend: Trend | None
    pictures: Sequence[Picture]

    def __bool__(self) -> bool:
        """There is something to see."""
        return self.trend is not None or bool(self.pictures)


def overview(audit: Audit, all_: AllResults, words: Words) -> Overview:
    """All pictures that have something to show."""
    maps = (heatmap(one, number, all_, words) for number, one in enumerate(all_.rulesets, 1))
    found = [one for one in maps if one is not None]
    for number, exhibits in enumerate(_together(audit), 1):
        if exhibits[0].kind == "roster":
            found += rosters(audit, exhibits, number, all_, words)
        else:
            found.append(laid(audit, exhibits, number, all_, words))
    return Overview(trend(audit, words), found)


def _together(audit: Audit) -> Iterator[list[Exhibit]]:
    """Exhibits of one overview and kind; distributions only if they have the same bands."""
    found: dict[tuple[object, ...], list[Exhibit]] = {}
    for one in audit.content.exhibits:
        if one.overview is not None and any(sum(map(int, row[1:])) for row in one.rows):
            bands = tuple(row[0]["zh"] for row in one.rows) if one.kind == "distribution" else ()
            found.setdefault((one.overview.zh, one.overview.en, one.kind, bands), []).append(one)
    yield from found.values()
