"""Can a rule be assessed at all? If not, the reason is said, and nothing of it reads as conforming."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa.findings import NotAssessed, Said
from svcqa.judging.belonging import belonging

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.registers import Records, Register
    from svcqa.rulesets import Bound


def obstacle(bound: Bound, records: Mapping[str, Records], context: Context) -> NotAssessed | None:
    """What keeps a rule from being assessed, or None."""
    in_force = bound.rule.in_force
    if not context.period.overlaps(in_force.first, in_force.last) and not _carried_over(bound, records, context):
        return NotAssessed("not_in_force", Said("本期不在规则的有效期内", "the rule is not in force in this period"))
    if not bound.event_dates() and not in_force.holds_on(context.as_of.date()):
        # a standing list is judged as it stands at the audit date
        return NotAssessed(
            "not_in_force", Said("审核日不在规则的有效期内", "the rule is not in force on the audit date")
        )
    if bound.unset:
        names = ", ".join(bound.unset)
        return NotAssessed("parameter_unset", Said(f"参数{names}未设定", f"parameter {names} not set"))
    for register, fields in _read(bound):
        reason = _missing(register, fields, bound, records.get(register))
        if reason is not None:
            return reason
    if not len(records[bound.rule.of]) and bound.spec.subjects == "records":
        title = bound.register.title
        return NotAssessed("register_empty", Said(f"台账“{title.zh}”没有记录", f"register '{title.en}' has no records"))
    return None


def _carried_over(bound: Bound, records: Mapping[str, Records], context: Context) -> bool:
    """Records of the time in which the rule was in force are judged once more, since they were still open."""
    found = records.get(bound.rule.of)
    return found is not None and bool(belonging(bound, found, context)[2].any())


def _read(bound: Bound) -> Iterator[tuple[str, list[str]]]:
    """Every register the rule reads, with the fields it reads of it; the judged one first."""
    own = [*bound.fields(), *(start for one in bound.joins for start in one.starts())]
    yield bound.rule.of, list(dict.fromkeys(name for name in own if "." not in name))
    for one in bound.joins:
        paths = [name.partition(".")[2] for name in bound.register.fields if name.startswith(f"{one.name}.")]
        yield one.register, [*one.fields(), *paths]
    for partner in bound.partners().values():
        yield partner.register, list(partner.columns.values())


def _missing(name: str, fields: Sequence[str], bound: Bound, found: Records | None) -> NotAssessed | None:
    """A register that was not supplied, or lacks a column."""
    register = bound.registers[name]
    if found is None:
        title = register.title
        return NotAssessed("register_missing", Said(f"没有提供台账“{title.zh}”", f"register '{title.en}' not supplied"))
    missing = [field for field in dict.fromkeys(fields) if field not in found.frame]
    return NotAssessed("column_missing", _columns(register, missing)) if missing else None


def _columns(register: Register, names: list[str]) -> Said:
    titles = [register.fields[name].title for name in names]
    return Said(
        f"台账“{register.title.zh}”缺少列：{'、'.join(title.zh for title in titles)}",
        f"column missing in {register.title.en}: {', '.join(title.en for title in titles)}",
    )
