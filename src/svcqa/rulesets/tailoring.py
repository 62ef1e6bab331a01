"""Tailoring: what a ruleset drops, changes and sets of what it inherits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from svcqa.errors import Problem
from svcqa.rulesets.models import Change, Parameter, Rule, RulesetFile
from svcqa.rulesets.parameters import Given, given, unfit
from svcqa.rulesets.placed import Placed
from svcqa.rulesets.reading import problems_of
from svcqa.yamlfile import YamlFile


def tailored(
    inherited: Iterable[Placed], model: RulesetFile, file: YamlFile, problems: list[Problem]
) -> tuple[Placed, ...]:
    """The inherited rules, those dropped left out, those changed changed; an unknown id is a problem."""
    rules = tuple(inherited)
    known = {placed.rule.id for placed in rules}
    for position, drop in enumerate(model.tailor.drop):
        _must_know(drop.rule, known, file, ("tailor", "drop", position), problems)
    for rule in model.tailor.change:
        _must_know(rule, known, file, ("tailor", "change", rule), problems)
    dropped = {drop.rule for drop in model.tailor.drop}
    kept = (placed for placed in rules if placed.rule.id not in dropped)
    changes = model.tailor.change
    return tuple(
        Placed(changed(placed.rule, changes[placed.rule.id]), placed.file, placed.path)
        if placed.rule.id in changes
        else placed
        for placed in kept
    )


def changed(rule: Rule, change: Change) -> Rule:
    """A rule with its tailoring: settings are replaced one by one, the rest as given."""
    update: dict[str, Any] = {"params": {**rule.params, **change.params}}
    for name in ("weight", "where", "unless"):
        if name in change.model_fields_set:
            update[name] = getattr(change, name)
    return rule.model_copy(update=update)


def tailored_parameters(
    inherited: Mapping[str, Given], model: RulesetFile, file: YamlFile, problems: list[Problem]
) -> Mapping[str, Given]:
    """The parameters with the organisation's values from ``tailor.parameters``."""
    found = dict(inherited)
    for name, written in model.tailor.parameters.items():
        path = ("tailor", "parameters", name)
        if name not in found:
            problems.append(file.problem(path, f"没有参数“{name}”。", f"there is no parameter '{name}'."))
            continue
        update = written if isinstance(written, Mapping) else {"value": written}
        try:
            whole = {**found[name].parameter.model_dump(exclude_unset=True), **update}
            found[name] = given(Parameter.model_validate(whole))
        except ValidationError as error:
            problems += problems_of(error, file, path)
        except ValueError as error:
            problems.append(unfit(name, error, file, path))
    return found


def _must_know(
    rule: str, known: set[str], file: YamlFile, path: tuple[str | int, ...], problems: list[Problem]
) -> None:
    if rule not in known:
        problems.append(file.problem(path, f"没有继承到规则“{rule}”。", f"no rule '{rule}' is inherited."))
