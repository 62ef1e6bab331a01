"""Fields of other registers: ``staff.post`` over a foreign key, or ``callback.called_at`` over a rule's own join."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from svcqa.conditions import Condition
from svcqa.registers import TEMPORAL, Field, Register
from svcqa.rulesets.fitting import comparable, misfits
from svcqa.rulesets.models import Join, Rule
from svcqa.suggestions import meant
from svcqa.text import Text


@dataclass(frozen=True)
class Joined:
    """A register whose records stand beside the judged ones: at most one for each, or several."""

    name: str
    register: str
    on: tuple[tuple[str, str], ...]
    """Pairs of fields: of the judged register, where ``join.field`` is one of another join, and of this one."""
    where: Condition | None = None
    take: Literal["latest", "first", "each"] | None = None
    by: str = ""
    reference: bool = False
    """A foreign key: what it names must be there."""
    range: tuple[str, ...] = ()
    """Field of the judged register, and the fields of this one between whose values it lies."""
    several: str = ""
    """The join with ``take: each`` that it is, or hangs on; one of its records is enough for a condition."""

    def fields(self) -> list[str]:
        """Every field of the other register that the join itself reads."""
        own = self.where.fields() if self.where else []
        there = (other for _, other in self.on)
        return list(dict.fromkeys([*there, *own, *([self.by] if self.by else []), *self.range[1:]]))

    def starts(self) -> list[str]:
        """Every field of the judged register, or of another join, that it reads."""
        return list(dict.fromkeys([*(here for here, _ in self.on), *self.range[:1]]))


class PathError(ValueError):
    """A ``register.field`` that leads nowhere, or to more than one record: what is wrong, and how to mend it."""

    def __init__(self, said: Text, mend: Text | None = None) -> None:
        super().__init__(said.en)
        self.said, self.mend = said, mend


def joined(name: str, register: Register, rule: Rule, registers: Mapping[str, Register]) -> list[Joined]:
    """The register that the head of a path names, after those on which its join hangs.

    Raises:
        PathError: there is no such register, or more than one way to it, or none.
    """
    return _joined(name, register, rule, registers, ())


def _joined(
    name: str, register: Register, rule: Rule, registers: Mapping[str, Register], above: tuple[str, ...]
) -> list[Joined]:
    if name in above:
        chain = " → ".join([*above, name])
        raise PathError(Text(f"joins成环：{chain}。", f"joins run in a circle: {chain}."))
    if name in rule.joins:
        written = rule.joins[name]
        if not written.of or written.of == rule.of:
            return [_declared(name, written, register, registers)]
        base = _joined(written.of, register, rule, registers, (*above, name))
        return [*base, _hung(name, written, base[-1], registers)]
    if name not in registers:
        raise PathError(*_no_register(name, [*registers, *rule.joins]))
    return [_over_the_foreign_key(name, register, registers[name])]


def _hung(name: str, written: Join, base: Joined, registers: Mapping[str, Register]) -> Joined:
    """A join that starts at another one."""
    one = _declared(name, written, registers[base.register], registers)
    if one.several and base.several:
        said = f"“{base.name}”和“{name}”都可能有多条。", f"both '{base.name}' and '{name}' may find several records."
        raise PathError(Text(*said), Text("每条链上只能有一个take: each。", "One of a chain may take each."))
    on = tuple((f"{base.name}.{here}", there) for here, there in one.on)
    reach = (f"{base.name}.{one.range[0]}", *one.range[1:]) if one.range else ()
    return replace(one, on=on, range=reach, several=one.several or base.several)


def _declared(name: str, written: Join, register: Register, registers: Mapping[str, Register]) -> Joined:
    target = written.target or name
    if target not in registers:
        raise PathError(*_no_register(target, registers))
    on = tuple(written.on.items())
    reach = tuple(part for field, span in written.range.items() for part in (field, *span))
    # a join that only says which of several foreign keys is meant is that foreign key
    plain = written.where is None and written.take is None and not reach
    is_key = plain and _is_foreign_key(on, target, register, registers[target])
    several = name if written.take == "each" else ""
    one = Joined(name, target, on, written.where, written.take, written.by, is_key, reach, several)
    if written.take is None and not reach and not set(registers[target].key) <= set(written.on.values()):
        raise PathError(
            Text(
                f"“{name}”可能有多条对应记录：on没有包含它的全部编号字段。",
                f"'{name}' may have several records for one: 'on' does not hold its whole key.",
            ),
            Text(
                "请写明take：latest或first（连同日期字段by），或each（任一条满足即可）。",
                "Say which with take: latest or first and by (a date), or each, of which one is enough.",
            ),
        )
    return one


JoinProblem = tuple[tuple[str, ...], Text, Text | None]
"""Place within the rule, what is wrong, how to mend it."""


def join_problems(
    rule: Rule, register: Register, registers: Mapping[str, Register], partners: Collection[str] = ()
) -> Iterator[JoinProblem]:
    """What is wrong with the joins a rule declares, whether or not it reads a field over them.

    A join may start at the register of a partner too.
    """
    for name, written in rule.joins.items():
        target = registers.get(written.target or name)
        start = register
        try:
            if target is None:
                raise PathError(*_no_register(written.target or name, registers))
            if written.of in partners and written.of in registers:
                start = registers[written.of]
            elif written.of and written.of != rule.of:
                start = registers[joined(written.of, register, rule, registers)[-1].register]
        except PathError as problem:
            yield ("joins", name), problem.said, problem.mend
            continue
        for slot, pairs in {"on": written.on.items(), "range": _edges(written)}.items():
            for here, there in pairs:
                yield from _pair_problems(("joins", name, slot, here), (here, start), (there, target))
        yield from _date_problems(name, written, target)
        yield from _condition_problems(name, written, target)


def _edges(written: Join) -> list[tuple[str, str]]:
    return [(here, there) for here, span in written.range.items() for there in span]


def _condition_problems(name: str, written: Join, target: Register) -> Iterator[JoinProblem]:
    if written.where:
        for field in written.where.fields():
            if field not in target.fields:
                yield ("joins", name, "where", field), *_no_field(field, target)
        for field, said in misfits(written.where, target.fields):
            yield ("joins", name, "where", field), said, None


def _date_problems(name: str, written: Join, target: Register) -> Iterator[JoinProblem]:
    if written.by and written.by not in target.fields:
        yield ("joins", name, "by"), *_no_field(written.by, target)
    elif written.by and target.fields[written.by].type not in TEMPORAL:
        yield ("joins", name, "by"), Text(f"“{written.by}”不是日期字段。", f"'{written.by}' is no date."), None


def _pair_problems(
    place: tuple[str, ...], here: tuple[str, Register], there: tuple[str, Register]
) -> Iterator[JoinProblem]:
    known = True
    for name, register in (here, there):
        if name not in register.fields:
            known = False
            yield place, *_no_field(name, register)
    if known and not comparable(here[1].fields[here[0]], there[1].fields[there[0]]):
        zh = f"“{here[0]}”与“{there[0]}”的类型不同，不能对应。"
        yield place, Text(zh, f"'{here[0]}' and '{there[0]}' are of different types and cannot be joined."), None


def _no_field(name: str, register: Register) -> tuple[Text, Text]:
    said = Text(
        f"台账“{register.title.zh}”没有字段“{name}”。", f"register '{register.title.en}' has no field '{name}'."
    )
    return said, meant(name, register.fields)


def _no_register(name: str, known: Iterable[str]) -> tuple[Text, Text]:
    return Text(f"没有台账“{name}”。", f"there is no register '{name}'."), meant(name, known)


def _is_foreign_key(on: tuple[tuple[str, str], ...], name: str, register: Register, target: Register) -> bool:
    return len(on) == 1 and register.foreign_keys.get(on[0][0]) == name and target.key == (on[0][1],)


def _over_the_foreign_key(name: str, register: Register, target: Register) -> Joined:
    keys = register.references_to(name)
    if len(keys) == 1 and len(target.key) == 1:
        return Joined(name, name, ((keys[0], target.key[0]),), reference=True)
    if keys:
        listed = "、".join(keys), ", ".join(keys)
        said = Text(
            f"不清楚经哪个字段到“{name}”（{listed[0]}）。",
            f"it is not clear which field leads to '{name}' ({listed[1]}).",
        )
    else:
        said = Text(f"没有外键指向“{name}”。", f"no foreign key points to '{name}'.")
    raise PathError(said, Text("请用joins写明。", "Say so with joins."))


def of_paths(
    names: Iterable[str], register: Register, rule: Rule, registers: Mapping[str, Register]
) -> tuple[dict[str, Joined], dict[str, Field], dict[str, PathError]]:
    """What the paths among the names lead to: joins by name, fields by path, and paths that cannot be followed.

    A join stands after those on which it hangs, and the fields by which it is found are among the fields.
    """
    joins: dict[str, Joined] = {}
    fields: dict[str, Field] = {}
    problems: dict[str, PathError] = {}
    for path in dict.fromkeys(name for name in names if "." in name):
        head, _, field = path.partition(".")
        try:
            chain = joined(head, register, rule, registers)
            fields[path] = _field(field, chain[-1].register, registers[chain[-1].register])
            on_the_way = [start for one in chain for start in one.starts() if "." in start]
            for start in on_the_way:
                base = next(one for one in chain if one.name == start.partition(".")[0])
                fields[start] = _field(start.partition(".")[2], base.register, registers[base.register])
            joins.update({one.name: one for one in chain if one.name not in joins})
        except PathError as problem:
            problems[path] = problem
    return joins, fields, problems


def _field(name: str, target: str, register: Register) -> Field:
    if name not in register.fields:
        raise PathError(
            Text(f"台账“{target}”没有字段“{name}”。", f"register '{target}' has no field '{name}'."),
            meant(name, register.fields),
        )
    return beside(register.fields[name], register)


def beside(field: Field, register: Register) -> Field:
    """A field as it is called where its register is not the judged one."""
    title = Text(f"{register.title.zh}·{field.title.zh}", f"{field.title.en} ({register.title.en})")
    return field.model_copy(update={"title": title})


def registers_of(rule: Rule, registers: Mapping[str, Register]) -> list[str]:
    """Every register a rule may read: the judged one, and those its settings, joins, paths and unit name."""
    named = [rule.of, *_words(rule.model_dump(mode="json", include=_READING))]
    heads = [word.partition(".")[0] for word in named]
    wanted = dict.fromkeys(name for name in [*named, *heads] if name in registers)
    unit = registers[rule.of].unit if rule.of in registers else None
    if unit and unit.partition(".")[0] in registers:
        wanted[unit.partition(".")[0]] = None
    return list(wanted)


_READING = {"params", "where", "unless", "due_when", "due_within", "joins", "event_date", "latest_per"}


def _words(value: Any) -> Iterator[str]:
    """Every word in written settings, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _words(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _words(item)


def read_of(
    name: str, fields: Iterable[str], joins: Iterable[Joined], register: Register
) -> Iterator[tuple[str, list[str]]]:
    """A register and those that are joined to it, with the fields that are read of each."""
    own = [*fields, *(start for one in joins for start in one.starts())]
    yield name, list(dict.fromkeys(one for one in own if "." not in one))
    for one in joins:
        paths = [path.partition(".")[2] for path in register.fields if path.startswith(f"{one.name}.")]
        yield one.register, [*one.fields(), *paths]
