"""The accounts of the files read, as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa import widths
from svcqa.cli import layout
from svcqa.doubts import one_of
from svcqa.filefacts import fact
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount, MappedColumn, Said, SetAside, SheetAccount, WholeSheet

_STATES = {"hidden": Text(zh="（隐藏）", en=" (hidden)"), "very_hidden": Text(zh="（深度隐藏）", en=" (very hidden)")}
_KINDS = {
    "blank": Text(zh="空", en="blank"),
    "placeholder": Text(zh="占位", en="placeholder"),
    "error": Text(zh="错误值", en="error"),
    "never_calculated": Text(zh="公式未计算", en="never calculated"),
    "unreadable": Text(zh="读不懂", en="unreadable"),
    "merged": Text(zh="在合并单元格里", en="within merged cells"),
}
_LAYOUTS = {
    "form": Text(zh="表单，每张一条记录", en="a form, one record each"),
    "matrix": Text(zh="矩阵，每个填了的格一条记录", en="a matrix, one record for each filled cell"),
}
_SETTINGS = {"hidden": "--skip-hidden"}
"""Settings that the command line gives."""
_HOW = {
    "config": Text(zh="（按svcqa.yaml）", en=" (by svcqa.yaml)"),
    "unmapped": Text(zh="未使用", en="not used"),
    "matrix": Text(zh="（矩阵，每格一条记录）", en=" (matrix: each filled cell is a record)"),
    "ambiguous": Text(zh="有多种可能，未使用", en="ambiguous, not used"),
    "hidden": Text(zh="隐藏列，未使用", en="hidden, not used"),
    "proposed": Text(
        zh="？（建议，未使用；确认后写进svcqa.yaml）", en="? (proposed, not used; confirm it in svcqa.yaml)"
    ),
}


_TOLD = 8
"""Missing fields that are named where nobody says which of them matter."""


def lines(inputs: Sequence[InputAccount], lang: Lang, settings: Mapping[str, str]) -> Iterator[str]:
    """Everything about the files, line by line.

    Args:
        inputs: the accounts of the files.
        lang: the language.
        settings: settings by which they were read otherwise than usual.
    """
    for name, value in settings.items():
        yield _SETTINGS.get(name, f"svcqa.yaml: {name}: {value}")
        yield ""
    for position, file in enumerate(inputs):
        if position:
            yield ""
        yield from _file(file, lang)


def _file(file: InputAccount, lang: Lang) -> Iterator[str]:
    yield file.name
    facts = "; ".join(fact(name, value).say(lang) for name, value in file.facts.items())
    if facts:
        yield f"  {facts}"
    if file.problem:
        yield f"  {_bad(file.problem, lang)}"
    yield from (f"  {_note(note, lang)}" for note in file.notes)
    for whole in file.whole_sheets:
        yield f"  {_whole(whole, lang)}"
    for sheet in file.sheets:
        yield from (f"  {line}" if line else "" for line in _sheet(sheet, lang))


def _whole(one: WholeSheet, lang: Lang) -> str:
    count, aside = len(one.regions), one.rows_read - one.imported
    return Text(
        zh=f"工作表“{one.sheet}”分{count}处：整张读到{one.rows_read}行 = 计入{one.imported} + 未计入{aside}，"
        f"每行只算一次；{one.cells}个单元格都在这几处",
        en=f"sheet '{one.sheet}' in {count} regions: {one.rows_read} rows read = {one.imported} imported + {aside} set "
        f"aside, each row counted once; all its {one.cells} cells lie in them",
    ).say(lang)


def _sheet(sheet: SheetAccount, lang: Lang) -> Iterator[str]:
    state = _STATES[sheet.state].say(lang) if sheet.state in _STATES else ""
    region = f" {sheet.region}" if sheet.region else ""
    name = Text(f"工作表“{sheet.sheet}”", f"sheet '{sheet.sheet}'") if sheet.sheet else Text("文本表格", "text table")
    yield f"{name.say(lang)}{region}{state}"
    rows = [*_facts(sheet, lang)]
    if sheet.problem:
        yield f"  {_bad(sheet.problem, lang)}"
    yield from (f"  {_note(note, lang)}" for note in sheet.notes)
    yield from layout.table(rows, indent=2)
    yield from layout.table([_column(column, lang) for column in sheet.columns], indent=4)
    yield from (f"    {line}" for column in sheet.columns for line in _doubts(sheet, column, lang))
    if sheet.set_aside:
        yield "  " + Text(zh="未计入的行", en="rows set aside").say(lang)
        yield from layout.table([_aside(part, lang) for part in sheet.set_aside], indent=4)


def _facts(sheet: SheetAccount, lang: Lang) -> Iterator[tuple[str, str]]:
    why = f"{'，' if lang == 'zh' else ', '}{_said(sheet.why, lang)}" if sheet.why else ""
    none = Text(zh="认不出", en="none").say(lang)
    yield Text(zh="台账", en="register").say(lang), f"{sheet.register or none}{why}"
    if sheet.layout in _LAYOUTS:
        yield Text(zh="版式", en="layout").say(lang), _LAYOUTS[sheet.layout].say(lang)
    if sheet.header_rows:
        yield Text(zh="表头行", en="header rows").say(lang), ", ".join(map(str, sheet.header_rows))
    aside = sum(part.to_row - part.row + 1 for part in sheet.set_aside)
    records = (
        "" if sheet.records is None else Text(f"（{sheet.records}条记录）", f" ({sheet.records} records)").say(lang)
    )
    rows = Text(
        zh=f"读到{sheet.rows_read} = 计入{sheet.imported}{records} + 未计入{aside}",
        en=f"{sheet.rows_read} read = {sheet.imported} imported{records} + {aside} set aside",
    )
    yield Text(zh="行", en="rows").say(lang), rows.say(lang)
    yield Text(zh="单元格", en="cells").say(lang), _cells(sheet, lang)
    if sheet.hidden_rows:
        yield Text(zh="隐藏行", en="hidden rows").say(lang), str(sheet.hidden_rows)
    if sheet.hidden_columns:
        yield Text(zh="隐藏列", en="hidden columns").say(lang), ", ".join(sheet.hidden_columns)
    if sheet.date_span:
        yield Text(zh="日期范围", en="dates").say(lang), f"{sheet.date_span.first} .. {sheet.date_span.last}"
    renamed = {column.proposed: f"{column.column} {_one_line(column)}" for column in sheet.columns if column.proposed}
    missing = [name for name in sheet.missing if name not in renamed]
    if missing:
        yield Text(zh="缺少的字段", en="missing fields").say(lang), _missing(missing, sheet.needed, lang)
    if renamed:
        told = ", ".join(f"{name} ← {heading}" for name, heading in renamed.items())
        yield Text(zh="可能改了名的字段", en="fields perhaps renamed").say(lang), told
    if sheet.merged:
        yield Text(zh="合并的单元格", en="merged cells").say(lang), ", ".join(sheet.merged)
    if sheet.columns:
        yield Text(zh="列", en="columns").say(lang), ""


def _missing(missing: Sequence[str], needed: Sequence[str] | None, lang: Lang) -> str:
    """The fields no column was found for: those that rules read, or, where no rules were asked for, the first ones."""
    told = [name for name in missing if name in needed] if needed is not None else missing[:_TOLD]
    rest = len(missing) - len(told)
    if needed is not None:
        others = Text(f"规则不用的{rest}个", f"{rest} that no rule reads")
    else:
        others = Text(f"其余{rest}个（--format json列出全部）", f"{rest} more (--format json lists all)")
    return ("、" if lang == "zh" else ", ").join([*told, *([others.say(lang)] if rest else [])])


def _cells(sheet: SheetAccount, lang: Lang) -> str:
    counts = [Text(f"{sheet.filled_rows}行中有{sheet.cells}个", f"{sheet.cells} in {sheet.filled_rows} rows").say(lang)]
    if sheet.error_cells:
        counts.append(Text(f"其中错误值{sheet.error_cells}", f"{sheet.error_cells} of them errors").say(lang))
    if sheet.never_calculated:
        more = f"另有{sheet.never_calculated}个公式没有计算结果", f"{sheet.never_calculated} formulas without a result"
        counts.append(Text(*more).say(lang))
    return ("，" if lang == "zh" else ", ").join(counts)


def _column(column: MappedColumn, lang: Lang) -> tuple[str, ...]:
    how = _HOW[column.how].say(lang) if column.how in _HOW else ""
    taken = f"→ {column.field or column.proposed}{how}" if column.field or column.proposed else f"  {how}"
    kinds = [f"{_KINDS[kind].say(lang) if kind in _KINDS else kind} {count}" for kind, count in column.kinds.items()]
    more = [one for one in (column.unit, column.target, column.format) if one]
    return column.column, _one_line(column), taken, "; ".join([*more, *kinds])


def _doubts(sheet: SheetAccount, column: MappedColumn, lang: Lang) -> Iterator[str]:
    """Dates of a column that may be read otherwise, and how to say which way is meant."""
    for doubt in column.doubts:
        line = f"{column.column} {_one_line(column)}: {doubt.said.say(lang)}"
        if doubt.formats and doubt.how != "lenient":
            place, formats = f"formats → {sheet.register} → {column.field}", one_of(doubt.formats)
            zh = f"；请在svcqa.yaml的{place}写明：{formats.zh}"
            line += Text(zh, f"; say which in svcqa.yaml, {place}: {formats.en}").say(lang)
        elif doubt.how == "unusual":
            mend = Text("；要采用，请在svcqa.yaml里写dates: lenient", "; dates: lenient in svcqa.yaml takes them")
            line += mend.say(lang)
        yield line


def _one_line(column: MappedColumn) -> str:
    return " ".join(column.heading.split())


def _aside(part: SetAside, lang: Lang) -> tuple[str, ...]:
    from svcqa.accounts import ASIDE

    rows = str(part.row) if part.row == part.to_row else f"{part.row}-{part.to_row}"
    return rows, ASIDE[part.reason].say(lang), widths.clip(" ".join(part.text.split()), 60)


def _bad(problem: Said, lang: Lang) -> str:
    return Text(zh="问题：", en="problem: ").say(lang) + _said(problem, lang)


def _note(note: Said, lang: Lang) -> str:
    return Text(zh="注意：", en="note: ").say(lang) + _said(note, lang)


def _said(said: Said, lang: Lang) -> str:
    return said.zh if lang == "zh" else said.en
