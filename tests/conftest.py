"""What holds for the whole suite."""

from __future__ import annotations

from hypothesis import Phase, settings

# how long an example takes says nothing about whether it is right
settings.register_profile("svcqa", deadline=None)
settings.load_profile("svcqa")
# where the tests themselves are tested: always the same examples, and no time to look for the smallest one
settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, max_examples=10, phases=[Phase.explicit, Phase.generate]
)
