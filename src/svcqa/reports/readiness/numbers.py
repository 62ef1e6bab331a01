"""Exact points and scores as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from svcqa.assessments import Assessment, ItemScore, Score, Span
from svcqa.reports.words import Words
from svcqa.text import Text

_HALF = Fraction(1, 2)
_PLACES = range(2, 12)
_READABLE = 10_000
"""A fraction with a larger denominator says nothing to a reader; the document holds it."""


def points(exact: str) -> str:
    """Points with two decimals, rounded half up, and with more where two would show a whole or half that it is not.

    So what is not all never reads as all, and what is not nothing never reads as nothing.
    """
    number = Fraction(exact)
    for places in _PLACES:
        text = _rounded(number, places)
        if Fraction(text) == number:
            return text.rstrip("0").rstrip(".")
        if (Fraction(text) * 2).denominator > 1:
            return text
    return exact


def _rounded(number: Fraction, places: int) -> str:
    whole, part = divmod(int(abs(number) * 10**places + _HALF), 10**places)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{places}}"


def less(exact: str, other: str) -> str:
    """The difference of two numbers of points, exact."""
    return str(Fraction(exact) - Fraction(other))


def between(worst: str, best: str, words: Words) -> str:
    """Points from the worst to the best case; one number if they are the same."""
    return points(best) if Fraction(worst) == Fraction(best) else _from_to(points(worst), points(best), words)


def span(one: Span, words: Words) -> str:
    """A score as it is told, from the worst to the best case."""
    return one.best.shown if one.settled else _from_to(one.worst.shown, one.best.shown, words)


def exactly(one: Span, words: Words) -> str:
    """The same, not rounded: as a fraction where that can be read, else with the decimals that a number has."""
    worst, best = map(_unrounded, (one.worst, one.best))
    return best if one.settled else _from_to(worst, best, words)


def _unrounded(one: Score) -> str:
    return one.exact if Fraction(one.exact).denominator <= _READABLE else f"{one.value!r}…"


def level(made: Assessment, one: Score, words: Words) -> str:
    """The level that a score reaches."""
    return words.said(_title(made.levels, one.level, made.below))


def aside(made: Assessment, items: Sequence[ItemScore]) -> str:
    """Points of those items that do not apply: as entered, or by the equal shares that are used instead."""
    gone = [one for one in items if one.state == "not_applicable"]
    if not made.indicative:
        return str(sum((Fraction(one.entered) for one in gone), Fraction(0)))
    return str(sum((_share(made, one.group) for one in gone), Fraction(0)))


def counted(one: ItemScore, words: Words) -> str:
    """Of how many so many do not conform, and what was counted."""
    if not one.basis:
        return words("ready.basis.none")
    numbers = {"sampled": f"{one.sampled:,}", "failed": f"{one.nonconforming:,}"}
    return words("ready.counted", basis=words(f"ready.basis.{one.basis}"), **numbers)


def open_parts(one: ItemScore) -> int:
    """Nonconformities that are open."""
    return sum(not part.closed for part in one.parts)


def _share(made: Assessment, group: str) -> Fraction:
    (declared,) = (one.declared for one in made.groups if one.name == group)
    return Fraction(declared) / sum(one.group == group for one in made.items)


def _title(levels: Sequence[tuple[Text, str]], at: int | None, below: Text) -> Text:
    return below if at is None else levels[at][0]


def _from_to(first: str, last: str, words: Words) -> str:
    return words("ready.span", worst=first, best=last)
