"""What goes to a worker and comes back: bytes, so that whoever passes them on needs to understand nothing of them.

A worker imports this module, the checks and their settings: it needs the plugins that are installed here, alike.
"""

from __future__ import annotations

import os
import pickle
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from svcqa import Here

if TYPE_CHECKING:
    import pandas as pd

    from svcqa import Task

RECKON = ("svcqa", "pandas", "numpy", "pyarrow", "chinesecalendar")
"""On whose version a verdict might hang, beside that of plugins."""


@dataclass(frozen=True)
class Shared:
    """What all parts of a task share, and is sent once."""

    partners: Mapping[str, pd.DataFrame]
    installed: Mapping[str, str]
    """What whoever asks runs with."""


@dataclass(frozen=True)
class Answer:
    """What a worker says of a part."""

    by: str
    """Which process it is."""
    judged: pd.DataFrame | None = None
    """``None`` where it refuses to judge, because it runs with something else than whoever asked."""
    calendars: frozenset[str] = frozenset()
    """Those that were asked for."""
    unlike: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What differs → the version there, and the version of whoever asked; empty for what is not installed."""


@cache
def installed() -> Mapping[str, str]:
    """All on which a verdict may hang: Python, the plugins, and the libraries that reckon, with their versions."""
    from importlib.metadata import entry_points, version

    points = [(point.name, point.dist) for point in entry_points(group="svcqa")]
    plugins = {name: f"{dist.name} {dist.version}" for name, dist in points if dist}
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, **{name: version(name) for name in RECKON}, **plugins}


def packed(task: Task, parts: Sequence[Task]) -> tuple[bytes, list[bytes]]:
    """What the parts of a task share, and each part without that."""
    same = {name: one for name, one in task.partners.items() if all(part.partners.get(name) is one for part in parts)}
    own = [{name: one for name, one in part.partners.items() if name not in same} for part in parts]
    alone = [replace(part, partners=mine) for part, mine in zip(parts, own, strict=True)]
    return _bytes(Shared(same, installed())), [_bytes(one) for one in alone]


def kept(data: bytes) -> bytes:
    """On a worker: what is kept for all parts."""
    return data


def judged(part: bytes, shared: bytes) -> bytes:
    """On a worker: judge a part, and give its :class:`Answer`."""
    by = f"{platform.node()}:{os.getpid()}"
    common: Shared = pickle.loads(shared)  # noqa: S301 - of whoever this worker works for
    unlike = differences(installed(), common.installed)
    if unlike:
        return _bytes(Answer(by, unlike=unlike))
    task: Task = pickle.loads(part)  # noqa: S301 - as above
    made = Here().judge(replace(task, partners={**task.partners, **common.partners}))
    return _bytes(Answer(by, made, task.context.calendar.asked()))


def answered(data: bytes) -> Answer:
    """What a worker said."""
    answer: Answer = pickle.loads(data)  # noqa: S301 - of a worker that was asked, over a connection of one's own
    return answer


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What differs → both versions; empty for what is not installed."""
    names = sorted({*there, *here})
    both = {name: (there.get(name, ""), here.get(name, "")) for name in names}
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def _bytes(thing: object) -> bytes:
    return pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
