"""Spreading: what the cells of a table say beyond their own row and column, as far as somebody declares it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from svcqa.accounts import Said
from svcqa.intake.layout.declared import TableSetting
from svcqa.intake.layout.merging import Merges
from svcqa.intake.layout.recognising import Known
from svcqa.intake.layout.regions import Region
from svcqa.intake.layout.splitting import pieces
from svcqa.intake.layout.tables import Table
from svcqa.registers import Register
from svcqa.requests import Sheet
from svcqa.text import Text

_EXAMPLES = 3


def spread(merges: Merges, table: Table, setting: TableSetting | None, known: Known) -> Table:
    """The table with merged cells filled and several values split where that is declared.

    Blank cells within a merged range that are not filled are marked: nobody can tell whether they are missing.

    Args:
        merges: the merged ranges of the sheet the table stands on.
        table: the table, in rows and columns of the sheet.
        setting: what is declared of it.
        known: the registers.
    """
    register = known.registers[table.register]
    if len(merges):
        table = _merged(merges, table, setting.fill if setting else (), register)
    for name in setting.split if setting else ():
        if name in table.columns:
            table = _split(merges.sheet, table, name, register)
    return table


def _merged(merges: Merges, table: Table, fill: Iterable[str], register: Register) -> Table:
    places, merged, said = dict(table.places), {}, []
    for match in table.matches:
        name = match.field
        if name is None or name in table.places or name in table.cells:
            continue
        inside, rows, columns = merges.covered(match.column, table.rows)
        own = inside & (rows >= table.header.stop)  # a heading merged with cells below it is no value of theirs
        if name in fill and own.any():
            places[name] = np.where(own, rows, table.rows), np.where(own, columns, match.column)
            inside &= ~own
        if inside.any():
            merged[name] = np.where(inside, rows, -1), np.where(inside, columns, -1)
            said.append(_told(register.fields[name].title, merges.of(rows[inside], columns[inside]), int(inside.sum())))
    return replace(table, places=places, merged=merged, notes=[*table.notes, *_note(said)])


def _told(title: Text, ranges: Sequence[Region], cells: int) -> Text:
    """How many cells of a field are blank within merged ranges, and which these are."""
    some = ", ".join(one.address for one in ranges[:_EXAMPLES])
    more = len(ranges) > _EXAMPLES
    return Text(
        f"“{title.zh}”{cells}个（{some.replace(', ', '、')}{'等' if more else ''}）",
        f"{cells} of {title.en} ({some}{', …' if more else ''})",
    )


def _note(said: Sequence[Text]) -> Iterator[Said]:
    if said:
        zh, en = "，".join(one.zh for one in said), ", ".join(one.en for one in said)
        yield Said(
            f"空格在合并单元格里：{zh}；合并的值算不算这些格的，要人来定，所以没有填充，也不算漏填。"
            "如果算，请在svcqa.yaml的sheets里用fill写明字段",
            f"blank cells within merged ones: {en}. Whether the merged value holds for them is for people to say, so "
            "they were neither filled nor taken for missing; if it does, name the fields in svcqa.yaml (sheets: fill)",
        )


def _split(sheet: Sheet, table: Table, name: str, register: Register) -> Table:
    at, values = pieces(table.column(sheet, name), register.fields[name].type)
    if len(at) == len(table.rows) and not len(np.flatnonzero(at != np.arange(len(at)))):
        return replace(table, cells={**table.cells, name: values})
    each = table.only(at)
    return replace(each, cells={**each.cells, name: values}, notes=[*table.notes, *_twins(name, register)])


def _twins(name: str, register: Register) -> Iterator[Said]:
    """Records of one row that nothing tells apart."""
    if name not in register.key:
        title = register.fields[name].title
        yield Said(
            f"“{title.zh}”不是编号，拆分后同一行的几条记录编号相同，会被当作编号重复",
            f"{title.en} is no part of the key: the records that one row was split into have the same key, "
            "which counts as repeated",
        )
