"""Every rule that ships proves itself by the records beside its ruleset."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import PurePath

import pytest

from svcqa import testing
from svcqa.host import Host
from svcqa.rulesets import Bound, Library, bind, load

HOST = Host.discover()
RULESET = "wwsh-003"
STILL_TO_PROVE = (
    "p03.yaml",
    "p04.yaml",
    "p05.yaml",
    "p07.yaml",
    "p08.yaml",
    "p09.yaml",
    "p22.yaml",
)
"""Files of rules whose proofs are still to be written; it only gets shorter."""
PROOFS = [one for name in Library(HOST.ruleset_folders).places for one in testing.proofs(name, HOST)]


@cache
def _rules() -> dict[str, list[Bound]]:
    """File → its rules, bound."""
    loaded = load(RULESET, Library(HOST.ruleset_folders))
    found: dict[str, list[Bound]] = {}
    for placed, bound in zip(loaded.rules, bind(loaded, HOST.checks), strict=True):
        found.setdefault(PurePath(placed.file.name).name, []).append(bound)
    return found


def _proven(rule: str) -> set[str]:
    """Every verdict that is expected of a record or slot in the proofs of a rule."""
    mine = [one.written for one in PROOFS if one.rule == rule and one.ruleset.name == RULESET]
    return {word for one in mine for said in [*one.expected(), *one.slots] for word in said.split()}


def _id(proof: testing.Proof) -> str:
    return f"{PurePath(proof.where).name} {proof.rule} {proof.written.name}"


def _files_with_proofs() -> set[str]:
    return {PurePath(one.file.name).name for one in PROOFS if one.ruleset.name == RULESET}


def _to_be_proven() -> Iterator[tuple[str, Bound]]:
    asked = (set(_rules()) - set(STILL_TO_PROVE)) | _files_with_proofs()
    return ((file, one) for file, rules in _rules().items() if file in asked for one in rules)


@pytest.mark.parametrize("proof", PROOFS, ids=_id)
def test_proof_holds(proof: testing.Proof) -> None:
    testing.prove(proof)


@pytest.mark.parametrize(
    ("file", "bound"), [pytest.param(*one, id=f"{one[0]} {one[1].rule.id}") for one in _to_be_proven()]
)
def test_every_rule_conforms_and_fails_in_its_proofs(file: str, bound: Bound) -> None:
    assert {"conforms", "fails"} <= _proven(bound.rule.id)


def test_what_is_still_to_prove_gets_less() -> None:
    assert not _files_with_proofs() & set(STILL_TO_PROVE), "these have proofs: take them from the list"
    assert set(STILL_TO_PROVE) <= set(_rules())
