"""The traps of the catalogue (section 10): every one that concerns a check has a case named after it.

A case's name begins with the traps it shows: ``T05 a date without a time ...``. Traps that no single check falls into,
since the core or the intake keeps them, have tests of their own, which are named here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from svcqa import testing
from svcqa.host import Host

CHECKS = Host.discover().checks
HERE = Path(__file__).parent

OF_CHECKS: Mapping[int, tuple[str, ...]] = {
    1: ("deadline", "cadence"),
    2: ("cadence",),
    3: ("deadline", "corrective-action"),
    4: ("deadline", "sequence", "corrective-action"),
    5: ("row", "deadline", "sequence", "valid_at"),
    6: ("deadline", "corrective-action"),
    7: ("deadline",),
    8: ("deadline", "corrective-action"),
    9: ("row", "deadline", "corrective-action"),
    10: ("row", "deadline"),
    11: ("deadline",),
    12: ("deadline", "sequence"),
    13: ("cadence",),
    14: ("cadence",),
    15: ("unique",),
    16: ("row", "valid_at", "retention", "corrective-action"),
    17: ("retention",),
    18: ("retention",),
    19: ("retention",),
    20: ("retention",),
    22: ("retention",),
    23: ("valid_at",),
    24: ("valid_at", "sequence"),
    25: ("valid_at",),
    26: ("valid_at",),
    27: ("valid_at", "aggregate"),
    28: ("aggregate",),
    29: ("row", "unique", "valid_at", "match", "corrective-action"),
    30: ("row", "match"),
    31: ("row", "match", "corrective-action"),
    32: ("unique", "match"),
    33: ("unique",),
    34: ("aggregate",),
    35: ("aggregate",),
    36: ("row", "aggregate"),
    37: ("row", "valid_at"),
    38: ("row",),
    39: ("row", "corrective-action"),
    40: ("row", "sequence", "corrective-action"),
    41: ("sequence", "corrective-action"),
    42: ("row", "sequence"),
    43: ("attest", "cadence"),
    44: ("attest",),
}
"""Trap → checks that a naive version of would fall into it."""

OF_THE_CORE: Mapping[int, tuple[str, ...]] = {
    15: ("test_belonging.py::test_a_record_is_judged_by_the_edition_in_force_on_its_date",),
    16: (
        "test_findings_workbook.py::test_the_bytes_do_not_depend_on_the_clock",
        "test_readers.py::test_the_date_system_is_told_and_dates_are_right",
    ),
    21: (),
    45: ("test_reports.py::test_what_was_not_assessed_comes_before_the_findings_and_says_why",),
    46: ("test_row.py::test_findings_of_one_record_share_their_root",),
    47: ("test_forms_zh.py::test_every_row_of_every_sheet_is_accounted_for",),
    48: (),
}
"""Trap → tests that show how the core keeps it; none where it is not built yet."""


def _named() -> dict[int, set[str]]:
    """Trap → checks that have a case named after it."""
    found: dict[int, set[str]] = {}
    for name, check in CHECKS.items():
        for case in testing.cases(check):
            tags = re.match(r"(?:T\d\d )*", case.name)
            for number in re.findall(r"T(\d\d)", tags[0] if tags else ""):
                found.setdefault(int(number), set()).add(name)
    return found


def test_every_trap_of_a_check_has_a_case_named_after_it() -> None:
    named = _named()
    wanted = {(number, check) for number, checks in OF_CHECKS.items() for check in checks}
    assert not {(number, check) for number, check in wanted if check not in named.get(number, set())}


def test_no_case_is_named_after_a_trap_that_is_none() -> None:
    assert set(_named()) <= set(range(1, 49))


def test_all_traps_are_accounted_for() -> None:
    assert set(OF_CHECKS) | set(OF_THE_CORE) == set(range(1, 49))


@pytest.mark.parametrize("place", [place for places in OF_THE_CORE.values() for place in places])
def test_what_keeps_a_trap_in_the_core_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    assert f"def {name}" in (HERE / file).read_text(encoding="utf-8")
