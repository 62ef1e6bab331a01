"""What is told of sheets and of their rows: from the accounts of an audit, and from the sheets as they were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from svcqa.accounts import InputAccount, Said, SheetAccount
from svcqa.annotating.xml import place
from svcqa.web.sheets.nouns import ColumnFacts, SheetFacts

if TYPE_CHECKING:
    from svcqa.basis import RegisterFacts
    from svcqa.requests import Sheet

HIDDEN_ROW = "hidden_row"
"""A remark on rows that are hidden in the file; it says nothing of whether they are records."""
_LETTERS = re.compile(r"[A-Z]{1,3}")


def sheet_facts(
    file: InputAccount, accounts: Sequence[SheetAccount], registers: Mapping[str, RegisterFacts], number: int
) -> SheetFacts:
    """A sheet as the audit accounts for it, by one account or one for each of its tables."""
    one = accounts[0]
    names = dict.fromkeys(account.register for account in accounts if account.register)
    return SheetFacts(
        number=number,
        file=file.name,
        sheet=one.sheet,
        state=one.state,
        columns=dict(_columns(accounts, registers)),
        register=_joined([registers[name].title if name in registers else Said(name, name) for name in names]),
        why=one.why,
        problem=one.problem,
        notes=list(dict.fromkeys(note for account in accounts for note in account.notes)),
    )


def remarks(accounts: Sequence[SheetAccount], sheet: Sheet | None) -> Iterator[dict[str, Any]]:
    """Runs of rows that are no records, and those that are hidden."""
    for account in accounts:
        for run in account.set_aside:
            told = {"reason": run.reason, "text": run.text, "region": account.region or ""}
            yield {"first": run.row, "last": run.to_row, **told}
    for first, last in _runs(sheet.hidden_rows if sheet else ()):
        yield {"first": first, "last": last, "reason": HIDDEN_ROW, "text": "", "region": ""}


def _columns(
    accounts: Sequence[SheetAccount], registers: Mapping[str, RegisterFacts]
) -> Iterator[tuple[int, ColumnFacts]]:
    for account in accounts:
        register = registers.get(account.register or "")
        fields = register.fields if register else {}
        for column in account.columns:
            at = place(f"{column.column}1") if _LETTERS.fullmatch(column.column) else None
            if at is not None:
                yield at[1], ColumnFacts(column.heading, fields.get(column.field or ""))


def _joined(titles: Sequence[Said]) -> Said | None:
    if not titles:
        return None
    return Said("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers that follow each other."""
    first = last = 0
    for row in sorted(rows):
        if last and row == last + 1:
            last = row
            continue
        if last:
            yield first, last
        first = last = row
    if last:
        yield first, last
