"""Many records at one minute: entered in one go, not as they happened."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from svcqa import Lead, Scene, Text, rare, signal
from svcqa_integrity.chance import at_least_once, binomial_tail
from svcqa_integrity.looking import DAY, Times, frequencies, looked_at

LEAST = 6
"""Records at one minute that are worth a look."""
USUAL = 0.02
"""Where more than this share of a field's records stand at crowded minutes, that is how it is kept."""


@signal(
    "same_minute",
    title=Text("同一分钟成批", "Many at one minute"),
    means=Text(
        "单件发生的事却有许多条写着同一分钟，可能是事后一次补录。",
        "Single events that bear one and the same minute may have been entered afterwards in one go.",
    ),
    innocent=Text(
        "批量导入、系统自动盖时间、集中派单或集体活动也会如此。",
        "Imports, times stamped by a system, dispatch in batches and joint events look the same.",
    ),
)
def many_at_one_minute(scene: Scene) -> Iterator[Lead]:
    """Records of one register that bear the same minute, far more than its days and habits explain.

    How often a minute of the day is used is learnt from the other days; the chance is that of so many of a day's
    records falling on that minute.
    """
    for name, looked in looked_at(scene).items():
        for field, times in looked.times.items():
            yield from _crowded(name, field, times)


def _crowded(name: str, field: str, times: Times) -> Iterator[Lead]:
    at = np.flatnonzero(times.known)
    minute = times.minutes[at]
    found, counts = frequencies(minute)
    if len(at) < 100 or counts[counts >= LEAST].sum() > max(USUAL * len(at), 60):
        return
    per_day = dict(zip(*frequencies(minute // DAY), strict=True))
    usual = np.bincount(minute % DAY, minlength=DAY)
    for number in np.flatnonzero(counts >= LEAST):
        day, clock, seen = found[number] // DAY, found[number] % DAY, int(counts[number])
        others = len(at) - per_day[day]
        rate = (usual[clock] - seen + 1) / (others + DAY)
        chance = at_least_once(binomial_tail(seen, int(per_day[day]), rate), len(found))
        if rare(chance):
            told = Text(
                f"{seen}条记录写着同一分钟，当天共{per_day[day]}条",
                f"{seen} records bear one minute, of {per_day[day]} on that day",
            )
            mine = at[minute == found[number]]
            yield Lead(name, (field,), mine, told, seen, int(per_day[day]), rate * per_day[day], chance)
