"""Presence: which records there are, and which of them each rule has judged, for audits that come later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from svcqa.population import packed, packed_marks

if TYPE_CHECKING:
    from svcqa.judging.outcome import Outcome
    from svcqa.judging.subjects import Subjects


class Presence:
    """The records of all registers whose key names one record; others cannot be found again in a later audit."""

    def __init__(self, subjects: Mapping[str, Subjects]) -> None:
        self.population: dict[str, str] = {}
        """Register → its records, as :func:`svcqa.population.packed` writes them."""
        self.judged: dict[str, dict[str, str]] = {}
        """Register → rule → which of them it judged."""
        self._order: dict[str, np.ndarray] = {}
        for name, one in subjects.items():
            clear = np.flatnonzero(~one.unclear)
            self.population[name], order = packed(one.roots(clear))
            self._order[name] = clear[order]

    def add(self, outcome: Outcome) -> None:
        """Note which records a rule has judged."""
        one = outcome.tally
        if outcome.judged is not None and one.register in self._order:
            marks = packed_marks(outcome.judged[self._order[one.register]])
            self.judged.setdefault(one.register, {})[f"{one.ruleset}/{one.rule}/{one.edition}"] = marks
