"""Copies: a form that stands on a sheet several times, below itself or beside itself, is one record each time."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from svcqa.intake.forms.pairs import BLOCKED, Pair
from svcqa.text import Text

_At = tuple[int, int]
TWICE = Text("出现几次而内容不同", "it stands there several times with different values")


@dataclass(frozen=True, eq=False)
class Copy:
    """What one copy of a form says."""

    taken: Mapping[str, Pair]
    """Field → its label and value."""
    doubtful: Sequence[Pair]

    @property
    def row(self) -> int:
        """Where it begins."""
        return min(pair.label.row for pair in self.taken.values())


def settled(pairs: Sequence[Pair]) -> Copy:
    """What a copy says; a label that stands there several times counts if all of them say the same."""
    by_field: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_field.setdefault(pair.field or "", []).append(pair)
    doubtful = by_field.pop("", [])
    taken: dict[str, Pair] = {}
    for field, found in by_field.items():
        clear = [pair for pair in found if pair.doubt is None]
        # a label without room for a value may well be the title of a section
        sure = clear and all(pair.doubt in (None, BLOCKED) for pair in found)
        if sure and len({pair.said for pair in clear}) == 1:
            taken[field] = clear[0]
        else:
            doubtful += [replace(pair, doubt=pair.doubt or TWICE) for pair in found]
    return Copy(taken, doubtful)


def copies_of(pairs: Sequence[Pair]) -> list[list[Pair]] | None:
    """The pairs of each copy; a single copy where only a few labels come again.

    What stands above the first copy belongs to none of them. ``None`` where most labels come again, but not in the
    same arrangement, so that nobody can tell which belong together.
    """
    places = _places(pairs)
    again = {field: found for field, found in places.items() if len(found) > 1}
    if 2 * len(again) < len(places) or not again:
        return [list(pairs)]
    count = Counter(map(len, again.values())).most_common(1)[0][0]
    regular = {field: found for field, found in again.items() if len(found) == count}
    if len(regular) < 2 or 2 * len(regular) < len(places):
        return None
    for split in (_stacked, _abreast, _tiled):
        if (found := split(pairs, regular)) is not None:
            return found
    return None


def _places(pairs: Sequence[Pair]) -> dict[str, list[_At]]:
    found: dict[str, list[_At]] = {}
    for pair in pairs:
        if pair.field:
            found.setdefault(pair.field, []).append(pair.label.at)
    return found


def _stacked(pairs: Sequence[Pair], regular: Mapping[str, Sequence[_At]]) -> list[list[Pair]] | None:
    return _parted(pairs, regular, 0)


def _abreast(pairs: Sequence[Pair], regular: Mapping[str, Sequence[_At]]) -> list[list[Pair]] | None:
    return _parted(pairs, regular, 1)


def _parted(pairs: Sequence[Pair], regular: Mapping[str, Sequence[_At]], axis: int) -> list[list[Pair]] | None:
    """Copies that each begin at a row (or column) of their own; ``None`` unless each holds every regular field once."""
    starts = sorted(at[axis] for at in min(regular.values(), key=lambda found: min(at[axis] for at in found)))
    if len(set(starts)) < len(starts):
        return None
    found: list[list[Pair]] = [[] for _ in starts]
    for pair in pairs:
        number = bisect(starts, pair.label.at[axis]) - 1
        if number >= 0:
            found[number].append(pair)
    wanted = sorted(regular)
    whole = all(sorted(pair.field or "" for pair in one if pair.field in regular) == wanted for one in found)
    return found if whole else None


def _tiled(pairs: Sequence[Pair], regular: Mapping[str, Sequence[_At]]) -> list[list[Pair]] | None:
    """Copies in rows and columns: every field lies as far from the first one in each of them."""
    first = min(regular, key=lambda field: regular[field][0])
    corners = regular[first]
    for found in regular.values():
        if len({(at[0] - corner[0], at[1] - corner[1]) for at, corner in zip(found, corners, strict=True)}) > 1:
            return None
    copies: list[list[Pair]] = [[] for _ in corners]
    for pair in pairs:
        row, column = pair.label.at
        above = [number for number, corner in enumerate(corners) if corner[0] <= row and corner[1] <= column]
        if above:
            copies[max(above, key=lambda number: corners[number])].append(pair)
    return copies
