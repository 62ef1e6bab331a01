"""Every contestant from a workbook of one size to findings, and the targets beside the fastest peer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import report
from benchmarks.contestants import CONTESTANTS, OURS, PEER, Contestant
from benchmarks.planted import Work
from benchmarks.report import Series
from benchmarks.rounds import Rounds, measured
from benchmarks.targets import Section, beyond, verdict


@dataclass(frozen=True)
class Most:
    """Ratios of medians, ours over the fastest peer's, at most."""

    wall: float
    memory: float


TARGETS: Mapping[int, Most] = {100_000: Most(1.5, 2.0), 1_000_000: Most(1.3, 1.6)}
RUNS: Mapping[int, Rounds] = {100_000: Rounds(5, weighed=3), 1_000_000: Rounds(3)}
"""Of a larger one, one weighed round is enough: its memory hardly varies."""
SLOW = 100_000
"""The most rows for those that run only once."""


def entered(rows: int) -> list[Contestant]:
    """Who takes part with so many rows."""
    return [one for one in CONTESTANTS if not one.once or (rows <= SLOW and not one.missing)]


def rounds(rows: int, timed: int | None = None) -> Rounds:
    """The rounds of a size, with another number of timed ones if it is given."""
    usual = RUNS.get(rows, Rounds(3))
    return Rounds(timed or usual.timed, usual.weighed)


def made(work: Work, rows: int, timed: int | None = None) -> Section:
    """Measure one size.

    Raises:
        RunError: somebody ended badly, or svcqa found something else than was planted.
    """
    found = measured(work, work.workbook(rows), entered(rows), rounds(rows, timed))
    return section(rows, entered(rows), found, rounds(rows, timed))


def section(rows: int, contestants: Sequence[Contestant], series: Mapping[str, Series], rounds: Rounds) -> Section:
    """The section of one size."""
    missed = _missed(rows, series)
    about = [
        *_target(rows, missed, series),
        f"Of each, in turn: {rounds}.",
        *_once(rows, contestants),
        report.quiet(series),
    ]
    shown = {f"{one.name} (once)" if one.once else one.name: series[one.name] for one in contestants}
    parts = [
        f"## {rows:,} rows",
        " ".join(filter(None, about)),
        report.costs(shown),
        report.ratios(shown),
        "Findings against what the generator planted:",
        report.findings(contestants, series),
    ]
    return Section("\n\n".join(parts), missed)


def _missed(rows: int, series: Mapping[str, Series]) -> list[str]:
    if (most := TARGETS.get(rows)) is None:
        return []
    ours, peer, what = series[OURS.name], series[PEER.name], f"an audit of {rows:,} rows from xlsx took"
    return [
        *beyond(what, ours.wall, peer.wall, most.wall, f"{PEER.name}'s time"),
        *beyond(what, ours.memory, peer.memory, most.memory, f"{PEER.name}'s memory"),
    ]


def _target(rows: int, missed: list[str], series: Mapping[str, Series]) -> Iterator[str]:
    if most := TARGETS.get(rows):
        yield f"Target: at most {most.wall:g} times the wall time of {PEER.name} and {most.memory:g} times its memory."
        yield verdict(missed, [] if series[OURS.name].memory else ["memory"])


def _once(rows: int, contestants: Sequence[Contestant]) -> Iterator[str]:
    slow = [one.name for one in contestants if one.once]
    absent = [one.name for one in CONTESTANTS if one.once and rows <= SLOW and one.missing]
    if slow:
        yield f"Weighed once and timed once, since they are slow: {', '.join(slow)}."
    if absent:
        yield f"Left out, since not installed: {', '.join(absent)}."
