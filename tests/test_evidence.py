"""What a check shows beside each verdict stays as it was agreed (``make evidence`` writes it again)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from svcqa import testing
from svcqa.checks import spec_of
from tests.evidence.shown import CHECKS, kept, shown

CASES = [case for check in CHECKS.values() for case in testing.cases(check)]
_kept = cache(kept)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{spec_of(case.check).name}: {case.name}")
def test_the_evidence_of_a_case_is_as_agreed(case: testing.Case) -> None:
    assert shown(case) == _kept(case.check).get(case.name), "`make evidence` writes it again; read the difference"


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_no_evidence_is_left_of_cases_that_are_gone(check: Callable[..., Any]) -> None:
    assert list(kept(check)) == [case.name for case in testing.cases(check)]
