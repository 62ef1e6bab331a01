"""What is said hangs on the records, not on how they are split or in which order they stand; for every check and setting.

Tried on the rules of the benchmark with some thousand generated records, among them blank, unreadable and double ones,
and dates without a time of day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from benchmarks import checks, generated

from svcqa import testing
from svcqa.checks import BESIDE, OF
from svcqa.execute import Here
from svcqa.host import Host
from svcqa.judging.ordering import in_order
from svcqa.registers import Records
from svcqa.requests import Task
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
    written = _written(registers)
    assert _told(rule, judged, written) == _told(rule, Here().judge(task), written)


def _together(rule: Bound, task: Task) -> bool:
    """The check says that all its cases must be seen at once."""
    return rule.spec.scope == "table" or rule.slots_only or task.settings.needs_whole()


@each_rule
def test_the_order_of_rows_changes_nothing(rule: Bound, registers: dict[str, Records]) -> None:
    order = {name: np.random.default_rng(len(one)).permutation(len(one)) for name, one in registers.items()}
    shuffled = {name: _shuffled(one, order[name]) for name, one in registers.items()}
    written = {name: order[name][place] for name, place in _written(shuffled).items()}
    assert _said(rule, shuffled, written) == _said(rule, registers, _written(registers))


def _shuffled(records: Records, order: np.ndarray) -> Records:
    return replace(
        records,
        frame=records.frame.iloc[order].reset_index(drop=True),
        kinds={name: kinds[order] for name, kinds in records.kinds.items()},
        date_only={name: bare[order] for name, bare in records.date_only.items()},
    )


def _written(registers: Mapping[str, Records]) -> dict[str, np.ndarray]:
    """For each register the places at which its records were written, in the order in which they are judged."""
    places = {name: one.source for name, one in in_order(registers).items()}
    return {name: np.arange(len(registers[name])) if one is None else one for name, one in places.items()}


def _said(rule: Bound, registers: Mapping[str, Records], written: Mapping[str, np.ndarray]) -> Counter[tuple[str, ...]]:
    return _told(rule, Here().judge(checks.task(rule, registers, CONTEXT)), written)


def _told(rule: Bound, judged: pd.DataFrame, written: Mapping[str, np.ndarray]) -> Counter[tuple[str, ...]]:
    """Every subject with all that is said of it: the records it names, its verdict, its reason and the evidence."""
    own = np.append(written[rule.rule.of], -1)
    columns = [own[judged.index.to_numpy()]]
    for name in map(str, judged):
        cells: Any = judged[name].to_numpy(dtype=object)
        if name == OF:
            cells = [
                np.sort(own[np.array(one, dtype=np.int64)]).tolist() if isinstance(one, list) else one
                for one in judged[OF]
            ]
        elif name.startswith(BESIDE):
            theirs = written[rule.partners()[name.removeprefix(BESIDE)].register]
            cells = np.append(theirs, -1)[judged[name].fillna(-1).to_numpy(dtype=np.int64)]
        columns.append(cells)
    return Counter(tuple("" if _blank(cell) else str(cell) for cell in row) for row in zip(*columns, strict=True))


def _blank(cell: object) -> bool:
    return not isinstance(cell, (tuple, list)) and bool(pd.isna(cell))  # type: ignore[call-overload]
