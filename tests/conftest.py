"""What holds for the whole suite."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.calling import Call, caller

HEAVY = (
    "test_proofs", "test_example", "test_cases", "test_browser", "test_coverage_plan", "test_evidence", "test_forms_zh",
    "test_signals_example", "test_history",
)  # fmt: skip
"""Files that take longest, which are begun first: one that is begun last decides when everything ends."""

# how long an example takes says nothing about whether it is right
settings.register_profile("svcqa", deadline=None)
settings.load_profile("svcqa")
# where the tests themselves are tested: always the same examples, and no time to look for the smallest one
settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, max_examples=10, phases=[Phase.explicit, Phase.generate]
)


@pytest.fixture
def svcqa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line in a folder of its own."""
    return caller(tmp_path, monkeypatch, capsys)


def pytest_sessionstart() -> None:
    """Look for garbage less often: there is little of it, and thousands of tests to look through each time."""
    gc.set_threshold(100_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Heavy files first, all others as they were."""
    order = {name: number for number, name in enumerate(HEAVY)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


def pytest_collection_finish() -> None:
    """The tests themselves are there to the end."""
    gc.collect()
    gc.freeze()
