"""Sampling: plans, draws that can be repeated, and what a sample says of its lot; ``svcqa sample``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import click

    from svcqa import Projected, SampleFacts


@svcqa.hook
def svcqa_projection(sample: SampleFacts) -> Projected | None:
    """Acceptance, rate and bounds of samples that this plugin has drawn."""
    from svcqa_sampling.projecting import projected
    from svcqa_sampling.tickets import GENERATOR

    return projected(sample) if sample.plan.generator == GENERATOR else None


@svcqa.hook
def svcqa_commands() -> list[click.Command]:
    """The commands ``sample draw``, ``sample plan`` and ``sample repeat``."""
    from svcqa_sampling.command import sample

    return [sample()]
