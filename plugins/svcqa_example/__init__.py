"""An example company with planted faults, to try svcqa on: its records, its ruleset, and ``svcqa demo``."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

import svcqa


@svcqa.hook
def svcqa_rulesets() -> list[Traversable]:
    """The folder with the company's ruleset."""
    return [files(__name__).joinpath("rulesets")]
