"""How many to draw: the smallest sample that, with so few not conforming, speaks against the tolerable rate.

Attribute sampling as auditing guides tabulate it. Of an expected rate ``r`` the number allowed in a sample of ``n`` is
``⌈r·n⌉``, worked out in fractions: in floats 0.035 × 400 is above 14, and the answer 423 instead of 400.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from svcqa_sampling.tails import binomial_within, hypergeometric_within

MOST = 100_000
"""Sizes above this are not looked for: with an expected rate so near the tolerable one, a sample tells nothing."""


@dataclass(frozen=True)
class Size:
    """A sample size and how many in it may not conform."""

    size: int
    allowed: int


def for_lot(lot: int, confidence: Fraction, tolerable: Fraction, expected: Fraction = Fraction(0)) -> Size:
    """The smallest size for a lot of a known number (hypergeometric); the whole lot where no smaller one is enough.

    The tolerable rate stands for the smallest number of the lot that reaches it.
    """
    bad = math.ceil(tolerable * lot)
    risk = 1 - confidence
    found = _smallest(
        lambda size, allowed: hypergeometric_within(risk, allowed, size, lot, bad), expected, min(lot, MOST)
    )
    return found or Size(lot, math.ceil(expected * lot))


def binomial_size(confidence: Fraction, tolerable: Fraction, expected: Fraction = Fraction(0)) -> Size | None:
    """The smallest size for a very large lot (binomial); ``None`` where there is none below :data:`MOST`."""
    risk = 1 - confidence
    return _smallest(lambda size, allowed: binomial_within(risk, allowed, size, tolerable), expected, MOST)


def allowing(allowed: int, confidence: Fraction, tolerable: Fraction, lot: int | None = None) -> int | None:
    """The smallest size in which so many may not conform; ``None`` where there is none."""
    risk, bad = 1 - confidence, math.ceil(tolerable * lot) if lot else 0
    if lot:
        return _first(lambda size: hypergeometric_within(risk, allowed, size, lot, bad), allowed + 1, lot)
    return _first(lambda size: binomial_within(risk, allowed, size, tolerable), allowed + 1, MOST)


def poisson_size(confidence: Fraction, tolerable: Fraction) -> int:
    """The size by the Poisson approximation with none allowed: ``⌈−ln α ÷ p⌉``."""
    return math.ceil(-math.log(1 - confidence) / tolerable)


def _smallest(enough: Callable[[int, int], bool], expected: Fraction, most: int) -> Size | None:
    """The smallest size that is enough: of each number allowed the sizes that allow it lie in one range."""
    for allowed, first, last in _ranges(expected, most):
        found = _first(lambda size, allowed=allowed: enough(size, allowed), max(first, allowed + 1), last)  # type: ignore[misc]
        if found:
            return Size(found, allowed)
    return None


def _ranges(expected: Fraction, most: int) -> Iterator[tuple[int, int, int]]:
    """Number allowed, and the first and last size in which it is ``⌈expected · size⌉``."""
    if not expected:
        yield 0, 1, most
        return
    allowed, last = 1, 0
    while last < most:
        first, last = last + 1, min(most, math.floor(allowed / expected))
        yield allowed, first, last
        allowed += 1


def _first(enough: Callable[[int], bool], first: int, last: int) -> int | None:
    """The first size that is enough, where every larger one is enough too."""
    if first > last or not enough(last):
        return None
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if enough(middle) else (middle + 1, last)
    return last
