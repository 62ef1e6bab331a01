"""The health of a manual: what its owner should hear before an office is audited against it.

None of this is about the office. A duty that no number measures, two clauses that cannot both be kept, a record that is
destroyed before another rule needs it: these make findings that no office can help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from svcqa import durations
from svcqa.durations import Duration
from svcqa.rulesets import Bound, Ruleset
from svcqa.rulesets.binding import rests_on
from svcqa.schemes import Scheme
from svcqa.text import Text

Kind = Literal["vague", "no_number", "contradiction", "kept_too_short", "not_kept", "not_asked_for", "no_criterion"]
_REFERS = Text(
    "“{one}”只保存{short}，引用它的“{other}”保存{long}",
    "'{one}' is kept for {short}, and '{other}', which refers to it, for {long}",
)
_NEEDED = Text(
    "“{one}”只保存{short}，有规则要看{long}", "'{one}' is kept for {short}, and rules look back on it for {long}"
)
_VAGUE = Text("“{word}”没有写明多久、多少或由谁判断", "'{word}' does not say how long, how many or who decides")
_UNSAID = Text("没有规定“{one}”保存多久", "how long '{one}' is kept is not said")
_UNUSED = Text("“{one}”要保存，却没有条款用到它", "'{one}' is to be kept, and no clause asks for it")
_NO_CRITERION = Text("{scheme} {item}“{title}”没有任何规则对应", "no rule bears on {scheme} {item} '{title}'")
_DAYS = {"s": 1 / 86_400, "m": 1 / 1_440, "h": 1 / 24, "d": 1.0, "wd": 1.4, "w": 7.0, "mo": 30.44, "y": 365.25}
"""Unit of a duration → days, roughly: enough to say which of two is much longer."""


@dataclass(frozen=True)
class Point:
    """One thing to tell the owner of the manual."""

    kind: Kind
    said: Text
    rules: Sequence[str]
    """The rules it is about."""


def points(rulesets: Sequence[Ruleset], rules: Sequence[Bound], schemes: Iterable[Scheme] = ()) -> list[Point]:
    """Everything that some rulesets, audited together, leave open, contradict or lose too early.

    Args:
        rulesets: the rulesets.
        rules: their rules, bound.
        schemes: schemes of evaluation; of those that some of the rules bear on, items that none does are told.
    """
    kept = _kept(rules)
    return [
        *_vague(rulesets),
        *_without_number(rulesets),
        *_contradictions(rulesets),
        *_outlived(rules, kept),
        *_looked_back_on(rules, kept),
        *_not_kept(rules),
        *_not_asked_for(rules, kept),
        *_without_criterion(rules, schemes),
    ]


def _without_criterion(rules: Sequence[Bound], schemes: Iterable[Scheme]) -> Iterator[Point]:
    """Items of a scheme for which these manuals have no rule: an audit says nothing of them."""
    names = {rule.rule.id for rule in rules}
    for scheme in schemes:
        covered = {said.item for name in names if (said := scheme.mapped.of(name)) is not None and said.item}
        for item, _, one in scheme.file.items() if covered else ():
            if item not in covered:
                yield Point(
                    "no_criterion", _NO_CRITERION.fill(scheme=scheme.file.edition, item=item, title=one.title), ()
                )


def _vague(rulesets: Iterable[Ruleset]) -> Iterator[Point]:
    for one in rulesets:
        for word, rules in one.vague.items():
            yield Point("vague", _VAGUE.fill(word=word), rules)


def _without_number(rulesets: Iterable[Ruleset]) -> Iterator[Point]:
    """Parameters that the manual leaves to the organisation: it names the duty and not its measure."""
    for one in rulesets:
        for name, given in one.parameters.items():
            title = given.parameter.title
            if given.parameter.default is None:
                rules = [placed.rule.id for placed in one.rules if name in rests_on(placed.rule)]
                said = Text(f"没有规定：{title.zh}（参数{name}）", f"not said: {title.en} (parameter {name})")
                yield Point("no_number", said, rules)


def _contradictions(rulesets: Iterable[Ruleset]) -> Iterator[Point]:
    known = {placed.rule.id for one in rulesets for placed in one.rules}
    for one in rulesets:
        for contrast in one.contrasts:
            mine = [rule for rule in contrast.rules if rule in known]
            if len(mine) > 1:
                yield Point("contradiction", contrast.title, mine)


@dataclass(frozen=True)
class _Kept:
    """How long the records of a register are kept, in a length of time."""

    title: Text
    longest: Duration
    rules: list[str]

    @property
    def length(self) -> Text:
        """How long, in words."""
        return _length(self.longest)

    def shorter_than(self, other: Duration) -> bool:
        """What takes the other length of time outlasts it."""
        return days(self.longest) < days(other)


def _length(one: Duration) -> Text:
    return Text(one.say("zh"), one.say("en"))


def days(length: Duration) -> float:
    """A length of time in days, roughly."""
    return length.amount * _DAYS[length.unit]


def _kept(rules: Iterable[Bound]) -> dict[str, _Kept]:
    """Register → how long its records are kept; without what is kept for ever, not at all, or as each record says."""
    found: dict[str, _Kept] = {}
    for rule in rules:
        one = rule.settings.kept_for() if rule.settings else None
        if one is not None and one.periods:
            name, longest = rule.rule.of, max(one.periods, key=days)
            before = found.get(name, _Kept(rule.registers[name].title, longest, []))
            longest = max(longest, before.longest, key=days)
            found[name] = _Kept(before.title, longest, [*before.rules, rule.rule.id])
    return found


def _outlived(rules: Iterable[Bound], kept: Mapping[str, _Kept]) -> Iterator[Point]:
    """Records that are destroyed while others, kept longer, still refer to them."""
    registers = {rule.rule.of: rule.registers[rule.rule.of] for rule in rules if rule.rule.of in kept}
    for name, register in registers.items():
        for target in dict.fromkeys(register.foreign_keys.values()):
            if target in kept and kept[target].shorter_than(kept[name].longest):
                short, long = kept[target], kept[name]
                said = _REFERS.fill(one=short.title, short=short.length, other=long.title, long=long.length)
                yield Point("kept_too_short", said, [*short.rules, *long.rules])


def _looked_back_on(rules: Iterable[Bound], kept: Mapping[str, _Kept]) -> Iterator[Point]:
    """Records that are destroyed before a rule that measures over a longer time needs them."""
    needs: dict[tuple[str, Duration], list[str]] = {}
    for rule in rules:
        if rule.settings is None or rule.settings.kept_for() is not None:
            continue
        longest = max(_lengths(rule.settings.model_dump()), key=days, default=None)
        for name, _ in rule.reads:
            if longest is not None and name in kept and kept[name].shorter_than(longest):
                needs.setdefault((name, longest), []).append(rule.rule.id)
    for (name, longest), found in needs.items():
        one = kept[name]
        said = _NEEDED.fill(one=one.title, short=one.length, long=_length(longest))
        yield Point("kept_too_short", said, [*found, *one.rules])


def _lengths(written: Any) -> Iterator[Duration]:
    if isinstance(written, Duration):
        yield written
    elif isinstance(written, Mapping):
        for value in written.values():
            yield from _lengths(value)
    elif isinstance(written, (list, tuple)):
        for value in written:
            yield from _lengths(value)
    elif isinstance(written, str):
        try:
            yield durations.parse(written)
        except ValueError:
            return


def _not_kept(rules: Sequence[Bound]) -> Iterator[Point]:
    """Registers whose records prove something, and of which no rule says how long they are kept."""
    told = {rule.rule.of for rule in rules if rule.settings and rule.settings.kept_for()}
    judged: dict[str, list[Bound]] = {}
    for rule in rules:
        judged.setdefault(rule.rule.of, []).append(rule)
    for name, found in judged.items():
        if name not in told:
            said = _UNSAID.fill(one=found[0].registers[name].title)
            yield Point("not_kept", said, [rule.rule.id for rule in found])


def _not_asked_for(rules: Sequence[Bound], kept: Mapping[str, _Kept]) -> Iterator[Point]:
    """Records that are to be kept although no other rule asks for them."""
    for name, one in kept.items():
        if not any(name == read for rule in rules if rule.rule.id not in one.rules for read, _ in rule.reads):
            text = Text(
                f"“{one.title.zh}”要保存，却没有条款用到它",
                f"'{one.title.en}' is to be kept, and no clause asks for it",
            )
            yield Point("not_asked_for", text, one.rules)
