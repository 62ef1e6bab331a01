"""Signals: signs that records may have been made up or written afterwards. Leads, never verdicts.

A signal is a pure, vectorised function from records to leads, marked with :func:`signal`. It says what was seen, how
often, and how often chance alone would show as much; what that means is for people to find out. Signals stand apart
from findings, are counted apart, and can be switched off one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svcqa.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from svcqa.calendars import Calendars
    from svcqa.registers import Records

_RARE = 0.001


def rare(chance: float) -> bool:
    """Whether something is told as a lead: chance alone would show as much in less than one audit of a thousand."""
    return chance < _RARE


@dataclass(frozen=True, eq=False)
class Scene:
    """All that a signal may look at; there is no clock."""

    records: Mapping[str, Records]
    """Register → its records."""
    as_of: pd.Timestamp
    calendar: Calendars
    announced: dt.datetime | None = None
    """When the audit was announced, if the assignment says so."""


@dataclass(frozen=True, eq=False)
class Lead:
    """Something that a signal has seen."""

    register: str
    fields: tuple[str, ...]
    """What was looked at."""
    at: np.ndarray
    """Positions of the records it was seen in."""
    told: Text
    """What was seen, in a sentence."""
    observed: int
    of: int
    expected: float
    """How many of these chance alone would show on average."""
    chance: float
    """How often chance alone would show as much, over all that this signal has looked at in this audit."""


@dataclass(frozen=True)
class SignalSpec:
    """What is known of a signal beside its function."""

    name: str
    title: Text
    means: Text
    """Why it is worth a look."""
    innocent: Text
    """What may explain it without anything being wrong."""


Signalling = Callable[[Scene], Iterable[Lead]]


def signal(name: str, *, title: Text, means: Text, innocent: Text) -> Callable[[Signalling], Signalling]:
    """Mark a function as a signal.

    Args:
        name: by which it is switched on and off.
        title: what it is called.
        means: why it is worth a look.
        innocent: what may explain it without anything being wrong; every signal has such explanations.
    """

    def marked(function: Signalling) -> Signalling:
        function.__svcqa_signal__ = SignalSpec(name, title, means, innocent)  # type: ignore[attr-defined]
        return function

    return marked


def spec_of(function: Signalling) -> SignalSpec:
    """What a marked function says of itself."""
    spec: SignalSpec = function.__svcqa_signal__  # type: ignore[attr-defined]
    return spec
