"""Identity: one register may name a record of another by its number or by its name; both are one record.

Offices write the technician's name on an order and the staff number in the training file. Where a register says by
which further fields its records may be named (``named_by``), a reference that is such a name and no number is taken
for the number it stands for. The cell is still quoted as it is written. A name that two records bear stays as it is,
and what hangs on it is undetermined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from svcqa.registers import Records


def resolved(records: Mapping[str, Records]) -> dict[str, Records]:
    """The same records, with every reference by name turned into the number of the record that is named."""
    return {name: _resolved(one, records) for name, one in records.items()}


def _resolved(records: Records, others: Mapping[str, Records]) -> Records:
    frame, raw = records.frame, dict(records.raw)
    for field, target in records.register.foreign_keys.items():
        names = _numbers_by_name(others[target]) if target in others and field in frame else None
        if names is None:
            continue
        written = frame[field]
        number = written.map(names).where(~written.isin(others[target].frame[others[target].register.key[0]]))
        if number.notna().any():
            raw.setdefault(field, written)
            frame = frame.assign(**{field: number.fillna(written).astype(written.dtype)})
    return records if frame is records.frame else replace(records, frame=frame, raw=raw)


def _numbers_by_name(target: Records) -> pd.Series | None:
    """Name → number of the one record that bears it; ``None`` where the register's records go by number only."""
    fields = [name for name in target.register.named_by if name in target.frame]
    key = target.register.key[0]
    if not fields or len(target.register.key) > 1 or key not in target.frame:
        return None
    pairs = pd.concat([target.frame[[name, key]].set_axis(["name", "number"], axis=1) for name in fields])
    pairs = pairs.dropna().drop_duplicates()
    return pairs.drop_duplicates("name", keep=False).set_index("name")["number"]
