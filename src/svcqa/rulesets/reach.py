"""Reach: the registers that rulesets judge, read and point to, and the calendars they go by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa.errors import ConfigError
from svcqa.rulesets.joining import registers_of
from svcqa.rulesets.library import Library
from svcqa.rulesets.loading import load

if TYPE_CHECKING:
    from svcqa.hours import CalendarSetup
    from svcqa.registers import Register
    from svcqa.rulesets.loading import Ruleset


def registers_read(rulesets: Iterable[Ruleset]) -> dict[str, Register]:
    """The registers the rules judge and read, and those they point to.

    Raises:
        ConfigError: two rulesets mean different registers by one name.
    """
    known: dict[str, Register] = {}
    pointed: dict[str, Register] = {}
    for ruleset in rulesets:
        wanted = [name for placed in ruleset.rules for name in registers_of(placed.rule, ruleset.registers)]
        for name in dict.fromkeys(wanted):
            register = ruleset.registers[name]
            if known.setdefault(name, register) != register:
                raise ConfigError.of(
                    f"几个规则集对台账“{name}”的定义不同，不能一起审核（{ruleset.name}）。请分开审核，或改名。",
                    f"rulesets declare register '{name}' differently ({ruleset.name}). Audit them apart, or rename it.",
                )
            targets = register.foreign_keys.values()
            pointed.update({one: ruleset.registers[one] for one in targets if one in ruleset.registers})
    return {**known, **{name: one for name, one in pointed.items() if name not in known}}


def registers_idle(rulesets: Iterable[Ruleset], read: Iterable[str]) -> dict[str, Register]:
    """The registers the rulesets know and do not read: so that a sheet of one of them is not taken for another."""
    known: dict[str, Register] = {}
    for ruleset in rulesets:
        for name, register in ruleset.registers.items():
            known.setdefault(name, register)
    return {name: one for name, one in known.items() if name not in set(read)}


def waiving(idle: Mapping[str, Register]) -> dict[str, Register]:
    """Those of them whose records excuse findings: they are imported although no rule reads them."""
    return {name: one for name, one in idle.items() if one.waives}


def calendars_of(rulesets: Iterable[Ruleset]) -> dict[str, CalendarSetup]:
    """The calendars the rulesets set up.

    Raises:
        ConfigError: two rulesets mean different calendars by one name.
    """
    known: dict[str, CalendarSetup] = {}
    for ruleset in rulesets:
        for name, setup in ruleset.calendars.items():
            if known.setdefault(name, setup) != setup:
                raise ConfigError.of(
                    f"几个规则集对日历“{name}”的设定不同，不能一起审核（{ruleset.name}）。请分开审核，或改名。",
                    f"rulesets set up calendar '{name}' differently ({ruleset.name}). Audit them apart, or rename it.",
                )
    return known


def recognisable(rulesets: Sequence[Ruleset], library: Library) -> Mapping[str, Register]:
    """The registers to recognise: those an audit by the given rulesets reads, else all there are."""
    return registers_read(rulesets) if rulesets else all_registers((), library)


def all_registers(rulesets: Iterable[str], library: Library) -> Mapping[str, Register]:
    """The registers of the given rulesets, and of all that are installed."""
    found = dict(library.registers)
    for name in dict.fromkeys([*rulesets, *library.places]):
        for register, declared in load(name, library).registers.items():
            # two rulesets may declare different registers of one name: both are candidates
            known_as = register if found.get(register, declared) == declared else f"{name}/{register}"
            found[known_as] = declared
    return found
