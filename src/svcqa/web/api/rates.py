"""How often a token may be used: so many requests a minute, counted by the server that gets them."""

from __future__ import annotations

import datetime as dt
import threading

MOST = 300
"""Requests a minute."""
_MINUTE = dt.timedelta(minutes=1)


class Rates:
    """Counts the requests of each token, minute by minute.

    Args:
        most: how many are allowed.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._since: dt.datetime | None = None
        self._counts: dict[int, int] = {}

    def wait(self, token: int, at: dt.datetime) -> int:
        """Count a request; how many seconds the token has to wait, 0 for most."""
        with self._lock:
            if self._since is None or not self._since <= at < self._since + _MINUTE:
                self._since, self._counts = at, {}
            self._counts[token] = self._counts.get(token, 0) + 1
            left = self._since + _MINUTE - at
            return max(1, int(left.total_seconds())) if self._counts[token] > self._most else 0
