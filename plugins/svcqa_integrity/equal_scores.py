"""Runs of one score: ticked down the list, not given one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log

import numpy as np
import pandas as pd

from svcqa import Lead, Records, Scene, Text, rare, signal
from svcqa_integrity.looking import ENOUGH, people

LEAST = 8
_MOST_VALUES = 101
_SCORE = re.compile(r"得分|评分|分数|成绩|score|rating", re.IGNORECASE)
"""Titles of fields that hold scores; other whole numbers are counts."""


@signal(
    "equal_scores",
    title=Text("评分一连相同", "Runs of one score"),
    means=Text(
        "一连许多条都是同一个分数，可能没有逐条评。",
        "One score in many records on end may not have been given one by one.",
    ),
    innocent=Text(
        "同一批次的确一样好、或按组统一打分也会如此。",
        "A lot that is really alike, and scores given by group, look the same.",
    ),
)
def runs_of_one_score(scene: Scene) -> Iterator[Lead]:
    """Runs of one score in the order of dates, by person or unit, longer than its frequency explains.

    Scores are whole numbers of which there are few. The chance is that of a run of such length among so many
    records if each had the score as often as all records have it.
    """
    for name, records in scene.records.items():
        for field in _scores(records):
            for who in people(records):
                yield from _runs(name, records, field, who)


def _scores(records: Records) -> list[str]:
    return [
        name
        for name, field in records.register.fields.items()
        if field.type == "number"
        and name in records.frame
        and _SCORE.search(f"{field.title.zh} {field.title.en}")
        and _few(records.frame[name].dropna().to_numpy())
    ]


def _few(values: np.ndarray) -> bool:
    """Whole numbers from 0 to 100, at least three of them, and much fewer than records."""
    if len(values) < ENOUGH or (values % 1).any() or values.min() < 0 or values.max() > 100:
        return False
    return 3 <= len(np.unique(values)) <= min(_MOST_VALUES, len(values) / 3)


def _runs(name: str, records: Records, field: str, who: str) -> Iterator[Lead]:
    frame = _in_order(records, field, who)
    rates = frame["score"].value_counts()
    for said, mine in frame.groupby("who", sort=True):
        if len(mine) < LEAST:
            continue
        scores = mine["score"].to_numpy()
        ends = np.flatnonzero(np.append(scores[1:] != scores[:-1], True))
        starts = np.append(0, ends[:-1] + 1)
        longest = int((ends - starts).argmax())
        start, length = int(starts[longest]), int(ends[longest] - starts[longest] + 1)
        score = scores[start]
        rate = (rates[score] - length + 1) / (len(frame) - length + 1)
        expected = _expected(length, len(mine), rate)
        chance = min(1.0, expected * frame["who"].nunique())
        if length >= LEAST and rare(chance):
            told = Text(
                f"“{said}”一连{length}条都是{score:g}分", f"'{said}': {length} records on end have the score {score:g}"
            )
            at = mine["at"].to_numpy()[start : start + length]
            yield Lead(name, (field, who), at, told, length, len(mine), expected, chance)


def _in_order(records: Records, field: str, who: str) -> pd.DataFrame:
    """Scores with whom they are of, in the order of their dates and then of the sheet."""
    place = np.arange(len(records)) if records.source is None else records.source
    frame = pd.DataFrame(
        {"who": records.frame[who], "score": records.frame[field], "at": np.arange(len(records)), "place": place}
    )
    dates = [name for name in records.register.event_date if name in records.frame]
    frame["date"] = records.frame[dates].bfill(axis=1).iloc[:, 0] if dates else pd.NaT
    return frame.dropna(subset=["who", "score"]).sort_values(["date", "place"], kind="stable")


def _expected(length: int, of: int, rate: float) -> float:
    """Runs at least so long that chance shows among so many."""
    if rate >= 1.0:
        return 1.0
    power = length * log(rate) if rate > 0 else -700.0
    return float(np.exp(max(power, -700.0)) * (1 + (of - length) * (1 - rate)))
