"""What a check can say: the verdicts its modules name, and the reasons of the core."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from types import ModuleType

import pandas as pd

from svcqa.checks import spec_of
from svcqa.judging import reasons

CORE_REASONS = tuple(reasons.TEXTS)
"""Reason codes that the core gives."""


def verdicts_in(check: Callable[..., pd.DataFrame]) -> set[str]:
    """The verdicts a check can give: those its modules name, and undetermined where it needs a cell."""
    named = {name for module in _modules(check) for name in re.findall(r"Verdict\.([A-Z]+)", inspect.getsource(module))}
    return {name.lower() for name in named} | ({"undetermined"} if spec_of(check).needs else set())


def _modules(check: Callable[..., pd.DataFrame]) -> list[ModuleType]:
    """The module of a check, those beside it that it is made with, and the core's that judge slots for it."""
    home = check.__module__
    rooms, waiting, found = (f"{home.rpartition('.')[0]}.", "svcqa.recurring."), [home], dict[str, ModuleType]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = sys.modules[name]
            parts = (getattr(one, "__module__", "") for one in vars(found[name]).values())
            waiting += sorted({one for one in parts if isinstance(one, str) and one.startswith(rooms)})
    return list(found.values())
