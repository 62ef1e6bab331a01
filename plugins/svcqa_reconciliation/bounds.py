"""Bounds: between which figures the figure of each group lies, whatever the records mean that leave it open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from svcqa_reconciliation.values import Values

_OF_SUM, _OF_MEAN = 2.0**-52, 1e-12
"""What floats may not hold of each number that is added, as a share of the sum; and of the mean it is held against."""


@dataclass(frozen=True, eq=False)
class Figures:
    """The figure of every group."""

    value: np.ndarray
    """As far as it is certain."""
    n: np.ndarray
    """Of how many records."""
    unread: np.ndarray
    """How many more may or may not count, or do not say what they contribute."""
    answered: np.ndarray
    """There is something to reckon with."""
    excess: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
    """By how much the figure exceeds a limit, at least and at most; of a mean, what its records do so together."""
    precision: np.ndarray | float = 0.0
    """What floats may not hold of that, as a share of the limit."""


def reckoned(measure: str, values: Values, groups: int) -> Figures:
    """The figures of all groups."""
    mean = measure in {"mean", "ratio", "mean_duration"}
    mine = values.sure
    group, low, high = values.group[mine], values.low[mine], values.high[mine]
    known = np.isfinite(low) & np.isfinite(high) & (low == high)
    n = np.bincount(group, minlength=groups)
    told = np.bincount(group[known], low[known], minlength=groups).astype(float)
    n_told = np.bincount(group[known], minlength=groups)
    with np.errstate(invalid="ignore"):
        value = told / n_told if mean else told
    perhaps = values.group[~mine & (values.group >= 0)]
    anywhere = int((values.group == -1).sum())
    unread = n - n_told + np.bincount(perhaps, minlength=groups) + anywhere
    answered = n > 0 if mean else np.ones(groups, dtype=bool)

    def excess(limit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return _mean_excess(values, limit) if mean else _sum_excess(values, limit)

    return Figures(value, n, unread, answered, excess, n * (_OF_MEAN if mean else _OF_SUM))


def _sum_excess(values: Values, limit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    zero = np.zeros_like(limit)
    low, high = _added(values, values.low, values.high, zero)
    return low - limit, high - limit


def _mean_excess(values: Values, limit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A mean exceeds a limit if what its records exceed it by comes to more than nothing."""
    own = np.append(limit, 0.0)[values.group]  # of what may be in any group none as yet
    return _added(values, values.low - own, values.high - own, limit)


def _added(values: Values, low: np.ndarray, high: np.ndarray, limit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that the records of each group come to; of those in doubt, only what makes it so."""
    groups = len(limit)
    placed = values.group >= 0
    least = np.where(values.sure, low, np.minimum(low, 0.0))
    most = np.where(values.sure, high, np.maximum(high, 0.0))
    at = values.group[placed]
    sums = [_sum(at, part[placed], groups) for part in (least, most)]
    # what may be in any group is reckoned against the limit of each
    free_low, free_high = np.sort(low[~placed]), np.sort(high[~placed])
    return sums[0] + _below(free_low, limit), sums[1] + _above(free_high, limit)


def _sum(group: np.ndarray, part: np.ndarray, groups: int) -> np.ndarray:
    """Sums per group; infinities win over all else."""
    finite = np.isfinite(part)
    total = np.bincount(group[finite], part[finite], minlength=groups).astype(float)
    for infinite in (np.inf, -np.inf):
        total[group[part == infinite]] = infinite
    return total


def _below(ordered: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """By how much the values below each limit fall short of it together."""
    count = np.searchsorted(ordered, limit)
    return np.asarray(np.append(0.0, np.cumsum(ordered))[count] - count * limit)


def _above(ordered: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """By how much the values above each limit exceed it together."""
    return -_below(-ordered[::-1], -limit)
