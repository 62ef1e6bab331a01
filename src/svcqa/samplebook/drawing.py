"""What was drawn, as the sample workbook states it and as it is known again: a line and a code for every item."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from svcqa.samplebook.lots import Lot
from svcqa.samplebook.sheets import plain
from svcqa.samples import SamplePlan

_CODE = 12
"""Hexadecimal digits of an item's code."""


@dataclass(frozen=True)
class Item:
    """One drawn row as its sheet says it."""

    number: int
    stratum: str
    file: str
    sha256: str
    sheet: str
    row: str
    record: str

    @property
    def line(self) -> str:
        """All that makes it this row; not what the file is called."""
        told = (str(self.number), self.stratum, self.sha256, self.sheet, self.row, self.record)
        return "\x1f".join(map(plain, told))


@dataclass(frozen=True, eq=False)
class Draw:
    """What was drawn of a lot."""

    plan: SamplePlan
    lot: Lot
    numbers: Sequence[int]
    """The records drawn, as the lot numbers them, in the order of the items."""
    strata: Sequence[str]
    """Stratum of each."""
    reasons: Sequence[str] = ()
    """Why a person chose each; nothing where they were drawn at random."""


def items_of(lot: Lot, numbers: Sequence[int], strata: Sequence[str]) -> list[Item]:
    """The items of a draw, numbered from 1."""
    rows = zip(lot.rows(numbers), strata, strict=True)
    return [
        Item(at, plain(stratum), row.file, row.sha256, row.sheet, str(row.row), plain(row.key))
        for at, (row, stratum) in enumerate(rows, 1)
    ]


def drawn_digest(items: Iterable[Item]) -> str:
    """The name of a list of items."""
    digest = hashlib.sha256("\n".join(one.line for one in items).encode("utf-8", "surrogatepass"))
    return f"sha256:{digest.hexdigest()}"


def code_of(item: Item, drawn: str) -> str:
    """What belongs to an item of one draw and to no other row."""
    digest = hashlib.sha256(f"{drawn}\n{item.line}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_CODE]


def plan_digest(plan: SamplePlan) -> str:
    """The name of a whole plan, the list of what was drawn included."""
    return f"sha256:{hashlib.sha256(msgspec.json.encode(plan)).hexdigest()}"
