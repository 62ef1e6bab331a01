"""What the text and the workbook of a comparison both tell."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.reports.asides import place
from svcqa.reports.overview import records
from svcqa.reports.words import Words
from svcqa.versions import Apart, Comparison, Counts, Version

COUNTED = (
    "in_old", "in_new", "matched", "by_content", "gone", "added", "unmatched_old", "unmatched_new", "renumbered",
)  # fmt: skip
"""Numbers of records of a register, in this order."""


def register_of(comparison: Comparison, name: str, words: Words) -> str:
    """What a register is called."""
    known = comparison.content.registers.get(name)
    return words.said(known.title) if known else name


def field_of(comparison: Comparison, register: str, name: str, words: Words) -> str:
    """What a field is called."""
    known = comparison.content.registers.get(register)
    return words.said(known.fields[name]) if known and name in known.fields else name


def counted(one: Counts) -> list[int]:
    """The numbers of :data:`COUNTED`."""
    return [one.old, one.new, *(int(getattr(one, name)) for name in COUNTED[2:])]


def remark(one: Counts, words: Words) -> str:
    """Why a register was not compared."""
    return "" if one.held_by == "both" else words(f"held_by_{one.held_by}")


def about(one: Apart, words: Words) -> str:
    """Why a record was not matched, or which one it may be."""
    return words("perhaps", key=one.perhaps) if one.perhaps else words.named("why", one.why) if one.why else ""


def versions(comparison: Comparison) -> Iterator[tuple[Version, InputAccount]]:
    """The files of both versions."""
    yield from (("old", file) for file in comparison.content.old)
    yield from (("new", file) for file in comparison.content.new)


def troubles(comparison: Comparison, words: Words) -> Iterator[tuple[Version, str, str]]:
    """What could not be read: version, place, why."""
    for version, file in versions(comparison):
        if file.problem:
            yield version, file.name, words.said(file.problem)
        yield from (
            (version, f"{file.name} → {sheet.sheet}", words.said(sheet.problem))
            for sheet in file.sheets
            if sheet.problem
        )


def sheet_line(comparison: Comparison, sheet: SheetAccount, words: Words) -> list[str | int]:
    """A sheet as a line: name, register, rows read, imported and set aside, records, remarks."""
    told = [*([sheet.problem] if sheet.problem else []), *sheet.notes]
    return [
        place(sheet),
        register_of(comparison, sheet.register, words) if sheet.register else words("no_register"),
        sheet.rows_read,
        sheet.imported,
        sheet.rows_read - sheet.imported,
        records(sheet),
        " ".join(map(words.said, told)),
    ]
