"""Binding: a ruleset meets the checks, and everything a rule names is looked up.

What does not exist (check, register, field, parameter, calendar, setting) is an error with file and line here,
before any record is read; a parameter that exists but has no value is none: its rules are not assessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from svcqa import durations
from svcqa.checks import CheckSpec, spec_of
from svcqa.conditions import Condition
from svcqa.durations import LOOK_BACK, Duration
from svcqa.errors import ConfigError, Problem, UsageError, said_by
from svcqa.registers import AS_OF, Register
from svcqa.rulesets.joining import Joined, PathError, of_paths, read_of
from svcqa.rulesets.loading import Ruleset
from svcqa.rulesets.lookups import no_such, unknown
from svcqa.rulesets.models import Rule
from svcqa.rulesets.parameters import Given, override
from svcqa.rulesets.placed import Placed
from svcqa.rulesets.reading import problems_of
from svcqa.rulesets.settling import settled
from svcqa.settings import Partner, Settings
from svcqa.waiting import filled, is_slot, named_in


@dataclass(frozen=True)
class Companion:
    """The register of a partner with the fields of others, and the registers behind those."""

    register: Register
    joins: tuple[Joined, ...] = ()


@dataclass(frozen=True)
class Bound:
    """A rule ready to be judged."""

    ruleset: str
    rule: Rule
    register: Register
    """The judged register, with the fields of others that the rule names."""
    check: Callable[..., Any]
    spec: CheckSpec
    settings: Settings | None
    """``None`` while a parameter it needs is not set."""
    unset: tuple[str, ...] = ()
    """Parameters without a value."""
    within: Duration | None = None
    """The time after which it asks at the latest; ``None`` while that is not set."""
    joins: tuple[Joined, ...] = ()
    """The registers behind those fields."""
    registers: Mapping[str, Register] = field(default_factory=dict)
    """All registers of the ruleset."""
    companions: Mapping[str, Companion] = field(default_factory=dict)
    """Partner, by its place in the settings → its register, with the fields of others that are named of it."""
    look_back: Duration = LOOK_BACK
    """How far back rows are counted at least for a duty without an interval of its own."""
    replaced_on: dt.date | None = None
    """First day of the next edition of the rule."""

    def followed_by(self, day: dt.date) -> bool:
        """On that day another edition of the rule is in force, after this one."""
        return self.replaced_on is not None and self.replaced_on <= day

    def places(self) -> Mapping[str, str]:
        """Place in the settings → field, for every column the check reads."""
        return self._places

    def partners(self) -> Mapping[str, Partner]:
        """The registers the check looks into, by their place in the settings."""
        return self._partners

    @cached_property
    def own_conditions(self) -> Mapping[str, Condition]:
        """The conditions on the judged register in the settings, by their place there."""
        return self.settings.conditions() if self.settings else {}

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return self.settings.references() if self.settings else {}

    @cached_property
    def _partners(self) -> Mapping[str, Partner]:
        return self.settings.partners() if self.settings else {}

    @property
    def slots_only(self) -> bool:
        """What gets a verdict are slots; the records fill them."""
        return self.spec.slots_only(self.settings)

    def pends(self) -> bool:
        """A subject may be pending: before a stage or time the rule names, or one of its check's settings."""
        if self.rule.due_when is not None or self.rule.due_within is not None:
            return True
        filled = self.rule.where.filled() if self.rule.where else frozenset()
        return self.settings is not None and self.settings.pends(filled, self.event_dates())

    def several(self) -> dict[str, str]:
        """Join of which several records may stand beside a judged one → the one with ``take: each`` behind it."""
        return {one.name: one.several for one in self.joins if one.several}

    def conditions(self) -> dict[str, Condition]:
        """``where``, ``due_when`` and ``unless``, by their place in the rule."""
        rule = self.rule
        named = {
            "where": rule.where,
            "due_when": rule.due_when,
            **{f"unless.{n}": c for n, c in enumerate(rule.unless)},
        }
        return {name: condition for name, condition in named.items() if condition is not None}

    def event_dates(self) -> tuple[str, ...]:
        """Fields of which the first filled one puts a record into a period; empty for a standing list."""
        names = self.rule.event_date or self.register.event_date
        return () if names == (AS_OF,) else names

    def fields(self) -> list[str]:
        """Every field the rule reads to judge a record, without its event date."""
        asked = [name for condition in self.conditions().values() for name in condition.fields()]
        if self.rule.due_within and (self.within is not None or self.rule.due_when is None):
            asked.append(self.rule.due_within.after)
        return list(dict.fromkeys([*self.places().values(), *asked, *self.rule.latest_per]))

    @cached_property
    def reads(self) -> tuple[tuple[str, list[str]], ...]:
        """Every register the rule reads, with the fields it reads of it; the judged one first."""
        found = [*read_of(self.rule.of, self.fields(), self.joins, self.register)]
        for name, partner in self.partners().items():
            beside = self.companions[name]
            found += read_of(partner.register, partner.columns.values(), beside.joins, beside.register)
        return tuple(found)

    def with_paths(self, registers: Mapping[str, Register]) -> tuple[Bound, dict[str, PathError]]:
        """The rule with the registers its paths lead to, and the paths that cannot be followed."""
        names = [*self.fields(), *self.event_dates()]
        joins, fields, problems = of_paths(names, self.register, self.rule, registers)
        wide = self.register.widened(fields)
        companions: dict[str, Companion] = {}
        for name, partner in self.partners().items():
            if partner.register in registers:
                companions[name], lost = _companion(partner, self.rule, registers)
                problems.update(lost)
        made = replace(self, register=wide, joins=tuple(joins.values()), registers=registers, companions=companions)
        return made, problems


def _companion(
    partner: Partner, rule: Rule, registers: Mapping[str, Register]
) -> tuple[Companion, dict[str, PathError]]:
    """The register of a partner with what its paths lead to: over its foreign keys, or joins that start at it."""
    of_it = {name: join for name, join in rule.joins.items() if join.of and join.of != rule.of}
    seen_from = rule.model_copy(update={"of": partner.register, "joins": of_it})
    register = registers[partner.register]
    joins, fields, lost = of_paths(partner.columns.values(), register, seen_from, registers)
    return Companion(register.widened(fields), tuple(joins.values())), lost


def with_parameters(ruleset: Ruleset, written: Mapping[str, Any]) -> Ruleset:
    """The ruleset with values from the command line, ``None`` for none; names it does not know are left to others.

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
    editions = _editions(ruleset)
    for placed in ruleset.rules:
        made = _bind(placed, ruleset, checks, problems)
        if made:
            next_one = _next_edition(placed.rule, editions[placed.rule.id])
            made = replace(made, replaced_on=next_one, look_back=ruleset.look_back)
            made, lost = made.with_paths(ruleset.registers)
            problems += unknown(made, placed, ruleset, lost)
            bound.append(made)
    if problems:
        # several paths over one join that leads nowhere are one mistake
        raise ConfigError.all_of(dict.fromkeys(problems))
    return bound


def _editions(ruleset: Ruleset) -> Mapping[str, list[dt.date]]:
    """Rule → the first days of its editions, where they are given."""
    found: dict[str, list[dt.date]] = {placed.rule.id: [] for placed in ruleset.rules}
    for placed in ruleset.rules:
        if placed.rule.in_force.first:
            found[placed.rule.id].append(placed.rule.in_force.first)
    return found


def _next_edition(rule: Rule, editions: Iterable[dt.date]) -> dt.date | None:
    """First day of the edition that follows."""
    begins = rule.in_force.first or dt.date.min
    return min((day for day in editions if day > begins), default=None)


def _bind(
    placed: Placed, ruleset: Ruleset, checks: Mapping[str, Callable[..., Any]], problems: list[Problem]
) -> Bound | None:
    rule = placed.rule
    if rule.check not in checks:
        problems.append(no_such(placed, ("check",), ("检查", "check"), rule.check, checks))
        return None
    if rule.of not in ruleset.registers:
        problems.append(no_such(placed, ("of",), ("台账", "register"), rule.of, ruleset.registers))
        return None
    check = checks[rule.check]
    settings, unset = _settings(placed, ruleset, spec_of(check), problems)
    within = _within(placed, ruleset, problems)
    rule, waiting = settled(placed, ruleset.parameters, problems)
    unset = tuple(dict.fromkeys([*unset, *waiting]))
    if any(ruleset.parameters[name].unfounded for name in rests_on(placed.rule) if name in ruleset.parameters):
        rule = rule.model_copy(update={"weight": "low"})  # the manual is not measurable here: nobody set the measure
    return Bound(ruleset.name, rule, ruleset.registers[rule.of], check, spec_of(check), settings, unset, within)


def rests_on(rule: Rule) -> Iterator[str]:
    """The parameters on which what a rule finds rests, wherever the rule names them."""
    written = rule.due_within.longest if rule.due_within else None
    conditions = [rule.where, *rule.unless, rule.due_when, *(join.where for join in rule.joins.values())]
    for part in (rule.params, written, *(one.written for one in conditions if one is not None)):
        yield from named_in(part)


def _within(placed: Placed, ruleset: Ruleset, problems: list[Problem]) -> Duration | None:
    """The time of ``due_within``; ``None`` where its parameter is not set."""
    written = placed.rule.due_within.longest if placed.rule.due_within else None
    for name in named_in(written):
        if name not in ruleset.parameters:
            problems.append(no_such(placed, ("due_within", "max"), ("参数", "parameter"), name, ruleset.parameters))
            return None
    value = filled(written, {name: ruleset.parameters[name].value for name in named_in(written)})
    try:
        return None if value is None else durations.parse(str(value))
    except ValueError as error:
        why = said_by(error)
        problems.append(placed.problem(("due_within", "max"), f"{why.zh}。", f"{why.en}."))
        return None


def _settings(
    placed: Placed, ruleset: Ruleset, spec: CheckSpec, problems: list[Problem]
) -> tuple[Settings | None, tuple[str, ...]]:
    """The check's settings, or the parameters they wait for."""
    named = named_in(placed.rule.params)
    unknown = [name for name in named if name not in ruleset.parameters]
    if unknown:
        known = ruleset.parameters
        problems += [no_such(placed, ("params",), ("参数", "parameter"), name, known) for name in unknown]
        return None, ()
    values = {name: ruleset.parameters[name].value for name in named}
    params = _without_guards(placed.rule.params, values, spec)
    unset = tuple(name for name in named_in(params) if values[name] is None)
    try:
        return spec.settings.model_validate(filled(params, values)), unset
    except ValidationError as error:
        waiting = tuple(_slots(params, unset))
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


def _without_guards(params: Mapping[str, Any], values: Mapping[str, Any], spec: CheckSpec) -> dict[str, Any]:
    """The settings without the guards whose parameter is not set: they never mute the duty itself."""

    def waits(value: Any, guard: str) -> bool:
        return guard in spec.settings.guards and is_slot(value) and values[value["param"]] is None

    return {
        name: {key: one for key, one in value.items() if not waits(one, f"{name}.*")}
        if isinstance(value, Mapping) and not is_slot(value)
        else value
        for name, value in params.items()
        if not waits(value, name)
    }


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
