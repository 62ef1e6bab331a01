"""Every check proves itself by the cases beside it, however its cases are split or ordered."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from svcqa import testing
from svcqa.checks import Verdict, spec_of
from svcqa.conditions import Condition
from svcqa.durations import Duration
from svcqa.host import Host
from svcqa.judging.messages import evidence_columns
from svcqa.settings import FieldRef, PartnerField, RegisterRef

CHECKS = Host.discover().checks
OF = {check: testing.cases(check) for check in CHECKS.values()}
CASES = [case for cases in OF.values() for case in cases]


def _id(case: testing.Case) -> str:
    return f"{spec_of(case.check).name}: {case.name}"


T = TypeVar("T")


def _once(of: Callable[[testing.Case], T]) -> Callable[[testing.Case], T]:
    """What several tests ask of the same cases, which are there to the end, is worked out once."""
    found: dict[int, T] = {}

    def known(case: testing.Case) -> T:
        if id(case) not in found:
            found[id(case)] = of(case)
        return found[id(case)]

    return known


_verdicts = _once(testing.verdicts)
_judged = _once(testing.judged)


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_case_holds(case: testing.Case) -> None:
    testing.run(case)


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_splitting_changes_no_verdict(case: testing.Case) -> None:
    whole = _verdicts(case)
    assert testing.split_verdicts(case, 2) == whole
    assert testing.split_verdicts(case, 7) == whole


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_order_changes_no_verdict(case: testing.Case) -> None:
    dice = random.Random(20241124)
    order = list(range(len(case.written.records)))
    dice.shuffle(order)
    partners = {
        name: one.model_copy(update={"records": tuple(dice.sample(one.records, len(one.records)))})
        for name, one in case.written.partners.items()
    }
    shuffled = testing.Case(case.check, case.written.model_copy(update={"partners": partners}), case.where)
    assert testing.verdicts(shuffled, order) == _verdicts(case)


def _words(check: Callable[..., Any]) -> set[str]:
    """Every word of what the cases of a check expect: verdicts and reasons."""
    return {
        word
        for case in OF[check]
        for expected in [*(str(record.get("expect", "")) for record in case.written.records), *case.written.slots]
        for word in expected.split()
    }


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_verdict_a_check_can_give_has_a_case(check: Callable[..., Any]) -> None:
    assert testing.verdicts_in(check) <= _words(check)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_no_check_is_without_verdicts(check: Callable[..., Any]) -> None:
    assert {"conforms", "fails", "undetermined"} <= testing.verdicts_in(check)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_what_a_rule_excepts_has_a_case_where_records_are_judged(check: Callable[..., Any]) -> None:
    assert spec_of(check).subjects == "slots" or "excepted" in _words(check)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_cases_expect_no_reason_that_nobody_explains(check: Callable[..., Any]) -> None:
    known = {*spec_of(check).reasons, *testing.CORE_REASONS, *(one.name.lower() for one in Verdict), "out"}
    expected = [
        *(str(record.get("expect", "")).split() for case in OF[check] for record in case.written.records),
        # the name of a slot may be several words
        *(_after_verdict(slot) for case in OF[check] for slot in case.written.slots),
    ]
    assert not {word for words in expected for word in words} - known


def _after_verdict(slot: str) -> list[str]:
    words = slot.split()
    verdicts = {one.name.lower() for one in Verdict}
    return words[next(number for number, word in enumerate(words) if word in verdicts) :]


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_reason_of_a_check_has_a_case(check: Callable[..., Any]) -> None:
    assert set(spec_of(check).reasons) <= _words(check)


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_what_pends_is_known_from_the_settings(case: testing.Case) -> None:
    expected = [*case.written.expected(), *case.written.slots]
    assert case.trial().bound.pends() or not any("pending" in one.split() for one in expected)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_check_declares_the_evidence_that_its_cases_give_and_no_other(check: Callable[..., Any]) -> None:
    spec = spec_of(check)
    given = {name for case in OF[check] for name in evidence_columns(_judged(case))}
    assert given == {*spec.evidence, *spec.unshown}
    assert not set(spec.evidence) & set(spec.unshown)


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_shown_evidence_can_be_told(case: testing.Case) -> None:
    """No names of fields, registers or conditions, codes only with words, and lengths only where they are declared."""
    frame = _judged(case)
    for name, declared in spec_of(case.check).evidence.items():
        for value in frame.get(name, ()):
            for one in value if isinstance(value, tuple) else (value,):
                assert not isinstance(one, FieldRef | RegisterRef | PartnerField | Condition)
                assert declared.lengths or not isinstance(one, Duration)
                assert not declared.codes or one in declared.codes or not isinstance(one, str)


def test_evidence_that_nobody_declared_is_reported() -> None:
    case = next(one for one in CASES if spec_of(one.check).unshown)
    bare = replace(spec_of(case.check), evidence={}, unshown=())

    def undeclared(*given: Any) -> Any:
        return case.check(*given)

    undeclared.__svcqa_check__ = bare  # type: ignore[attr-defined]
    with pytest.raises(AssertionError, match=r"evidence '\w+' is not declared"):
        testing.run(testing.Case(undeclared, case.written, case.where))


def test_a_wrong_expectation_is_reported_with_its_record() -> None:
    case = next(one for one in CASES if one.written.records and one.written.records[0].get("expect") == "conforms")
    first = {**case.written.records[0], "expect": "pending"}
    wrong = case.written.model_copy(update={"records": (first, *case.written.records[1:])})
    with pytest.raises(AssertionError, match=r"record 1 \(.*\): conforms, expected pending"):
        testing.run(testing.Case(case.check, wrong, case.where))
