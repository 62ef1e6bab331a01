"""One person in two places at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from svcqa import Lead, Records, Scene, Text, signal

SLACK = pd.Timedelta(minutes=15)
"""Overlaps up to this may be clocks that differ."""
USUAL = 0.05
"""Where more than this share of records overlap, it is told once and not person by person."""


@signal(
    "two_places",
    title=Text("一人同时在两处", "One person in two places"),
    means=Text(
        "同一个人在同一段时间里出现在两处，至少有一处的时间或人员不实。",
        "The same person at two places at the same time: a time or a name of one of them cannot be right.",
    ),
    innocent=Text(
        "多人作业只写一人、相邻的两处一并处理、同名或换班也会如此。",
        "A team written under one name, neighbouring places done together, people of one name and swapped shifts look "
        "the same.",
    ),
)
def in_two_places(scene: Scene) -> Iterator[Lead]:
    """Presences of one person at different places that overlap by more than a quarter of an hour.

    Chance alone shows none: nobody is in two places. One lead for each person, with all records that overlap; where
    overlaps are usual, one for the register.
    """
    for name, records in scene.records.items():
        presence = records.register.presence
        if presence and {presence.who, presence.since, presence.until} <= set(records.frame):
            yield from _overlapping(name, records)


def _overlapping(name: str, records: Records) -> Iterator[Lead]:
    presence = records.register.presence
    assert presence is not None  # noqa: S101 - asked by the caller
    where = presence.where if presence.where in records.frame else None
    frame = pd.DataFrame({
        "who": records.frame[presence.who],
        "since": records.frame[presence.since],
        "until": records.frame[presence.until],
        "where": records.frame[where] if where else np.arange(len(records)).astype(str),
    })  # fmt: skip
    for field in (presence.since, presence.until):
        dates = records.date_only.get(field)
        frame = frame if dates is None else frame[~dates[frame.index]]
    frame = frame.dropna(subset=["who", "since", "until", "where"])
    frame = frame[frame["until"] > frame["since"]].sort_values(["who", "since", "until"], kind="stable")
    fields = tuple(dict.fromkeys(filter(None, (presence.who, presence.since, presence.until, where))))
    found = {str(said): _pairs(mine) for said, mine in frame.groupby("who", sort=True)}
    counts = frame["who"].value_counts()
    if sum(map(len, found.values())) > USUAL * len(frame):
        everybody = [pair for pairs in found.values() for pair in pairs]
        told = Text(
            f"同时在两处共{len(everybody)}次，很常见：这里的起止时间可能不是本人在场的时间",
            f"somebody is in two places {len(everybody)} times, which is usual here: they may be no times of presence",
        )
        yield Lead(name, fields, _records(everybody), told, len(everybody), len(frame), 0.0, 0.0)
        return
    for said, pairs in found.items():
        if pairs:
            told = Text(
                f"“{said}”有{len(pairs)}次同时在两处", f"'{said}' is in two places at a time, {len(pairs)} times"
            )
            yield Lead(name, fields, _records(pairs), told, len(pairs), int(counts[said]), 0.0, 0.0)


def _records(pairs: Sequence[tuple[int, int]]) -> np.ndarray:
    return np.array(sorted({one for pair in pairs for one in pair}))


def _pairs(mine: pd.DataFrame) -> list[tuple[int, int]]:
    """Records of one person that overlap, each with the one before it that lasts longest."""
    found: list[tuple[int, int]] = []
    columns = (mine.index, mine["since"], mine["until"], mine["where"])
    last: tuple[int, pd.Timestamp, str] | None = None
    for at, since, until, where in zip(*(column.tolist() for column in columns), strict=True):
        if last and since + SLACK < last[1] and where != last[2]:
            found.append((last[0], at))
        if last is None or until > last[1]:
            last = (at, until, where)
    return found
