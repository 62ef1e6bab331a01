"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

PER_PAGE = 50
_FURTHEST = 1_000_000


@dataclass(frozen=True)
class Paging:
    """Which page of a list is shown (from 1), and how many things the whole list has."""

    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one too."""
        return max(1, -(-self.total // self.per_page))


def numbered(written: str) -> int:
    """The number of a page as a link says it; the first if it says nothing of sense."""
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 1
    return min(max(number, 1), _FURTHEST)
