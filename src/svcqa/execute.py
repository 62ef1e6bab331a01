"""Executors: who runs a check on its cases. ``here`` runs it in this process.

A check does not know how its cases were split; whoever splits them keeps what the check's scope asks for, and the
result may not depend on it (``svcqa.testing`` proves that for every check).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd

    from svcqa.checks import Context
    from svcqa.settings import Settings


@dataclass(frozen=True, eq=False)
class Task:
    """One check with its cases."""

    check: Callable[..., pd.DataFrame]
    cases: pd.DataFrame
    settings: Settings
    context: Context
    partners: Mapping[str, pd.DataFrame] = field(default_factory=dict)


class Executor(Protocol):
    """Runs a task and gives the judged frame, one row per case, in the order of the cases."""

    def judge(self, task: Task) -> pd.DataFrame:
        """Judge one task."""
        ...  # pragma: no cover


class Here:
    """Runs every task in this process, at once."""

    def judge(self, task: Task) -> pd.DataFrame:
        """Call the check on all its cases."""
        made: Any = task.check(task.cases, task.partners, task.settings, task.context)
        judged: pd.DataFrame = made
        return judged
