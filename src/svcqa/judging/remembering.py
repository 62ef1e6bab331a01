"""Remembering which records there are and which of them each rule has judged, of records that come in parts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from svcqa.judging.subjects import Subjects
from svcqa.population import names_of, order_of, packed_marks, written

if TYPE_CHECKING:
    from svcqa.judging.outcome import Outcome
    from svcqa.registers import Records


class Apart(Subjects):
    """Records that stand apart from others of their keys, so that they do not tell by themselves whose key is clear.

    Args:
        records: the records.
        unclear: rows of those, of all records, whose key is blank or repeated.
    """

    def __init__(self, records: Records, unclear: np.ndarray) -> None:
        super().__init__(records)
        self._unclear = np.isin(rows_of(records), unclear)

    @property
    def unclear(self) -> np.ndarray:
        """See :attr:`Subjects.unclear`."""
        return self._unclear


def rows_of(records: Records) -> np.ndarray:
    """The row of each record of one sheet, as Excel shows it."""
    rows = records.parts[0].rows
    return rows if records.source is None else rows[records.source]


class Remembering:
    """The records of one register whose key names one record; as :class:`~svcqa.judging.presence.Presence` has them.

    A record takes 12 bytes, and a bit for each rule.
    """

    def __init__(self) -> None:
        self._register = ""
        self._sizes: list[int] = []
        """How many of them each part has."""
        self._names = np.empty(0, dtype=np.uint64)
        self._rows = np.empty(0, dtype=np.uint32)
        self._clear = np.zeros(0, dtype=np.int64)
        self._rules: dict[int, str] = {}
        self._marks: dict[int, dict[int, np.ndarray]] = {}
        self._judged: dict[int, list[np.ndarray]] = {}
        """Rule → rows of the records that it has judged, of rules that see them in other parts."""

    def begin(self, subjects: Subjects) -> None:
        """Note the records of the next part."""
        self._register = subjects.records.name
        self._clear = np.flatnonzero(~subjects.unclear)
        self._sizes.append(len(self._clear))
        _extend(self._names, names_of(subjects.roots(self._clear)))
        _extend(self._rows, rows_of(subjects.records)[self._clear])

    def add(self, rank: int, outcome: Outcome) -> None:
        """Note which of them a rule has judged."""
        if outcome.judged is not None:
            self._name(rank, outcome)
            self._marks.setdefault(rank, {})[len(self._sizes) - 1] = np.packbits(outcome.judged[self._clear])

    def scatter(self, rank: int, outcome: Outcome, records: Records) -> None:
        """Note which records a rule has judged that sees them in other parts."""
        if outcome.judged is not None:
            self._name(rank, outcome)
            rows = rows_of(records)[outcome.judged].astype(np.uint32)
            self._judged.setdefault(rank, []).append(rows)

    def _name(self, rank: int, outcome: Outcome) -> None:
        one = outcome.tally
        self._rules[rank] = f"{one.ruleset}/{one.rule}/{one.edition}"

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
        if not self._sizes:
            return {}, {}
        order = order_of(self._names)
        judged = {name: packed_marks(self._whole(rank)[order]) for rank, name in sorted(self._rules.items())}
        texts = [*written(self._names, order)]
        del self._names, self._rows, order  # joining the text takes as much memory again
        return {self._register: "".join(texts)}, {self._register: judged} if judged else {}

    def _whole(self, rank: int) -> np.ndarray:
        if rank in self._judged:
            return self._found(np.concatenate(self._judged.pop(rank)))
        marks = self._marks.pop(rank)
        none = np.zeros(0, dtype=np.uint8)
        return np.concatenate([_bits(marks.get(number, none), size) for number, size in enumerate(self._sizes)])

    def _found(self, judged: np.ndarray) -> np.ndarray:
        marked = np.zeros(int(max(self._rows.max(initial=0), judged.max(initial=0))) + 1, dtype=bool)
        marked[judged] = True
        found: np.ndarray = marked[self._rows]
        return found


def _extend(whole: np.ndarray, part: np.ndarray) -> None:
    """Put a part behind what is there, in place: many parts would be held twice where they are joined."""
    end = len(whole)
    whole.resize(end + len(part), refcheck=False)
    whole[end:] = part


def _bits(packed: np.ndarray, size: int) -> np.ndarray:
    if not len(packed):
        return np.zeros(size, dtype=bool)
    return np.unpackbits(packed, count=size).astype(bool)
