"""``svcqa compare``: two versions of the same registers, record by record and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.options import (
    FILE,
    OneOf,
    config_option,
    lang_option,
    option,
    param_option,
    ruleset_option,
    skip_hidden_option,
)
from svcqa.cli.output import STREAM, TEXT
from svcqa.errors import InputError, Problem, UsageError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.config import Config
    from svcqa.findings import Audit
    from svcqa.host import Host
    from svcqa.intake import Imported, IntakeOptions
    from svcqa.judging.understanding import Understood
    from svcqa.versions import Comparison

_FORMATS = ("text", "json", "xlsx")
_ABOUT = Text(
    zh="比较同一台账的两个版本（OLD旧版、NEW新版，文件或文件夹）：哪些记录没有了、新增了，哪些单元格写的不同；"
    "与旧版不同的时间、签字和结果列在最前。同一个值写法不同（2024年3月5日、2024/3/5）单独计数。"
    "要比较两次审核的疑点，用svcqa diff。",
    en="Compare two versions of the same registers (OLD and NEW, files or folders): records gone and added, and every "
    "cell that says something else; times, signatures and results that are not what they were stand first. One value "
    "written in two ways (2024年3月5日, 2024/3/5) is counted apart. To compare the findings of two audits, use svcqa "
    "diff.",
)
_MORE = Text(
    zh="退出码：0 没有要先看的变化（补填缺少的内容、新增记录、写法不同不算）；1 有时间、签字或结果与旧版不同，"
    "有事后补填的时间（不给--as-of时：有补填的时间），有记录没有了或无法对应，或旧版的一种台账在新版里没有；"
    "2 用法或设置有误，一个版本读不了，或两个版本没有共同的台账；3 内部错误。",
    en="Exit code: 0 nothing to look at first (filling in what was missing, records added and other ways of writing do "
    "not count); 1 a time, signature or result is not what it was, a time was filled in afterwards (without --as-of: "
    "at all), a record is gone or cannot be matched, or NEW lacks a register of OLD; 2 usage, settings, a version that "
    "cannot be read, or no register in common; 3 internal error.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    ruleset = ruleset_option(lang)
    ruleset.help = Text(
        zh="只按这些规则集的台账辨认；默认按svcqa.yaml中的rulesets，没有则按全部已装规则集。可重复。",
        en="Recognise only the registers of these rulesets; by default those of `rulesets` of svcqa.yaml, else of all "
        "installed rulesets. May be repeated.",
    ).say(lang)
    as_of = Text(
        zh="旧版的日期，如2024-03-31：在此之前发生、旧版空着、新版补填的时间算事后补填；也是--findings的审核基准日。",
        en="Date of OLD, such as 2024-03-31: a time before it that OLD left blank and NEW holds was entered "
        "afterwards; also the audit date of --findings.",
    )
    findings = Text(
        zh="另按规则集审核两个版本，说明哪些疑点解决了、新出现、仍存在；改了时间后不再发现的单独列出。需要规则集。",
        en="Also audit both versions by the rulesets, and say which findings are solved, new and persisting; those no "
        "longer found after a recorded time was changed are told apart. Needs a ruleset.",
    )
    format_ = Text(zh="text（默认）、json或xlsx。", en="text (default), json or xlsx.")
    output = Text(zh="写到文件；默认写到标准输出。", en="File to write; standard output by default.")
    params: list[click.Parameter] = [
        click.Argument(["old"], type=FILE, metavar="OLD"),
        click.Argument(["new"], type=FILE, metavar="NEW"),
        ruleset,
        option(lang, "--as-of", metavar="DATE|DATETIME", about=as_of),
        option(lang, "--findings", is_flag=True, about=findings),
        param_option(lang),
        option(
            lang, "--format", "format_", type=OneOf(_FORMATS), default=TEXT, metavar="|".join(_FORMATS), about=format_
        ),
        option(lang, "--output", type=FILE, default=STREAM, metavar="PATH", about=output),
        skip_hidden_option(lang),
        config_option(lang),
        lang_option(lang),
    ]
    return Command("compare", lang, _ABOUT, _compare, params=params, more=_MORE)


@dataclass(frozen=True)
class _Order:
    """What the command line asks for."""

    old: str
    new: str
    ruleset: tuple[str, ...]
    as_of: str | None
    findings: bool
    parameters: tuple[tuple[str, str], ...]
    format_: str
    output: str
    skip_hidden: bool
    config: str | None


def _compare(console: Console, **given: Any) -> int:
    from svcqa.cli.output import check_place, write_whole
    from svcqa.config import load
    from svcqa.host import Host
    from svcqa.rendering import render_comparison

    order = _Order(**given)
    config = load(order.config)
    console.prefer(config.lang)
    if order.output != STREAM:
        check_place(order.output, (order.old, order.new))
    host = Host.discover()
    made = _compared(order, config, host, console)
    data = render_comparison(made, order.format_, console.lang, host=host)
    if order.output == STREAM:
        console.write_bytes(data, text=order.format_ == TEXT)
    else:
        write_whole(order.output, data)
        console.say(_summary(made))
    return int(made.asks_for_attention)


def _compared(order: _Order, config: Config, host: Host, console: Console) -> Comparison:
    from svcqa.comparing.run import compare
    from svcqa.intake import IntakeOptions
    from svcqa.periods import AsOf

    as_of = AsOf.of(order.as_of) if order.as_of else None
    names = order.ruleset or config.rulesets
    if order.findings and not names:
        mend = Text("请用--ruleset给出规则集。", "Name one with --ruleset.")
        raise UsageError.of("要说明疑点，需要规则集。", "findings need a ruleset.", where="--findings", mend=mend)
    lenient = config.dates == "lenient"
    options = IntakeOptions(
        config.columns, config.formats, config.sheets, lenient=lenient, skip_hidden=order.skip_hidden
    )
    found = _read(order, config, options, host, console)
    old, new = found.imported
    for problem in _problems(order, old, new):
        console.warn(problem)
    _check_common(order, old, new)
    audits = _audits(order, names, config, host, console) if order.findings else None
    return compare(old, new, found.registers, as_of=as_of, settings=options.unusual, audits=audits)


def _read(order: _Order, config: Config, options: IntakeOptions, host: Host, console: Console) -> Understood:
    """Both versions, read side by side, by the same registers."""
    from svcqa.cli.known import strangers
    from svcqa.cli.others import say_others
    from svcqa.intake import find_files
    from svcqa.judging.understanding import understood

    names = order.ruleset or config.rulesets
    jobs = [find_files([Path(path)], config.exclude, config.encoding) for path in (order.old, order.new)]
    say_others([order.old, order.new], config.exclude, console)
    found = understood(jobs, names, options, console.progress, host)
    for problem in strangers(config, names, found.library):
        console.warn(problem)
    return found


def _problems(order: _Order, old: Imported, new: Imported) -> Iterator[Problem]:
    """What could not be read of either version.

    Raises:
        InputError: nothing of a version could be read.
    """
    from dataclasses import replace

    from svcqa.accounts import problems_of
    from svcqa.cli.verdict import unreadable

    for given, version in ((order.old, old), (order.new, new)):
        problems = [replace(one, where=f"{given}: {one.where}") for one in problems_of(version.inputs)]
        if all(unreadable(file) for file in version.inputs):
            raise InputError.all_of(problems)
        yield from problems


def _check_common(order: _Order, old: Imported, new: Imported) -> None:
    if old.records.keys() & new.records.keys():
        return
    mend = Text(
        "svcqa inspect会说明每张工作表被认作哪种台账。", "svcqa inspect tells which register each sheet was taken for."
    )
    raise InputError.of(
        "两个版本没有共同的台账，无法比较。",
        "the versions have no register in common: there is nothing to compare.",
        where=f"{order.old} | {order.new}",
        mend=mend,
    )


def _audits(order: _Order, names: tuple[str, ...], config: Config, host: Host, console: Console) -> tuple[Audit, Audit]:
    """Audits of both versions, at one date."""
    from svcqa import audit

    old, new = (
        audit.run(
            [path],
            names,
            as_of=order.as_of,
            parameters=dict(order.parameters),
            skip_hidden=order.skip_hidden,
            config=config,
            host=host,
            progress=console.progress,
        )
        for path in (order.old, order.new)
    )
    return old, new


def _summary(made: Comparison) -> Text:
    from svcqa.versions import FLAGS, KINDS

    counts = made.content.counts
    numbers = {
        "first": sum(map(made.flagged, FLAGS)),
        "cells": sum(made.count(kind) for kind in KINDS if kind != "spelt"),
        "gone": sum(one.gone for one in counts),
        "added": sum(one.added for one in counts),
        "unmatched": sum(one.unmatched_old + one.unmatched_new for one in counts),
        "spelt": made.count("spelt"),
    }
    return Text(
        "先看的变化{first}处；写的不同的单元格共{cells}个；没有了的记录{gone}条，新增{added}条，无法对应{unmatched}条；"
        "只是写法不同{spelt}处。",
        "{first} changes to look at first; {cells} cells say something else; records gone: {gone}, added: {added}, not "
        "matched: {unmatched}; only written differently: {spelt}.",
    ).fill(**numbers)
