"""Remarks: what shows only when the accounts of all files lie side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from svcqa.accounts import InputAccount, Said, SheetAccount
from svcqa.registers import Register


def remarked(inputs: Sequence[InputAccount], registers: Mapping[str, Register]) -> list[InputAccount]:
    """The accounts, with notes on files of the same content and on sheets that lack a column others have."""
    known: dict[str, set[str]] = {}
    for sheet in (sheet for file in inputs for sheet in file.sheets):
        if sheet.register:
            known.setdefault(sheet.register, set()).update(_fields(sheet))
    first: dict[str, str] = {}
    found = []
    for file in inputs:
        twin = first.setdefault(file.sha256, file.name) if file.sheets else file.name
        notes = [*file.notes, *([_same(twin)] if twin != file.name else [])]
        found.append(replace(file, notes=notes, sheets=[_compared(sheet, known, registers) for sheet in file.sheets]))
    return found


def _fields(sheet: SheetAccount) -> set[str]:
    return {column.field for column in sheet.columns if column.field}


def _same(name: str) -> Said:
    return Said(
        f"内容与“{name}”完全相同，其中的记录计了两次；如是副本，请去掉一个",
        f"the same content as '{name}', so its records count twice; if it is a copy, leave one of them out",
    )


def _compared(sheet: SheetAccount, known: Mapping[str, set[str]], registers: Mapping[str, Register]) -> SheetAccount:
    if sheet.register is None:
        return sheet
    own = _fields(sheet)
    lacking = [name for name in registers[sheet.register].fields if name in known[sheet.register] - own]
    return replace(sheet, notes=[*sheet.notes, _lacking(sheet.register, lacking, registers)]) if lacking else sheet


def _lacking(register: str, names: Iterable[str], registers: Mapping[str, Register]) -> Said:
    titles = [registers[register].fields[name].title for name in names]
    zh, en = "、".join(title.zh for title in titles), ", ".join(title.en for title in titles)
    return Said(
        f"缺少其他工作表有的列：{zh}；要用这些列的规则无法判断这里的记录",
        f"lacks columns that other sheets have: {en}; its records cannot be judged by rules that need them",
    )
