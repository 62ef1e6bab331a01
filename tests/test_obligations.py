"""Every obligation of a manual is carried by a rule, and every rule says what it carries or where else it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import Field as Slot

from svcqa.host import Host
from svcqa.registers import Written
from svcqa.rulesets import Library, Rule, load
from svcqa.rulesets.reading import read_model

MAPS = {file.stem: file for file in sorted((Path(__file__).parent / "obligations").glob("*.yaml"))}
"""Ruleset → the obligations of its manual."""
STILL_TO_CARRY: tuple[str, ...] = ()
"""Parts of manuals of which not all obligations are carried yet; it only gets shorter."""


class Obligation(Written):
    """What is known of an entry of the catalogue beside its number."""

    also: int = 0
    implied_clauses: tuple[int, ...] = ()
    timing: bool = False
    implied: bool = False
    proposed: bool = False

    def rules(self, name: str) -> Iterator[str]:
        """The ids of the rules that carry it."""
        yield name
        yield from (f"{name}/{number}" for number in range(1, self.also + 1))
        if self.timing:
            yield f"{name}/timing"

    def inferred(self, name: str) -> Iterator[str]:
        """Those of them that do not stand in the manual."""
        if self.implied or self.proposed:
            yield from self.rules(name)
        yield from (f"{name}/{number}" for number in self.implied_clauses)


class Obligations(Written):
    """The file of a manual."""

    obligations: dict[str, Obligation]
    without: dict[str, str] = Slot(default_factory=dict)


def _known() -> Obligations:
    maps = [read_model(file, Obligations)[0] for file in MAPS.values()]
    return Obligations(
        obligations={name: known for one in maps for name, known in one.obligations.items()},
        without={rule: reason for one in maps for rule, reason in one.without.items()},
    )


KNOWN = _known()


@cache
def _rules() -> dict[str, Rule]:
    library = Library(Host.discover().ruleset_folders)
    return {placed.rule.id: placed.rule for name in MAPS for placed in load(name, library).rules}


def _part(name: str) -> str:
    """Manual and procedure or chapter: ``S002-P04`` of ``S002-P04-4.2-3e``."""
    return "-".join(name.split("-")[:2])


def _lacking(name: str) -> list[str]:
    """The rules that carry an obligation and are not there, nor said to be missing for a reason."""
    return [rule for rule in KNOWN.obligations[name].rules(name) if rule not in {*_rules(), *KNOWN.without}]


@pytest.mark.parametrize("name", [one for one in KNOWN.obligations if _part(one) not in STILL_TO_CARRY])
def test_an_obligation_is_carried_with_all_its_clauses(name: str) -> None:
    assert not _lacking(name)
    assert any(rule.obligation == name for rule in _rules().values())


@pytest.mark.parametrize("rule", _rules().values(), ids=_rules())
def test_a_rule_carries_one_obligation_or_names_its_source(rule: Rule) -> None:
    assert rule.obligation or rule.source
    if rule.obligation in KNOWN.obligations:
        assert rule.id.partition("/")[0] == rule.obligation
    else:
        assert rule.proposed or rule.source, f"{rule.obligation or 'no obligation'} is none of the manual's"


@pytest.mark.parametrize("name", KNOWN.obligations)
def test_what_does_not_stand_in_the_manual_says_so(name: str) -> None:
    there = [_rules()[rule] for rule in KNOWN.obligations[name].inferred(name) if rule in _rules()]
    assert [rule.id for rule in there if not (rule.source or rule.proposed)] == []


def test_what_is_left_out_is_asked_for_and_has_a_reason() -> None:
    asked = {rule for name, one in KNOWN.obligations.items() for rule in one.rules(name)}
    for rule, reason in KNOWN.without.items():
        assert rule in asked, f"{rule} is not asked for"
        assert rule not in _rules(), f"{rule} is there"
        assert len(reason) > 20, f"{rule}: say why"


def test_what_is_still_to_carry_gets_less() -> None:
    open_ = {_part(name) for name in KNOWN.obligations if _lacking(name)}
    assert set(STILL_TO_CARRY) == open_, "a procedure whose obligations are all carried is taken from the list"
