"""Timeliness: due dates (``deadline``), rhythm (``cadence``), steps and approvals in order (``sequence``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_timeliness.cadence import came_again_in_time
    from svcqa_timeliness.deadline import ended_in_time
    from svcqa_timeliness.sequence import followed_in_order

    return [ended_in_time, came_again_in_time, followed_in_order]
