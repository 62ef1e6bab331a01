"""Summing up: the account of a table that was read some rows at a time, as if it had been read at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from msgspec.structs import replace

from svcqa.accounts import DateSpan, MappedColumn, Said, SheetAccount
from svcqa.doubts import Doubt
from svcqa.registers import Kind


def summed(parts: Sequence[SheetAccount], notes: Iterable[Said]) -> SheetAccount:
    """The account of a whole table, from those of its parts; each has the headings in its first row.

    Args:
        parts: the accounts, in the order of the rows.
        notes: what a reader should know of the table, found out by all its rows.
    """
    first = parts[0]
    heading = sum(bool(column.heading) for column in first.columns)
    again = len(parts) - 1
    return replace(
        first,
        rows_read=sum(one.rows_read for one in parts) - again,
        imported=sum(one.imported for one in parts),
        columns=[_column(several) for several in zip(*(one.columns for one in parts), strict=True)],
        cells=sum(one.cells for one in parts) - again * heading,
        date_span=_span([one.date_span for one in parts if one.date_span]),
        notes=list(notes),
        filled_rows=sum(one.filled_rows for one in parts) - again,
    )


def _column(parts: Sequence[MappedColumn]) -> MappedColumn:
    kinds = {
        name: sum(one.kinds.get(name, 0) for one in parts)
        for name in (kind.name.lower() for kind in Kind)
        if any(name in one.kinds for one in parts)
    }
    return replace(parts[0], kinds=kinds, doubts=_doubts(parts))


def _doubts(parts: Iterable[MappedColumn]) -> list[Doubt]:
    """Of each kind the first, with the cells of all; those that were read leniently stand behind the others."""
    found: dict[str, Doubt] = {}
    for one in (doubt for part in parts for doubt in part.doubts):
        found[one.how] = replace(found[one.how], cells=found[one.how].cells + one.cells) if one.how in found else one
    return sorted(found.values(), key=lambda one: one.how == "lenient")


def _span(spans: Sequence[DateSpan]) -> DateSpan | None:
    if not spans:
        return None
    return reduce(lambda one, other: DateSpan(min(one.first, other.first), max(one.last, other.last)), spans)


def alike(one: SheetAccount, other: SheetAccount) -> bool:
    """Whether two parts of a table were understood alike."""
    return _understood(one) == _understood(other)


def _understood(account: SheetAccount) -> Mapping[str, object]:
    columns = [replace(column, kinds={}, doubts=[]) for column in account.columns]
    return {
        "register": account.register, "why": account.why, "header": account.header_rows, "columns": columns,
        "aside": account.set_aside, "missing": account.missing, "region": account.region, "layout": account.layout,
        "merged": account.merged, "notes": account.notes, "errors": account.error_cells,
    }  # fmt: skip
