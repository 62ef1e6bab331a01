"""The lot: the records of one register that a sample is to speak for, each with a name of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from svcqa.errors import Problem, UsageError
from svcqa.quoting import shown
from svcqa.suggestions import no_such
from svcqa.text import Text

if TYPE_CHECKING:
    import numpy as np

    from svcqa.judging.subjects import Subjects
    from svcqa.registers import Register

_PARTS = "\x1f"
_COLUMNS = 4
"""Fields of a record that a sample shows beside its key."""


@dataclass(frozen=True)
class Row:
    """Where a record stands, and its key as it is written there."""

    file: str
    sha256: str
    sheet: str
    row: int
    key: str

    @property
    def place(self) -> tuple[str, str, int]:
        """Its place, whatever the file is called."""
        return self.sha256, self.sheet, self.row


@dataclass(frozen=True, eq=False)
class Lot:
    """The records of one register that lie in the period and fit the conditions, numbered from 0."""

    name: str
    subjects: Subjects
    at: np.ndarray
    """Position of each record of the lot among those of the register."""
    files: Mapping[str, str]
    """File with records of the lot → its SHA-256."""
    rulesets: Sequence[str]
    period: str
    as_of: str
    where: Mapping[str, str]
    undated: int = 0
    """Records in the lot although no date says which period they belong to."""
    unclear: int = 0
    """Records in the lot although it cannot be told whether they fit the conditions."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule about the register → its ruleset."""
    problems: Sequence[Problem] = ()
    """Files and sheets that could not be read: what stands in them is not in the lot."""

    def __len__(self) -> int:
        return len(self.at)

    @property
    def register(self) -> Register:
        """What its records are."""
        return self.subjects.records.register

    @property
    def title(self) -> Text:
        """What the register is called."""
        return self.register.title

    @property
    def outside(self) -> int:
        """Records of the register that are not in the lot."""
        return len(self.subjects.records) - len(self)

    def identities(self) -> list[str]:
        """A name for every record that hangs on no order: its key, or its file's digest, sheet and row.

        The latter where the key is blank or stands on several records. Two names are alike only where one file was
        given twice, or where several records stand in one row.
        """
        import numpy as np

        found = [_PARTS.join(["key", *(part or "" for part in key)]) for key in self.subjects.key_parts(self.at)]
        unclear = np.flatnonzero(self.subjects.unclear[self.at])
        for number, row in zip(unclear.tolist(), self.rows(unclear.tolist()), strict=True):
            found[number] = _PARTS.join(["row", row.sha256, row.sheet, str(row.row)])
        return found

    def values(self, name: str, numbers: Sequence[int] | None = None) -> list[str]:
        """What the cells of a field show, of all records or of some; blank is an empty text."""
        at = self.at if numbers is None else self.at[list(numbers)]
        if name not in self.subjects.records.frame:
            return [""] * len(at)
        return [value or "" for value in shown(self.subjects.records, name, at)]

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """Where some of the records stand."""
        at = self.at[list(numbers)]
        parts = self.subjects.parts_of(at)
        rows, keys = self.subjects.rows(at, parts), self.subjects.key_parts(at)
        sheets = [self.subjects.records.parts[part] for part in parts.tolist()]
        return [
            Row(one.file, self.files[one.file], one.sheet, row, " / ".join(part or "" for part in key))
            for one, row, key in zip(sheets, rows.tolist(), keys, strict=True)
        ]

    def field(self, named: str, option: str) -> str:
        """The field that a name or a heading means.

        Raises:
            UsageError: the register has none such, or no file has a column for it.
        """
        known = field_named(self.register, named, option)
        if known in self.subjects.records.frame:
            return known
        raise UsageError.of(
            f"这些文件里没有“{named}”这一栏。", f"none of these files has a column for '{named}'.", where=option
        )

    @cached_property
    def columns(self) -> list[str]:
        """The fields that tell most about a record beside its key: dates, unit, what is required, then the others."""
        one = self.register
        wanted = [*one.event_date, one.unit or "", *one.named_by]
        wanted += [name for name, declared in one.fields.items() if declared.required]
        there = [name for name in dict.fromkeys([*wanted, *one.fields]) if name in self.subjects.records.frame]
        return [name for name in there if name not in one.key][:_COLUMNS]


def field_named(register: Register, named: str, option: str) -> str:
    """The field of a register that a name or a heading means.

    Raises:
        UsageError: there is none.
    """
    for name, headings in register.headings().items():
        if named in headings:
            return name
    known = [declared.title.zh for declared in register.fields.values()]
    raise no_such(Text("字段", "field"), named, [*register.fields, *known], option)
