"""How one sheet looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from svcqa_example.model import Record

Notation = Literal["cell", "iso", "slash", "chinese", "dot"]


@dataclass(frozen=True, eq=False)
class Layout:
    """How one sheet looks."""

    file: str
    sheet: str
    register: str
    records: Sequence[Record] = ()
    title: tuple[str, ...] = ()
    """Rows above the headings, merged."""
    dates: tuple[Notation, ...] = ("cell",)
    """How its columns of dates are written, in turn."""
    named: tuple[str, ...] = ()
    """Fields in which people are written by name; everywhere else by number."""
    serial: bool = False
    """A column 序号 stands first, with a few numbered lines left empty at the end."""
    total: str = ""
    """Field summed up in a line 合计."""
    signed: bool = False
    note: str = ""
    hidden: int = -1
    """Which record stands in a hidden row."""
