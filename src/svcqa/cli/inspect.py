"""``svcqa inspect``: what was understood of each sheet, before any rule is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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
from svcqa.errors import InputError, UsageError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from svcqa.config import Config
    from svcqa.intake import Imported, IntakeOptions
    from svcqa.plans import Plan
    from svcqa.registers import Register


_WRITE = Text(
    zh="把理解的列和工作表写成设置文件，明年沿用；疑似改名的列写成待确认的建议。已有的文件不覆盖。",
    en="Write the columns and sheets as they were understood to a settings file for next year, with perhaps renamed "
    "columns as proposals to confirm. A file that is there is left alone.",
)


_RECEIPT = Text(
    zh="写出错误回执（xlsx），交还给提供文件的人：缺失的、读不出的内容各在哪个单元格，未计入的行。已有的文件不覆盖。",
    en="Write a workbook to hand back to whoever sent the files: what is missing or cannot be read, cell by cell, and "
    "the rows set aside. A file that is there is left alone.",
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
        option(lang, "--receipt", type=FILE, metavar="PATH.xlsx", about=_RECEIPT),
        listing_option(lang),
        lang_option(lang),
    ]
    return Command("inspect", lang, about, _inspect, params=params)


class _Understood(NamedTuple):
    """What was made of the files."""

    imported: Imported
    registers: Mapping[str, Register]
    plan: Plan | None
    """What would make more rules assessable, if rulesets are asked for."""


def _inspect(console: Console, **given: Any) -> int:
    from svcqa.accounts import problems_of
    from svcqa.cli import planned, understood, verdict
    from svcqa.config import load
    from svcqa.intake import IntakeOptions

    config = load(given["config"])
    console.prefer(config.lang)
    if given["receipt"]:
        _check_receipt(given["receipt"], given["paths"])
    rulesets = given["ruleset"] or config.rulesets
    lenient = config.dates == "lenient"
    options = IntakeOptions(
        config.columns, config.formats, config.sheets, lenient=lenient, skip_hidden=given["skip_hidden"]
    )
    found = _understood(given["paths"], rulesets, config, options, console)
    inputs, plan, settings = found.imported.inputs, found.plan, options.unusual
    counts = _hand_back(given["receipt"], found, settings, console) if given["receipt"] else None
    if given["listing"] == "json":
        import msgspec

        document: dict[str, Any] = {"format": "svcqa-inspect/1", "settings": settings, "inputs": inputs, "plan": plan}
        document |= {} if counts is None else {"problems": counts}
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document)) + b"\n")
    else:
        told = understood.lines(inputs, console.lang, settings)
        console.write("\n".join([*told, *(planned.lines(plan, console.lang) if plan else ())]))
    if given["write_config"]:
        from svcqa.cli.saving import save

        save(given["write_config"], inputs, config, rulesets, console.lang)
    problems = problems_of(inputs)
    if all(verdict.unreadable(file) for file in inputs):
        console.fail(InputError.all_of(problems))
        return 2
    for problem in problems:
        console.warn(problem)
    return 0


def _check_receipt(path: str, inputs: Sequence[str]) -> None:
    """Refuse before the work what would fail after it."""
    from svcqa.cli.output import check_place, refuse_existing

    if not path.lower().endswith(".xlsx"):
        mend = Text("请写成回执.xlsx这样的文件名。", "Name it such as receipt.xlsx.")
        raise UsageError.of("错误回执是xlsx文件。", "a receipt is an xlsx workbook.", where=path, mend=mend)
    refuse_existing(path)
    check_place(path, inputs)


def _hand_back(path: str, found: _Understood, settings: Mapping[str, str], console: Console) -> dict[str, int]:
    """Write the receipt; how many problems of each kind it lists."""
    from collections import Counter

    from svcqa.cli.output import write_whole
    from svcqa.judging.receipt import receipt
    from svcqa.receipts import KINDS
    from svcqa.rendering import hand_back

    made = receipt(found.imported, found.registers, settings)
    write_whole(path, hand_back(made, console.lang))
    count = len(made.defects)
    console.say(Text(f"错误回执：{count}个问题，写在{path}。", f"Receipt: {count} problems, written to {path}."))
    kinds = Counter(made.defects.table.column("kind").to_pylist())
    return {kind: kinds[kind] for kind in KINDS if kinds[kind]}


def _understood(
    paths: Sequence[str], rulesets: Sequence[str], config: Config, options: IntakeOptions, console: Console
) -> _Understood:
    from svcqa.cli.audit import files
    from svcqa.cli.known import strangers
    from svcqa.cli.others import say_absent, say_others
    from svcqa.intake import find_files
    from svcqa.judging.understanding import understood
    from svcqa.rulesets import bind

    with files(paths, console) as found:
        jobs = find_files([Path(path) for path in found], config.exclude, config.encoding)
        say_others(found, config.exclude, console)
        made = understood([jobs], rulesets, options, console.progress)
        [imported] = made.imported
        for problem in strangers(config, rulesets, made.library):
            console.warn(problem)
        say_absent(config.sheets, imported.inputs, console)
    if not made.rulesets:
        return _Understood(imported, made.registers, None)
    from svcqa.judging.coverage import plan, with_needed

    bound = [rule for ruleset in made.rulesets for rule in bind(ruleset, made.host.checks)]
    imported = replace(imported, inputs=with_needed(imported.inputs, bound))
    return _Understood(imported, made.registers, plan(bound, imported.records, made.rulesets))
