"""Evidence: what a check gives beside its verdict, and what that is called where people read it.

A check declares every column of evidence that its judged frame can have. The core puts the words into the audit, so
that a report tells evidence without knowing the check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from svcqa.text import Text


@dataclass(frozen=True)
class Evidence:
    """What one column is called, and how its values are told.

    Moments, spans of time, numbers, texts, yes or no, and tuples of these need nothing more than a title.
    """

    title: Text
    codes: Mapping[str, Text] = field(default_factory=dict)
    """Code → what it is called, where the values are codes."""
    lengths: bool = False
    """Values are lengths of time as rules write them (``3d``, ``2wd``)."""


Declared = Text | Evidence
"""A title is enough for most."""
CORE = {"carried_over": Evidence(Text(zh="期前未结转入", en="carried over"))}
"""What the core itself adds to the evidence of a check."""


def declared(given: Mapping[str, Declared]) -> dict[str, Evidence]:
    """The declarations of a check, titles made whole."""
    return {name: Evidence(one) if isinstance(one, Text) else one for name, one in given.items()}
