"""What holds for the whole suite."""

from __future__ import annotations

from hypothesis import settings

# how long an example takes says nothing about whether it is right
settings.register_profile("svcqa", deadline=None)
settings.load_profile("svcqa")
