"""What a form book holds: of every register the columns that rules read, and what they serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svcqa.registers import AS_OF, Field, Register
from svcqa.rulesets import Bound
from svcqa.settings import Kept
from svcqa.text import Text

_FEWEST = 3
"""Columns below which a sheet would be known by its name only: it gets all that its register has."""


@dataclass(frozen=True)
class Served:
    """A rule that reads a register."""

    rule: str
    clause: str
    title: Text
    judged: bool
    """It judges the records of the register; otherwise it looks something up in them."""
    columns: Sequence[str]


@dataclass(frozen=True)
class Column:
    """A column of a form."""

    name: str
    field: Field
    asked: bool
    """A record without it is incomplete: it belongs to the key, or the register requires it."""
    points_to: str | None
    """The register whose records it names, if that is in the book."""


@dataclass(frozen=True)
class Form:
    """A sheet of the book: one register."""

    name: str
    register: Register
    columns: Sequence[Column]
    serves: Sequence[Served]
    kept: Sequence[Kept] = ()
    """How long its records are kept, as rules say it."""


def planned(rules: Iterable[Bound]) -> list[Form]:
    """The forms that an office has to fill so that every one of the rules can be assessed.

    Of a register only those columns appear that a rule reads, that name its records or their outlet, that date them, or
    that it requires; in the order in which the register declares them.
    """
    registers: dict[str, Register] = {}
    read: dict[str, dict[str, None]] = {}
    serves: dict[str, list[Served]] = {}
    kept: dict[str, dict[Kept, None]] = {}
    for rule in rules:
        for name, columns in _reads(rule).items():
            register = rule.registers[name]
            registers.setdefault(name, register)
            read.setdefault(name, {}).update(dict.fromkeys(columns))
            judged = name == rule.rule.of
            serves.setdefault(name, []).append(
                Served(rule.rule.id, rule.rule.clause, rule.rule.title, judged, list(columns))
            )
        period = rule.settings.kept_for() if rule.settings else None
        if period is not None:
            kept.setdefault(rule.rule.of, {})[period] = None
    return [
        Form(name, one, _columns(one, read[name], registers), serves[name], tuple(kept.get(name, ())))
        for name, one in registers.items()
    ]


def _reads(rule: Bound) -> dict[str, dict[str, None]]:
    """Every register a rule reads, with the columns it reads of it."""
    found: dict[str, dict[str, None]] = {}
    for name, columns in (*rule.reads, *(_named(rule) if rule.settings is None else ())):
        found.setdefault(name, {}).update(dict.fromkeys(columns))
    return found


def _named(rule: Bound) -> Iterator[tuple[str, list[str]]]:
    """What a rule seems to read whose settings wait for a parameter: the fields and registers that they name."""
    words = dict.fromkeys(_words(rule.rule.params))
    joined = {name: one.target or name for name, one in rule.rule.joins.items()}
    for name in (rule.rule.of, *(word for word in words if word in rule.registers)):
        fields = rule.registers[name].fields
        yield name, [word for word in words if word in fields]
    for head, dot, last in (word.partition(".") for word in words):
        target = joined.get(head, head)
        if dot and target in rule.registers and last in rule.registers[target].fields:
            yield target, [last]


def _words(written: Any) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    elif isinstance(written, Mapping):
        for key, value in written.items():
            yield str(key)
            yield from _words(value)
    elif isinstance(written, (list, tuple)):
        for value in written:
            yield from _words(value)


def _columns(register: Register, read: Iterable[str], registers: Mapping[str, Register]) -> list[Column]:
    dated = [name for name in (*register.event_date, *(register.lifespan or ()), *register.closed) if name != AS_OF]
    wanted = {*read, *register.key, *register.named_by, *dated, register.unit}
    targets = {name: target for name, target in register.foreign_keys.items() if target in registers}
    if len(wanted.intersection(register.fields)) < _FEWEST:
        wanted |= {*register.fields}
    return [
        Column(name, one, one.required or name in register.key, targets.get(name))
        for name, one in register.fields.items()
        if name in wanted or one.required
    ]
