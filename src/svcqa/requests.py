"""What hooks trade: the nouns that plugins take and give, and nothing of the application.

A reader takes a :class:`Source` and gives :class:`Sheets`, column by column; a report takes an audit and a
:class:`RenderRequest` and gives bytes; an engine takes an :class:`ExecutorSpec` and gives an :class:`Executor`, which
judges one :class:`Task` after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import IO, TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

from svcqa.text import Lang, Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from _typeshed import ReadableBuffer

    from svcqa.basis import EngineFacts
    from svcqa.checks import Context
    from svcqa.lines import Stored
    from svcqa.nonconformities import Nonconformity
    from svcqa.schemes import Scheme
    from svcqa.schemes.entered import ScoreSheet
    from svcqa.settings import Settings

Rendered: TypeAlias = "bytes | Iterator[ReadableBuffer]"
"""A report: whole, or in pieces if it may be larger than the memory."""
HERE = "here"
"""Name of the engine that is always there: this process."""
State = Literal["visible", "hidden", "very_hidden"]


class Tag(IntEnum):
    """What stands in one cell of a sheet, before any register gives it a meaning."""

    BLANK = 0
    TEXT = 1
    NUMBER = 2
    MOMENT = 3
    """A date with a time of day, or a date cell whose time is midnight."""
    SPAN = 4
    """A length of time (or a time of day), in seconds."""
    BOOL = 5
    ERROR = 6
    """The text is the error, such as ``#N/A``."""
    NEVER_CALCULATED = 7


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a sheet, from its first row on: a tag per cell, and the values by kind of value.

    ``numbers`` holds NUMBER, SPAN (seconds) and BOOL (0 or 1); ``moments`` holds MOMENT (wall clock);
    ``texts`` holds TEXT and ERROR. An array that no cell of the column needs is ``None``; all others have one
    entry per row.
    """

    tags: np.ndarray
    """``uint8``"""
    numbers: np.ndarray | None = None
    """``float64``"""
    moments: np.ndarray | None = None
    """``datetime64[us]``"""
    texts: pa.Array | None = None
    """Arrow strings"""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One worksheet or text table. Row i, column j of the grid is row i+1 and column j+1 in Excel."""

    name: str
    columns: Sequence[Column]
    rows: int
    """Rows up to the last one that holds anything."""
    state: State = "visible"
    hidden_rows: Sequence[int] = ()
    """Hidden rows as Excel counts them (from 1)."""
    hidden_columns: Sequence[int] = ()
    """Hidden columns (from 0)."""
    merged: Sequence[tuple[int, int, int, int]] = ()
    """Merged ranges: first row, first column, last row, last column (from 0, inclusive)."""
    problem: str = ""
    """Why this sheet could not be read, in the reader's words; such a sheet has no columns."""


@dataclass(frozen=True, eq=False)
class Sheets:
    """All sheets of one file, with what was found out about the file."""

    sheets: Sequence[Sheet]
    facts: Mapping[str, str] = field(default_factory=dict)
    """Facts about the file for the accounts: ``format``, ``encoding``, ``delimiter``, ``date_system`` …"""


@dataclass(frozen=True, eq=False)
class Stretches:
    """One table of a file, some rows at a time, so that it never stands in memory as a whole."""

    facts: Mapping[str, str]
    """As those of :class:`Sheets`."""
    sheets: Iterator[Sheet]
    """The rows in their order, each sheet with the table's first row, its headings, above them.

    Raises:
        NotPlainError: what follows can be read with all rows in sight only.
    """


class NotPlainError(Exception):
    """A file turned out not to be one table of plain rows: it must be read as a whole. No fault of the file.

    Args:
        why: what keeps it from being read some rows at a time, if it is something else.
    """

    def __init__(self, why: Text | None = None) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Limits:
    """How far a reader may go with one file before it refuses."""

    dense_cells: int = 50_000_000
    zip_ratio: int = 200
    inflated_bytes: int = 2_000_000_000
    zip_entries: int = 10_000
    seconds: float = 120.0
    memory_bytes: int = 4_000_000_000


@dataclass(frozen=True)
class Source:
    """A file to be read."""

    name: str
    """The name users know it by."""
    open: Callable[[], IO[bytes]]
    encoding: str | None = None
    """Encoding the user declared for a text file."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class ExecutorSpec:
    """Who is to judge: an engine, and what it is told. The result of an audit never hangs on it."""

    engine: str
    """Its name; ``here`` is this process."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What the engine knows, such as ``scheduler``: one that it does not know is for it to refuse."""
    memory: str = ""
    """How much memory it may take on this machine, such as ``4GB``; empty: as much as it sees fit."""


@dataclass(frozen=True, eq=False)
class Task:
    """One check with its cases."""

    check: Callable[..., pd.DataFrame]
    cases: pd.DataFrame
    settings: Settings
    context: Context
    partners: Mapping[str, pd.DataFrame] = field(default_factory=dict)


class Executor(Protocol):
    """Runs a task and gives the judged frame, one row per case, in the order of the cases."""

    def judge(self, task: Task) -> pd.DataFrame:
        """Judge one task: the same frame as this process would make of it, to the last cell.

        Raises:
            EngineError: those who were to judge cannot be reached any more, or are not alike.
        """
        ...  # pragma: no cover

    def facts(self) -> EngineFacts | None:
        """Who judged what so far; ``None`` where everything was judged in this process, as usual."""
        ...  # pragma: no cover

    def close(self) -> None:
        """Give back processes and connections; nothing is judged afterwards."""
        ...  # pragma: no cover


class Shelf(Protocol):
    """Tables put aside on disk by an engine, for registers that do not fit into memory.

    Several threads may ask at a time; each puts rows into tables of its own.
    """

    rows: int
    """About how many rows are to be in memory at a time."""

    def put(self, table: str, part: pa.Table) -> None:
        """Add rows to a table; the parts of one need not have the same columns."""
        ...  # pragma: no cover

    def parts(self, table: str) -> int:
        """How many parts were put into a table."""
        ...  # pragma: no cover

    def part(self, table: str, number: int) -> pa.Table:
        """One part, as it was put there."""
        ...  # pragma: no cover

    def column(self, table: str, name: str) -> pa.ChunkedArray:
        """One column of all parts, in their order; null in a part that lacks it."""
        ...  # pragma: no cover

    def entangled(self, table: str, key: Sequence[str], place: str) -> np.ndarray:
        """What a column says of rows whose key is blank or occurs more than once, in ascending order.

        Others may be among them, as long as all rows of one key are there or none of them.
        """
        ...  # pragma: no cover

    def in_order(self, table: str, by: Sequence[str], place: str) -> np.ndarray:
        """What a column says of all rows, which are put in the order of others, and then of itself; blanks first."""
        ...  # pragma: no cover

    def keyed(self, table: str, key: Sequence[str], place: str, *, share: int = 1) -> Iterator[pa.Table]:
        """All rows, about :attr:`rows` at a time in any order, those of one key together, and so those with a blank.

        ``place`` is a column that tells all of them apart; ``share`` has one so-manieth of the rows at a time.
        """
        ...  # pragma: no cover

    def ordered(self, table: str, by: Sequence[str]) -> Stored:
        """The rows of a table in the order of some columns, which tell all of them apart; they outlive the engine."""
        ...  # pragma: no cover


@runtime_checkable
class Shelving(Protocol):
    """An executor that can keep on disk what does not fit into memory."""

    def shelf(self) -> Shelf:
        """A new shelf; it is cleared when nobody needs it any more."""
        ...  # pragma: no cover

    def in_parts(self, register: str, records: int, rules: int) -> None:
        """Note that the records of a register were judged in parts, by so many rules."""
        ...  # pragma: no cover

    def in_memory(self, why: Text) -> None:
        """Note why everything is judged in memory all the same."""
        ...  # pragma: no cover


Document = Literal["audit", "nonconformity"]
"""A report that people sign: the audit report, or the report of one nonconformity."""


@dataclass(frozen=True)
class RenderRequest:
    """What is wanted of a report."""

    format: str
    """``json``, ``html``, ``xlsx``, ``csv``, ``text`` … A plugin answers for the formats it knows."""
    lang: Lang = "zh"
    template: bytes | None = None
    """A Word template to be used instead of the built-in one, for formats that have one."""
    folder: str = ""
    """Where the audited files lie, as seen from the report, for formats that lead to them; ``/`` between folders."""


@dataclass(frozen=True)
class AssessRequest:
    """By what an audit is assessed for readiness."""

    scheme: Scheme
    sheet: ScoreSheet
    """What people entered; empty where nobody did."""
    nonconformities: Sequence[Nonconformity] = ()
    """Confirmed findings of the audit, clause and unit together."""
