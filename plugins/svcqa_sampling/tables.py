"""Plans from a table that the user brings: tightened and reduced inspection, or what a customer asks for.

Only normal inspection is built in. The others, and the rules for switching between them, were not confirmed against the
standard; whoever uses them supplies the table and names its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic import Field as Slot

from svcqa import ConfigError, Problem, Text, Written, WrongValueError, read_model
from svcqa_sampling.iso2859 import Single, known_aql, known_level, too_small

_Cell = Annotated[int, Slot(ge=0)] | Literal["up", "down"]
_Class = tuple[Annotated[int, Slot(ge=2)], Annotated[int, Slot(ge=2)] | None, str]


def _following(classes: tuple[_Class, ...]) -> tuple[_Class, ...]:
    for (_, last, _), (first, _, _) in pairwise(classes):
        if last is None or first != last + 1:
            raise WrongValueError(
                f"批量范围应首尾相接，{first}之前断开或重叠",
                f"lot sizes must follow each other, and do not before {first}",
            )
    return classes


class Table(Written):
    """A sampling table as people write it down."""

    title: str
    source: Annotated[str, Slot(min_length=1)]
    """The document it is taken from, with its edition."""
    severity: Literal["normal", "tightened", "reduced"]
    levels: Mapping[str, Annotated[tuple[_Class, ...], AfterValidator(_following)]]
    """Inspection level → smallest and largest lot (``null``: no end) and letter, class after class."""
    sizes: Mapping[str, Annotated[int, Slot(ge=1)]]
    """Letter → sample size, in the order of the table: arrows up and down go along it."""
    plans: Mapping[str, Mapping[str, _Cell]]
    """AQL → letter → Ac, or ``up`` or ``down`` for an arrow."""


def table(path: str) -> Table:
    """Read a table.

    Raises:
        ConfigError: it is not there or is wrong; with its line.
    """
    read, file = read_model(Path(path), Table)
    problems = [
        file.problem(
            ("plans", aql, letter), f"没有字码“{letter}”的样本量。", f"there is no sample size for '{letter}'."
        )
        for aql, plans in read.plans.items()
        for letter in plans
        if letter not in read.sizes
    ]
    if problems:
        raise ConfigError.all_of(problems)
    return read


def single(table: Table, lot: int, level: str, aql: str, where: str) -> Single:
    """The plan of a table for a lot.

    Raises:
        UsageError: the table has no such level or AQL.
        ConfigError: it has no letter for the lot, or an arrow leads to no plan; with the file.
    """
    known_level(level, table.levels)
    column = table.plans[known_aql(aql, tuple(table.plans))]
    if lot < 2:
        raise too_small(lot)
    code = next((letter for first, last, letter in table.levels[level] if first <= lot <= (last or lot)), None)
    letter = _resolved(code, list(table.sizes), column)
    if code is None or letter is None:
        said = Text(
            f"这张表对批量{lot}、水平{level}、AQL {aql}没有方案。",
            f"this table has no plan for a lot of {lot}, level {level}, AQL {aql}.",
        )
        raise ConfigError(Problem(said, where))
    accept = column[letter]
    assert isinstance(accept, int)  # noqa: S101 - arrows have been followed
    return Single(code, letter, table.sizes[letter], accept)


def _resolved(code: str | None, letters: list[str], column: Mapping[str, int | str]) -> str | None:
    """The letter of the plan to use; ``None`` where an arrow leads out of the table, or in a circle."""
    at = letters.index(code) if code in letters else -1
    for _ in letters:
        if not 0 <= at < len(letters):
            return None
        cell = column.get(letters[at])
        if not isinstance(cell, str):
            return None if cell is None else letters[at]
        at += 1 if cell == "down" else -1
    return None
