"""Which registers there are: to recognise sheets by, and to hold settings against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa.registers import Register
from svcqa.rulesets import Library, Ruleset, load
from svcqa.rulesets.reach import registers_read

if TYPE_CHECKING:
    from svcqa.config import Config
    from svcqa.errors import Problem


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


def strangers(config: Config, rulesets: Iterable[str], library: Library) -> Iterator[Problem]:
    """Settings that have no effect, since no ruleset has such a register or field."""
    if config.columns or config.formats or config.sheets:
        yield from config.strangers(all_registers(rulesets, library))
