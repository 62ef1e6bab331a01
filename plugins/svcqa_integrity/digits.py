"""Digits unlike those of others: invented figures follow other habits than counted ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from svcqa import Lead, Records, Scene, Text, rare, signal
from svcqa_integrity.chance import at_least_once, chi_square_tail
from svcqa_integrity.looking import Column, Looked, Named, counted, looked_at, timed_columns

LEAST = 200
"""Values that a group has at least: fewer say nothing about digits."""
STRONG = 0.4
"""How far the shares of digits must lie apart (Cramér's V): small differences are habits of a trade."""
_ROUNDED = 0.3
"""Where one digit has more than this share of the times of others, they are rounded."""


@signal(
    "digits",
    title=Text("数字分布异常", "Digits unlike those of others"),
    means=Text(
        "某人或某单位写的分钟末位、金额首位与其他人差得远，可能是编的。",
        "Last digits of minutes, or first digits of amounts, far from those of others may be invented.",
    ),
    innocent=Text(
        "习惯取整、不同的收费标准和客户群也会如此。",
        "A habit of rounding, other tariffs and other customers look the same.",
    ),
)
def digits_unlike_the_others(scene: Scene) -> Iterator[Lead]:
    """The last digit of minutes and the first digit of amounts, of a person or unit held against all others.

    Looked at only where a group has at least 200 values. The chance is that of so great a difference (chi-square) if
    the group were like the others.
    """
    for column, minutes in timed_columns(scene):
        yield from _unlike(column, minutes % 10, Text("分钟末位", "last digits of minutes"), _ROUNDED)
    for name, looked in looked_at(scene).items():
        for field in _amounts(looked.records):
            yield from _unlike(*_first_digits(name, looked, field), Text("金额首位", "first digits of amounts"), 1.0)


def _amounts(records: Records) -> list[str]:
    fields = records.register.fields
    return [name for name in fields if fields[name].type == "money" and name in records.frame]


def _first_digits(name: str, looked: Looked, field: str) -> tuple[Column, np.ndarray]:
    values = looked.records.frame[field].to_numpy(dtype="float64")
    at = np.flatnonzero(values > 0)
    first = (values[at] / 10 ** np.floor(np.log10(values[at]))).astype(int)
    return Column(name, looked.records, field, at, looked.named), first


def _unlike(column: Column, digit: np.ndarray, told: Text, most_usual: float) -> Iterator[Lead]:
    for who in column.named:
        yield from _by(who, column, digit, told, most_usual)


def _by(who: Named, column: Column, digit: np.ndarray, told: Text, most_usual: float) -> Iterator[Lead]:
    groups = who.groups(column.at)
    each, all_ = groups.table(digit, 10), counted(lambda some: digit[some], len(digit), 10)
    for number in groups.compared():
        here, size = each[number], int(groups.sizes[number])
        there, others = all_ - here, len(column.at) - size
        if min(size, others) < LEAST:
            continue
        if there.max() > most_usual * others:  # these are rounded as a rule, and digits say nothing
            continue
        value, freedom = _distance(here, there)
        chance = at_least_once(chi_square_tail(value, freedom), 1000)
        if rare(chance) and np.sqrt(value / size) > STRONG:
            most = int((here / size - there / others).argmax())
            expected = there[most] / others * size
            text = _told(groups.names[number], told, most, int(here[most]), expected)
            mine = groups.members(number)
            at = column.at[mine[digit[mine] == most]]
            counts = (int(here[most]), size, float(expected), chance)
            yield Lead(column.register, (column.field, who.field), at, text, *counts)


def _told(said: str, told: Text, digit: int, seen: int, expected: float) -> Text:
    return Text(
        f"“{said}”的{told.zh}与其他人差得远：{digit}有{seen}次，照其他人应有约{expected:.0f}次",
        f"{told.en} of '{said}' are far from those of others: {digit} occurs {seen} times, about {expected:.0f} would "
        "be like the others",
    )


def _distance(here: np.ndarray, there: np.ndarray) -> tuple[float, int]:
    """Chi-square of one group of digits against the shares of the others, and its degrees of freedom."""
    shares = (there + 1) / (there + 1).sum()
    used = (here + there) > 0
    expected = shares[used] * here.sum()
    return float(((here[used] - expected) ** 2 / expected).sum()), max(int(used.sum()) - 1, 1)
