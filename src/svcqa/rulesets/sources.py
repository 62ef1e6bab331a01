"""Sources: every file a ruleset is made from, but for the registers of the library."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from svcqa.rulesets.library import Library
from svcqa.rulesets.loading import beside


def sources(name: str, library: Library) -> list[Traversable]:
    """The files of a ruleset by name or path: its own, those it includes, and those of what it extends.

    Raises:
        UsageError: there is none of that name.
        ConfigError: a file is wrong.
    """
    found: list[Traversable] = []
    place: Traversable | None = library.find(name)
    while place is not None and place not in found:
        model, _ = library.read(place)
        found += [place, *(beside(place, inner) for inner in model.include)]
        place = library.find(model.extends, place) if model.extends else None
    return found
