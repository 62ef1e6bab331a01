"""Which grade to consider: a hint with its reason. The grade is the auditor's (ISO 19011:2018 6.4.8)."""

from __future__ import annotations

from dataclasses import dataclass

from svcqa.accounts import Said
from svcqa.actions import Hint, KeptNonconformity
from svcqa.nonconformities import Nonconformity


@dataclass(frozen=True)
class Systemic:
    """From when on a failure looks systemic; both are proposals, nothing that a standard says."""

    units: float = 0.5
    """Share of the units with judgements of the clause that have findings; of at least two units."""
    subjects: float = 0.3
    """Share of what is in scope in the unit that was confirmed."""


PROPOSED = Systemic()


def hint(one: Nonconformity, before: KeptNonconformity | None, systemic: Systemic = PROPOSED) -> Hint:
    """A grade to consider: what is systemic or repeated looks major, anything else minor."""
    if before is not None:
        said = Said(f"{before.number}关闭后再次发生", f"it happened again after {before.number} was closed")
        return Hint("major", said)
    failing, judged = _units(one)
    if judged > 1 and failing >= systemic.units * judged:
        return Hint("major", Said(
            f"系统性：有判断的{judged}个单位中{failing}个有疑点",
            f"systemic: {failing} of {judged} units with judgements have findings",
        ))  # fmt: skip
    count = len(one.findings)
    if one.in_scope and count >= systemic.subjects * one.in_scope:
        return Hint("major", Said(
            f"系统性：在范围内{one.in_scope}项中属实{count}项",
            f"systemic: {count} of {one.in_scope} in scope are confirmed"
        ))  # fmt: skip
    return Hint("minor", Said("个别情况", "isolated"))


def _units(one: Nonconformity) -> tuple[int, int]:
    """Units with findings of the clause, and units with judgements of it."""
    judged = {each.unit for rule in one.rules for each in rule.by_unit if each.in_scope}
    failing = {each.unit for rule in one.rules for each in rule.by_unit if each.fails}
    return len(failing), len(judged)
