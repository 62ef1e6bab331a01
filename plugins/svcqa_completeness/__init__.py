"""Completeness: records say what they must (``row``) and their keys occur once (``unique``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_completeness.row import row_is_complete
    from svcqa_completeness.unique import key_is_unique

    return [row_is_complete, key_is_unique]
