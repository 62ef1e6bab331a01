"""Settling: a rule's own conditions with the values of the parameters they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from svcqa.conditions import Condition
from svcqa.errors import Problem, said_by
from svcqa.rulesets.models import Rule
from svcqa.rulesets.parameters import Given
from svcqa.rulesets.placed import Placed
from svcqa.suggestions import meant
from svcqa.waiting import filled, named_in


def settled(placed: Placed, parameters: Mapping[str, Given], problems: list[Problem]) -> tuple[Rule, tuple[str, ...]]:
    """The rule as it asks, and the parameters without a value that it waits for.

    Where such a parameter stands in one branch of ``any``, the other branches are asked all the same.
    """
    rule, settling = placed.rule, _Settling(placed, parameters, problems)
    changed: dict[str, Any] = {}
    for slot, condition in {"where": rule.where, "due_when": rule.due_when}.items():
        if condition and condition.waits:
            changed[slot] = settling.condition(condition, slot)
    if any(one.waits for one in rule.unless):
        changed["unless"] = tuple(settling.condition(one, "unless") for one in rule.unless)
    joins = {
        name: join.model_copy(update={"where": settling.condition(join.where, "joins", name, "where")})
        for name, join in rule.joins.items()
        if join.where and join.where.waits
    }
    if joins:
        changed["joins"] = {**rule.joins, **joins}
    return (rule.model_copy(update=changed) if changed else rule), tuple(dict.fromkeys(settling.unset))


@dataclass(frozen=True)
class _Settling:
    """One rule, the parameters there are, and what is found wrong or waiting on the way."""

    placed: Placed
    parameters: Mapping[str, Given]
    problems: list[Problem]
    unset: list[str] = field(default_factory=list)

    def condition(self, condition: Condition, *place: str) -> Condition:
        """A condition with its values; one that waits, or is wrong, asks nothing."""
        unknown = [name for name in condition.waits if name not in self.parameters]
        for name in unknown:
            said = f"没有参数“{name}”。", f"there is no parameter '{name}'."
            self.problems.append(self.placed.problem(place, *said, meant(name, self.parameters)))
        values = {name: self.parameters[name].value for name in condition.waits if name not in unknown}
        asked = _without({name for name, value in values.items() if value is None}, condition.written)
        waiting = [name for name in named_in(asked) if values.get(name) is None]
        self.unset.extend(name for name in waiting if name not in unknown)
        try:
            return Condition({} if waiting else filled(asked, values))
        except ValueError as error:
            why = said_by(error)
            self.problems.append(self.placed.problem(place, f"{why.zh}。", f"{why.en}."))
            return Condition({})


def _without(unset: set[str], written: Any) -> Any:
    """The condition without the branches of ``any`` that wait for what is not set, as long as one is left."""
    if isinstance(written, Mapping):
        inner = {key: _without(unset, value) for key, value in written.items()}
        if isinstance(inner.get("any"), list):
            asked = [part for part in inner["any"] if not unset.intersection(named_in(part))]
            inner["any"] = asked or inner["any"]
        return inner
    return [_without(unset, one) for one in written] if isinstance(written, (list, tuple)) else written
