"""An example company with planted faults, to try svcqa on: its records, its ruleset, and ``svcqa demo``."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import click


@svcqa.hook
def svcqa_rulesets() -> list[Traversable]:
    """The folder with the company's ruleset."""
    return [files(__name__).joinpath("rulesets")]


@svcqa.hook
def svcqa_commands() -> list[click.Command]:
    """The command ``demo``."""
    from svcqa_example.command import demo

    return [demo()]
