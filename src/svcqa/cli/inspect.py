"""``svcqa inspect``: what was understood of each sheet, before any rule is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.options import (
    FILE,
    config_option,
    lang_option,
    listing_option,
    option,
    ruleset_option,
    skip_hidden_option,
)
from svcqa.errors import InputError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from svcqa.config import Config
    from svcqa.findings import InputAccount


_WRITE = Text(
    zh="把理解的列和工作表写成设置文件，明年沿用；疑似改名的列写成待确认的建议。已有的文件不覆盖。",
    en="Write the columns and sheets as they were understood to a settings file for next year, with perhaps renamed "
    "columns as proposals to confirm. A file that is there is left alone.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    about = Text(
        zh="查看每张工作表被如何理解：哪种台账、表头行、各列对应的字段、读入与未计入的行及原因。"
        "认不出台账时退出码也为0；没有一个文件能读时为2。",
        en="Show what was understood of each sheet: register, header rows, the field each column stands for, rows read "
        "and set aside, and why. Exit code 0 even if no register is recognised; 2 if no file could be read.",
    )
    ruleset = ruleset_option(lang)
    ruleset.help = Text(
        zh="只按这些规则集的台账辨认；默认按全部已装规则集。",
        en="Recognise only the registers of these rulesets; by default those of all installed rulesets.",
    ).say(lang)
    params = [
        click.Argument(["paths"], nargs=-1, required=True, type=FILE, metavar="PATH..."),
        ruleset,
        skip_hidden_option(lang),
        config_option(lang),
        option(lang, "--write-config", type=FILE, metavar="PATH", about=_WRITE),
        listing_option(lang),
        lang_option(lang),
    ]
    return Command("inspect", lang, about, _inspect, params=params)


def _inspect(console: Console, **given: Any) -> int:
    from svcqa.cli import understood, verdict
    from svcqa.config import load

    config = load(given["config"])
    console.prefer(config.lang)
    inputs = _accounts(given["paths"], given["ruleset"], config, console)
    if given["listing"] == "json":
        import msgspec

        document = {"format": "svcqa-inspect/1", "inputs": inputs}
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document)) + b"\n")
    else:
        console.write("\n".join(understood.lines(inputs, console.lang)))
    if given["write_config"]:
        from svcqa.cli.saving import save

        save(given["write_config"], inputs, config, given["ruleset"] or config.rulesets, console.lang)
    problems = verdict.problems_of(inputs)
    if all(verdict.unreadable(file) for file in inputs):
        console.fail(InputError.all_of(problems))
        return 2
    for problem in problems:
        console.warn(problem)
    return 0


def _accounts(
    paths: Sequence[str], rulesets: Sequence[str], config: Config, console: Console
) -> Sequence[InputAccount]:
    from svcqa.cli.audit import files
    from svcqa.cli.known import all_registers, recognisable
    from svcqa.host import Host
    from svcqa.intake import IntakeOptions, Reading, find_files, import_files
    from svcqa.rulesets import Library

    library = Library(Host.discover().ruleset_folders)
    named = rulesets or config.rulesets
    registers = recognisable(named, library)
    for problem in config.strangers(all_registers(named, library)):
        console.warn(problem)
    options = IntakeOptions(config.columns, config.formats, config.sheets)
    with files(paths, console) as found:
        jobs = find_files([Path(path) for path in found], config.exclude, config.encoding)
        with Reading(jobs) as reading:
            return import_files(reading, registers, options, console.progress).inputs
