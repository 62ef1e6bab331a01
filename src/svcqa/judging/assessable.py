"""Can a rule be assessed at all? If not, the reason is said, and nothing of it reads as conforming."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from svcqa.findings import NotAssessed, Said

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.registers import Records, Register
    from svcqa.rulesets import Bound


def obstacle(bound: Bound, records: Mapping[str, Records], context: Context) -> NotAssessed | None:
    """What keeps a rule from being assessed, or None."""
    in_force = bound.rule.in_force
    if not context.period.overlaps(in_force.first, in_force.last):
        return NotAssessed("not_in_force", Said("本期不在规则的有效期内", "the rule is not in force in this period"))
    if bound.unset:
        names = ", ".join(bound.unset)
        return NotAssessed("parameter_unset", Said(f"参数{names}未设定", f"parameter {names} not set"))
    found = records.get(bound.rule.of)
    if found is None:
        title = bound.register.title
        return NotAssessed("register_missing", Said(f"没有提供台账“{title.zh}”", f"register '{title.en}' not supplied"))
    missing = [name for name in bound.fields() if name not in found.frame]
    if missing:
        return NotAssessed("column_missing", _columns(bound.register, missing))
    if not len(found):
        title = bound.register.title
        return NotAssessed("register_empty", Said(f"台账“{title.zh}”没有记录", f"register '{title.en}' has no records"))
    return None


def _columns(register: Register, names: list[str]) -> Said:
    titles = [register.fields[name].title for name in names]
    return Said(
        f"缺少列：{'、'.join(title.zh for title in titles)}",
        f"column missing: {', '.join(title.en for title in titles)}",
    )
