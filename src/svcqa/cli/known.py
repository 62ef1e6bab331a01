"""Settings held against the registers there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from svcqa.rulesets import Library
from svcqa.rulesets.reach import all_registers

if TYPE_CHECKING:
    from svcqa.config import Config
    from svcqa.errors import Problem


def strangers(config: Config, rulesets: Iterable[str], library: Library) -> Iterator[Problem]:
    """Settings that have no effect, since no ruleset has such a register or field."""
    if config.columns or config.formats or config.sheets:
        yield from config.strangers(all_registers(rulesets, library))
