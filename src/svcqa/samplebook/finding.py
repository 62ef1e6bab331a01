"""Finding the records of a sample again among those that are audited: by their place, or else by their key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from svcqa.findings import Location
from svcqa.judging.moments import first_filled
from svcqa.lines import quote
from svcqa.quoting import moments_shown
from svcqa.samplebook.drawing import Item
from svcqa.samplebook.sheets import plain

if TYPE_CHECKING:
    from svcqa.judging.subjects import Subjects

_Place = tuple[str, str, int]
_JOINT = " / "


class Whereabouts:
    """Which record of a register each item is; none where this audit does not have it."""

    def __init__(self, subjects: Subjects | None, digests: Mapping[str, str], items: Sequence[Item]) -> None:
        """Find the records.

        Args:
            subjects: the records of the register; ``None`` where this audit has none of it.
            digests: file of this audit → its SHA-256.
            items: what was drawn.
        """
        self._subjects = subjects
        self._at = _found(subjects, digests, items) if subjects else {}

    def there(self, item: Item) -> bool:
        """Whether this audit has the record."""
        return item in self._at

    def key(self, item: Item) -> tuple[tuple[str | None, ...], str]:
        """The key of the record, and what tells it apart where the key does not."""
        subjects, at = self._one(item)
        return (subjects.key_parts(at)[0], subjects.extras(at)[0]) if subjects else ((item.record,), "")

    def key_json(self, item: Item) -> str:
        """The key, field by field."""
        subjects, at = self._one(item)
        return subjects.key_json(subjects.key_parts(at))[0] if subjects else f'{{"record":{quote(item.record)}}}'

    def cells(self, item: Item) -> list[Location]:
        """The cells of its key and its date."""
        subjects, at = self._one(item)
        if not subjects:
            return []
        register = subjects.records.register
        wanted = dict.fromkeys([*register.key, *register.event_date])
        fields = [name for name in wanted if name in subjects.records.frame]
        return [msgspec.json.decode(cell, type=Location) for cell in subjects.cells(at, fields)[0]]

    def unit(self, item: Item) -> str | None:
        """The outlet or department of the record."""
        subjects, at = self._one(item)
        return subjects.unit_names[subjects.unit_codes[at][0]] if subjects else None

    def date(self, item: Item) -> str | None:
        """The date of the record."""
        subjects, at = self._one(item)
        if not subjects:
            return None
        moment = first_filled(subjects.records, subjects.records.register.event_date)
        return None if moment is None else moments_shown(moment.iloc[at])[0]

    def _one(self, item: Item) -> tuple[Subjects | None, np.ndarray]:
        """The records and the position of this one; neither where it is not there."""
        at = self._at.get(item)
        return (None, np.array([], dtype=int)) if at is None else (self._subjects, np.array([at]))


def _found(subjects: Subjects, digests: Mapping[str, str], items: Sequence[Item]) -> dict[Item, int]:
    """Item → position of its record: where it stands in the same file, else the one that bears its key."""
    places = _by_place(subjects, digests, {_place(item) for item in items})
    moved = {item.record for item in items if item.record and _place(item) not in places}
    keys = _by_key(subjects, moved) if moved else {}
    found = {}
    for item in items:
        here = places.get(_place(item), [])
        named = [at for at in here if _key_at(subjects, at) == item.record] or here or keys.get(item.record, [])
        if here or len(named) == 1:
            found[item] = named[0]
    return found


def _by_place(subjects: Subjects, digests: Mapping[str, str], wanted: set[_Place]) -> dict[_Place, list[int]]:
    """Place → the records that stand there; several may stand in one row."""
    order = subjects.records.source
    at = np.arange(len(subjects.records)) if order is None else np.argsort(order)
    rows = np.array([row for _, _, row in wanted])
    found: dict[_Place, list[int]] = {}
    for part in subjects.records.parts:
        digest, sheet = digests.get(part.file, ""), plain(part.sheet)
        for offset in np.flatnonzero(np.isin(part.rows, rows)).tolist():
            place = (digest, sheet, int(part.rows[offset]))
            if place in wanted:
                found.setdefault(place, []).append(int(at[part.start + offset]))
    return found


def _by_key(subjects: Subjects, wanted: set[str]) -> dict[str, list[int]]:
    """Key → the records that bear it."""
    found: dict[str, list[int]] = {}
    for at, key in enumerate(subjects.key_parts(np.arange(len(subjects.records)))):
        text = plain(_JOINT.join(part or "" for part in key))
        if text in wanted:
            found.setdefault(text, []).append(at)
    return found


def _key_at(subjects: Subjects, at: int) -> str:
    return plain(_JOINT.join(part or "" for part in subjects.key_parts(np.array([at]))[0]))


def _place(item: Item) -> _Place:
    return item.sha256, plain(item.sheet), int(item.row) if item.row.isdecimal() else 0
