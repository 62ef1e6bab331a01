"""Rulesets and registers that come with svcqa."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

import svcqa


@svcqa.hook
def svcqa_rulesets() -> list[Traversable]:
    """The folder of rulesets and registers."""
    return [files(__name__)]
