"""Timeliness: response times and due dates and rhythm (``deadline``, ``cadence``)."""

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

    return [ended_in_time, came_again_in_time]
