"""The executor: cases in parts to the workers, and what they say joined again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from svcqa import EngineFacts, Here, rejoined, split, splits
from svcqa_dask import NAME, parts
from svcqa_dask.cluster import Cluster
from svcqa_dask.failures import unlike

if TYPE_CHECKING:
    import pandas as pd

    from svcqa import Task
    from svcqa_dask.options import Options

_EACH = 2
"""Parts for each worker, so that a slow one does not keep all others waiting."""


class Dask:
    """Judges parts of the cases on workers, by row or by key as a check allows.

    A check that must see all of them at once is judged here, and counted by its name; and so is what has few records.

    Raises:
        UsageError: dask is not installed.
        EngineError: the scheduler that is named cannot be reached.
    """

    def __init__(self, options: Options) -> None:
        self._rows = options.rows
        self._cluster = Cluster(options)
        self._by: set[str] = set()
        self._whole: Counter[str] = Counter()
        self._few = self._split = 0

    def judge(self, task: Task) -> pd.DataFrame:
        """See :meth:`svcqa.Executor.judge`."""
        if not splits(task):
            self._whole[task.check.__svcqa_check__.name] += 1  # type: ignore[attr-defined]
            return Here().judge(task)
        several = self._parts(task)
        if len(several) < 2:
            self._few += 1
            return Here().judge(task)
        self._split += 1
        answers = self._cluster.ask(*parts.packed(task, several))
        return rejoined(task, [*self._taken(task, answers)])

    def facts(self) -> EngineFacts:
        """See :meth:`svcqa.Executor.facts`."""
        return EngineFacts(NAME, len(self._by), self._split, self._few, dict(sorted(self._whole.items())))

    def close(self) -> None:
        """See :meth:`svcqa.Executor.close`."""
        self._cluster.close()

    def _parts(self, task: Task) -> list[Task]:
        most = len(task.cases) // self._rows
        return [*split(task, min(most, _EACH * self._cluster.size))] if most > 1 else [task]

    def _taken(self, task: Task, answers: Iterable[parts.Answer]) -> Iterator[pd.DataFrame]:
        for answer in answers:
            if answer.judged is None:
                raise unlike(answer.by, answer.unlike)
            task.context.calendar.note(answer.calendars)
            self._by.add(answer.by)
            yield answer.judged
