"""Which rule bears on which item of the scheme: every shipped rule is decided on, once, and a new one has to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.resources import files
from typing import Any

import pytest
import yaml

from svcqa.rulesets import Library, Rule, Ruleset, load_all
from tests.office import ROOT

PLUGIN = ROOT / "plugins" / "svcqa_certification"
MAPPING: dict[str, Any] = yaml.safe_load(
    files("svcqa_rulesets").joinpath("mappings", "gbt-27922.yaml").read_text(encoding="utf-8")
)
LIBRARY = Library([files("svcqa_rulesets")])
RULESETS = load_all(LIBRARY.places, LIBRARY)
RULES: dict[str, Rule] = {placed.rule.id: placed.rule for ruleset in RULESETS for placed in ruleset.rules}
ITEMS: dict[str, list[str]] = {name: item["rules"] for name, item in MAPPING["items"].items()}
UNRELATED: list[str] = [pattern for group in MAPPING["unrelated"] for pattern in group["rules"]]
PATTERNS = [*(pattern for patterns in ITEMS.values() for pattern in patterns), *UNRELATED]
UNRELATED_AT_MOST = {
    "after-sales-department": 39,
    "after-sales-management": 22,
    "cn-law": 8,
    "customer-service": 22,
    "dispatch": 0,
    "wwsh-003": 0,
}
"""Rules that bear on no item, by ruleset; more of them would be duties that nobody scores."""


def _fitting(rule: str, patterns: list[str]) -> list[str]:
    return [pattern for pattern in patterns if fnmatchcase(rule, pattern)]


def _leaves(scheme: dict[str, Any]) -> Iterator[str]:
    for name, clause in scheme["clauses"].items():
        yield from clause.get("items", [name])


@pytest.fixture(scope="module")
def scheme() -> dict[str, Any]:
    if not PLUGIN.is_dir():
        pytest.skip("the scheme comes with the plugin for certification, which this checkout is without")
    found: dict[str, Any] = yaml.safe_load(
        (PLUGIN / "schemes" / f"{MAPPING['scheme']}.yaml").read_text(encoding="utf-8")
    )
    return found


def test_every_pattern_fits_a_rule() -> None:
    assert [pattern for pattern in PATTERNS if not any(fnmatchcase(rule, pattern) for rule in RULES)] == []


def test_no_pattern_is_written_twice() -> None:
    assert [pattern for pattern, times in Counter(PATTERNS).items() if times > 1] == []


def test_every_rule_stands_exactly_once() -> None:
    """None is forgotten, and none takes points from two items."""
    assert {rule: fitting for rule in RULES if len(fitting := _fitting(rule, PATTERNS)) != 1} == {}


def test_a_rule_stands_under_the_clause_its_source_names() -> None:
    elsewhere = {}
    for name, rule in RULES.items():
        clause = re.search(r"GB/T 27922-2011 (5\.[\d.]*\d)", rule.source or "")
        item = next((item for item, patterns in ITEMS.items() if _fitting(name, patterns)), "")
        if clause and not f"{item}.".startswith(f"{clause[1]}."):
            elsewhere[name] = (clause[1], item)
    assert elsewhere == {}


@pytest.mark.parametrize("ruleset", RULESETS, ids=lambda ruleset: ruleset.name)
def test_hardly_a_rule_bears_on_nothing(ruleset: Ruleset) -> None:
    rules = {placed.rule.id for placed in ruleset.rules}
    assert len([rule for rule in rules if _fitting(rule, UNRELATED)]) <= UNRELATED_AT_MOST[ruleset.name]


def test_what_bears_on_nothing_says_why_in_both_languages() -> None:
    assert all(set(group) == {"rules", "why"} and group["rules"] for group in MAPPING["unrelated"])
    assert all(set(group["why"]) == {"zh", "en"} and all(group["why"].values()) for group in MAPPING["unrelated"])


def test_every_register_of_the_evidence_exists() -> None:
    named = {register for entry in MAPPING["evidence"].values() for register in entry["registers"]}
    assert named <= set(LIBRARY.registers)
    assert all(entry["registers"] for entry in MAPPING["evidence"].values())


def test_every_item_of_the_scheme_has_its_rules(scheme: dict[str, Any]) -> None:
    assert set(ITEMS) == set(_leaves(scheme))
    assert all(ITEMS.values())


def test_the_evidence_is_that_of_the_scheme(scheme: dict[str, Any]) -> None:
    asked = {entry["id"]: entry["kind"] for entry in scheme["evidence"]}
    assert set(MAPPING["evidence"]) <= set(asked)
    records = {name for name, kind in asked.items() if kind == "record"}
    assert records - set(MAPPING["evidence"]) == {"r11"}, "no register holds evaluations of suppliers"


def test_a_mapping_is_no_ruleset() -> None:
    assert "mappings" not in LIBRARY.places
    assert MAPPING["scheme"] == "gbt-27922"
