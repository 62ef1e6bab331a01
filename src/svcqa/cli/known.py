"""Which registers there are: to recognise sheets by, and to hold settings against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from svcqa.registers import Register
from svcqa.rulesets import Library, load


def recognisable(rulesets: Sequence[str], library: Library) -> Mapping[str, Register]:
    """The registers to recognise: those the given rulesets judge and point to, else all there are."""
    found: dict[str, Register] = {}
    for ruleset in (load(name, library) for name in rulesets):
        wanted = dict.fromkeys(placed.rule.of for placed in ruleset.rules)
        known = {name: ruleset.registers[name] for name in wanted if name in ruleset.registers}
        pointed = dict.fromkeys(target for one in known.values() for target in one.foreign_keys.values())
        found |= known | {name: ruleset.registers[name] for name in pointed if name in ruleset.registers}
    return found if rulesets else all_registers((), library)


def all_registers(rulesets: Iterable[str], library: Library) -> Mapping[str, Register]:
    """The registers of the given rulesets, and of all that are installed."""
    found = dict(library.registers)
    for name in dict.fromkeys([*rulesets, *library.places]):
        for register, declared in load(name, library).registers.items():
            # two rulesets may declare different registers of one name: both are candidates
            known_as = register if found.get(register, declared) == declared else f"{name}/{register}"
            found[known_as] = declared
    return found
