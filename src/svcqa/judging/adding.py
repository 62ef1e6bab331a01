"""Adding up: what one rule came to for several parts of the records, as if they had been judged at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from svcqa.findings import Excepted, Tally, UnitTally

_COUNTS = (
    "in_scope", "conforms", "fails", "pending", "undetermined", "excepted", "excused", "out_of_scope", "undated",
    "not_yet", "carried_over",
)  # fmt: skip
_OF_UNITS = ("in_scope", "conforms", "fails", "pending", "undetermined", "excepted")


def added(one: Tally, other: Tally) -> Tally:
    """The tally of a rule over two parts of the records."""
    return replace(
        one,
        **{name: getattr(one, name) + getattr(other, name) for name in _COUNTS},
        by_unit=_by_unit(one, other) if one.by_unit or other.by_unit else [],
        excepted_by=_excepted([*one.excepted_by, *other.excepted_by]),
        undetermined_by=_summed(one.undetermined_by, other.undetermined_by),
    )


def told(tally: Tally, conditions: Iterable[str], *, units: bool) -> Tally:
    """A sum as it stands in the audit.

    Args:
        tally: the sum.
        conditions: the exceptions of the rule in their order, as it writes them.
        units: some record of the register has a unit, so that those without one are counted apart.
    """
    order = {condition: number for number, condition in enumerate(conditions)}
    excepted = sorted(tally.excepted_by, key=lambda one: order[one.condition])
    return replace(tally, excepted_by=excepted, by_unit=tally.by_unit or (_unnamed(tally) if units else []))


def _by_unit(one: Tally, other: Tally) -> list[UnitTally]:
    found: dict[str | None, UnitTally] = {}
    for unit in (unit for tally in (one, other) for unit in tally.by_unit or _unnamed(tally)):
        before = found.get(unit.unit)
        found[unit.unit] = unit if before is None else _of_unit(before, unit)
    return sorted(found.values(), key=lambda unit: (unit.unit is None, unit.unit))


def _unnamed(tally: Tally) -> list[UnitTally]:
    """All records of a part in which none has a unit."""
    return [UnitTally(None, *(getattr(tally, name) for name in _OF_UNITS))] if tally.in_scope else []


def _of_unit(one: UnitTally, other: UnitTally) -> UnitTally:
    return UnitTally(one.unit, *(getattr(one, name) + getattr(other, name) for name in _OF_UNITS))


def _excepted(several: Iterable[Excepted]) -> list[Excepted]:
    found: dict[str, Excepted] = {}
    for one in several:
        before = found.get(one.condition)
        found[one.condition] = replace(one, count=one.count + before.count) if before else one
    return list(found.values())


def _summed(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {code: one.get(code, 0) + other.get(code, 0) for code in sorted({*one, *other})}
