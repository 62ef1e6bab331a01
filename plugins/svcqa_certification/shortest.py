"""The shortest list of things to do for a level, exact.

Items give back points apart from one another: an item of full deduction only when everything on it is done, an item of
proportional deduction with every nonconformity that is closed. So the most that can be gained with so many things is
found item by item (a knapsack in groups), in whole numbers; the fewest things that reach the level are the answer, and
of several such lists the one that gains most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from svcqa import assessments


@dataclass(frozen=True)
class Choice:
    """Some things of one item, and what they give back of the score together."""

    item: str
    things: tuple[assessments.Thing, ...]
    gain: Fraction


def shortest(groups: Sequence[Sequence[Choice]], lacking: Fraction) -> list[Choice] | None:
    """The fewest things that give back what is lacking; ``None`` where all of them do not.

    Args:
        groups: of every item the choices there are, of which one can be taken.
        lacking: points of the score, above 0.
    """
    scale = lcm(lacking.denominator, *(one.gain.denominator for group in groups for one in group))
    wanted = int(lacking * scale)
    table: dict[int, tuple[int, tuple[Choice, ...]]] = {0: (0, ())}
    for group in groups:
        table = _with(table, [(one, int(one.gain * scale)) for one in group if one.gain > 0], wanted)
    reached = [count for count, (gain, _) in table.items() if gain >= wanted]
    return list(table[min(reached)][1]) if reached else None


def _with(
    table: Mapping[int, tuple[int, tuple[Choice, ...]]], choices: Sequence[tuple[Choice, int]], wanted: int
) -> dict[int, tuple[int, tuple[Choice, ...]]]:
    """Number of things → the most they gain, with one more item to choose from."""
    found = dict(table)
    for count, (gain, taken) in table.items():
        for choice, more in choices:
            number = count + len(choice.things)
            if number not in found or gain + more > found[number][0]:
                found[number] = (gain + more, (*taken, choice))
    return dict(_worthwhile(found, wanted))


def _worthwhile(
    table: Mapping[int, tuple[int, tuple[Choice, ...]]], wanted: int
) -> Iterator[tuple[int, tuple[int, tuple[Choice, ...]]]]:
    """Without what gains no more than fewer things do, and without what is longer than a list that suffices."""
    best = -1
    for count in sorted(table):
        if table[count][0] > best:
            best = table[count][0]
            yield count, table[count]
        if best >= wanted:
            return
