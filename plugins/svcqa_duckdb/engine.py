"""The executor: it judges here, and lends the shelf from which records come in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa import EngineFacts, Here
from svcqa_duckdb import NAME
from svcqa_duckdb.shelf import DuckShelf, checked

if TYPE_CHECKING:
    import pandas as pd

    from svcqa import Task, Text
    from svcqa_duckdb.options import Options


class Duck:
    """Judges in this process; see :class:`svcqa.Shelving`.

    Raises:
        UsageError: DuckDB is not installed.
    """

    def __init__(self, options: Options) -> None:
        checked()
        self._options = options
        self._streamed: dict[str, int] = {}
        self._rules = 0
        self._why: list[Text] = []

    def judge(self, task: Task) -> pd.DataFrame:
        """See :meth:`svcqa.Executor.judge`."""
        return Here().judge(task)

    def facts(self) -> EngineFacts:
        """See :meth:`svcqa.Executor.facts`."""
        return EngineFacts(NAME, 1, self._rules, 0, {}, self._streamed, self._why)

    def close(self) -> None:
        """See :meth:`svcqa.Executor.close`; shelves go with whoever has them."""

    def shelf(self) -> DuckShelf:
        """See :meth:`svcqa.Shelving.shelf`."""
        return DuckShelf(self._options)

    def in_parts(self, register: str, records: int, rules: int) -> None:
        """See :meth:`svcqa.Shelving.in_parts`."""
        self._streamed[register] = records
        self._rules += rules

    def in_memory(self, why: Text) -> None:
        """See :meth:`svcqa.Shelving.in_memory`."""
        self._why.append(why)
