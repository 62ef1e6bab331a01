"""Splitting a task as the mark of its check allows: whatever the parts, the verdicts may not change."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from svcqa.checks import spec_of
from svcqa.execute import Task


def split(task: Task, parts: int) -> Iterator[Task]:
    """A task split by row, or by key, or not at all, as the check's mark says.

    Partners are split with the cases where the key of the check joins them, and handed whole to every part otherwise.
    """
    spec, frame = spec_of(task.check), task.cases
    if spec.scope == "table" or task.settings.needs_whole() or spec.slots_only(task.settings) or frame.empty:
        yield task
        return
    key = spec.key if spec.scope == "key" else None
    part = _by_key(frame, key, parts) if key else np.arange(len(frame)) % parts
    beside = {name: _by_key(one, key, parts) if key else None for name, one in task.partners.items()}
    for number in range(parts):
        if (part == number).any():
            mine = {name: _those(one, beside[name], number) for name, one in task.partners.items()}
            yield replace(task, cases=frame[part == number], partners=mine)


def _by_key(frame: pd.DataFrame, key: str, parts: int) -> Any:
    """The part of each row by the values of its key; ``None`` for a frame without that key."""
    names = [name for name in map(str, frame) if name == key or name.startswith(f"{key}.")]
    if not names:
        return None
    rows = frame[names].astype(object).where(frame[names].notna(), "").astype(str).itertuples(index=False)
    return np.array([zlib.crc32("\x1f".join(row).encode()) % parts for row in rows], dtype=np.int64)


def _those(frame: pd.DataFrame, part: np.ndarray | None, number: int) -> pd.DataFrame:
    return frame if part is None else frame[part == number]
