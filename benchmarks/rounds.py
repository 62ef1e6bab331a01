"""Rounds in which every contestant works on one file once, one after another, so that drift touches all alike."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contestants import OURS, Contestant
from benchmarks.measure import Run, RunError, run
from benchmarks.planted import Work, differences
from benchmarks.report import Series


@dataclass(frozen=True)
class Rounds:
    """How many of each kind; the weighed ones come first and warm up."""

    timed: int
    weighed: int = 1

    def __str__(self) -> str:
        return f"{self.weighed} weighed and {self.timed} timed"

    def __iter__(self) -> Iterator[tuple[bool, int]]:
        yield from ((True, number) for number in range(self.weighed))
        yield from ((False, number) for number in range(self.timed))


def measured(work: Work, file: Path, contestants: Iterable[Contestant], rounds: Rounds) -> dict[str, Series]:
    """What each costs on a file whose truth is known, by name.

    Raises:
        RunError: somebody ended badly, or svcqa found something else than was planted.
    """
    contestants = list(contestants)
    series = {one.name: Series() for one in contestants}
    for weigh, number in rounds:
        for one in contestants:
            if not (number and one.once):
                _count(series[one.name], one, work, file, weigh=weigh)
    return series


def _count(series: Series, one: Contestant, work: Work, file: Path, *, weigh: bool) -> None:
    made = run(one.command(work, file), folder=work.folder, env=work.environment(), weigh=weigh)
    _tell(file, "weighed" if weigh else "timed", one.name, made)
    series.wrong = differences(one.found(made.said, work), work.truth(file), strict=one.name == OURS.name)
    if series.wrong and one.name == OURS.name:
        raise RunError(f"svcqa found something else than was planted: {'; '.join(series.wrong)}")
    if not weigh or made.memory is not None:
        series.add(made)


def _tell(file: Path, kind: str, name: str, made: Run) -> None:
    held = f", {made.memory / 1e6:.0f} MB" if made.memory else ""
    others = "" if made.others is None else f", others {made.others:.1f} cores"
    print(f"{file.name:24} {kind:8} {name:18} {made.wall:6.2f} s, CPU {made.cpu:6.2f} s{held}{others}", file=sys.stderr)
