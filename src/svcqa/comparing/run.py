"""The run: from two versions of the same files to one Comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from svcqa import facts
from svcqa.comparing.registers import Compared, compared, left_out
from svcqa.findings import Audit
from svcqa.intake import Imported
from svcqa.lines import Lines, lines_of
from svcqa.periods import AsOf
from svcqa.registers import Register
from svcqa.versions import Apart, Change, Comparison, ComparisonContent, Outlook


def compare(  # noqa: PLR0913 - all but the first three by name
    old: Imported,
    new: Imported,
    registers: Mapping[str, Register],
    *,
    as_of: AsOf | None = None,
    settings: Mapping[str, str] | None = None,
    audits: tuple[Audit, Audit] | None = None,
) -> Comparison:
    """Compare two versions of the same registers.

    Args:
        old: the records and accounts of the old version.
        new: those of the new one.
        registers: the registers that were to be recognised.
        as_of: the date of the old version: what it lacked of earlier events was entered afterwards.
        settings: settings by which the files were read otherwise than usual.
        audits: audits of both versions at one date, to tell what became of the findings.
    """
    moment = pd.Timestamp(as_of.moment) if as_of else None
    names = [name for name in registers if name in old.records or name in new.records]
    made = [compared(name, old.records.get(name), new.records.get(name), moment) for name in names]
    changes = _changes(made)
    outlooks = lines_of(Outlook, [])
    outcomes = None
    if audits:
        from svcqa.comparing.outcomes import outlook

        outlooks, outcomes = outlook(*audits, changes=changes, apart=_apart(made))
    content = ComparisonContent(
        as_of=as_of.written if as_of else "",
        registers=facts.registers({name: registers[name] for name in names}),
        counts=[one.counts for one in made],
        left_out=[
            *left_out("old", old.inputs, new.records, registers),
            *left_out("new", new.inputs, old.records, registers),
        ],
        outcomes=outcomes,
        settings=dict(settings or {}),
        old=old.inputs,
        new=new.inputs,
    )
    return Comparison(content, changes, _apart(made), outlooks)


def _apart(made: Sequence[Compared]) -> Lines[Apart]:
    return lines_of(Apart, [columns for one in made for columns in one.apart])


def _changes(made: Sequence[Compared]) -> Lines[Change]:
    """All changes: those to be looked at first, then by kind, register, record and field."""
    chunks = [(number, *chunk) for number, one in enumerate(made) for chunk in one.changes]
    if not chunks:
        return lines_of(Change, [])
    lines = lines_of(Change, [columns for _, columns, _ in chunks])
    ranks = [np.insert(ranks, 2, number, axis=1) for number, _, ranks in chunks]
    order: Any = np.lexsort(np.concatenate(ranks).T[::-1])
    return Lines(Change, lines.table.take(order))
