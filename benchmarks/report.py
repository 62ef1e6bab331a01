"""From runs to tables in Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.contestants import LIMIT, PEER, Contestant
from benchmarks.measure import Run


@dataclass
class Series:
    """What all counted runs of one contestant on one workbook cost, and what is wrong with its findings."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    """Cores that other programs kept busy during the timed runs."""

    def add(self, run: Run) -> None:
        """Count a run: what it held if it was weighed, else its time."""
        if run.memory is not None:
            self.memory.append(run.memory)
        else:
            self.wall.append(run.wall)
            self.cpu.append(run.cpu)
            self.others += [] if run.others is None else [run.others]


BASES = (PEER.name, LIMIT.name)
MEASURES: Mapping[str, str] = {"wall": "wall, s", "cpu": "CPU, s", "memory": "peak memory, MB"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words and whose others are numbers."""
    rule = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, and between which values it lies."""
    if not values:
        return "not measured"
    middle, least, most = (f"{one:,.{digits}f}" for one in (statistics.median(values), min(values), max(values)))
    return f"{middle} ({least}–{most})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """One median over the other."""
    if not (ours and theirs):
        return "–"
    return f"{statistics.median(ours) / statistics.median(theirs):.2f}"


def costs(series: Mapping[str, Series]) -> str:
    """What each contestant cost."""
    rows = [[name, *_spreads(one)] for name, one in series.items()]
    return table(["median (least–most)", *MEASURES.values()], rows)


def beside(every: Sequence[tuple[str, Series, Series]], base: str) -> str:
    """What each cost, and its wall time over that of the one it is held against; memory only if it was weighed.

    Args:
        every: name, costs, and the costs that the ratio is of.
        base: what the latter is called.
    """
    weighed = any(one.memory for _, one, _ in every)
    head = ["median (least–most)", *list(MEASURES.values())[: 2 + weighed], f"wall ÷ {base}"]
    rows = [
        [name, *_spreads(one)[: 2 + weighed], ratio(one.wall, held_against.wall)] for name, one, held_against in every
    ]
    return table(head, rows)


def _spreads(one: Series) -> list[str]:
    return [spread(one.wall), spread(one.cpu), spread([value / 1e6 for value in one.memory], 0)]


def ratios(series: Mapping[str, Series]) -> str:
    """Each contestant's medians over those of the fastest peer and of the bare limit."""
    head = [f"{name.partition(',')[0]} ÷ {base}" for base in BASES for name in MEASURES.values()]
    rows = [
        [name, *(ratio(getattr(one, what), getattr(series[base], what)) for base in BASES for what in MEASURES)]
        for name, one in series.items()
    ]
    return table(["ratio of medians", *head], rows)


def findings(contestants: Iterable[Contestant], series: Mapping[str, Series]) -> str:
    """Whether each found what was planted, and how it says where."""
    rows = [
        f"- {one.name}: {'; '.join(series[one.name].wrong) or 'all that was planted and nothing else'}. "
        f"Says where: {one.where}."
        for one in contestants
    ]
    return "\n".join(rows)


def found_by(every: Iterable[tuple[str, Series, Series]]) -> str:
    """Whether each found what was planted, in short."""
    wrong = [f"- {name}: {'; '.join(one.wrong)}." for name, one, _ in every if one.wrong]
    return "\n".join(wrong) or "Both found all that was planted and nothing else."


def quiet(series: Mapping[str, Series]) -> str:
    """How far the timed runs had the machine to themselves."""
    others = [value for one in series.values() for value in one.others]
    if not others:
        return ""
    said = f"During the timed runs other programs kept {statistics.median(others):.1f} cores busy (median)"
    return f"{said}; wall times hang on that, CPU hardly." if statistics.median(others) > 0.1 else f"{said}."


def facts(known: Mapping[str, str]) -> str:
    """What it was measured with."""
    return "\n".join(f"- {name}: {value}" for name, value in known.items())
