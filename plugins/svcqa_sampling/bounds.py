"""What a sample says of its lot: bounds of the rate that does not conform.

Exact bounds invert the probability of seeing at most so many (Clopper and Pearson; for a lot of a known number the
hypergeometric distribution). Wilson's interval is an approximation and is only offered beside them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from statistics import NormalDist

from svcqa_sampling.tails import binomial, hypergeometric_within

_STEPS = 80
"""Halvings of the range from 0 to 1: as fine as a float can tell."""


def upper_count(failed: int, size: int, lot: int, confidence: Fraction) -> int:
    """The most of a lot that may not conform (one-sided): the largest number that leaves as few with more than α.

    Of a lot that was looked at as a whole it is what was found.
    """
    risk = 1 - confidence
    least, most = failed, lot - size + failed
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (least, middle - 1) if hypergeometric_within(risk, failed, size, lot, middle) else (middle, most)
    return least


def upper_rate(failed: int, size: int, confidence: Fraction) -> float:
    """The highest rate of a very large lot (one-sided)."""
    return 1.0 if failed >= size else _root(lambda rate: binomial(failed, size, rate) > 1 - confidence)


def clopper_pearson(failed: int, size: int, confidence: Fraction) -> tuple[float, float]:
    """The exact two-sided interval of the rate of a very large lot."""
    half = (1 - confidence) / 2
    low = 0.0 if failed == 0 else _root(lambda rate: 1 - binomial(failed - 1, size, rate) < half)
    return low, 1.0 if failed >= size else _root(lambda rate: binomial(failed, size, rate) > half)


def wilson(failed: int, size: int, confidence: Fraction) -> tuple[float, float]:
    """Wilson's two-sided interval, an approximation."""
    z = NormalDist().inv_cdf(1 - float(1 - confidence) / 2)
    rate, shift = failed / size, z * z / size
    spread = z * math.sqrt(rate * (1 - rate) / size + shift / (4 * size))
    return (rate + shift / 2 - spread) / (1 + shift), (rate + shift / 2 + spread) / (1 + shift)


def _root(below: Callable[[float], bool]) -> float:
    """Where something stops holding that holds for small rates."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2
