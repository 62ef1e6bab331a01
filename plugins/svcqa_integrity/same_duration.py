"""One duration again and again: the end was reckoned, not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from svcqa import Lead, Scene, Text, signal
from svcqa_integrity.looking import DAY, ENOUGH, Groups, Looked, Times, frequencies, looked_at, unlike

LEAST = 10
_LONGEST = 7 * DAY
"""Minutes: longer spans are no duration that somebody measures."""


@signal(
    "same_duration",
    title=Text("用时雷同", "One duration again and again"),
    means=Text(
        "某人或某单位的用时总是同一个数或整数，多半不是当时记的，而是推算出来的。",
        "Durations of a person or unit that are always the same, or round, may have been reckoned and not recorded.",
    ),
    innocent=Text(
        "标准工时、固定的班次或按规定取整也会如此。", "Standard times, fixed shifts and rounding by rule look the same."
    ),
)
def one_duration_again_and_again(scene: Scene) -> Iterator[Lead]:
    """Between two neighbouring times of a register: one duration, or round ones, of a person or unit unlike the others.

    The chance is that of so many in this group if it were like all others.
    """
    for name, looked in looked_at(scene).items():
        for step in _steps(looked):
            yield from _durations(name, looked, step)


def _steps(looked: Looked) -> list[tuple[str, str]]:
    """Pairs of times of which one follows the other: neighbours in the order in which they happen, and presences."""
    times = looked.times
    if not times:
        return []
    first = next(iter(times.values()))
    offsets = {name: _offset(first, one) for name, one in times.items()}
    ordered = sorted((name for name in times if offsets[name] is not None), key=lambda name: offsets[name] or 0.0)
    presence = looked.records.register.presence
    present = [(presence.since, presence.until)] if presence and {presence.since, presence.until} <= set(times) else []
    return list(dict.fromkeys([*present, *pairwise(ordered)]))


def _between(first: Times, second: Times) -> tuple[np.ndarray, np.ndarray]:
    """The records that have both times, and how many minutes lie between."""
    at = np.flatnonzero(first.known & second.known)
    return at, second.minutes[at] - first.minutes[at]


def _offset(first: Times, other: Times) -> float | None:
    """How long after the first a time usually lies, in minutes; None if the two never stand together."""
    _, took = _between(first, other)
    return float(np.median(took)) if len(took) else None


def _durations(name: str, looked: Looked, step: tuple[str, str]) -> Iterator[Lead]:
    first, second = step
    at, took = _between(looked.times[first], looked.times[second])
    right = (took > 0) & (took <= _LONGEST)
    at, took = at[right], took[right]
    if len(at) < 2 * ENOUGH:
        return
    for who in looked.named:
        for mine, told, lead in _odd(who.groups(at), took):
            yield Lead(name, (first, second, who.field), at[mine], told, *lead)


def _odd(groups: Groups, took: np.ndarray) -> Iterator[tuple[np.ndarray, Text, tuple[int, int, float, float]]]:
    """Of each group in which one duration, or round ones, stand out: where they are, what is told, what it comes to."""
    round_, usual = took % 30 == 0, _usual(groups, took)
    rounds, all_round, every = groups.tally(round_), int(round_.sum()), np.bincount(took)
    for number in groups.compared():
        said, size = groups.names[number], int(groups.sizes[number])
        most, times, different = usual[number]
        lead = unlike(times, size, (int(every[most]), len(took)), 1000 * different, LEAST)
        if lead:
            mine = groups.members(number)
            told = Text(
                f"“{said}”的{size}次中有{times}次用时正好{most}分钟",
                f"{times} of {size} by '{said}' took exactly {most} min",
            )
            yield mine[took[mine] == most], told, (times, size, *lead[1:])
            continue
        lead = unlike(int(rounds[number]), size, (all_round, len(took)), 1000, LEAST)
        if lead:
            mine = groups.members(number)
            told = Text(
                f"“{said}”的{size}次中有{lead[0]}次用时是整半小时",
                f"{lead[0]} of {size} by '{said}' took whole half hours",
            )
            yield mine[round_[mine]], told, (lead[0], size, *lead[1:])


def _usual(groups: Groups, took: np.ndarray) -> dict[int, tuple[int, int, int]]:
    """Of each group its most frequent duration, the shortest of several; how often it occurs; how many there are."""
    both, counts = frequencies((groups.codes.astype(np.int64) + 1) * (_LONGEST + 1) + took)
    codes, minutes_ = np.divmod(both, _LONGEST + 1)
    firsts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    different = np.diff(np.append(firsts, len(codes)))
    most_often = np.flatnonzero(counts == np.repeat(np.maximum.reduceat(counts, firsts), different))
    best = most_often[np.searchsorted(most_often, firsts)]
    return {
        int(code) - 1: (int(most), int(times), int(kinds))
        for code, most, times, kinds in zip(codes[firsts], minutes_[best], counts[best], different, strict=True)
    }
