"""Procedures of which the manual holds the titles only: whole, marked as proposed, and with numbers one can set."""

from __future__ import annotations

from importlib.resources import files

import pytest

from svcqa.rulesets import Rule
from svcqa.rulesets.models import RulesFile
from svcqa.rulesets.reading import read_model

PROCEDURES = {
    number: read_model(files("svcqa_rulesets") / "wwsh-003" / f"p{number}.yaml", RulesFile)[0]
    for number in range(10, 23)
}


def _numbers(value: object) -> list[str]:
    """Lengths of time and shares that are written into settings instead of being parameters."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key in {"max", "min", "keep", "max_gap", "max_age", "window"}}
        found = [f"{key}: {one}" for key, one in kept.items() if not isinstance(one, dict)]
        return found + [one for part in value.values() for one in _numbers(part)]
    return [one for part in value for one in _numbers(part)] if isinstance(value, (list, tuple)) else []


@pytest.mark.parametrize("number", PROCEDURES)
def test_a_procedure_is_written_out_as_a_whole(number: int) -> None:
    rules: tuple[Rule, ...] = PROCEDURES[number].rules
    assert 8 <= len(rules) <= 15
    assert all(rule.proposed and rule.id.startswith(f"S002-P{number}-") for rule in rules)


@pytest.mark.parametrize("number", PROCEDURES)
def test_its_parameters_say_what_is_common_elsewhere_and_how_far_that_is_confirmed(number: int) -> None:
    parameters = PROCEDURES[number].parameters
    assert parameters
    assert [name for name, one in parameters.items() if not one.common] == []
    assert all(one.common.source.zh and one.common.source.en for one in parameters.values() if one.common)


def test_its_limits_are_parameters() -> None:
    written = {rule.id: _numbers(dict(rule.params)) for one in PROCEDURES.values() for rule in one.rules}
    assert {rule: found for rule, found in written.items() if found} == {}
