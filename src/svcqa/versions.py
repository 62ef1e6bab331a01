"""Versions compared (版本比较): what differs between two versions of the same registers.

A comparison says what stood where and what stands there now. It draws no conclusion: a later version may fill in what
was missing, and an event that was late stays late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from svcqa.accounts import InputAccount, Said
from svcqa.auditfile import writable
from svcqa.basis import RegisterFacts
from svcqa.findings import Location
from svcqa.lines import Lines
from svcqa.weights import Weight

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FORMAT = "svcqa-comparison/1"
Version = Literal["old", "new"]
Kind = Literal["changed", "emptied", "filled", "calculated", "spelt"]
KINDS: tuple[Kind, ...] = ("changed", "emptied", "filled", "calculated", "spelt")
"""How a cell differs; ``spelt``: the value is the same and only written differently."""
Flag = Literal["time", "signature", "result", "afterwards", "time_filled", ""]
FLAGS: tuple[Flag, ...] = ("time", "signature", "result", "afterwards", "time_filled")
"""What to look at first: a recorded time, signature or result that is another now, or a time filled in afterwards."""
What = Literal["gone", "added", "unmatched"]
Outcome = Literal[
    "after_time", "after_signature", "after_result", "filled_in", "record_gone", "not_judged", "otherwise", "new",
    "persisting",
]  # fmt: skip
OUTCOMES: tuple[Outcome, ...] = (
    "after_time", "after_signature", "after_result", "not_judged", "record_gone", "filled_in", "otherwise", "new",
    "persisting",
)  # fmt: skip
"""What became of a finding. One that is gone after a recorded value was changed is not solved by that."""


class Change(Struct, frozen=True):
    """A cell of a record that both versions hold, which says something else, or says it otherwise."""

    flag: Annotated[Flag, Meta(description="Empty where nothing asks for attention.")]
    kind: Kind
    of: Annotated[
        Literal["time", "signature", "result", "amount", "key", "other"], Meta(description="What the field holds.")
    ]
    register: str
    key: dict[str, str | None]
    field: str
    old: Location
    new: Location


class Apart(Struct, frozen=True):
    """A record that stands in one version only, or of which nobody can say which one it is in the other."""

    what: What
    version: Version
    register: str
    key: dict[str, str | None]
    why: Annotated[str, Meta(description="Of an unmatched one: key_blank, key_repeated or key_missing.")]
    perhaps: Annotated[str, Meta(description="Key of the record of the other version that is otherwise equal.")]
    cells: list[Location]


class Outlook(Struct, frozen=True):
    """A finding of either version, and what became of it."""

    outcome: Outcome
    ruleset: str
    rule: str
    clause: str
    weight: Weight
    fingerprint: str
    register: str
    key: dict[str, str | None]
    message: Said
    locations: list[Location]
    excused_by: Annotated[str | None, Meta(description="Number of the waiver that excuses it.")] = None


class Counts(Struct, frozen=True):
    """One register counted: ``old = matched + gone + unmatched_old``, ``new = matched + added + unmatched_new``.

    A register that only one version holds is not compared: all its counts but ``old`` and ``new`` are 0.
    ``cells = same + the sum of kinds + without_column + without_result``, over the fields that both versions have.
    """

    register: str
    held_by: Literal["both", "old", "new"]
    old: int
    new: int
    matched: int = 0
    by_content: Annotated[int, Meta(description="Matched ones whose key is blank or repeated: by what they say.")] = 0
    gone: int = 0
    added: int = 0
    unmatched_old: int = 0
    unmatched_new: int = 0
    renumbered: Annotated[int, Meta(description="Gone ones that are equal to an added one but for the key.")] = 0
    cells: Annotated[int, Meta(description="Cells of the matched records.")] = 0
    same: int = 0
    kinds: dict[Kind, int] = {}
    flags: dict[Flag, int] = {}
    without_column: Annotated[int, Meta(description="Not compared: a sheet has no such column.")] = 0
    without_result: Annotated[int, Meta(description="Not compared: a formula without a result.")] = 0


class LeftOut(Struct, frozen=True):
    """A column that was not compared."""

    version: Version
    register: str
    file: str
    sheet: str
    column: str
    heading: str
    why: Annotated[
        Literal["only_here", "no_field"], Meta(description="The other version lacks it; it stands for no field.")
    ]


class ComparisonContent(Struct, frozen=True):
    """What was compared and how often what differs; the lists are empty here while they are :class:`Lines`."""

    as_of: Annotated[str, Meta(description="Date of the old version; empty: not given.")]
    registers: dict[str, RegisterFacts]
    counts: list[Counts]
    left_out: list[LeftOut]
    outcomes: Annotated[dict[Outcome, int] | None, Meta(description="Findings counted, if rules were asked.")]
    settings: dict[str, str]
    old: list[InputAccount]
    new: list[InputAccount]
    changes: list[Change] | UnsetType = UNSET
    apart: list[Apart] | UnsetType = UNSET
    findings: list[Outlook] | UnsetType = UNSET


class ComparisonDocument(Struct, frozen=True):
    """The document, for its schema."""

    format: str
    content: ComparisonContent


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two versions compared: what to look at first stands first."""

    content: ComparisonContent
    changes: Lines[Change]
    apart: Lines[Apart]
    findings: Lines[Outlook]

    def count(self, kind: Kind) -> int:
        """How many cells differ in this way."""
        return sum(one.kinds.get(kind, 0) for one in self.content.counts)

    def flagged(self, flag: Flag) -> int:
        """How many cells bear a flag."""
        return sum(one.flags.get(flag, 0) for one in self.content.counts)

    @property
    def asks_for_attention(self) -> bool:
        """Something recorded is another now, came afterwards, is gone, or cannot be told."""
        gone = any(one.gone or one.unmatched_old or one.unmatched_new for one in self.content.counts)
        return gone or any(map(self.flagged, FLAGS)) or any(one.held_by == "old" for one in self.content.counts)

    @property
    def pieces(self) -> Iterator[ReadableBuffer]:
        """The comparison as a JSON document, piece by piece."""
        head = msgspec.json.encode(writable(self.content))[:-1]
        yield b'{"format":"' + FORMAT.encode() + b'",\n"content":' + head
        lists: dict[str, Lines[Any]] = {"changes": self.changes, "apart": self.apart, "findings": self.findings}
        for name, lines in lists.items():
            yield f',\n"{name}":['.encode()
            yield from lines.json_pieces()
            yield b"\n]"
        yield b"}}\n"
