"""Each item: its points, what bears on it, what it loses and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svcqa.actions.words import STATES
from svcqa.assessments import Assessment, ItemScore, Part, RuleFacts
from svcqa.reports.readiness.nouns import Block, Cell, Head, Table
from svcqa.reports.readiness.numbers import between, counted, points
from svcqa.reports.shown import cell_texts
from svcqa.reports.words import Words
from svcqa.text import Text

_STATES: Mapping[str, Text] = {str(code): text for code, text in STATES.items()}
_COUNTS = ("judged", "findings", "confirmed", "unreviewed", "undetermined")


def blocks(made: Assessment, words: Words) -> list[Block]:
    """The items that apply."""
    asked = {one.id: f"{one.id} {words.said(one.title)}" for one in made.evidence}
    return [_block(one, made, asked, words) for one in made.items if one.state != "not_applicable"]


def _block(one: ItemScore, made: Assessment, asked: Mapping[str, str], words: Words) -> Block:
    telling = sorted(filter(_tells, one.rules), key=lambda rule: (-rule.confirmed, rule.assessed))
    quiet = len(one.rules) - len(telling)
    return Block(
        one.item,
        words.said(one.title),
        words(f"ready.state.{one.state}"),
        facts=list(_facts(one, made, asked, words)),
        notes=[*([] if one.rules else [words("ready.no_criterion")]), *map(words.said, one.notes)],
        rules_told=_rules_told(one.rules, words) if one.rules else "",
        rules=_rules(one.rules, words),
        telling=_rules(telling, words),
        quiet=words("ready.rules_quiet", count=quiet) if quiet else "",
        parts_told=_parts_told(one.parts, words) if one.parts else "",
        parts=_parts(one.parts, words),
    )


def _facts(one: ItemScore, made: Assessment, asked: Mapping[str, str], words: Words) -> Iterator[tuple[str, str]]:
    yield words("ready.fact.points"), _points(one, made, words)
    yield words("ready.fact.mode"), words(f"ready.mode.{one.mode}")
    yield words("ready.fact.obtained"), between(one.worst, one.best, words)
    if one.if_confirmed != one.best:
        yield words("ready.fact.if_confirmed"), points(one.if_confirmed)
    if one.mode == "proportional":
        yield words("ready.fact.counted"), counted(one, words)
    if one.conclusion:
        yield words("ready.fact.conclusion"), words.named("ready.conclusion", one.conclusion)
    if one.seen:
        yield words("ready.fact.seen"), one.seen
    if one.place:
        yield words("ready.fact.place"), one.place
    if one.evidence:
        yield words("ready.fact.evidence"), words("chart_end").join(asked.get(each, each) for each in one.evidence)


def _points(one: ItemScore, made: Assessment, words: Words) -> str:
    if not made.indicative:
        return words("ready.own_points", points=points(one.points))
    if one.entered:
        return words("ready.equal_entered", points=points(one.points), entered=points(one.entered))
    return words("ready.equal_share", points=points(one.points))


def _tells(one: RuleFacts) -> bool:
    """The rule has something to say: it was not assessed, or something of it is confirmed or open."""
    return not one.assessed or bool(one.confirmed or one.unreviewed or one.undetermined)


def _rules_told(rules: Sequence[RuleFacts], words: Words) -> str:
    assessed = sum(one.assessed for one in rules)
    sums = {name: f"{sum(getattr(one, name) for one in rules):,}" for name in _COUNTS[2:]}
    return words("ready.rules_told", rules=len(rules), assessed=assessed, rest=len(rules) - assessed, **sums)


def _rules(rules: Sequence[RuleFacts], words: Words) -> Table:
    widths = zip(_COUNTS, (1.5, 1.85, 2.1, 2.25, 2.6), strict=True)
    heads = [
        Head(words("ready.head.rule"), 2.9),
        Head(words("ready.head.asks"), 4.2),
        *(Head(words(f"ready.head.{name}"), width, "n") for name, width in widths),
    ]
    return Table(heads, [_rule(one, words) for one in rules])


def _rule(one: RuleFacts, words: Words) -> list[Cell]:
    counts = [f"{count:,}" for count in (one.judged, one.fails, one.confirmed, one.unreviewed, one.undetermined)]
    numbers = counts if one.assessed else [words("none")] * len(counts)
    named = f"{one.rule} ({words('ready.by_sample')})" if one.by_sample else one.rule
    reason = words("not_assessed_row", reason=words.said(one.reason) or words("none"))
    return [[named, one.clause], [words.said(one.title), *([] if one.assessed else [reason])], *numbers]


def _parts_told(parts: Sequence[Part], words: Words) -> str:
    return words("ready.parts_told", parts=len(parts), findings=f"{sum(one.findings for one in parts):,}")


def _parts(parts: Sequence[Part], words: Words) -> Table:
    heads = [
        Head(words("ready.head.clause"), 2.8),
        Head(words("ready.head.unit"), 2.0),
        Head(words("ready.head.nonconformity"), 2.9),
        Head(words("ready.head.confirmed"), 2.1, "n"),
        Head(words("ready.head.closes"), 1.8, "n"),
        Head(words("ready.head.cells"), 5.8),
    ]
    return Table(heads, [_part(one, words) for one in parts])


def _part(one: Part, words: Words) -> list[Cell]:
    kept = [one.number, _state(one.state, words)] if one.number else [words("ready.not_raised")]
    closed = words("ready.closed" if one.closed else "ready.deducts")
    gives = words("none") if one.closed else points(one.closes)
    return [
        [one.clause, one.ruleset],
        one.unit or words("unit_none"),
        [*filter(None, kept), closed],
        f"{one.findings:,}",
        gives,
        cell_texts(one.cells, words),
    ]


def _state(code: str, words: Words) -> str:
    return words.said(_STATES.get(code)) or code
