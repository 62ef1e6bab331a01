"""Following: one audit read against an earlier one, as a pure function of the two documents."""

from svcqa.following.comparing import compared
from svcqa.following.joining import against, latest_first

__all__ = ["against", "compared", "latest_first"]
