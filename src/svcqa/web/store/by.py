"""Who does something, when, and from where: everything that writes to the desk takes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class By:
    """Somebody at a moment.

    Attributes:
        person: their number; none for the desk itself.
        at: the moment, with its offset.
        address: from where, as the network says.
    """

    person: int | None
    at: dt.datetime
    address: str = ""

    @property
    def moment(self) -> str:
        """The moment as tables hold it."""
        return written(self.at)


def written(at: dt.datetime) -> str:
    """A moment as tables hold it: in UTC, so that their order is that of texts."""
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")


def read(moment: str) -> dt.datetime:
    """A moment of a table."""
    return dt.datetime.fromisoformat(moment)
