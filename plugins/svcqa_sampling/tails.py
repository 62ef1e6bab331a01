"""Probabilities that at most so many of a sample do not conform: exact, and quick where that is enough.

A float decides as long as it lies clear of the risk it is compared with; near it the same is worked out in whole
numbers, since one ulp there moves a sample size by dozens.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

_CLEAR = 1e-4
"""Relative distance from the risk at which a float may decide: far above what logarithms of large lots lose."""
_NEGLIGIBLE = 1e-18
_Ratio = Callable[[int], float]


def binomial(at_most: int, size: int, rate: float) -> float:
    """P(X ≤ ``at_most``) for ``size`` drawn from a very large lot of which ``rate`` does not conform."""
    if at_most >= size or rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    odds = (1 - rate) / rate
    log = _log_comb(size, at_most) + at_most * math.log(rate) + (size - at_most) * math.log1p(-rate)
    return _summed(log, range(at_most, 0, -1), lambda i: odds * i / (size - i + 1))


def hypergeometric(at_most: int, size: int, lot: int, bad: int) -> float:
    """P(X ≤ ``at_most``) for ``size`` drawn from a lot of which ``bad`` do not conform."""
    least, most = max(0, size - (lot - bad)), min(size, bad)
    if at_most >= most:
        return 1.0
    if at_most < least:
        return 0.0
    log = _log_comb(bad, at_most) + _log_comb(lot - bad, size - at_most) - _log_comb(lot, size)
    return _summed(
        log, range(at_most, least, -1), lambda i: i * (lot - bad - size + i) / ((bad - i + 1) * (size - i + 1))
    )


def binomial_exact(at_most: int, size: int, rate: Fraction) -> Fraction:
    """The same as :func:`binomial`, exactly."""
    hit, whole, last = rate.numerator, rate.denominator, min(at_most, size)
    total, ways, hits = 0, 1, 1
    for i in range(last + 1):
        total = total * (whole - hit) + ways * hits
        ways, hits = ways * (size - i) // (i + 1), hits * hit
    return Fraction(total * (whole - hit) ** (size - last), whole**size)


def hypergeometric_exact(at_most: int, size: int, lot: int, bad: int) -> Fraction:
    """The same as :func:`hypergeometric`, exactly."""
    least = max(0, size - (lot - bad))
    counts = (math.comb(bad, i) * math.comb(lot - bad, size - i) for i in range(least, min(at_most, size, bad) + 1))
    return Fraction(sum(counts), math.comb(lot, size))


def binomial_within(risk: Fraction, at_most: int, size: int, rate: Fraction) -> bool:
    """Whether :func:`binomial` is at most the risk, exactly."""
    near = _compared(binomial(at_most, size, float(rate)), risk)
    return binomial_exact(at_most, size, rate) <= risk if near is None else near


def hypergeometric_within(risk: Fraction, at_most: int, size: int, lot: int, bad: int) -> bool:
    """Whether :func:`hypergeometric` is at most the risk, exactly."""
    near = _compared(hypergeometric(at_most, size, lot, bad), risk)
    return hypergeometric_exact(at_most, size, lot, bad) <= risk if near is None else near


def _compared(found: float, risk: Fraction) -> bool | None:
    """Whether a probability is at most the risk; ``None`` where a float cannot tell."""
    distance = found - float(risk)
    return None if abs(distance) <= _CLEAR * float(risk) else distance < 0


def _summed(log: float, downwards: range, ratio: _Ratio) -> float:
    """The last term, of which the logarithm is given, and those below it, each from the one above."""
    term = total = 1.0
    for i in downwards:
        term *= ratio(i)
        total += term
        if term < _NEGLIGIBLE * total:
            break
    return min(1.0, math.exp(log + math.log(total)))


def _log_comb(whole: int, part: int) -> float:
    return math.lgamma(whole + 1) - math.lgamma(part + 1) - math.lgamma(whole - part + 1)
