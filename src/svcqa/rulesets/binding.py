"""Binding: a ruleset meets the checks, and everything a rule names is looked up.

What does not exist (check, register, field, parameter, calendar, setting) is an error with file and line here,
before any record is read; a parameter that exists but has no value is none: its rules are not assessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from svcqa.checks import CalendarRef, CheckSpec, Settings, spec_of
from svcqa.conditions import Condition
from svcqa.errors import ConfigError, Problem, UsageError, said_by
from svcqa.registers import AS_OF, Field, Register
from svcqa.rulesets.fitting import misfits
from svcqa.rulesets.loading import Ruleset
from svcqa.rulesets.models import Rule
from svcqa.rulesets.parameters import Given, filled, named_in, override
from svcqa.rulesets.placed import Placed
from svcqa.rulesets.reading import problems_of
from svcqa.suggestions import meant

BUILT_IN_CALENDARS = ("24x7", "calendar_day", "cn_workday")


@dataclass(frozen=True)
class Bound:
    """A rule ready to be judged."""

    ruleset: str
    rule: Rule
    register: Register
    check: Callable[..., Any]
    spec: CheckSpec
    settings: Settings | None
    """``None`` while a parameter it needs is not set."""
    unset: tuple[str, ...] = ()
    """Parameters without a value."""

    def places(self) -> dict[str, str]:
        """Place in the settings → field, for every column the check reads."""
        return self.settings.references() if self.settings else {}

    def conditions(self) -> list[Condition]:
        """``where`` and ``unless``."""
        return [*([self.rule.where] if self.rule.where else []), *self.rule.unless]

    def event_dates(self) -> tuple[str, ...]:
        """Fields of which the first filled one puts a record into a period; empty for a standing list."""
        names = self.rule.event_date or self.register.event_date
        return () if names == (AS_OF,) else names

    def fields(self) -> list[str]:
        """Every field the rule reads to judge a record, without its event date."""
        named = [*self.places().values(), *(name for condition in self.conditions() for name in condition.fields())]
        return list(dict.fromkeys(named))


def with_parameters(ruleset: Ruleset, written: Mapping[str, str]) -> Ruleset:
    """The ruleset with values from the command line; names it does not know are left to others.

    Raises:
        UsageError: a value is not of its parameter's type.
    """
    values: dict[str, Given] = dict(ruleset.parameters)
    for name in ruleset.parameters.keys() & written.keys():
        try:
            values[name] = override(values[name], written[name])
        except ValueError as error:
            why = said_by(error)
            raise UsageError.of(
                f"参数{name}的值“{written[name]}”不对：{why.zh}。",
                f"'{written[name]}' is no value for parameter {name}: {why.en}.",
                where="--param",
            ) from error
    return replace(ruleset, parameters=values)


def bind(ruleset: Ruleset, checks: Mapping[str, Callable[..., Any]]) -> list[Bound]:
    """Bind every rule of a ruleset to its check.

    Raises:
        ConfigError: a rule names something that does not exist; all problems, each with file and line.
    """
    problems: list[Problem] = []
    bound = []
    for placed in ruleset.rules:
        made = _bind(placed, ruleset, checks, problems)
        if made:
            problems += _unknown(made, placed, ruleset)
            bound.append(made)
    if problems:
        raise ConfigError.all_of(problems)
    return bound


def _bind(
    placed: Placed, ruleset: Ruleset, checks: Mapping[str, Callable[..., Any]], problems: list[Problem]
) -> Bound | None:
    rule = placed.rule
    if rule.check not in checks:
        problems.append(_no_such(placed, ("check",), ("检查", "check"), rule.check, checks))
        return None
    if rule.of not in ruleset.registers:
        problems.append(_no_such(placed, ("of",), ("台账", "register"), rule.of, ruleset.registers))
        return None
    check = checks[rule.check]
    settings, unset = _settings(placed, ruleset, spec_of(check), problems)
    return Bound(ruleset.name, rule, ruleset.registers[rule.of], check, spec_of(check), settings, unset)


def _settings(
    placed: Placed, ruleset: Ruleset, spec: CheckSpec, problems: list[Problem]
) -> tuple[Settings | None, tuple[str, ...]]:
    """The check's settings, or the parameters they wait for."""
    named = named_in(placed.rule.params)
    unknown = [name for name in named if name not in ruleset.parameters]
    if unknown:
        known = ruleset.parameters
        problems += [_no_such(placed, ("params",), ("参数", "parameter"), name, known) for name in unknown]
        return None, ()
    values = {name: ruleset.parameters[name].value for name in named}
    unset = tuple(name for name in named if values[name] is None)
    try:
        return spec.settings.model_validate(filled(placed.rule.params, values)), unset
    except ValidationError as error:
        waiting = tuple(_slots(placed.rule.params, unset))
        base = (*placed.path, "params")
        # a model that could not be built for an unset value only is no error: the rule waits for the value
        problems += problems_of(
            error,
            placed.file,
            base,
            model=spec.settings,
            skip=lambda place: any(_on_one_path(place, path) for path in waiting),
        )
        return None, unset


def _on_one_path(place: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """One place lies within the other: what a model says of the whole may come from one of its parts."""
    length = min(len(place), len(other))
    return place[:length] == other[:length]


def _slots(params: Any, unset: Iterable[str], path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of the settings that wait for an unset parameter."""
    if isinstance(params, Mapping):
        if set(params) == {"param"}:
            if params["param"] in unset:
                yield path
            return
        for key, value in params.items():
            yield from _slots(value, unset, (*path, key))
    elif isinstance(params, (list, tuple)):
        for position, value in enumerate(params):
            yield from _slots(value, unset, (*path, position))


def _unknown(bound: Bound, placed: Placed, ruleset: Ruleset) -> Iterator[Problem]:
    """Fields, calendars and literals that do not fit the register."""
    fields = bound.register.fields
    for place, name in bound.places().items():
        if name not in fields:
            path = ("params", *place.removesuffix(f".{name}").split("."))
            yield _no_such(placed, path, ("字段", "field"), name, fields)
        elif fields[name].type not in _types(bound.spec, place, fields[name].type):
            wanted = " / ".join(_types(bound.spec, place, ""))
            zh, en = f"字段“{name}”的类型应是{wanted}。", f"field '{name}' must be of type {wanted}."
            yield placed.problem(("params", place), zh, en)
    for slot, condition in (("where", bound.rule.where), *(("unless", one) for one in bound.rule.unless)):
        if condition is not None:
            yield from _misfits(slot, condition, placed, fields)
    yield from _misfits_in_settings(bound, placed)
    for name in bound.event_dates():
        if name not in fields:
            yield _no_such(placed, ("event_date",), ("字段", "field"), name, fields)
    for name in _calendars(bound.settings):
        known = dict.fromkeys([*BUILT_IN_CALENDARS, *ruleset.calendars])
        if name not in known:
            yield _no_such(placed, ("params", "calendar"), ("日历", "calendar"), name, known)


def _types(spec: CheckSpec, place: str, any_type: str) -> tuple[str, ...]:
    """The types of field a place takes; whatever it is, where the check does not say."""
    return spec.settings.field_types.get(place.partition(".")[0], (any_type,))


def _misfits(slot: str, condition: Condition, placed: Placed, fields: Mapping[str, Field]) -> Iterator[Problem]:
    for name in condition.fields():
        if name not in fields:
            yield _no_such(placed, (slot, name), ("字段", "field"), name, fields)
    for name, said in misfits(condition, fields):
        yield placed.problem((slot, name), said.zh, said.en)


def _misfits_in_settings(bound: Bound, placed: Placed) -> Iterator[Problem]:
    values = vars(bound.settings).values() if bound.settings else ()
    for condition in (value for value in values if isinstance(value, Condition)):
        for _, said in misfits(condition, bound.register.fields):
            yield placed.problem(("params",), said.zh, said.en)


def _calendars(settings: Settings | None) -> list[str]:
    values = vars(settings).values() if settings else ()
    return [str(value) for value in values if isinstance(value, CalendarRef)]


def _no_such(
    placed: Placed, path: tuple[str | int, ...], noun: tuple[str, str], name: str, known: Iterable[str]
) -> Problem:
    return placed.problem(path, f"没有{noun[0]}“{name}”。", f"there is no {noun[1]} '{name}'.", meant(name, known))
