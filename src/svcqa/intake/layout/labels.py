"""Labels: what a column is called, over one heading row or several."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """What a column is called, from the top level down."""

    levels: tuple[str, ...]
    alone: bool = True
    """Its top level stands over no other column."""

    @property
    def text(self) -> str:
        """All levels, as they are shown."""
        return "/".join(self.levels)

    @property
    def words(self) -> tuple[str, ...]:
        """What may be the name of a field: all levels, all of them as one word, the lowest, the top one."""
        if len(self.levels) == 1:
            return self.levels
        top = (self.levels[0],) if self.alone else ()
        return (self.text, "".join(self.levels), self.levels[-1], *top)
