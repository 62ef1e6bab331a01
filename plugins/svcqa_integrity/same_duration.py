"""One duration again and again: the end was reckoned, not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from svcqa import Lead, Records, Scene, Text, signal
from svcqa_integrity.looking import ENOUGH, groups, minutes, moments, people, timed, unlike

LEAST = 10
_LONGEST = 7 * 1440
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
    for name, records in scene.records.items():
        for first, second in _steps(records):
            yield from _durations(name, records, first, second)


def _steps(records: Records) -> list[tuple[str, str]]:
    """Pairs of times of which one follows the other: neighbours in the order in which they happen, and presences."""
    fields = moments(records)
    if not fields:
        return []
    offsets = {name: _offset(records, fields[0], name) for name in fields}
    ordered = sorted((name for name in fields if offsets[name] is not None), key=lambda name: offsets[name] or 0.0)
    presence = records.register.presence
    present = [(presence.since, presence.until)] if presence and {presence.since, presence.until} <= set(fields) else []
    return list(dict.fromkeys([*present, *pairwise(ordered)]))


def _offset(records: Records, first: str, name: str) -> float | None:
    """How long after the first a time usually lies, in minutes; None if the two never stand together."""
    at = np.flatnonzero(timed(records, first) & timed(records, name))
    return float(np.median(minutes(records, name, at) - minutes(records, first, at))) if len(at) else None


def _durations(name: str, records: Records, first: str, second: str) -> Iterator[Lead]:
    at = np.flatnonzero(timed(records, first) & timed(records, second))
    if len(at) < 2 * ENOUGH:
        return
    took = minutes(records, second, at) - minutes(records, first, at)
    right = (took > 0) & (took <= _LONGEST)
    at, took = at[right], took[right]
    for who in people(records):
        for said, mine in groups(records, who, at):
            values, counts = np.unique(took[mine], return_counts=True)
            most = int(values[counts.argmax()])
            lead = unlike(took == most, mine, 1000 * len(values), LEAST)
            if lead:
                told = Text(
                    f"“{said}”的{len(mine)}次中有{lead[0]}次用时正好{most}分钟",
                    f"{lead[0]} of {len(mine)} by '{said}' took exactly {most} min",
                )
                yield Lead(
                    name, (first, second, who), at[mine[took[mine] == most]], told, lead[0], len(mine), *lead[1:]
                )
                continue
            round_ = took % 30 == 0
            lead = unlike(round_, mine, 1000, LEAST)
            if lead:
                told = Text(
                    f"“{said}”的{len(mine)}次中有{lead[0]}次用时是整半小时",
                    f"{lead[0]} of {len(mine)} by '{said}' took whole half hours",
                )
                yield Lead(name, (first, second, who), at[mine[round_[mine]]], told, lead[0], len(mine), *lead[1:])
