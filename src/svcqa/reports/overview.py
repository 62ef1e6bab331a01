"""What several reports tell of an audit: its key figures, and its long lists by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from svcqa.accounts import InputAccount, SheetAccount, WholeSheet
from svcqa.findings import Audit, Tally
from svcqa.lines import Lines, Row
from svcqa.reports.shown import ARROW, share
from svcqa.weights import Weight


@dataclass(frozen=True)
class Figures:
    """The numbers on the first page."""

    rules: int
    assessed: int
    share: str
    by_weight: Mapping[Weight, int]
    """Weight → findings that no waiver excuses."""
    findings: int
    excused: int
    of_records: int
    """Findings about the registers' own data, by rules without a clause."""
    records: int
    judged: int
    """Subjects in scope, once per rule; the built-in rules, which judge single cells, are left out."""
    undetermined: int


def figures(audit: Audit) -> Figures:
    """The key figures of an audit."""
    content, table = audit.content, audit.findings.table
    by_weight = audit.by_weight()
    own = {one.name for one in content.rulesets}
    columns = [table.column(name).to_pylist() for name in ("ruleset", "excused_by")]
    of_records = sum(excuse is None and ruleset not in own for ruleset, excuse in zip(*columns, strict=True))
    return Figures(
        rules=content.coverage.rules,
        assessed=content.coverage.assessed,
        share=share(content.coverage.assessed, content.coverage.rules),
        by_weight=by_weight,
        findings=sum(by_weight.values()),
        excused=len(table) - sum(by_weight.values()),
        of_records=of_records,
        records=sum(records(sheet) for file in content.inputs for sheet in file.sheets if sheet.register),
        judged=sum(tally.in_scope for tally in content.tallies if tally.ruleset in own),
        undetermined=sum(tally.undetermined for tally in content.tallies),
    )


def records(sheet: SheetAccount) -> int:
    """How many records a sheet gave."""
    return sheet.imported if sheet.records is None else sheet.records


def rows(inputs: Sequence[InputAccount]) -> tuple[int, int]:
    """Rows read and imported; those of a sheet of several regions once, although regions may share them."""
    read = imported = 0
    for file in inputs:
        whole = {one.sheet for one in file.whole_sheets}
        alone = [sheet for sheet in file.sheets if sheet.sheet not in whole]
        counted: list[WholeSheet | SheetAccount] = [*file.whole_sheets, *alone]
        for one in counted:
            read, imported = read + one.rows_read, imported + one.imported
    return read, imported


def place_of(file: InputAccount, sheet: SheetAccount | None = None) -> str:
    """``file → sheet → region``, as far as there is one of each."""
    return ARROW.join(filter(None, [file.name, *((sheet.sheet, sheet.region) if sheet else ())]))


@dataclass(eq=False)
class Group(Generic[Row]):
    """Rows of a long list that belong together: how many there are, and the first of them."""

    key: tuple[str | None, ...]
    count: int = 0
    rows: list[Row] = field(default_factory=list)


def grouped(lines: Lines[Row], names: Sequence[str], most: int) -> list[Group[Row]]:
    """The groups of a list by some of its plain columns, in the order of their first rows."""
    import pyarrow as pa

    groups: dict[tuple[str | None, ...], Group[Row]] = {}
    wanted = []
    for key in zip(*(lines.table.column(name).to_pylist() for name in names), strict=True):
        group = groups.get(key) or groups.setdefault(key, Group(key))
        group.count += 1
        wanted.append(group.count <= most)
    for row in Lines(lines.row, lines.table.filter(pa.array(wanted, pa.bool_()))):
        groups[tuple(getattr(row, name) for name in names)].rows.append(row)
    return list(groups.values())


def not_assessed(audit: Audit) -> dict[str, list[Tally]]:
    """Reason code → the rules that were not assessed for it, most frequent first."""
    found: dict[str, list[Tally]] = {}
    for tally in audit.content.tallies:
        if not tally.assessed:
            found.setdefault(tally.reason.code if tally.reason else "", []).append(tally)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
