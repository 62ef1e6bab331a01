"""Who runs a check on its cases: ``here`` runs it in this process, and other engines come with plugins.

A check does not know how its cases were split; whoever splits them (:func:`svcqa.split`) keeps what the check's scope
asks for, and the result may not depend on it (``svcqa.testing`` proves that for every check).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from svcqa.basis import EngineFacts
    from svcqa.requests import Task


class Here:
    """Runs every task in this process, at once."""

    def judge(self, task: Task) -> pd.DataFrame:
        """Call the check on all its cases."""
        made: Any = task.check(task.cases, task.partners, task.settings, task.context)
        judged: pd.DataFrame = made
        return judged

    def facts(self) -> EngineFacts | None:
        """Nothing to be told."""
        return None

    def close(self) -> None:
        """Nothing to be given back."""
