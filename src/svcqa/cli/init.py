"""``svcqa init``: a folder to audit from, with the settings of this machine and the audit workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.loaded import loaded
from svcqa.cli.options import FILE, config_option, lang_option, ruleset_option
from svcqa.cli.output import refuse_existing, write_whole
from svcqa.cli.saving import beside
from svcqa.errors import UsageError
from svcqa.text import Lang, Text

_ABOUT = Text(
    zh="在文件夹里写出svcqa.yaml和审核工作簿：审核任务、资料清单、参数、日历、检查表、豁免、冻结、复核。已有的文件不会被覆盖。",
    en="Write svcqa.yaml and the audit workbook into a folder: assignment, request list, parameters, calendar days, "
    "questions, waivers, holds, reviews. Files that are there are left alone.",
)
_SETTINGS = "svcqa.yaml"
_BOOK = Text(zh="审核工作簿.xlsx", en="audit-workbook.xlsx")


def command(lang: Lang) -> click.Command:
    """The command."""
    folder = click.Argument(["directory"], type=FILE, metavar="DIRECTORY")
    params = [folder, ruleset_option(lang), config_option(lang), lang_option(lang)]
    return Command("init", lang, _ABOUT, _init, params=params)


def _init(console: Console, directory: str, ruleset: Sequence[str], config: str | None) -> int:
    host, rulesets = loaded(ruleset, config, {}, console)
    folder, book = Path(directory), _BOOK.say(console.lang)
    places = [folder / _SETTINGS, folder / book]
    for place in places:
        refuse_existing(str(place))
    from svcqa.assignment.starting import start
    from svcqa.rulesets import bind

    stream = io.BytesIO()
    start(rulesets, [rule for one in rulesets for rule in bind(one, host.checks)], console.lang, stream)
    _make(folder)
    write_whole(str(places[1]), stream.getvalue())
    write_whole(str(places[0]), _settings([beside(name, str(places[0])) for name in ruleset], book).encode("utf-8"))
    console.say(Text(zh=f"已写出：{places[0]}、{places[1]}", en=f"written: {places[0]}, {places[1]}"))
    return 0


def _settings(rulesets: Sequence[str], book: str) -> str:
    return f"rulesets: {json.dumps(rulesets, ensure_ascii=False)}\nworkbook: {json.dumps(book, ensure_ascii=False)}\n"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError.of(
            f"不能建立文件夹（{error.strerror or error}）。请换一个位置。",
            f"the folder cannot be made ({error.strerror or error}). Choose another place.",
            where=str(folder),
        ) from error
