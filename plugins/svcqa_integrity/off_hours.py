"""Events at night, on rest days, or off the roster: when nobody was there to do them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from svcqa import Lead, Scene, Text, signal
from svcqa_integrity.looking import DAY, ENOUGH, Column, people, timed_columns

LEAST = 6
_NIGHT = (22, 6)
"""From and to which hour it is night."""


@signal(
    "off_hours",
    title=Text("非工作时间", "Out of hours"),
    means=Text(
        "某人或某单位在夜间、休息日或排班以外的记录远多于其他人，时间可能不实。",
        "A person or unit with far more events at night, on rest days or off the roster than others may not have "
        "recorded real times.",
    ),
    innocent=Text(
        "应急值守、加班、调班和跨时区的客户也会如此。",
        "Emergency duty, overtime, changed shifts and customers elsewhere look the same.",
    ),
)
def events_out_of_hours(scene: Scene) -> Iterator[Lead]:
    """Events at night, on days of rest, or outside the person's own shifts, of a person or unit unlike the others.

    Whom the roster names is held against it on the days it covers; the chance is that of so many in this group if it
    were like all others.
    """
    shifts = _shifts(scene)
    for column, minutes in timed_columns(scene):
        hours = minutes % DAY // 60
        night = (hours >= _NIGHT[0]) | (hours < _NIGHT[1])
        yield from _unlike(column, night, Text("在夜间（22点至6点）", "at night (from 22 to 6)"))
        yield from _unlike(column, _rest(scene, minutes // DAY), Text("在休息日", "on days of rest"))
        yield from _off_roster(column, shifts)


def _unlike(column: Column, seen: np.ndarray, told: Text) -> Iterator[Lead]:
    for who in column.named:
        for said, mine, lead in who.groups(column.at).unlike(seen, 1000, LEAST):
            zh = f"“{said}”的{len(mine)}条中有{lead[0]}条{told.zh}"
            text = Text(zh, f"{lead[0]} of {len(mine)} by '{said}' {told.en}")
            at = column.at[mine[seen[mine]]]
            yield Lead(column.register, (column.field, who.field), at, text, lead[0], len(mine), *lead[1:])


def _rest(scene: Scene, days: np.ndarray) -> np.ndarray:
    """True on days of rest, of days since 1970; False where the calendar of workdays does not reach."""
    first, last = (int(days.min()), int(days.max())) if len(days) else (0, -1)
    if last - first > len(days):
        return _rests(scene, days)
    found: np.ndarray = _rests(scene, np.arange(first, last + 1))[days - first]  # each day is asked of once
    return found


def _rests(scene: Scene, days: np.ndarray) -> np.ndarray:
    worked, covered = scene.calendar("cn_workday").workdays.is_workday(days.astype("datetime64[D]"))
    rest: np.ndarray = covered & ~worked
    return rest


def _shifts(scene: Scene) -> pd.DataFrame:
    """Who is on duty from when to when, and the day on which that begins: all rosters together."""
    found = []
    for records in scene.records.values():
        roster = records.register.roster
        if roster and {roster.who, roster.since, roster.until} <= set(records.frame):
            frame = records.frame[[roster.who, roster.since, roster.until]].dropna()
            found.append(frame.set_axis(["who", "since", "until"], axis=1))
    if not found:
        return pd.DataFrame({"who": [], "since": [], "until": [], "day": []})
    shifts = pd.concat(found)
    return shifts.assign(day=shifts["since"].dt.normalize())


def _off_roster(column: Column, shifts: pd.DataFrame) -> Iterator[Lead]:
    if shifts.empty:
        return
    on_duty = shifts["who"].unique()  # few names: looking for all rows of the roster takes long
    when = column.records.frame[column.field].iloc[column.at].reset_index(drop=True)
    for who in people(column.records):
        if column.records.register.fields[who].type != "person":
            continue
        said = column.records.frame[who].iloc[column.at].reset_index(drop=True)
        known = np.flatnonzero(said.isin(on_duty).to_numpy(dtype=bool))
        if len(known) < 2 * ENOUGH:
            continue
        covered, off = _against(said.iloc[known], when.iloc[known], shifts)
        mine = np.flatnonzero(covered)
        yield from _unlike(column.only(known[mine]), off[mine], Text("不在本人的班次内", "outside their own shifts"))


def _against(who: pd.Series, when: pd.Series, shifts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Which events lie on days for which their person has a shift, and which of these lie outside all of them."""
    covered, inside = np.zeros(len(who), dtype=bool), np.zeros(len(who), dtype=bool)
    days = when.dt.normalize()
    events = pd.DataFrame({"who": who, "day": days, "when": when, "at": np.arange(len(who))})
    both = events.merge(shifts, on=["who", "day"])
    covered[both["at"]] = True
    within = both[(both["when"] >= both["since"]) & (both["when"] <= both["until"])]
    inside[within["at"]] = True
    return covered, covered & ~inside
