"""ISO 2859-1 (GB/T 2828.1), single sampling, normal inspection: from lot size, level and AQL to a plan.

The table is worked out from how it is built. Sample sizes grow from letter to letter, and so do the AQLs from column to
column, by the same steps: along a diagonal everything is alike. Going down a column there come an arrow down up to the
plan that accepts nothing but 0, an arrow up back to it, an arrow down across the gap to 1, then 1, 2, 3, 5, 7, 10, 14
and 21, and below these arrows up. An arrow leads to the next plan with numbers, and *its sample size is used*.

Code letters follow no such law; they are written down for every level.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from svcqa import Text, UsageError

LETTERS = "ABCDEFGHJKLMNPQR"
SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000)
"""Sample size of each letter."""
AQLS = ("0.65", "1.0", "1.5", "2.5", "4.0", "6.5")
LOTS = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000)
"""The largest lot of each class; the last class has no end."""
LEVELS = {
    "S-1": "AAAABBBBCCCCDDD",
    "S-2": "AAABBBCCCDDDEEE",
    "S-3": "AABBCCDDEEFFGGH",
    "S-4": "AABCCDEEFGGHJJK",
    "I": "AABCCDEFGHJKLMN",
    "II": "ABCDEFGHJKLMNPQ",
    "III": "BCDEFGHJKLMNPQR",
}
"""Inspection level → the letter of each class of lots."""
Cell = int | Literal["up", "down"]
_DIAGONAL: tuple[Cell, ...] = (0, "up", "down", 1, 2, 3, 5, 7, 10, 14, 21)
_ZERO = LETTERS.index("F")
"""Row of the plan that accepts 0 in the column of the first AQL."""


@dataclass(frozen=True)
class Single:
    """A single sampling plan: what is drawn, and up to how many the lot is accepted."""

    code: str
    """The letter of the lot."""
    letter: str
    """The letter of the plan, another one where an arrow was followed."""
    size: int
    accept: int

    @property
    def reject(self) -> int:
        """From how many on the lot is not accepted."""
        return self.accept + 1


def normal(lot: int, level: str, aql: str) -> Single:
    """The plan for normal inspection of a lot; its size may be larger than the lot, which is then inspected whole.

    Raises:
        UsageError: there is no such level or AQL, or the lot has no letter.
    """
    code = code_letter(lot, level)
    letter = resolved(code, known_aql(aql, AQLS))
    row = LETTERS.index(letter)
    accept = cell(letter, known_aql(aql, AQLS))
    assert isinstance(accept, int)  # noqa: S101 - an arrow has been followed to a plan with numbers
    return Single(code, letter, SIZES[row], accept)


def code_letter(lot: int, level: str) -> str:
    """The code letter of a lot.

    Raises:
        UsageError: there is no such level, or the lot is smaller than 2.
    """
    known_level(level, LEVELS)
    if lot < 2:
        raise too_small(lot)
    return LEVELS[level][sum(lot > last for last in LOTS)]


def cell(letter: str, aql: str) -> Cell:
    """What the table prints for a letter and an AQL: a number, or an arrow."""
    step = LETTERS.index(letter) + AQLS.index(aql) - _ZERO
    if step < 0:
        return "down"
    return _DIAGONAL[step] if step < len(_DIAGONAL) else "up"


def resolved(letter: str, aql: str) -> str:
    """The letter of the plan to use: that of the next plan with numbers, the way the arrows point."""
    row = LETTERS.index(letter)
    while isinstance(found := cell(LETTERS[row], aql), str):
        row += 1 if found == "down" else -1
    return LETTERS[row]


def known_aql(aql: str, known: tuple[str, ...]) -> str:
    """An AQL as the table writes it (``4`` is ``4.0``).

    Raises:
        UsageError: the table has none such.
    """
    same = [one for one in known if _number(one) == _number(aql)]
    if same:
        return same[0]
    raise _no_such(Text("AQL", "AQL"), aql, known)


def known_level(level: str, known: Collection[str]) -> None:
    """Refuse an inspection level that there is not.

    Raises:
        UsageError: there is none such.
    """
    if level not in known:
        raise _no_such(Text("检验水平", "inspection level"), level, tuple(known))


def too_small(lot: int) -> UsageError:
    """The error for a lot that no plan is for."""
    return UsageError.of(
        f"批量为{lot}，抽样表从2开始，没有字码。",
        f"a lot of {lot} has no code letter: the table begins at 2.",
        where="--plan",
        mend=Text("请直接检查全部记录（n:1）。", "Look at all of it instead (n:1)."),
    )


def _no_such(thing: Text, written: str, known: tuple[str, ...]) -> UsageError:
    listed = {"zh": "、".join(known), "en": ", ".join(known)}
    return UsageError.of(
        f"没有{thing.zh}“{written}”。",
        f"there is no {thing.en} '{written}'.",
        where="--plan",
        mend=Text(f"可用的有：{listed['zh']}。", f"There are: {listed['en']}."),
    )


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None
