"""Points by group and clause, and the items that do not apply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcqa.assessments import Assessment, ClauseScore, ItemScore
from svcqa.reports.readiness.drawn import split
from svcqa.reports.readiness.nouns import Cell, Head, Section, Table
from svcqa.reports.readiness.numbers import aside, points
from svcqa.reports.words import Words

_NUMBERS = ("declared", "applicable", "worst", "best")


def sums(made: Assessment, words: Words) -> Section:
    """The points of every group with its clauses."""
    heads = [
        Head(words("ready.head.group"), 3.8),
        *(Head(words(f"ready.head.{name}"), 2.0, "n") for name in _NUMBERS),
        *(Head(words(f"ready.part.{name}"), 0, "n") for name in ("open", "lost", "aside")),
        Head(words("ready.head.if_confirmed"), 2.2, "n"),
        Head(words("ready.head.states"), 3.4),
    ]
    lines = list(_lines(made))
    rows = [_row(one, items, made, words) for one, items in lines]
    strong = frozenset(at for at, (one, _) in enumerate(lines) if one.declared)
    notes = [words("ready.parts_note"), words("ready.points_note")]
    return Section("points", words("ready.points"), notes, Table(heads, rows, strong))


def _lines(made: Assessment) -> Iterator[tuple[ClauseScore, list[ItemScore]]]:
    for group in made.groups:
        yield group, [one for one in made.items if one.group == group.name]
        for clause in made.clauses:
            if clause.group == group.name:
                yield clause, [one for one in made.items if one.clause == clause.name]


def _row(one: ClauseScore, items: Sequence[ItemScore], made: Assessment, words: Words) -> list[Cell]:
    gone = aside(made, items)
    declared = one.declared or ("" if made.indicative else one.points)
    _, *rest = split(one, gone)
    numbers = [one.applicable, one.worst, one.best, *rest, one.if_confirmed]
    states = [f"{words.named('ready.state', state)} {count}" for state, count in one.states.items()]
    return [
        f"{one.name} {words.said(one.title)}",
        points(declared) if declared else words("none"),
        *map(points, numbers),
        words.listed(states),
    ]


def gone(made: Assessment, words: Words) -> Section:
    """The items that do not apply, with the reason and what bears on them all the same."""
    widths = {"rules": 1.3, "confirmed": 2.1, "unreviewed": 2.25}
    heads = [
        Head(words("ready.head.item"), 3.6),
        Head(words("ready.head.declared"), 1.4, "n"),
        Head(words("ready.head.why_not"), 3.65),
        Head(words("ready.head.place"), 3.1),
        *(Head(words(f"ready.head.{name}"), width, "n") for name, width in widths.items()),
    ]
    rows = [_gone(one, words) for one in made.items if one.state == "not_applicable"]
    return Section("aside", words("ready.aside"), [], Table(heads, rows), words("ready.aside_none"))


def _gone(one: ItemScore, words: Words) -> list[Cell]:
    confirmed, unreviewed = (sum(getattr(rule, name) for rule in one.rules) for name in ("confirmed", "unreviewed"))
    return [
        f"{one.item} {words.said(one.title)}",
        points(one.entered) if one.entered else words("none"),
        one.why_not or words("ready.no_reason"),
        one.place or words("none"),
        *(f"{count:,}" for count in (len(one.rules), confirmed, unreviewed)),
    ]
