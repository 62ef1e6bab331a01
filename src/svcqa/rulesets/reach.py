"""Reach: the registers that rulesets judge, read and point to; what is looked for in the files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from svcqa.errors import ConfigError
from svcqa.rulesets.joining import registers_of

if TYPE_CHECKING:
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
