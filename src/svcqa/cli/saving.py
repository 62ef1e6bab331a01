"""What ``svcqa inspect`` understood, as a settings file for next year: confirmed columns, and proposals to confirm."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from svcqa.cli.output import refuse_existing, write_whole
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount, SheetAccount
    from svcqa.config import Config
    from svcqa.intake.layout.declared import TableSetting

_PLAIN = re.compile(
    r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff/]*", re.IGNORECASE
)
_ABOUT = Text(
    zh="由svcqa inspect写出：columns是列标题对应的字段，sheets是工作表对应的台账。\n"
    "以#开头的是建议，核对后去掉#即生效；不对的请删去。",
    en="Written by svcqa inspect: columns says which field a heading stands for, sheets which register a sheet holds.\n"
    "Lines with a leading # are proposals: remove the # to confirm one, delete it if it is wrong.",
)
_RENAMED = Text(zh="可能改了名，请核对", en="perhaps renamed, please check")
_NEAREST = Text(zh="最接近的台账，请核对", en="the nearest register, please check")
_DOUBTFUL = Text(zh="各文件不一致", en="differs between files")


def save(path: str, inputs: Sequence[InputAccount], config: Config, rulesets: Sequence[str], lang: Lang) -> None:
    """Write the settings; a file that is there already is left alone.

    Args:
        path: where to.
        inputs: the accounts of the files read.
        config: the settings in use, which are kept.
        rulesets: the rulesets asked for.
        lang: the language of the comments.

    Raises:
        UsageError: the file is there already, or cannot be written.
    """
    refuse_existing(path)
    text = "\n".join(_lines(inputs, config, [beside(name, path) for name in rulesets], lang)) + "\n"
    write_whole(path, text.encode("utf-8"))


def beside(name: str, path: str) -> str:
    """A ruleset file, as it is found from the folder of the settings."""
    if not Path(name).is_file():
        return name
    try:
        return "./" + os.path.relpath(name, Path(path).resolve().parent).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        return str(Path(name).resolve())


def _lines(inputs: Sequence[InputAccount], config: Config, rulesets: Sequence[str], lang: Lang) -> Iterator[str]:
    yield from (f"# {line}" for line in _ABOUT.say(lang).splitlines())
    kept = {"rulesets": rulesets, "lang": config.lang, "encoding": config.encoding, "exclude": config.exclude}
    yield from (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in kept.items() if value)
    yield from nested("formats", {name: _quoted(one) for name, one in config.formats.items()}, {}, lang)
    sheets = [sheet for file in inputs for sheet in file.sheets if sheet.register]
    known = {name: _quoted(one) for name, one in config.columns.items()}
    for sheet in sheets:
        lettered = {pair for table in config.sheets.get(sheet.sheet, ()) for pair in table.columns.items()}
        taken = {
            column.heading: column.field
            for column in sheet.columns
            if column.field and column.how != "matrix" and (column.column, column.field) not in lettered
        }
        known.setdefault(str(sheet.register), {}).update(_quoted(taken))
    near = [sheet for file in inputs for sheet in file.sheets if sheet.nearest]
    yield from nested("columns", known, _proposals([*sheets, *near], known), lang)
    yield from _sheets(inputs, config, lang)


def _quoted(pairs: Mapping[str, str]) -> dict[str, str]:
    return {word(one): word(other) for one, other in pairs.items()}


def word(text: str) -> str:
    """A word as YAML takes it for a text."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _proposals(sheets: Sequence[SheetAccount], known: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for sheet in sheets:
        register = str(sheet.register or sheet.nearest)
        for column in sheet.columns:
            if column.proposed and word(column.heading) not in known.get(register, {}):
                found.setdefault(register, {})[word(column.heading)] = word(column.proposed)
    return found


def nested(
    slot: str,
    sure: Mapping[str, Mapping[str, str]],
    proposed: Mapping[str, Mapping[str, str]],
    lang: Lang,
    about: Text = _RENAMED,
) -> Iterator[str]:
    """A mapping of mappings; a register of which nothing is sure stands behind a # with all it has."""
    names = [name for name in dict.fromkeys([*sure, *proposed]) if sure.get(name) or proposed.get(name)]
    if names:
        yield f"{slot}:" if any(sure.get(name) for name in names) else f"# {slot}:"
    for name in names:
        yield f"{'' if sure.get(name) else '# '}  {word(name)}:"
        yield from (f"    {one}: {other}" for one, other in sure.get(name, {}).items())
        yield from (f"    # {one}: {other}  # {about.say(lang)}" for one, other in proposed.get(name, {}).items())


def _sheets(inputs: Sequence[InputAccount], config: Config, lang: Lang) -> Iterator[str]:
    """Sheets of one table, each with its register; names a program gave say nothing next year."""
    from svcqa.intake.layout.declared import tables_of
    from svcqa.intake.layout.recognising import Names

    found: dict[str, set[str | None]] = {}
    forms: set[str] = set()
    settings: dict[str, str] = {}
    near: dict[str, str] = {}
    for file in inputs:
        for sheet in file.sheets:
            stem = file.name.rpartition("/")[2].rpartition(".")[0]
            register = sheet.register if sheet.region is None else None
            if sheet.setting:
                settings[sheet.sheet or stem] = sheet.setting
            forms |= {sheet.sheet or stem} if sheet.layout == "form" else set()
            if not Names(sheet.sheet or stem).unnamed:
                found.setdefault(sheet.sheet or stem, set()).add(register)
                near |= {sheet.sheet or stem: sheet.nearest} if sheet.nearest and not sheet.region else {}
    sure = {name: next(iter(one)) for name, one in found.items() if len(one) == 1 and None not in one}
    whole = {**{name: tables_of(str(register), form=name in forms) for name, register in sure.items()}, **config.sheets}
    if whole or settings:
        yield "sheets:" if whole else "# sheets:"
    yield from (line for name, tables in whole.items() for line in _declared(name, tables))
    yield from (f"  # {word(name)}: {setting}" for name, setting in settings.items() if name not in whole)
    doubtful = sorted(name for name, one in found.items() if len(one) > 1 and name not in whole)
    yield from (f"  # {word(name)}:  # {_DOUBTFUL.say(lang)}" for name in doubtful)
    liked = {name: register for name, register in near.items() if name not in {*whole, *settings, *doubtful}}
    if liked and not (whole or settings):
        yield "# sheets:"
    about = _NEAREST.say(lang)
    yield from (f"#   {word(name)}: {word(register)}  # {about}" for name, register in liked.items())


def _declared(name: str, tables: Sequence[TableSetting]) -> Iterator[str]:
    """What is declared of a sheet: its register alone where that is all, else a line for each table."""
    from svcqa.intake.layout.declared import tables_of
    from svcqa.rulesets.reading import plain

    if list(tables) == [one for table in tables for one in tables_of(table.of)]:
        yield f"  {word(name)}: {word(tables[0].of)}"
        return
    yield f"  {word(name)}:"
    for table in tables:
        yield f"    - {json.dumps(plain(table), ensure_ascii=False)}"
