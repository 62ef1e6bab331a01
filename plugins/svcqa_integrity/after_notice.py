"""Written after the audit was announced: old events whose records are new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pandas as pd

from svcqa import Lead, Records, Scene, Text, signal
from svcqa_integrity.looking import unlike

LEAST = 5
LATE = pd.Timedelta(days=7)
"""What is entered later than this after the event is entered late."""


@signal(
    "after_notice",
    title=Text("通知审核后补录", "Written after the audit was announced"),
    means=Text(
        "审核通知之后录入的旧事，比通知之前多得多。",
        "Far more old events were entered after the audit was announced than before.",
    ),
    innocent=Text(
        "积压的补录、系统切换和盘点也会如此。", "Backlogs, a change of systems and stocktaking look the same."
    ),
)
def written_after_notice(scene: Scene) -> Iterator[Lead]:
    """Records that were entered more than a week after their event, since the audit was announced.

    Only registers that say when a record was entered, and only where the assignment says when the audit was
    announced. The chance is that of so many late entries if they were as rare as before.
    """
    if scene.announced is None:
        return
    for name, records in scene.records.items():
        entered = records.register.entered
        if entered and entered in records.frame:
            yield from _late(name, records, entered, scene.announced)


def _late(name: str, records: Records, entered: str, announced: dt.datetime) -> Iterator[Lead]:
    dates = [one for one in records.register.event_date if one in records.frame and one != entered]
    if not dates:
        return
    event, written = records.frame[dates].bfill(axis=1).iloc[:, 0], records.frame[entered]
    at = np.flatnonzero((event.notna() & written.notna()).to_numpy(dtype=bool))
    late = ((written - event) > LATE).to_numpy()[at]
    since = np.flatnonzero((written >= announced).to_numpy()[at])
    counts = int(late[since].sum()), len(since), (int(late.sum()), len(late))
    lead = unlike(*counts, 1, LEAST) if len(since) and len(since) < len(at) else None
    if lead:
        told = Text(
            f"{announced:%Y-%m-%d}通知审核之后录入{len(since)}条，其中{lead[0]}条是一周以前的事",
            f"{lead[0]} of {len(since)} records entered since the audit was announced on {announced:%Y-%m-%d} tell of "
            "events more than a week old",
        )
        yield Lead(name, (dates[0], entered), at[since[late[since]]], told, lead[0], len(since), *lead[1:])
