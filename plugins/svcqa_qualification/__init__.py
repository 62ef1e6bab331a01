"""Qualification: training currency, competence before a post, licences and validity of editions (``valid_at``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_qualification.valid_at import held_when_used

    return [held_when_used]
