"""Allotting a sample to strata: in proportion to their size, by largest remainder, at least one each."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def allotted(size: int, strata: Sequence[int]) -> list[int]:
    """How many to draw of each stratum; together ``size``, or as many as there are strata if that is more.

    Args:
        size: of the sample; at most all of the lot.
        strata: how many records each has, one at least. Of equal claims the earlier stratum comes first.
    """
    size, lot = max(size, len(strata)), sum(strata)
    quotas = [Fraction(size * one, lot) for one in strata]
    found = [max(1, int(quota)) for quota in quotas]
    while sum(found) > size:
        at = max((at for at, one in enumerate(found) if one > 1), key=lambda at: (found[at] - quotas[at], -at))
        found[at] -= 1
    while sum(found) < size:
        at = max((at for at, one in enumerate(found) if one < strata[at]), key=lambda at: (quotas[at] - found[at], -at))
        found[at] += 1
    return found
