"""The way to the next level, and special points."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.assessments import Assessment, Span, Special, Step, Way
from svcqa.reports.readiness.nouns import Anchor, Cell, Head, Section, Table
from svcqa.reports.readiness.numbers import exactly, level, points
from svcqa.reports.words import Words


def way(made: Assessment, words: Words) -> Section:
    """The shortest list of things that reaches the next level, step by step."""
    heads = [
        Head(words("ready.head.step"), 1.2, "n"),
        Head(words("ready.head.item"), 5.2),
        Head(words("ready.head.things"), 8.8),
        Head(words("ready.head.gives"), 2.2, "n"),
    ]
    steps = made.way.steps if made.way else []
    rows = [_row(number, one, words) for number, one in enumerate(steps, 1)]
    nothing = words("ready.way_indicative" if made.indicative else "ready.way_none")
    notes, after = (_before(made, made.way, words), _after(made, made.way, words)) if made.way else ([], [])
    empty = "" if made.way else nothing
    return Section("way", words("ready.way"), notes, Table(heads, rows), empty, after)


def _before(made: Assessment, found: Way, words: Words) -> list[str]:
    above = words.said(made.levels[found.level][0])
    numbers = {"lacking": found.lacking, "things": found.things, "steps": len(found.steps)}
    told = words("ready.way_to", level=above, **numbers) if found.reached else words("ready.way_short", level=above)
    return [told, words("ready.way_how")]


def _after(made: Assessment, found: Way, words: Words) -> list[str]:
    if found.reached is None:
        return []
    told = words("ready.way_reached", score=found.reached.shown, level=level(made, found.reached, words))
    return [told, words("ready.exact", exact=exactly(Span(found.reached, found.reached), words))]


def _row(number: int, one: Step, words: Words) -> list[Cell]:
    title = f"{one.item} {words.said(one.title)}".strip()
    named = Anchor(one.item, title) if one.item else title
    return [str(number), named, [words.said(thing.said) for thing in one.things], f"+{one.gives}"]


def specials(made: Assessment, words: Words) -> Section:
    """Special deductions and bonuses, and where they count."""
    widths = {"kind": 2.0, "trigger": 4.2, "ref": 3.7, "counts": 2.4}
    heads = [
        *(Head(words(f"ready.head.{name}"), width) for name, width in widths.items()),
        Head(words("ready.head.points"), 1.5, "n"),
        Head(words("ready.head.place"), 3.6),
    ]
    rows = [list(_special(one, words)) for one in made.specials]
    notes = [words(f"ready.specials_{made.specials_place}"), words("ready.cap" if made.cap else "ready.no_cap")]
    return Section("specials", words("ready.specials"), notes, Table(heads, rows), words("ready.specials_none"))


def _special(one: Special, words: Words) -> Iterator[Cell]:
    yield words(f"ready.kind.{one.kind}")
    yield from (one.trigger, one.ref or words("none"))
    yield words("ready.counts.yes" if one.counts else "ready.counts.no")
    yield points(one.points)
    yield one.place or words("none")
