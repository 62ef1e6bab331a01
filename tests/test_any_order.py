"""Verdicts hang on the records, not on how they are split or in which order they stand; for every check and setting.

Tried on the rules of the benchmark with some thousand generated records, among them blank, unreadable and double ones,
and dates without a time of day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from benchmarks import checks, generated

from svcqa import testing
from svcqa.checks import BESIDE
from svcqa.execute import Here, Task
from svcqa.host import Host
from svcqa.registers import Records
from svcqa.rulesets import Bound

RULES = checks.ruleset()
BOUND = checks.bound(RULES)
CONTEXT = checks.context(RULES)
ORDERS = 1_500
each_rule = pytest.mark.parametrize("rule", BOUND, ids=[one.rule.id for one in BOUND])


@pytest.fixture(scope="module")
def registers() -> dict[str, Records]:
    return {name: generated.records(name, RULES.registers[name], ORDERS) for name in generated.SHEETS}


def test_every_check_is_among_them() -> None:
    assert {one.rule.check for one in BOUND} == set(Host.discover().checks)


@each_rule
def test_the_records_get_several_verdicts(rule: Bound, registers: dict[str, Records]) -> None:
    judged = Here().judge(checks.task(rule, registers, CONTEXT))
    assert len(judged) > 30
    assert rule.rule.check == "aggregate" or judged["verdict"].nunique() > 1


@each_rule
@pytest.mark.parametrize("parts", [2, 7])
def test_parts_are_judged_as_the_whole(rule: Bound, registers: dict[str, Records], parts: int) -> None:
    task = checks.task(rule, registers, CONTEXT)
    made = list(testing.split(task, parts))
    judged = pd.concat([Here().judge(one) for one in made])
    assert len(made) == (1 if _together(rule, task) else parts)
    own = _as_they_stand(registers)
    assert _told(rule, judged, own) == _told(rule, Here().judge(task), own)


def _as_they_stand(registers: Mapping[str, Records]) -> dict[str, np.ndarray]:
    return {name: np.arange(len(one)) for name, one in registers.items()}


def _together(rule: Bound, task: Task) -> bool:
    """The check says that all its cases must be seen at once."""
    return rule.spec.scope == "table" or rule.slots_only or task.settings.needs_whole()


@each_rule
def test_the_order_of_rows_changes_no_verdict(rule: Bound, registers: dict[str, Records]) -> None:
    order = {name: np.random.default_rng(len(one)).permutation(len(one)) for name, one in registers.items()}
    shuffled = {name: _shuffled(one, order[name]) for name, one in registers.items()}
    assert _said(rule, shuffled, order) == _said(rule, registers, _as_they_stand(registers))


def _shuffled(records: Records, order: np.ndarray) -> Records:
    return replace(
        records,
        frame=records.frame.iloc[order].reset_index(drop=True),
        kinds={name: kinds[order] for name, kinds in records.kinds.items()},
        date_only={name: bare[order] for name, bare in records.date_only.items()},
    )


def _said(rule: Bound, registers: Mapping[str, Records], order: Mapping[str, np.ndarray]) -> Counter[tuple[str, ...]]:
    return _told(rule, Here().judge(checks.task(rule, registers, CONTEXT)), order)


def _told(rule: Bound, judged: pd.DataFrame, order: Mapping[str, np.ndarray]) -> Counter[tuple[str, ...]]:
    """Each record or slot with its verdict, its reason, the evidence, and the records that are shown with it."""
    columns = [_numbers(judged.index.to_numpy(), order[rule.rule.of])]
    for name in map(str, judged):
        head, place = name[: len(BESIDE)], name[len(BESIDE) :]
        cells = judged[name].to_numpy(dtype=object)
        if head == BESIDE and place in rule.partners():
            cells = _numbers(judged[name].fillna(-1).to_numpy(dtype=np.int64), order[rule.partners()[place].register])
        columns.append(cells)
    return Counter(tuple("" if _blank(cell) else str(cell) for cell in row) for row in zip(*columns, strict=True))


def _numbers(at: np.ndarray, order: np.ndarray) -> np.ndarray:
    """The numbers that records bear whatever the order they stand in; -1 for none."""
    found: np.ndarray = np.append(order, -1)[at].astype(object)
    return found


def _blank(cell: object) -> bool:
    return not isinstance(cell, tuple) and bool(pd.isna(cell))  # type: ignore[call-overload]
