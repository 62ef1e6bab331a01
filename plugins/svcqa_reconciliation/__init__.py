"""Reconciliation: registers against each other (``match``), and figures against limits and details (``aggregate``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_reconciliation.aggregate import figure_is_within_limits
    from svcqa_reconciliation.match import has_its_partners

    return [has_its_partners, figure_is_within_limits]
