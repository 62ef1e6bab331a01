"""Lookups: all that a bound rule names is there and of the kind it has to be; what is not is said with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from svcqa.conditions import Condition
from svcqa.errors import Problem
from svcqa.hours import BUILT_IN
from svcqa.registers import TEMPORAL, Field, Register
from svcqa.rulesets.fitting import comparable, misfits
from svcqa.rulesets.joining import PathError, join_problems
from svcqa.rulesets.loading import Ruleset
from svcqa.rulesets.placed import Placed
from svcqa.settings import within
from svcqa.suggestions import meant
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.rulesets.binding import Bound


def unknown(bound: Bound, placed: Placed, ruleset: Ruleset, lost: Mapping[str, PathError]) -> Iterator[Problem]:
    """Fields, calendars and literals that do not fit the registers."""
    fields = bound.register.fields

    def missing(path: tuple[str | int, ...], name: str) -> Problem:
        if name in lost:
            return placed.problem(path, lost[name].said.zh, lost[name].said.en, lost[name].mend)
        return no_such(placed, path, ("字段", "field"), name, fields)

    for place, name in bound.places().items():
        path = ("params", *place.removesuffix(f".{name}").split("."))
        if name not in fields:
            yield missing(path, name)
        else:
            yield from _wrong_type(bound, place, fields[name], placed, path)
    for slot, condition in bound.conditions().items():
        key = slot.partition(".")[0]
        yield from (missing((key, name), name) for name in condition.fields() if name not in fields)
        yield from _misfits((key,), condition, placed, fields)
    yield from _misfits_in_settings(bound, placed)
    yield from _of_several(bound, placed)
    yield from _repeats(bound, placed)
    yield from (missing((slot,), name) for slot, name in _dates(bound) if name not in fields)
    yield from _no_date(bound, placed)
    yield from _of_records_only(bound, placed)
    if bound.rule.latest_per and not bound.event_dates():
        zh, en = (
            "台账没有事件日期，不知道哪条最新。",
            "the register has no event date that could tell which is the newest.",
        )
        yield placed.problem(("latest_per",), zh, en, Text("请写明event_date。", "Give an event_date."))
    for at, said, mend in join_problems(
        bound.rule, ruleset.registers[bound.rule.of], ruleset.registers, _starts(bound)
    ):
        yield placed.problem(at, said.zh, said.en, mend)
    yield from _partner_problems(bound, placed, ruleset.registers, lost)
    known = dict.fromkeys([*BUILT_IN, *ruleset.calendars])
    for place, name in (bound.settings.calendars() if bound.settings else {}).items():
        if name not in known:
            yield no_such(placed, ("params", *place.split(".")), ("日历", "calendar"), name, known)


def _dates(bound: Bound) -> Iterator[tuple[str, str]]:
    """Slot of the rule and date it names there, beside its conditions and settings."""
    yield from (("event_date", name) for name in bound.event_dates())
    yield from (("latest_per", name) for name in bound.rule.latest_per)
    if bound.rule.due_within:
        yield "due_within", bound.rule.due_within.after


def _no_date(bound: Bound, placed: Placed) -> Iterator[Problem]:
    """A time that counts from something else than a date."""
    after = bound.rule.due_within.after if bound.rule.due_within else ""
    if after in bound.register.fields and bound.register.fields[after].type not in TEMPORAL:
        yield placed.problem(("due_within",), f"“{after}”不是日期字段。", f"'{after}' is no date.")


def _of_records_only(bound: Bound, placed: Placed) -> Iterator[Problem]:
    """What excepts or defers records, where records are not what is judged."""
    if bound.slots_only:
        for key in ("unless", "due_when", "due_within", "latest_per"):
            if getattr(bound.rule, key):
                zh = f"检查{bound.rule.check}判断的不是一条条记录，{key}在这里没有用处；哪些记录算数请写在where里。"
                en = (
                    f"the check {bound.rule.check} does not judge records here: say in where which count, not in {key}."
                )
                yield placed.problem((key,), zh, en)


def _wrong_type(
    bound: Bound, place: str, field: Field, placed: Placed, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    wanted = _types(bound, place, field.type)
    if field.type not in wanted:
        listed = " / ".join(wanted)
        zh, en = f"“{field.title.zh}”的类型应是{listed}。", f"'{field.title.en}' must be of type {listed}."
        yield placed.problem(path, zh, en)


def _partner_problems(
    bound: Bound, placed: Placed, registers: Mapping[str, Register], lost: Mapping[str, PathError]
) -> Iterator[Problem]:
    """Registers and fields of partners that are not there, or of another type than the check takes."""
    for name, partner in bound.partners().items():
        path = ("params", *name.split("."))
        if partner.register not in registers:
            yield no_such(placed, path, ("台账", "register"), partner.register, registers)
            continue
        fields = bound.companions[name].register.fields
        for place, column in partner.columns.items():
            inner = ("params", *place.removesuffix(f".{column}").split("."))
            if column in lost:
                yield placed.problem(inner, lost[column].said.zh, lost[column].said.en, lost[column].mend)
            elif column not in fields:
                yield no_such(placed, inner, ("字段", "field"), f"{partner.register}.{column}", fields)
            else:
                yield from _wrong_type(bound, place, fields[column], placed, inner)
            here = bound.places().get(place, "")
            if place in partner.on and here in bound.register.fields and column in fields:
                yield from _no_pair(bound.register.fields[here], fields[column], placed, inner)
        if partner.where:
            yield from _misfits(("params", *partner.where[0].split(".")), partner.where[1], placed, fields)
        both = {**bound.register.fields, **{f"{partner.register}.{field}": one for field, one in fields.items()}}
        for place, condition in partner.pairs:
            yield from _misfits(("params", *place.split(".")), condition, placed, both)


def _starts(bound: Bound) -> set[str]:
    """The registers at which a join may start without being reached."""
    return {partner.register for partner in bound.partners().values()}


def _no_pair(here: Field, there: Field, placed: Placed, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if not comparable(here, there):
        zh = f"“{here.title.zh}”与“{there.title.zh}”的类型不同，不能对应。"
        en = f"'{here.title.en}' and '{there.title.en}' are of different types and cannot be joined."
        yield placed.problem(path, zh, en)


def _types(bound: Bound, place: str, any_type: str) -> tuple[str, ...]:
    """The types of field a place takes; whatever it is, where the check does not say."""
    types = bound.settings.types() if bound.settings else {}
    return next((wanted for name, wanted in types.items() if within(place, name)), (any_type,))


def _misfits(
    slot: tuple[str | int, ...], condition: Condition, placed: Placed, fields: Mapping[str, Field]
) -> Iterator[Problem]:
    """What cannot be compared with a field, as the condition asks."""
    for name, said in misfits(condition, fields):
        yield placed.problem((*slot, name), said.zh, said.en)


def _misfits_in_settings(bound: Bound, placed: Placed) -> Iterator[Problem]:
    for condition in bound.own_conditions.values():
        for _, said in misfits(condition, bound.register.fields, waiting=bool(bound.unset)):
            yield placed.problem(("params",), said.zh, said.en)


def _of_several(bound: Bound, placed: Placed) -> Iterator[Problem]:
    """Where one record of several is enough, only a condition can say which one that is."""
    several = bound.several()
    asked = {f"{place}.{name}" for place, one in bound.own_conditions.items() for name in one.fields()}
    read = [(("params", *place.split(".")), name) for place, name in bound.places().items() if place not in asked]
    dates = (((slot,), name) for slot, name in _dates(bound))
    for path, name in [*read, *dates]:
        head = name.partition(".")[0]
        if head in several:
            zh = f"“{head}”可能有多条，只有条件可以读它。"
            en = f"'{head}' may find several records, so only conditions may read it."
            yield placed.problem(path, zh, en, Text("请用latest或first选定一条。", "Choose one with latest or first."))
    for slot, condition in {**bound.conditions(), **bound.own_conditions}.items():
        for fields in condition.together():
            named = (several.get(one.partition(".")[0]) for one in fields)
            heads = dict.fromkeys(one for one in named if one)
            if len(heads) > 1:
                zh, en = "”和“".join(heads), "' and '".join(heads)
                zh = f"“{zh}”各有多条，不能互相比较。"
                en = f"'{en}' find several records each, which cannot be compared with each other."
                yield placed.problem((slot.partition(".")[0],) if slot in bound.conditions() else ("params",), zh, en)


def _repeats(bound: Bound, placed: Placed) -> Iterator[Problem]:
    """A check sees a part of the records; whether something repeats shows only where all are seen."""
    if any(condition.repeats() for condition in bound.own_conditions.values()):
        zh, en = "repeats只能写在where、unless、due_when里。", "repeats stands in where, unless or due_when only."
        yield placed.problem(("params",), zh, en)


def no_such(
    placed: Placed, path: tuple[str | int, ...], noun: tuple[str, str], name: str, known: Iterable[str]
) -> Problem:
    """Something is named that is not there, with what was probably meant."""
    return placed.problem(path, f"没有{noun[0]}“{name}”。", f"there is no {noun[1]} '{name}'.", meant(name, known))
