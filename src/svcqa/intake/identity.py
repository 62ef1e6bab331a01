"""Identity: one register may name a record of another by its number or by its name; both are one record.

Offices write the technician's name on an order and the staff number in the training file. Where a register says by
which further fields its records may be named (``named_by``), a reference that is such a name and no number is taken
for the number it stands for. The cell is still quoted as it is written. A name that two records bear stays as it is,
and what hangs on it is undetermined. Every field that names a person is such a reference, whether or not the register
declares it: else the same person would be two, by number in one column and by name in the other. Of a cell that lists
several each is taken by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from svcqa.contents import PARTED

if TYPE_CHECKING:
    from svcqa.registers import Records, Register


def resolved(records: Mapping[str, Records]) -> dict[str, Records]:
    """The same records, with every reference by name turned into the number of the record that is named."""
    return {name: _resolved(one, records) for name, one in records.items()}


def _resolved(records: Records, others: Mapping[str, Records]) -> Records:
    frame, raw, bearers, likely = records.frame, dict(records.raw), {}, dict(records.likely)
    for field, target in _references(records.register, others).items():
        if field not in frame or target not in others or not _naming(others[target]):
            continue
        written = frame[field]
        known = written.isin(others[target].frame[others[target].register.key[0]])
        if field not in likely and bool((known | written.isna()).all()):
            continue  # each of them is a number already
        pairs = _named(others[target])
        one_only = pairs.drop_duplicates("name", keep=False).set_index("name")["number"]
        number = written.map(one_only).where(~known)
        number = number.fillna(_each_of(written[number.isna() & ~known], one_only))
        several = pairs[pairs.duplicated("name", keep=False) & pairs["name"].isin(written[~known])]
        if len(several):
            bearers[field] = {str(name): tuple(group) for name, group in several.groupby("name")["number"]}
        if field in likely:
            likely[field] = likely[field].map(one_only).fillna(likely[field]).astype(written.dtype)
        if number.notna().any():
            raw.setdefault(field, written)
            frame = frame.assign(**{field: number.fillna(written).astype(written.dtype)})
    return replace(records, frame=frame, raw=raw, bearers=bearers, likely=likely)


def _each_of(written: pd.Series, numbers: pd.Series) -> pd.Series:
    """The cells that list several, with the number in place of each name that stands for one."""
    listed = written[written.str.contains(PARTED, regex=True).fillna(False).astype(bool)]
    if listed.empty:
        return listed
    parts = listed.str.split(PARTED, regex=True).explode().str.strip()
    return parts.map(numbers).fillna(parts).groupby(level=0, sort=False).agg("、".join)


def _references(register: Register, others: Mapping[str, Records]) -> dict[str, str]:
    """Field → register whose records it names: foreign keys, and the people of the one register that has them."""
    people = [
        name
        for name, one in others.items()
        if any(one.register.fields[field].type == "person" for field in one.register.named_by)
    ]
    if len(people) != 1:
        return dict(register.foreign_keys)
    own = (*register.key, *register.named_by)
    persons = [name for name, field in register.fields.items() if field.type == "person" and name not in own]
    return {**dict.fromkeys(persons, people[0]), **register.foreign_keys}


def _naming(target: Records) -> list[str]:
    """Fields by which the records of a register may be named; none where they go by number only."""
    if len(target.register.key) > 1 or target.register.key[0] not in target.frame:
        return []
    return [name for name in target.register.named_by if name in target.frame]


def _named(target: Records) -> pd.DataFrame:
    """Each name with the number it stands for."""
    key = target.register.key[0]
    named = [target.frame[[name, key]].set_axis(["name", "number"], axis=1) for name in _naming(target)]
    pairs = pd.concat(named)
    return pairs.dropna().drop_duplicates().sort_values(["name", "number"], ignore_index=True)
