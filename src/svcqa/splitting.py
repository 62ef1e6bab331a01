"""Splitting a task as the mark of its check allows: whatever the parts, what is said may not change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from svcqa.checks import spec_of
from svcqa.execute import Here
from svcqa.requests import Task

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from svcqa.checks import Context


def splits(task: Task) -> bool:
    """The check may be called on parts of these cases; if not, it must see all of them at once."""
    spec = spec_of(task.check)
    return spec.scope != "table" and not task.settings.needs_whole() and not spec.slots_only(task.settings)


def split(task: Task, parts: int) -> Iterator[Task]:
    """A task split by row, or by key, or not at all, as the check's mark says.

    Partners are split with the cases where the key of the check joins them, and handed whole to every part otherwise.

    Args:
        task: a check with its cases.
        parts: into how many parts; those that would hold no case are left out.
    """
    if not splits(task) or task.cases.empty:
        yield task
        return
    mine, beside = _numbered(task, parts)
    for number in range(parts):
        if (mine == number).any():
            partners = {
                name: one[beside[name] == number] if name in beside else one for name, one in task.partners.items()
            }
            cases = task.cases[mine == number]
            yield replace(task, cases=cases, partners=partners, context=_with_theirs(task.context, cases))


def rejoined(task: Task, judged: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What was said of the parts of a task, as it would have been said of the whole.

    Slots have no place among the cases; a check that gives some although it may be split is asked again, in one piece.

    Args:
        task: the whole.
        judged: the judged frame of each part.
    """
    import pandas as pd

    if any("slot" in one for one in judged):
        return Here().judge(task)
    return pd.concat(judged).reindex(task.cases.index)


def _with_theirs(context: Context, cases: pd.DataFrame) -> Context:
    """Without what joins of several records find for other cases; joins that find the same go on sharing it."""
    made = {id(one): one.only(cases.index) for one in context.several.values()}
    return replace(context, several={name: made[id(one)] for name, one in context.several.items()})


def _numbered(task: Task, parts: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The part of each case, and of each record of those partners that are split with them."""
    import numpy as np

    spec = spec_of(task.check)
    if spec.scope != "key" or spec.key is None:
        return np.arange(len(task.cases)) % parts, {}
    places = _places(task.cases, spec.key)
    if not places:  # a setting that is left out: all have the same key
        return np.zeros(len(task.cases), dtype=np.int64), {}
    split_too = {name: one for name, one in task.partners.items() if set(places) <= set(one)}
    mine, beside = _codes(task.cases, list(split_too.values()), places)
    return mine % parts, {name: codes % parts for name, codes in zip(split_too, beside, strict=True)}


def _places(cases: pd.DataFrame, key: str) -> list[str]:
    """The columns of a key; the latest moment that a cell can mean is not part of it."""
    named = [name for name in map(str, cases) if name == key or name.startswith(f"{key}.")]
    return [name for name in named if name.removesuffix(".latest") == name or name.removesuffix(".latest") not in named]


def _codes(
    cases: pd.DataFrame, partners: Sequence[pd.DataFrame], places: Sequence[str]
) -> tuple[np.ndarray, list[np.ndarray]]:
    """The key of each record as a number, alike in all frames; one for all keys with a blank in them."""
    import numpy as np
    import pandas as pd

    from svcqa.matching import key_codes

    frames = [one[[*places]] for one in partners] or [cases[[*places]].iloc[:0]]
    there = pd.concat(frames)
    mine, theirs = key_codes([cases[name] for name in places], [there[name] for name in places])
    return mine, np.split(theirs, np.cumsum([len(one) for one in frames])[:-1])[: len(partners)]
