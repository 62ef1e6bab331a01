"""How often chance alone would show as much: exact tails of the binomial and Poisson distributions, and chi-square."""

from __future__ import annotations

from math import erfc, exp, expm1, lgamma, log, log1p, pi, sqrt

_ENOUGH = 1e-17
"""Terms of a tail that are this small beside its sum no longer count."""


def binomial_tail(successes: int, trials: int, rate: float) -> float:
    """P(X ≥ successes) of a binomial distribution.

    Args:
        successes: at least so many.
        trials: of so many.
        rate: probability of each, from 0 to 1.
    """
    if successes <= 0 or rate >= 1.0:
        return 1.0
    if successes > trials or rate <= 0.0:
        return 0.0
    if successes <= trials * rate:
        return 1.0 - binomial_tail(trials - successes + 1, trials, 1.0 - rate)
    term = exp(_choose(trials, successes) + successes * log(rate) + (trials - successes) * log1p(-rate))
    total, odds = term, rate / (1.0 - rate)
    for count in range(successes, trials):
        term *= (trials - count) / (count + 1) * odds
        total += term
        if term < _ENOUGH * total:
            break
    return min(total, 1.0)


def poisson_tail(count: int, mean: float) -> float:
    """P(X ≥ count) of a Poisson distribution with this mean."""
    if count <= 0:
        return 1.0
    if mean <= 0.0:
        return 0.0
    if count <= mean:
        below = sum(exp(one * log(mean) - mean - lgamma(one + 1)) for one in range(count))
        return max(0.0, 1.0 - below)
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total = term
    while term > _ENOUGH * total:
        count += 1
        term *= mean / count
        total += term
    return min(total, 1.0)


def chi_square_tail(value: float, freedom: int) -> float:
    """P(X ≥ value) of a chi-square distribution with so many degrees of freedom (1 or more)."""
    if value <= 0.0:
        return 1.0
    half, even = value / 2.0, freedom % 2 == 0
    total = exp(-half) if even else erfc(sqrt(half))
    term = exp(-half) if even else exp(-half) * 2.0 * sqrt(half / pi)
    for step in range(1, freedom // 2 if even else (freedom + 1) // 2):
        if even:
            term *= half / step
            total += term
        else:
            total += term
            term *= half / (step + 0.5)
    return min(total, 1.0)


def at_least_once(chance: float, times: int) -> float:
    """How often something of this chance happens at least once in so many tries; capped at 1."""
    return min(1.0, chance * times) if chance * times < 0.01 else -expm1(times * log1p(-min(chance, 1.0 - 1e-16)))


def _choose(of: int, count: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
