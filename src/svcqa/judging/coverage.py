"""The coverage planner: which further register or column would make how many more rules assessable.

A rule may lack several things; it becomes assessable only when all of them are there. So a step of the plan is the
smallest bundle that opens the most rules for each thing that has to be supplied, given the steps before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from svcqa.judging.assessable import Lack, lacks
from svcqa.plans import Plan, Step, Waiting, Wanted
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount, SheetAccount
    from svcqa.registers import Records
    from svcqa.rulesets import Bound, Ruleset

Bundle = frozenset[Lack]


def plan(bound: Sequence[Bound], records: Mapping[str, Records], rulesets: Iterable[Ruleset]) -> Plan:
    """What would make more of the rules assessable.

    Args:
        bound: the rules that should be; of all, those in force.
        records: what was supplied. A register that is not there is thought of as supplied with all its columns.
        rulesets: where the rules' parameters are declared; those without a value are the organisation's choice and
            are listed apart.
    """
    lacking = [lacks(rule, records) for rule in bound]
    # what a rule needs beside an unset parameter does not open it
    open_to_supply = [frozenset(one) for one in lacking if one and not any(lack.kind == "parameter" for lack in one)]
    assessable = sum(not one for one in lacking)
    return Plan(
        rules=len(bound),
        assessable=assessable,
        steps=[*_steps(open_to_supply, assessable)],
        lacking=[*_wanted(bound, lacking, open_to_supply)],
        parameters=[*_waiting(bound, rulesets)],
    )


def with_needed(inputs: Iterable[InputAccount], bound: Iterable[Bound]) -> list[InputAccount]:
    """The accounts, told which of the missing fields the rules read; of the others nobody has to care."""
    asked: dict[str, set[str]] = defaultdict(set)
    for rule in bound:
        for register, fields in rule.reads:
            asked[register].update(fields)
    return [
        replace(
            file, sheets=[_needing(sheet, asked[sheet.register]) if sheet.register else sheet for sheet in file.sheets]
        )
        for file in inputs
    ]


def _needing(sheet: SheetAccount, asked: set[str]) -> SheetAccount:
    return replace(sheet, needed=[name for name in sheet.missing if name in asked])


def _steps(bundles: Sequence[Bundle], assessable: int) -> Iterator[Step]:
    remaining = list(bundles)
    while remaining:
        best = max(dict.fromkeys(remaining), key=lambda bundle: _worth(bundle, remaining))
        opened = sum(bundle <= best for bundle in remaining)
        assessable += opened
        yield Step([*map(_name, _in_order(best))], opened, assessable)
        remaining = [bundle - best for bundle in remaining if not bundle <= best]


def _worth(bundle: Bundle, remaining: Iterable[Bundle]) -> tuple[float, int]:
    """Rules opened for each thing supplied; of equals, the smaller bundle. Earlier rules win what is left."""
    return sum(one <= bundle for one in remaining) / len(bundle), -len(bundle)


def _wanted(bound: Sequence[Bound], lacking: Sequence[Sequence[Lack]], bundles: Sequence[Bundle]) -> Iterator[Wanted]:
    """Everything lacking that can be supplied, what opens the most rules first."""
    needed = Counter(one for found in lacking for one in found if one.kind != "parameter")
    alone = Counter(one for bundle in bundles if len(bundle) == 1 for one in bundle)
    owners = {one: rule for rule, found in zip(bound, lacking, strict=True) for one in found}
    for one in sorted(needed, key=lambda one: (-alone[one], -needed[one], _name(one))):
        yield Wanted(_name(one), one.kind, _title(one, owners[one]), alone[one], needed[one])  # type: ignore[arg-type]


def _title(lack: Lack, bound: Bound) -> Text:
    register = bound.registers[lack.name]
    if lack.kind != "column":
        return register.title
    own, field = register.title, register.fields[lack.field].title
    return Text(f"{own.zh}·{field.zh}", f"{field.en} ({own.en})")


def _waiting(bound: Sequence[Bound], rulesets: Iterable[Ruleset]) -> Iterator[Waiting]:
    """The parameters without a value that rules wait for."""
    counts = Counter((rule.ruleset, name) for rule in bound for name in rule.unset)
    for ruleset in rulesets:
        for name, given in ruleset.parameters.items():
            if count := counts[ruleset.name, name]:
                yield Waiting(ruleset.name, name, given.parameter.title, count)


def _in_order(bundle: Bundle) -> list[Lack]:
    return sorted(bundle, key=_name)


def _name(lack: Lack) -> str:
    return f"{lack.name}.{lack.field}" if lack.field else lack.name
