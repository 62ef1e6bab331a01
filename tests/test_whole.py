"""Which checks must see all records at once: those say so by whose split parts would be judged otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from svcqa.checks import spec_of
from svcqa.host import Host

CHECKS = Host.discover().checks
HELD = {"on": {"person": "person"}, "in": "trainings", "valid": ["from", "until"]}


@pytest.mark.parametrize(
    ("check", "settings", "whole"),
    [
        ("unique", {"key": ["no"]}, False),
        ("unique", {"key": ["no"], "gaps": "report"}, True),
        ("match", {"to": "orders", "on": {"no": "no"}}, False),
        ("match", {"to": "orders", "on": {"no": "no"}, "both_ways": True}, True),
        ("aggregate", {"measure": "count", "min": 1}, True),
        ("valid_at", {"at": "used", **HELD}, False),
        ("valid_at", {"at": "used", "each_value": ["person"], **HELD}, True),
    ],
)
def test_a_check_says_whether_it_needs_all_records(check: str, settings: dict[str, Any], *, whole: bool) -> None:
    assert spec_of(CHECKS[check]).settings.model_validate(settings).needs_whole() is whole
