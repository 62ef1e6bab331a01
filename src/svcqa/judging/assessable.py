"""Can a rule be assessed at all? If not, the reason is said, and nothing of it reads as conforming."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from svcqa.accounts import Said
from svcqa.findings import NotAssessed
from svcqa.judging.belonging import belonging

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.periods import Period
    from svcqa.registers import Records, Register
    from svcqa.rulesets import Bound


@dataclass(frozen=True)
class Lack:
    """One thing without which a rule cannot be assessed."""

    kind: Literal["parameter", "register", "column", "records"]
    """``records``: the register was supplied, but nothing stands in it."""
    name: str
    """The parameter, or the register."""
    field: str = ""
    """The column that is missing in the register."""


def obstacle(bound: Bound, records: Mapping[str, Records], context: Context) -> NotAssessed | None:
    """What keeps a rule from being assessed, or None."""
    if not is_in_force(bound, context.period) and not _carried_over(bound, records, context):
        return NotAssessed("not_in_force", Said("本期不在规则的有效期内", "the rule is not in force in this period"))
    if not bound.event_dates() and not bound.rule.in_force.holds_on(context.as_of.date()):
        # a standing list is judged as it stands at the audit date
        return NotAssessed(
            "not_in_force", Said("审核日不在规则的有效期内", "the rule is not in force on the audit date")
        )
    found = lacks(bound, records)
    return _said(found, bound) if found else None


def is_in_force(bound: Bound, period: Period) -> bool:
    """Whether the rule is in force on some day of the period."""
    return period.overlaps(bound.rule.in_force.first, bound.rule.in_force.last)


def lacks(bound: Bound, records: Mapping[str, Records]) -> list[Lack]:
    """Everything a rule lacks, in the order in which it is told; of a rule in force, empty if it can be assessed.

    Which columns it reads may not be known in full while a parameter is not set.
    """
    return list(dict.fromkeys(_lacks(bound, records)))


def _lacks(bound: Bound, records: Mapping[str, Records]) -> Iterator[Lack]:
    yield from (Lack("parameter", name) for name in bound.unset)
    for register, fields in bound.reads:
        if register not in records:
            yield Lack("register", register)
        else:
            frame = records[register].frame
            yield from (Lack("column", register, field) for field in fields if field not in frame)
    if bound.rule.of in records and not len(records[bound.rule.of]) and not bound.slots_only:
        yield Lack("records", bound.rule.of)


def _carried_over(bound: Bound, records: Mapping[str, Records], context: Context) -> bool:
    """Records of the time in which the rule was in force are judged once more, since they were still open."""
    found = records.get(bound.rule.of)
    return found is not None and bool(belonging(bound, found, context)[2].any())


def _said(found: Sequence[Lack], bound: Bound) -> NotAssessed:
    """The reason that is told: the first, with what else is lacking of the same."""
    first = found[0]
    if first.kind == "parameter":
        listed = ", ".join(bound.unset)
        return NotAssessed("parameter_unset", Said(f"参数{listed}未设定", f"parameter {listed} not set"))
    register = bound.registers[first.name]
    title = register.title
    if first.kind == "register":
        return NotAssessed("register_missing", Said(f"没有提供台账“{title.zh}”", f"register '{title.en}' not supplied"))
    if first.kind == "records":
        return NotAssessed("register_empty", Said(f"台账“{title.zh}”没有记录", f"register '{title.en}' has no records"))
    names = [one.field for one in found if one.kind == "column" and one.name == first.name]
    return NotAssessed("column_missing", _columns(register, names))


def _columns(register: Register, names: Sequence[str]) -> Said:
    titles = [register.fields[name].title for name in names]
    return Said(
        f"台账“{register.title.zh}”缺少列：{'、'.join(title.zh for title in titles)}",
        f"column missing in {register.title.en}: {', '.join(title.en for title in titles)}",
    )
