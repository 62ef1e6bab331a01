"""Registers (台账) declared as data, and the Records read into them.

A register says what one kind of record looks like: its fields, its key, the date that puts a record into a
period, and which other registers it points to. :class:`Records` is what intake makes of the sheets: typed
columns, and for every cell its kind and its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic import Field as Slot

from svcqa.dateformats import compiled
from svcqa.errors import WrongValueError
from svcqa.personal import Personal
from svcqa.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FieldType = Literal[
    "text", "code", "date", "datetime", "number", "money", "yes_no", "choice", "person", "phone", "duration"
]
TEXTUAL: frozenset[str] = frozenset({"text", "code", "choice", "person", "phone"})
TEMPORAL: frozenset[str] = frozenset({"date", "datetime"})
AS_OF = "as_of"
"""The ``event_date`` of a standing list: its state at the audit date counts, whatever the period."""


class Kind(IntEnum):
    """What a cell is, beside what it says."""

    VALUE = 0
    BLANK = 1
    PLACEHOLDER = 2
    """Something stands there but says nothing: ``/``, 待定, N/A."""
    ERROR = 3
    """A spreadsheet error such as ``#N/A``."""
    NEVER_CALCULATED = 4
    """A formula whose result was never stored in the file."""
    UNREADABLE = 5
    """Something stands there that is not a value of the field's type."""
    ABSENT = 6
    """The record's sheet has no column for the field, while other sheets of the register have one."""
    UNRESOLVED = 7
    """A field of another register, over a reference that names no record there, or more than one."""
    MERGED = 8
    """A blank part of a merged cell: whether the value of its first cell holds here too, nobody has said."""


_PERSONAL: Mapping[str, Personal] = {"person": "person", "phone": "contact"}
_SIGNED = re.compile(r"签|印章|盖章|\bsign", re.IGNORECASE)
JUDGEABLE_MAX = Kind.PLACEHOLDER
"""Kinds above this one cannot be judged: a rule that reads such a cell is undetermined for the record."""


class Written(BaseModel):
    """Base of everything people write: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _text(value: Any) -> Any:
    return Text(zh=value, en=value) if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Words = Annotated[Text, BeforeValidator(_text, json_schema_input_type=str | Text)]
"""A sentence in both languages; a plain string serves for both."""
Names = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...])]
"""One name or a list of names."""


def _date_format(written: str) -> str:
    compiled(written)
    return written


DateFormat = Annotated[str, AfterValidator(_date_format)]
"""How dates are written, such as ``MM/DD/YYYY hh:mm:ss AM``."""


class Field(Written):
    """One typed column of a register."""

    title: Words
    type: FieldType = "text"
    required: bool = False
    headings: Names = ()
    """Further headings under which the column is known (the titles and the field's name always count)."""
    choices: Names = ()
    answers: Names = ()
    """Words that answer in this column though elsewhere nothing stands there, such as 无 where nothing was needed."""
    unit: str | None = None
    format: DateFormat | None = None
    """How dates are written in this column, such as ``MM/DD/YYYY hh:mm:ss AM``, where they are not year first."""
    personal: Personal | None = None
    """What it holds of people, so that it can be hidden: ``person``, ``party`` (a person or a firm) or ``contact``
    (such as an address). Fields of type ``person`` and ``phone`` need not say it."""

    @property
    def signed(self) -> bool:
        """It holds a signature or a seal, by what it is called."""
        return bool(_SIGNED.search(f"{self.title.zh} {self.title.en}"))


class Presence(Written):
    """Fields that say who was somewhere, from when to when."""

    who: str
    since: str
    until: str
    where: str | None = None
    """Field that says where; a roster has none."""


class Waives(Written):
    """Fields by which a record is an approved exception from a rule (a deviation permit)."""

    rule: str
    """Id of the rule; several may stand in one cell, and the ruleset before each, as ``RULESET/RULE``."""
    record: str
    """Key of the record that is excused."""
    reason: str | None = None
    approved_by: Names
    """Who approved it; of several the first that is filled counts."""
    approved_on: Names
    """When each of them approved it."""
    executed_on: str | None = None
    """When it was carried out; without it the date of the record counts."""

    def named(self) -> set[str]:
        """Every field that it names."""
        names = {self.rule, self.record, self.reason, self.executed_on, *self.approved_by, *self.approved_on}
        return {name for name in names if name}

    @model_validator(mode="after")
    def _in_pairs(self) -> Waives:
        if len(self.approved_by) != len(self.approved_on):
            raise WrongValueError("approved_by和approved_on应一样多", "approved_by and approved_on are as many")
        return self


class Register(Written):
    """One kind of record (台账)."""

    title: Words
    key: Names
    event_date: Names
    """Field, or fields of which the first filled one counts, that puts a record into a period; or ``as_of``. A field
    that names a period, such as 2024Q1, stands for its last day, or for the audit date while it runs."""
    lifespan: tuple[str] | tuple[str, str] | None = None
    """Dates from which and up to which a record of a standing list lives; without the second, for ever."""
    closed: Names = ()
    """Date, or dates of which the first filled one counts, on which a record is closed. One that was opened before the
    period under audit and not closed when it began is judged once more, carried over."""
    unit: str | None = None
    """Field naming the responsible outlet or department; ``register.field`` over the one foreign key to it."""
    named_by: Names = ()
    """Further fields by which other registers may name a record, such as a person's name beside the staff number."""
    sheets: Names = ()
    """Sheet names under which the register is known."""
    filled_by: Words | None = None
    """Who ordinarily writes its records; a form book says so on the form."""
    foreign_keys: Mapping[str, str] = Slot(default_factory=dict)
    presence: Presence | None = None
    """Where its records tell of somebody's presence: nobody is in two places at a time."""
    roster: Presence | None = None
    """Where its records are shifts: who is on duty when."""
    entered: str | None = None
    """Field that says when a record was written, if that is not when it happened."""
    waives: Waives | None = None
    """Where its records are approved deviations: which rule and record each of them excuses."""
    fields: Mapping[str, Field]

    @model_validator(mode="after")
    def _waives_by_its_fields(self) -> Register:
        lost = sorted(self.waives.named() - set(self.fields)) if self.waives else []
        if lost:
            listed = "、".join(lost)
            raise WrongValueError(f"waives里的字段{listed}不在fields里", f"waives names no field of it: {listed}")
        return self

    def headings(self) -> dict[str, list[str]]:
        """Every heading each field answers to: its name, its titles, its further headings."""
        return {name: [name, field.title.zh, field.title.en, *field.headings] for name, field in self.fields.items()}

    def personal(self) -> dict[str, Personal]:
        """The fields that are about people, and what each holds of them."""
        levels = ((name, field.personal or _PERSONAL.get(field.type)) for name, field in self.fields.items())
        return {name: level for name, level in levels if level}

    def references_to(self, register: str) -> list[str]:
        """The foreign keys that point to a register."""
        return [name for name, target in self.foreign_keys.items() if target == register]

    def widened(self, further: Mapping[str, Field]) -> Register:
        """The register with further fields, such as those of another register it points to."""
        return self.model_copy(update={"fields": {**self.fields, **further}}) if further else self


@dataclass(frozen=True, eq=False)
class Part:
    """A run of records that came from one sheet."""

    file: str
    sheet: str
    start: int
    """Index of its first record in the frame."""
    rows: np.ndarray
    """Row of each record as Excel shows it (from 1)."""
    columns: Mapping[str, int]
    """Field → column of the sheet (from 0)."""
    places: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    """Field → row (as Excel shows it) and column (from 0) of each record's cell, for fields that do not stand in the
    row of their record and one column."""


@dataclass(frozen=True, eq=False)
class Records:
    """The records of one register, from all its sheets, in source order or in that of their contents (``source``).

    ``frame`` has a ``RangeIndex`` and one typed column per field that was found: strings for textual types,
    ``datetime64[us]`` for dates and times, ``float64`` for numbers, ``boolean`` for yes/no, ``timedelta64[us]``
    for durations. A cell that is not of kind ``VALUE`` is missing in the frame (a placeholder too).
    """

    name: str
    register: Register
    frame: pd.DataFrame
    kinds: Mapping[str, np.ndarray]
    """Field → :class:`Kind` of each cell, as ``uint8``."""
    raw: Mapping[str, pd.Series] = field(default_factory=dict)
    """Field → what the cell really says, for columns whose cells were converted from text or not understood."""
    date_only: Mapping[str, np.ndarray] = field(default_factory=dict)
    """Field → True where a date stands without a time of day; absent where every cell has one."""
    parts: Sequence[Part] = ()
    lost: Mapping[str, np.ndarray] = field(default_factory=dict)
    """Field → True where a code was stored as a number and may have lost digits; absent where none was."""
    bearers: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """Field → name in it that several records of another register bear → their numbers."""

    likely: Mapping[str, pd.Series] = field(default_factory=dict)
    """Field → its values, with those that blank parts of merged cells have if the merged value holds for all of them;
    absent where no cell is such a part."""
    source: np.ndarray | None = None
    """Place of each record among all in source order, which is how ``parts`` count them; absent where they stand so."""

    def __len__(self) -> int:
        return len(self.frame)

    def as_likely(self, name: str) -> pd.Series:
        """The values of a field, those included that merged cells may have: whoever uses them must say so."""
        found: pd.Series = self.likely.get(name, self.frame[name])
        return found
