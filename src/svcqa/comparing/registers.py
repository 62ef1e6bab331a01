"""Registers: one register in both versions, compared and counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import pandas as pd

from svcqa.accounts import InputAccount
from svcqa.comparing import listing
from svcqa.comparing.coding import coded
from svcqa.comparing.differing import Both, Differing, differing
from svcqa.comparing.pairing import Pairs, paired
from svcqa.judging.subjects import subjects_of
from svcqa.registers import Records, Register
from svcqa.versions import Counts, LeftOut, Version

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, eq=False)
class Compared:
    """What differs in one register."""

    counts: Counts
    changes: Sequence[tuple[listing.Columns, np.ndarray]]
    apart: Sequence[listing.Columns]


def compared(name: str, old: Records | None, new: Records | None, as_of: pd.Timestamp | None) -> Compared:
    """Compare one register; where a version lacks it there is nothing to compare."""
    if old is None or new is None:
        held_by: Version = "old" if new is None else "new"
        return Compared(Counts(name, held_by, len(old) if old else 0, len(new) if new else 0), (), ())
    fields = {
        field: coded(old, new, field) for field in old.register.fields if field in old.frame and field in new.frame
    }
    pairs = paired(fields, old.register.key, (len(old), len(new)))
    both = Both(old, new, pairs, as_of)
    told = {field: differing(both, field, cells) for field, cells in fields.items()}
    before, after = subjects_of({name: old})[name], subjects_of({name: new})[name]
    return Compared(
        _counts(name, old, new, pairs, told),
        list(listing.changes(before, after, pairs, told)),
        list(listing.apart(before, after, pairs)),
    )


def _counts(name: str, old: Records, new: Records, pairs: Pairs, fields: Mapping[str, Differing]) -> Counts:
    numbers = [one.counted() for one in fields.values()]
    return Counts(
        register=name,
        held_by="both",
        old=len(old),
        new=len(new),
        matched=len(pairs.old),
        by_content=pairs.by_content,
        gone=len(pairs.gone),
        added=len(pairs.added),
        unmatched_old=len(pairs.unmatched_old),
        unmatched_new=len(pairs.unmatched_new),
        renumbered=len(pairs.renumbered),
        cells=len(pairs.old) * len(fields),
        same=sum(same for same, _, _ in numbers),
        kinds=_summed([one.by_kind() for one in fields.values()]),
        flags=_summed([one.by_flag() for one in fields.values()]),
        without_column=sum(column for _, column, _ in numbers),
        without_result=sum(result for _, _, result in numbers),
    )


def _summed(counts: Sequence[dict[Name, int]]) -> dict[Name, int]:
    """The numbers that are not 0, added up."""
    names = dict.fromkeys(name for one in counts for name in one)
    return {name: total for name in names if (total := sum(one[name] for one in counts))}


def left_out(
    version: Version, inputs: Sequence[InputAccount], other: Mapping[str, Records], registers: Mapping[str, Register]
) -> Iterator[LeftOut]:
    """The columns of one version that are not compared: they stand for no field, or the other version has none such.

    Args:
        version: which one it is.
        inputs: its files.
        other: the records of the other version.
        registers: the registers that were to be recognised.
    """
    for file, sheet in ((one, sheet) for one in inputs for sheet in one.sheets):
        name = sheet.register
        if name is None or name not in registers or name not in other:
            continue
        for column in sheet.columns:
            if column.how != "matrix" and (column.field is None or column.field not in other[name].frame):
                why: Literal["no_field", "only_here"] = "no_field" if column.field is None else "only_here"
                heading = " ".join(column.heading.split())
                yield LeftOut(version, name, file.name, sheet.sheet, column.column, heading, why)
