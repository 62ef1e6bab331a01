"""What asks for an answer beside periods: events, and answers that have run out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, DueDays, Duration, Expected, Spans, numbered_keys, spans_of

if TYPE_CHECKING:
    from svcqa_attestation.attest import Attest, Event

NO_DAY = np.datetime64("NaT", "D")


def days(moments: pd.Series) -> np.ndarray:
    """The day of each moment."""
    return moments.to_numpy(dtype="datetime64[us]").astype("datetime64[D]")


def of_events(cases: pd.DataFrame, events: pd.DataFrame, asking: Event, context: Context) -> Expected:
    """A slot for every event of the period under audit, named after it; an event without a date belongs to it.

    Of several of one name the first in time asks.
    """
    places = [f"event.on.{name}" for name in asking.on]
    (key, rows), names = numbered_keys([events[places], cases[places]])
    at = events["event.at"]
    asks = (context.period.contains(at.to_numpy()) & ~(at > context.as_of).to_numpy(dtype=bool)) | at.isna().to_numpy()
    chosen = np.flatnonzero(asks & (key >= 0))
    chosen = chosen[np.lexsort((events["unsure"].to_numpy()[chosen], at.to_numpy()[chosen]))]
    chosen = np.sort(chosen[np.unique(key[chosen], return_index=True)[1]])
    last, now = np.full(len(chosen), np.datetime64(context.period.last, "D")), np.datetime64(context.as_of, "D")
    due, is_open = last, now < last
    if asking.within is not None:
        day = pd.Series(days(at)[chosen].astype("datetime64[us]"))
        due = days(context.calendar("24x7").due(day, asking.within))
        is_open = now <= due
    unclear = events["unsure"].to_numpy(dtype=bool)[chosen] | at.isna().to_numpy(dtype=bool)[chosen]
    never, none = np.full(len(chosen), NO_DAY), np.full(len(chosen), -1)
    who, nothing = key[chosen], np.zeros(len(chosen), dtype=bool)
    spans = Spans(names, rows, who, never, never, unclear, events.index.to_numpy(dtype=np.int64)[chosen], chosen, none)
    slot = np.full(len(names) + 1, -1)
    slot[who] = np.arange(len(who))
    due = np.where(np.isnat(due) & unclear, last, due)
    return Expected(
        spans,
        names[who],
        np.arange(len(who)),
        DueDays(due, due),
        never,
        never,
        is_open,
        nothing,
        unclear,
        slot[rows],
        none,
    )


def still_valid(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Attest, context: Context, length: Duration
) -> Expected:
    """A slot for the office, or for everyone there at the end of the audit; an answer is valid for a length of time."""
    end = min(np.datetime64(context.period.last, "D"), np.datetime64(context.as_of, "D"))
    spans = spans_of(cases, partners, settings)
    spans = spans.taken(~(spans.first > end) & ~(spans.last < end))
    spans = spans.taken(np.sort(np.unique(spans.who, return_index=True)[1]))
    slot = np.full(len(spans.names) + 1, -1)
    slot[spans.who] = np.arange(len(spans.who))
    day = days(cases["at"])
    until = days(context.calendar(settings.calendar).due(cases["at"], length))
    counts = ((day <= end) & (until >= end)) | np.isnat(day)
    rows = np.where(counts, slot[spans.rows], -1)
    count = len(spans.who)
    due, never, nothing = np.full(count, end), np.full(count, NO_DAY), np.zeros(count, dtype=bool)
    names = np.where(spans.names[spans.who] == "", str(end), spans.names[spans.who])
    return Expected(
        spans, names, np.arange(count), DueDays(due, due), never, never, nothing, nothing, spans.unclear, rows,
        np.full(count, -1),
    )  # fmt: skip
