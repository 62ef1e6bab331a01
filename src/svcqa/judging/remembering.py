"""Remembering which records there are and which of them each rule has judged, of records that come in parts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from svcqa.judging.outcome import roots
from svcqa.population import names_of, packed_marks, written

if TYPE_CHECKING:
    from svcqa.judging.outcome import Outcome
    from svcqa.judging.subjects import Subjects


class Remembering:
    """The records of one register whose key names one record; as :class:`~svcqa.judging.presence.Presence` has them.

    A record takes 8 bytes, and a bit for each rule.
    """

    def __init__(self) -> None:
        self._register = ""
        self._names: list[np.ndarray] = []
        self._clear = np.zeros(0, dtype=np.int64)
        self._rules: dict[int, str] = {}
        self._marks: dict[int, dict[int, np.ndarray]] = {}

    def begin(self, subjects: Subjects) -> None:
        """Note the records of the next part."""
        self._register = subjects.records.name
        self._clear = np.flatnonzero(~subjects.unclear)
        self._names.append(names_of(roots(self._register, subjects.key_parts(self._clear))))

    def add(self, rank: int, outcome: Outcome) -> None:
        """Note which of them a rule has judged."""
        one = outcome.tally
        if outcome.judged is not None:
            self._rules[rank] = f"{one.ruleset}/{one.rule}/{one.edition}"
            self._marks.setdefault(rank, {})[len(self._names) - 1] = np.packbits(outcome.judged[self._clear])

    @property
    def population(self) -> dict[str, str]:
        """See :attr:`~svcqa.judging.presence.Presence.population`."""
        return self._told[0]

    @property
    def judged(self) -> dict[str, dict[str, str]]:
        """See :attr:`~svcqa.judging.presence.Presence.judged`."""
        return self._told[1]

    @cached_property
    def _told(self) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        if not self._names:
            return {}, {}
        sizes = [len(one) for one in self._names]
        names = np.concatenate(self._names)
        self._names = []
        order = np.argsort(names, kind="stable")
        judged = {name: packed_marks(self._whole(rank, sizes)[order]) for rank, name in sorted(self._rules.items())}
        names = names[order]
        del order
        return {self._register: written(names)}, {self._register: judged} if judged else {}

    def _whole(self, rank: int, sizes: list[int]) -> np.ndarray:
        marks = self._marks.pop(rank)
        none = np.zeros(0, dtype=np.uint8)
        parts = [_bits(marks.get(number, none), size) for number, size in enumerate(sizes)]
        return np.concatenate(parts)


def _bits(packed: np.ndarray, size: int) -> np.ndarray:
    if not len(packed):
        return np.zeros(size, dtype=bool)
    return np.unpackbits(packed, count=size).astype(bool)
