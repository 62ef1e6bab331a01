"""Defects of records: the cells that fail the built-in rules, with what stands there and how it can be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np

from svcqa.accounts import SheetAccount
from svcqa.findings import Location
from svcqa.intake.values.readings import formats_of
from svcqa.judging.builtin import BuiltIn, message
from svcqa.judging.subjects import Subjects
from svcqa.judging.validation import Judged, judgements
from svcqa.lines import quote
from svcqa.quoting import shown
from svcqa.registers import TEMPORAL, Field
from svcqa.text import Text

_WITNESSED = TEMPORAL | {"person", "duration"}
"""What somebody recorded at the time: nobody is asked to write it anew."""
_PLAIN = {"number": "number", "money": "number", "yes_no": "yes_no"}
_MENDS = {
    "never_calculated": "recalculate",
    "choice": "choice",
    "key_blank": "fill",
    "key_repeated": "explain",
    "digits": "export",
    "merged": "hold",
}
MERGED = BuiltIn(
    "",
    "low",
    Text("", ""),
    Text(
        "“{field}”在合并单元格里是空的，合并单元格的内容是否也属于这一行没有写明",
        "{field} is blank within merged cells; whether what they say holds for this row is not declared",
    ),
)
"""No rule, but a question: nobody is told to fill in what may stand there already."""
_MOST_ROWS = 5
_ROW = re.compile(r"\d+")


@dataclass(frozen=True, eq=False)
class Chunk:
    """Defects of one kind, by column, and where each belongs in the order of the receipt."""

    columns: dict[str, list[Any]]
    place: np.ndarray
    """Position of the sheet, row, column, one line each."""


def defects_of(
    name: str, subjects: Mapping[str, Subjects], accounts: Sequence[tuple[int, SheetAccount]]
) -> Iterator[Chunk]:
    """The defects of the records of one register.

    Args:
        name: the register.
        subjects: the records of all registers.
        accounts: position and account of each sheet (or region) they came from, in the order of their parts.
    """
    rows = _Rows(subjects[name], accounts)
    for rule, judged in judgements(name, subjects):
        for each in judged:
            if each.merged is not None and each.merged.any():
                blank = replace(each, kind="merged", failing=each.merged)
                yield _chunk(MERGED, blank, np.flatnonzero(each.merged), rows)
            at = np.flatnonzero(each.failing & ~_said_already(each, rows.subjects))
            # a number that another register does not hold is a matter between registers, and none of this file
            if len(at) and each.kind != "reference":
                yield _chunk(rule, each, at, rows)


def _said_already(judged: Judged, subjects: Subjects) -> np.ndarray:
    """A blank key is told as such, and not once more as a required field."""
    if judged.kind == "missing" and judged.field in subjects.key_fields[:1]:
        return judged.failing
    return np.zeros(len(subjects.records), dtype=bool)


class _Rows:
    """The records of a register as they stand in their sheets."""

    def __init__(self, subjects: Subjects, accounts: Sequence[tuple[int, SheetAccount]]) -> None:
        self.subjects = subjects
        self._positions = np.array([position for position, _ in accounts])
        self._headings = [
            {column.field: " ".join(column.heading.split()) for column in account.columns if column.field}
            for _, account in accounts
        ]

    def positions(self, at: np.ndarray) -> np.ndarray:
        """Position in the receipt of the sheet of each record."""
        return np.asarray(self._positions[self.subjects.parts_of(at)])

    def headings(self, field: str, at: np.ndarray) -> list[str]:
        """How the column of a field is called in the sheet of each record."""
        title = self.subjects.records.register.fields[field].title.zh
        return [self._headings[part].get(field, title) for part in self.subjects.parts_of(at).tolist()]

    def texts(self, at: np.ndarray) -> list[str]:
        """The rows of some records: heading and content of every cell that holds anything, the key first."""
        records, keys = self.subjects.records, self.subjects.key_fields
        fields = [*keys, *(name for name in map(str, records.frame) if name not in keys)]
        cells = zip(*(shown(records, name, at) for name in fields), strict=True)
        parts = self.subjects.parts_of(at).tolist()
        named = [[(number, one[name]) for number, name in enumerate(fields) if name in one] for one in self._headings]
        return [
            " | ".join([f"{heading}: {row[number]}" for number, heading in named[part] if row[number] is not None])
            for row, part in zip(cells, parts, strict=True)
        ]


def _chunk(rule: BuiltIn, judged: Judged, at: np.ndarray, rows: _Rows) -> Chunk:
    subjects = rows.subjects
    field = subjects.records.register.fields[judged.field]
    decoder = msgspec.json.Decoder(Location)
    cells = [decoder.decode(one) for (one,) in subjects.cells(at, [judged.field])]
    texts = [message(rule, field, cell.value or "", judged.words) for cell in cells]
    if judged.kind == "key_repeated":
        texts = _with_twins(texts, subjects, at, cells)
    keys = subjects.key_json(subjects.key_parts(at))
    numbers = [_ROW.search(cell.cell) for cell in cells]
    row = [found.group() if found else "" for found in numbers]
    columns: dict[str, list[Any]] = {
        "kind": [judged.kind] * len(at),
        "file": [cell.file for cell in cells],
        "sheet": [cell.sheet for cell in cells],
        "row": row,
        "cell": [cell.cell for cell in cells],
        "key": keys,
        "register": [subjects.records.name] * len(at),
        "heading": rows.headings(judged.field, at),
        "value": [cell.value for cell in cells],
        "message": [said_json(text) for text in texts],
        "mend": [_mend(judged.kind, field, cell.value or "") for cell in cells],
        "original": rows.texts(at),
    }
    letters = [column_order(cell.cell) for cell in cells]
    place = np.column_stack([rows.positions(at), np.array(row, dtype=np.int64), np.array(letters)])
    return Chunk(columns, place)


def said_json(text: Text) -> str:
    """A sentence in both languages, as JSON."""
    return f'{{"zh":{quote(text.zh)},"en":{quote(text.en)}}}'


def column_order(cell: str) -> int:
    """A number by which cells of a row are in the order of their columns."""
    number = 0
    for letter in cell:
        if not "A" <= letter <= "Z":
            break
        number = 26 * number + ord(letter) - 64
    return number


def _mend(kind: str, field: Field, value: str) -> str:
    if kind in _MENDS:
        return _MENDS[kind]
    if kind == "unreadable" and field.type in TEMPORAL and not field.format and formats_of(value):
        return "order"
    if field.type in _WITNESSED or field.signed:
        return "original"
    if kind == "unreadable":
        return _PLAIN.get(field.type, "original")
    return "formula" if kind == "error" else "fill"


def _with_twins(texts: Sequence[Text], subjects: Subjects, at: np.ndarray, cells: Sequence[Location]) -> list[Text]:
    """The sentences, each with the other rows on which the same key stands."""
    twins: dict[tuple[str | None, ...], list[Location]] = {}
    keys = subjects.key_parts(at)
    for key, cell in zip(keys, cells, strict=True):
        twins.setdefault(key, []).append(cell)
    found = []
    for text, key, cell in zip(texts, keys, cells, strict=True):
        first = [other for other in twins[key][: _MOST_ROWS + 1] if other is not cell][:_MOST_ROWS]
        more = len(twins[key]) - 1 - len(first)
        places = [_place(other, cell) for other in first]
        zh, en = "、".join(places) + ("等" if more else ""), ", ".join(places) + (" …" if more else "")
        found.append(Text(f"{text.zh}：另见{zh}", f"{text.en}: see also {en}") if places else text)
    return found


def _place(other: Location, cell: Location) -> str:
    """A cell, with its file and sheet where they are others."""
    place = [other.file] if other.file != cell.file else []
    place += [other.sheet] if other.sheet and (other.sheet != cell.sheet or place) else []
    return " → ".join([*place, other.cell])
