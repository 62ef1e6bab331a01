"""Attestation: what only a person can judge, asked and answered (``attest``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_attestation.attest import was_answered

    return [was_answered]
