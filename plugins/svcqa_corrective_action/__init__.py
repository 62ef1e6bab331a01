"""Corrective actions: the life of a nonconformity (``corrective-action``), and what comes again (``recurrence``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_corrective_action.corrective_action import nonconformity_was_mended
    from svcqa_corrective_action.recurrence import did_not_come_again

    return [nonconformity_was_mended, did_not_come_again]
