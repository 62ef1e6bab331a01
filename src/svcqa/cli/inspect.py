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
    from svcqa.intake import IntakeOptions
    from svcqa.plans import Plan


_WRITE = Text(
    zh="把理解的列和工作表写成设置文件，明年沿用；疑似改名的列写成待确认的建议。已有的文件不覆盖。",
    en="Write the columns and sheets as they were understood to a settings file for next year, with perhaps renamed "
    "columns as proposals to confirm. A file that is there is left alone.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    about = Text(
        zh="查看每张工作表被如何理解：哪种台账、表头行、各列对应的字段、读入与未计入的行及原因；给出规则集时，"
        "还说明再提供哪些台账或列能多评定多少条规则。"
        "认不出台账时退出码也为0；没有一个文件能读时为2。",
        en="Show what was understood of each sheet: register, header rows, the field each column stands for, rows read "
        "and set aside, and why; with a ruleset, which further register or column would make how many more rules "
        "assessable. Exit code 0 even if no register is recognised; 2 if no file could be read.",
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
    from svcqa.cli import planned, understood, verdict
    from svcqa.config import load
    from svcqa.intake import IntakeOptions

    config = load(given["config"])
    console.prefer(config.lang)
    rulesets = given["ruleset"] or config.rulesets
    options = IntakeOptions(config.columns, config.formats, config.sheets, skip_hidden=given["skip_hidden"])
    inputs, plan = _understood(given["paths"], rulesets, config, options, console)
    if given["listing"] == "json":
        import msgspec

        document = {"format": "svcqa-inspect/1", "settings": options.unusual, "inputs": inputs, "plan": plan}
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document)) + b"\n")
    else:
        told = [*understood.lines(inputs, console.lang), *(planned.lines(plan, console.lang) if plan else ())]
        console.write("\n".join(told))
    if given["write_config"]:
        from svcqa.cli.saving import save

        save(given["write_config"], inputs, config, rulesets, console.lang)
    problems = verdict.problems_of(inputs)
    if all(verdict.unreadable(file) for file in inputs):
        console.fail(InputError.all_of(problems))
        return 2
    for problem in problems:
        console.warn(problem)
    return 0


def _understood(
    paths: Sequence[str], rulesets: Sequence[str], config: Config, options: IntakeOptions, console: Console
) -> tuple[Sequence[InputAccount], Plan | None]:
    """The accounts of the files and, if rulesets are asked for, what would make more of their rules assessable."""
    from svcqa.cli.audit import files
    from svcqa.cli.known import recognisable, strangers
    from svcqa.host import Host
    from svcqa.intake import Reading, find_files, import_files
    from svcqa.rulesets import Library, bind, load

    host = Host.discover()
    library = Library(host.ruleset_folders)
    with files(paths, console) as found:
        jobs = find_files([Path(path) for path in found], config.exclude, config.encoding)
        with Reading(jobs) as reading:
            # the child reads while rulesets and libraries are loaded here
            loaded = [load(name, library) for name in dict.fromkeys(rulesets)]
            bound = [rule for ruleset in loaded for rule in bind(ruleset, host.checks)]
            for problem in strangers(config, rulesets, library):
                console.warn(problem)
            imported = import_files(reading, recognisable(loaded, library), options, console.progress)
    if not loaded:
        return imported.inputs, None
    from svcqa.judging.coverage import plan

    return imported.inputs, plan(bound, imported.records, loaded)
