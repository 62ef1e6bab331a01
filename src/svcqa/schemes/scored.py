"""The items that are scored: those of a scheme, with what people entered, or as people have divided them further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from svcqa.schemes.entered import EnteredItem, ScoreSheet
from svcqa.schemes.models import Mode, SchemeFile
from svcqa.text import Text


@dataclass(frozen=True)
class ScoredItem:
    """One item as it is scored."""

    item: str
    clause: str
    group: str
    title: Text
    mode: Mode
    points: Fraction | None
    entered: EnteredItem | None = None

    @property
    def applies(self) -> bool:
        """Nobody said that it does not apply."""
        return self.entered is None or self.entered.applies


def home_of(item: str, scheme: SchemeFile) -> str | None:
    """The clause that an item belongs to, be it of the scheme or divided further by people."""
    for name, clause, _ in scheme.items():
        if item == name or item.startswith(f"{name}."):
            return clause
    return next((clause for clause in scheme.clauses if item == clause or item.startswith(f"{clause}.")), None)


def scored_items(scheme: SchemeFile, sheet: ScoreSheet) -> list[ScoredItem]:
    """The items in the order of the scheme; an item of which people entered parts is replaced by these."""
    named = [one for item in scheme.items() for one in _scored(item, scheme, sheet.items)]
    return [*named, *_further(scheme, sheet)]


def _scored(
    item: tuple[str, str, object], scheme: SchemeFile, entered: Mapping[str, EnteredItem]
) -> Iterator[ScoredItem]:
    name, clause, _ = item
    parts = [one for other, one in entered.items() if other.startswith(f"{name}.")]
    if name in entered or not parts:
        yield _one(name, clause, scheme, entered.get(name))
    yield from (_one(part.item, clause, scheme, part) for part in parts)


def _further(scheme: SchemeFile, sheet: ScoreSheet) -> Iterator[ScoredItem]:
    """Items that people added to a clause beside those that the scheme names."""
    names = [name for name, _, _ in scheme.items()]
    for name, one in sheet.items.items():
        if not any(name == known or name.startswith(f"{known}.") for known in names):
            clause = home_of(name, scheme)
            if clause is not None:
                yield _one(name, clause, scheme, one)


def _one(name: str, clause: str, scheme: SchemeFile, entered: EnteredItem | None) -> ScoredItem:
    said = {item: one for item, _, one in scheme.items()}.get(name)
    own = entered.title if entered else ""
    title = said.title if said else Text(own or name, own or name)
    points = Fraction(said.points) if said and said.points is not None else None
    if entered and entered.points is not None:
        points = entered.points
    mode = (entered.mode if entered else None) or (said.mode if said else "full")
    return ScoredItem(name, clause, scheme.clauses[clause].group, title, mode, points, entered)


def sums(items: Sequence[ScoredItem]) -> dict[str, Fraction]:
    """Group → the points known of its items."""
    found: dict[str, Fraction] = {}
    for one in items:
        found[one.group] = found.get(one.group, Fraction(0)) + (one.points or 0)
    return found
