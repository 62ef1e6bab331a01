"""Places: which cells a verdict rests on, and to which unit a slot belongs that stands beside no record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.checks import BESIDE
from svcqa.judging.together import Together
from svcqa.lines import quote

if TYPE_CHECKING:
    from svcqa.judging.subjects import Subjects
    from svcqa.rulesets import Bound
    from svcqa.settings import Partner


_AT_ODDS = -1
"""The records of a slot are of different units."""


def locations(
    bound: Bound, subjects: Subjects, frame: pd.DataFrame, others: Mapping[str, Subjects], fields: Sequence[str]
) -> list[str]:
    """The cells behind each judged subject, as a JSON list.

    They are those of its record that the check names, or else all of ``fields``, and those of its partners. A slot
    that stands beside no record and no partner quotes the sheets in which its record is missing.
    """
    position = {place: fields.index(name) for place, name in bound.places().items() if name in fields}
    at = frame.index.to_numpy()
    named = frame["at"] if "at" in frame else [None] * len(frame)
    rows: list[list[str]] = [[] for _ in at]
    there = np.flatnonzero(at >= 0)
    cells = subjects.cells(at[there], fields) if fields else []
    for row, quoted in zip(there.tolist(), cells, strict=False):
        rows[row] = quoted
    rows = [
        [row[n] for n in _chosen(one, position, len(row))] if row else row for row, one in zip(rows, named, strict=True)
    ]
    for name, partner, record in _beside(bound, frame):
        if name in others:
            _add_cells(rows, record, others[name], partner)
    sheets = _sheets(subjects)
    return ["[" + ",".join(dict.fromkeys(row or sheets)) + "]" for row in rows]


def _chosen(named: object, position: dict[str, int], count: int) -> list[int]:
    if not isinstance(named, tuple):
        return list(range(count))
    return sorted({position[place] for place in named if place in position})


def _beside(bound: Bound, frame: pd.DataFrame) -> Iterator[tuple[str, Partner, np.ndarray]]:
    """Each partner that a check named records of, and for every subject the index of its record, -1 for none."""
    for name, partner in bound.partners().items():
        if f"{BESIDE}{name}" in frame:
            yield name, partner, frame[f"{BESIDE}{name}"].fillna(-1).to_numpy(dtype=np.int64)


def _add_cells(rows: list[list[str]], at: np.ndarray, other: Subjects, partner: Partner) -> None:
    """Quote the records of a partner that a check named, after the cells of each subject."""
    there = np.flatnonzero(at >= 0)
    fields = list(dict.fromkeys(partner.columns.values()))
    for row, cells in zip(there.tolist(), other.cells(at[there], fields), strict=True):
        rows[row] = rows[row] + cells


def _sheets(subjects: Subjects) -> list[str]:
    """The sheets of a register, as places without a cell."""
    return [
        f'{{"file":{quote(part.file)},"sheet":{quote(part.sheet)},"cell":"","value":null}}'
        for part in subjects.records.parts
    ]


def quoted_fields(bound: Bound, subjects: Subjects) -> list[str]:
    """The fields whose cells are quoted: those the check reads, or else the key."""
    return list(dict.fromkeys(bound.places().values())) or list(subjects.key_fields)


def unit_of_each(
    bound: Bound, subjects: Subjects, frame: pd.DataFrame, others: Mapping[str, Subjects]
) -> list[str | None]:
    """The unit of each judged subject."""
    names, codes = units_of_slots(bound, subjects, frame, others)
    return [names[code] for code in codes]


def units_of_slots(
    bound: Bound, subjects: Subjects, frame: pd.DataFrame, others: Mapping[str, Subjects]
) -> tuple[list[str | None], np.ndarray]:
    """The units known to a rule, and the position among them of each slot's unit.

    It is that on which all records agree that the slot is about; of a slot that names none, that of the record beside
    which it stands. Where these have no unit it is that of the first partner's record that has one, and where they do
    not agree there is none. The units of the judged register come first, as they stand in :attr:`Subjects.unit_names`.
    """
    names, at = list(subjects.unit_names), frame.index.to_numpy(dtype=np.int64)
    nobody = len(names) - 1
    found = np.where(at >= 0, subjects.unit_codes[at] if len(subjects.records) else nobody, nobody)
    found = Together.of(frame).agreed(found, subjects.unit_codes, _AT_ODDS)
    for name, partner, record in _beside(bound, frame):
        missing = (found == nobody) & (record >= 0)
        if missing.any() and name in others:
            units = _units(bound, partner, others[name])
            positions = [_position(names, unit) for unit in units[1]]
            found[missing] = np.array(positions)[units[0][record[missing]]]
    return names, np.where(found == _AT_ODDS, nobody, found)


def _units(bound: Bound, partner: Partner, other: Subjects) -> tuple[np.ndarray, Sequence[str | None]]:
    """The unit of every record of a partner: its own, or the one that it shares with the judged records by the join."""
    if len(other.unit_names) == 1:
        places = bound.places()
        for place in partner.on:
            if places.get(place) == bound.register.unit:
                codes, names = pd.factorize(other.records.frame[partner.columns[place]])
                return np.where(codes < 0, len(names), codes), [*map(str, names), None]
    return other.unit_codes, other.unit_names


def _position(names: list[str | None], unit: str | None) -> int:
    if unit not in names:
        names.append(unit)
    return names.index(unit)
