"""Every rule that ships proves itself by the records beside its ruleset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePath

import pytest
from _pytest.mark import ParameterSet

from svcqa import testing
from svcqa.errors import ConfigError
from svcqa.host import Host
from svcqa.rulesets import Bound, Library, bind, load
from svcqa.testing.written import records_of
from tests.office import ORDERS, ROOT, ruleset

HOST = Host.discover()
RULESETS = ("wwsh-003", "after-sales-department", "customer-service", "after-sales-management", "cn-law")
"""The manuals, and the law."""
STILL_TO_PROVE: tuple[str, ...] = ()
"""Files of rules whose proofs are still to be written; it only gets shorter."""
PROOFS = [one for name in Library(HOST.ruleset_folders).places for one in testing.proofs(name, HOST)]


@cache
def _rules() -> dict[str, list[Bound]]:
    """File → its rules, bound."""
    library = Library(HOST.ruleset_folders)
    found: dict[str, list[Bound]] = {}
    for loaded in (load(name, library) for name in RULESETS):
        for placed, bound in zip(loaded.rules, bind(loaded, HOST.checks), strict=True):
            found.setdefault(_file(loaded.name, placed.file.name), []).append(bound)
    return found


def _file(ruleset: str, place: str) -> str:
    return f"{ruleset}/{PurePath(place).name}"


def _proven(rule: str) -> set[str]:
    """Every verdict and reason that is expected of a record or slot in the proofs of a rule."""
    mine = [one.written for one in _of(rule)]
    return {word for one in mine for said in [*one.expected(), *one.slots] for word in said.split()}


def _of(rule: str) -> list[testing.Proof]:
    return _by_rule().get(rule, [])


@cache
def _by_rule() -> dict[str, list[testing.Proof]]:
    """Rule → its proofs."""
    found: dict[str, list[testing.Proof]] = {}
    for one in PROOFS:
        if one.ruleset.name in RULESETS:
            found.setdefault(one.rule, []).append(one)
    return found


def _asked(bound: Bound) -> set[str]:
    """The verdicts that the rule can give; its proofs may set parameters without which that is not known."""
    ways = [one.bound for one in _of(bound.rule.id)] or [bound]
    asked = {"conforms", "fails", "undetermined"}
    if any(one.pends() for one in ways):
        asked.add("pending")
    if bound.rule.unless and not any(one.slots_only for one in ways):
        asked.add("excepted")
    return asked


def _id(proof: testing.Proof) -> str:
    return f"{PurePath(proof.where).name} {proof.rule} {proof.written.name}"


def _files_with_proofs() -> set[str]:
    return {_file(one.ruleset.name, one.file.name) for one in PROOFS if one.ruleset.name in RULESETS}


def _to_be_proven() -> Iterator[tuple[str, Bound]]:
    asked = (set(_rules()) - set(STILL_TO_PROVE)) | _files_with_proofs()
    return ((file, one) for file, rules in _rules().items() if file in asked for one in rules)


def _to_be_spoilt() -> Iterator[ParameterSet]:
    """Every proof and its conforming records; the short run spoils the first record of the first proof of each rule."""
    begun: set[str] = set()
    for one in PROOFS:
        conforming = [at for at, said in enumerate(one.written.expected()) if said.startswith("conforms")]
        if one.rule not in begun and conforming:
            begun.add(one.rule)
            yield pytest.param(one, conforming[:1], id=_id(one))
            conforming = conforming[1:]
        if conforming:
            yield pytest.param(one, conforming, id=f"{_id(one)}, all others", marks=[pytest.mark.long])


SPOILT = list(_to_be_spoilt())
RULES_TO_PROVE = [pytest.param(one, id=f"{file} {one.rule.id}") for file, one in _to_be_proven()]


@pytest.mark.parametrize("proof", PROOFS, ids=_id)
def test_proof_holds(proof: testing.Proof) -> None:
    testing.prove(proof)


@pytest.mark.parametrize("bound", RULES_TO_PROVE)
def test_every_verdict_a_rule_can_give_is_proven(bound: Bound) -> None:
    assert _asked(bound) - _proven(bound.rule.id) == set()


@pytest.mark.parametrize("proof", PROOFS, ids=_id)
def test_what_pends_is_known_from_the_rule(proof: testing.Proof) -> None:
    said = [*proof.written.expected(), *proof.written.slots]
    assert proof.bound.pends() or not any("pending" in one.split() for one in said)


@pytest.mark.parametrize(("proof", "conforming"), SPOILT)
def test_a_cell_that_cannot_be_read_never_conforms(proof: testing.Proof, conforming: list[int]) -> None:
    """An error in any field of a conforming record that its rule reads leaves it undetermined.

    A date that only puts the record into a period is none of them: without it, the record belongs to every period.
    """
    bound, rows, trial = proof.bound, proof.written.records, proof.trial()
    own = [name for name in bound.fields() if "." not in name]
    for number in conforming:
        for name in own:
            spoilt = [{**row, name: "#N/A"} if at == number else row for at, row in enumerate(rows)]
            records = records_of(bound.rule.of, proof.ruleset.registers[bound.rule.of], spoilt)
            said = replace(trial, records={**trial.records, bound.rule.of: records}).said().records[number]
            assert not said.startswith("conforms"), f"{proof.where} record {number + 1}: {name}"


def test_what_is_still_to_prove_gets_less() -> None:
    assert not _files_with_proofs() & set(STILL_TO_PROVE), "these have proofs: take them from the list"
    assert set(STILL_TO_PROVE) <= set(_rules())


ARRIVAL = """
- rule: O-1
  name: in time or not
  as_of: 2024-06-30
  records:
    - {order_no: W1, dispatched_at: 2024-03-05 10:00, contacted_at: 2024-03-05 10:15, expect: conforms}
    - {order_no: W2, dispatched_at: 2024-03-05 10:00, contacted_at: "#N/A", expect: undetermined cell.error}
    - {order_no: W3, dispatched_at: 2024-03-05 10:00, contacted_at: 2024-03-05 10:16, expect: %s}
"""


def _written(tmp_path: Path, proofs: str) -> list[testing.Proof]:
    (tmp_path / "proofs").mkdir(parents=True)
    place = Path(ruleset(tmp_path, ORDERS))
    (tmp_path / "proofs" / place.name).write_text(proofs, encoding="utf-8")
    return testing.proofs(str(place), HOST)


def test_a_proof_that_fails_names_file_line_rule_and_record(tmp_path: Path) -> None:
    (right,) = _written(tmp_path / "right", ARRIVAL % "fails late")
    testing.prove(right)
    (wrong,) = _written(tmp_path / "wrong", ARRIVAL % "pending")
    with pytest.raises(
        AssertionError, match=r"yaml:2 O-1 in time or not: record 3 \(W3\): fails late, expected pending"
    ):
        testing.prove(wrong)


def test_a_parameter_may_be_taken_away_and_a_register_left_out(tmp_path: Path) -> None:
    unset, missing = _written(
        tmp_path,
        """
- {rule: O-1, parameters: {response_limit: null}, records: [{order_no: W1, expect: not_assessed parameter_unset}]}
- {rule: O-1, without: [work_orders], slots: [not_assessed register_missing]}
""",
    )
    testing.prove(unset)
    testing.prove(missing)


def test_what_a_proof_names_and_nobody_knows_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        _written(
            tmp_path,
            """
- {rule: O-3}
- rule: O-1
  parameters: {respons_limit: 15m, response_limit: soon}
  without: [order]
  records: [{order_no: W1, customers: A}]
  beside: {staf: []}
- {rule: O-1, record: []}
""",
        )
    said = [problem.say("en") for problem in caught.value.problems]
    for number, (line, what) in enumerate(
        [
            (2, "no rule 'O-3'"),
            (4, "no parameter 'respons_limit'"),
            (7, "no register 'staf'"),
            (5, "no register 'order'"),
            (4, "'soon'"),
            (6, "no field 'customers'"),
            (8, "unknown key 'record'"),
        ]
    ):
        assert f".yaml:{line}: " in said[number], said
        assert what in said[number], said


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_rule_and_the_proof_of_the_readme_hold(tmp_path: Path, readme: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = next(one for one in blocks if one.startswith("name: my-manual"))
    (tmp_path / "proofs").mkdir()
    place = Path(ruleset(tmp_path, rules, "my-manual.yaml"))
    (tmp_path / "proofs" / place.name).write_text(
        next(one for one in blocks if one.startswith("- rule:")), encoding="utf-8"
    )
    (proof,) = testing.proofs(str(place), HOST)
    testing.prove(proof)
