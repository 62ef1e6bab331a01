"""Readiness in words that every format says alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from svcqa.assessments import Assessment, EvidenceFacts, EvidenceState, ItemScore, Score, Span, Thing, Way
from svcqa.reports.words import Words

_PLACES = 2
_DIGITS = 10_000
"""A fraction of a larger denominator says nothing to a reader; its decimals do."""
_ORDER: tuple[EvidenceState, ...] = ("there", "stated", "incomplete", "missing", "no_register")


def points(exact: str) -> str:
    """Points with two decimals at most, and without those that say nothing."""
    number = Fraction(exact)
    if number.denominator == 1:
        return str(number.numerator)
    scaled = abs(number) * 10**_PLACES + Fraction(1, 2)
    whole, part = divmod(scaled.numerator // scaled.denominator, 10**_PLACES)
    return f"{'-' if number < 0 else ''}{whole}.{part:02}".rstrip("0").rstrip(".")


def span(one: Span, words: Words) -> str:
    """A score as one number where nothing is open, else from the worst to the best case."""
    if one.settled:
        return one.worst.shown
    return words("ready_span", worst=one.worst.shown, best=one.best.shown)


def unrounded(one: Span, words: Words) -> str:
    """The same, not rounded: as a fraction where that can be read, else with all decimals a number has here."""
    worst, best = (_plain(score) for score in (one.worst, one.best))
    return words("ready_exact", exact=worst if one.settled else words("ready_span", worst=worst, best=best))


def _plain(score: Score) -> str:
    return score.exact if Fraction(score.exact).denominator <= _DIGITS else f"{score.value!r}…"


def level(made: Assessment, score: Score, words: Words) -> str:
    """The level that a score reaches."""
    return (made.below if score.level is None else made.levels[score.level][0]).say(words.lang)


def levels(made: Assessment, one: Span, words: Words) -> str:
    """The level or levels of a span; none is named while points are not known."""
    if made.indicative:
        return words("ready_indicative")
    worst, best = (level(made, score, words) for score in (one.worst, one.best))
    return worst if worst == best else words("ready_span", worst=worst, best=best)


def way_title(made: Assessment, way: Way, words: Words) -> str:
    """To which level, and how many things it takes; or that it cannot be reached."""
    title = made.levels[way.level][0]
    if way.reached is None:
        return words("ready_no_way", level=title)
    return words("ready_way", level=title, count=way.things)


def thing(one: Thing, words: Words) -> str:
    """One thing to do."""
    return one.said.say(words.lang).strip()


def sample(item: ItemScore, words: Words) -> str:
    """Sampled and nonconforming, and what they are counted in."""
    if not item.basis:
        return ""
    return f"{item.sampled:,}/{item.nonconforming:,} {words(f'ready_basis.{item.basis}')}"


def rules_done(item: ItemScore, words: Words) -> str:
    """How many of the rules were assessed."""
    if not item.rules:
        return ""
    return words("ready_rules_done", done=sum(one.assessed for one in item.rules), all=len(item.rules))


def open_parts(item: ItemScore) -> int:
    """Nonconformities that are open."""
    return sum(not one.closed for one in item.parts)


def gaps(item: ItemScore, words: Words) -> Iterator[tuple[str, str]]:
    """What of an item is open, and why."""
    if item.state == "no_criterion":
        yield words("ready_state.no_criterion"), ""
    if item.state in {"partly", "not_assessed"}:
        for one in item.rules:
            if not one.assessed:
                reason = one.reason.say(words.lang) if one.reason else ""
                yield f"{one.rule} {one.title.say(words.lang)}", reason
        yield from ((note.say(words.lang), "") for note in item.notes)


def covered(one: EvidenceFacts) -> str:
    """The time that evidence covers."""
    return f"{one.first}..{one.last}" if one.first else ""


def evidence_counts(made: Assessment, words: Words) -> str:
    """How much evidence is there, and how much is missing."""
    counts = Counter(one.state for one in made.evidence)
    return words.listed([f"{words(f'ready_evidence.{state}')} {counts[state]}" for state in _ORDER if counts[state]])
