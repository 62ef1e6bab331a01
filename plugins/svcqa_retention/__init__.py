"""Retention: records are kept long enough, and destroyed lawfully (``retention``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_retention.retention import kept_and_destroyed_lawfully

    return [kept_and_destroyed_lawfully]
