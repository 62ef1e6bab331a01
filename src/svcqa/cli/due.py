"""``svcqa due``: what falls due soon, and what was due and is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli import verdict
from svcqa.cli.audit import files
from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.doubtful import warn_of_reviews
from svcqa.cli.kept import told
from svcqa.cli.options import (
    FILE,
    OneOf,
    config_option,
    lang_option,
    mask_option,
    option,
    param_option,
    ruleset_option,
    skip_hidden_option,
    workbook_option,
)
from svcqa.cli.output import STREAM, Wanted, check, deliver
from svcqa.errors import Problem
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.config import Config
    from svcqa.findings import Audit
    from svcqa.host import Host

FORMATS = {"text": "due-text", "json": "due-json", "xlsx": "due-xlsx", "ics": "ics"}
"""What is asked for → the report that gives it."""
_ABOUT = Text(
    zh="列出到期事项：将到的办理时限、要交的定期事项、快到期的培训和证件、保存期届满、纠正措施，以及已超期仍未完成的。"
    "PATH与svcqa audit相同。",
    en="List what falls due: deadlines, hand-ins, expiring trainings and certificates, ends of retention, corrective "
    "actions, and what is overdue and still open. PATH is as for svcqa audit.",
)
_MORE = Text(
    zh="每一项都写明条款和单元格。超期的排在前面。ics可导入Outlook、谷歌、苹果及手机日历；再次导入时同一事项不会重复。\n\n"
    "退出码：0 没有已超期的事项；1 有已超期仍未完成的事项；2 用法、设置有误，没有一个文件能读，或一条规则也没评定；"
    "3 内部错误。",
    en="Every line tells its clause and its cells. What is overdue comes first. Outlook, Google, Apple and telephones "
    "open the ics file; imported again, an item is not there twice.\n\n"
    "Exit code: 0 nothing is overdue; 1 something is overdue and still open; 2 usage, settings, no file could be read, "
    "or not one rule could be assessed; 3 internal error.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    paths = click.Argument(["paths"], nargs=-1, required=True, type=FILE, metavar="PATH...")
    within = Text(
        zh="列到基准日之后多久（含当日），如30d、2w、3mo、1y；默认30d。",
        en="How far beyond the date, that day included, such as 30d, 2w, 3mo, 1y; 30d by default.",
    )
    as_of = Text(
        zh="基准日或时刻，如2024-03-31；默认今天。", en="Date or moment, such as 2024-03-31; today by default."
    )
    unit = Text(zh="只列这个责任单位的；可重复。", en="Only what is of this unit; may be repeated.")
    format_ = Text(zh="text（默认）、json、xlsx或ics。", en="text (default), json, xlsx or ics.")
    output = Text(zh="写到文件；默认写到标准输出。", en="File to write; standard output by default.")
    params: list[click.Parameter] = [
        paths,
        ruleset_option(lang),
        option(lang, "--within", default="30d", metavar="DURATION", about=within),
        option(lang, "--as-of", metavar="DATE|DATETIME", about=as_of),
        option(lang, "--unit", "units", multiple=True, metavar="NAME", about=unit),
        param_option(lang),
        workbook_option(lang),
        skip_hidden_option(lang),
        config_option(lang),
        option(lang, "--format", "format_", type=OneOf(tuple(FORMATS)), default="text", metavar="|".join(FORMATS),
               about=format_),
        option(lang, "--output", type=FILE, default=STREAM, metavar="PATH", about=output),
        mask_option(lang),
        lang_option(lang),
    ]  # fmt: skip
    return Command("due", lang, _ABOUT, _due, params=params, more=_MORE)


@dataclass(frozen=True)
class _Order:
    """What the command line asks for."""

    paths: tuple[str, ...]
    ruleset: tuple[str, ...]
    within: str
    as_of: str | None
    units: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    workbook: str | None
    skip_hidden: bool
    config: str | None
    format_: str
    output: str
    mask: bool


def _due(console: Console, **given: Any) -> int:
    from svcqa.config import load
    from svcqa.due import falling, of_units
    from svcqa.host import Host

    order = _Order(**given)
    config = load(order.config)
    console.prefer(config.lang)
    host = Host.discover()
    reports = [Wanted(FORMATS[order.format_], order.output)]
    check(reports, host, order.paths)
    audit = _run(order, config, host, console)
    due = of_units(audit, order.units)
    _warn_of_units(len(audit.upcoming) - len(due.upcoming), console)
    verdict.warn_of_inputs(audit, console)
    warn_of_reviews(audit, console)
    if verdict.exit_code(audit, "never", None, exit_zero=True, console=console):
        return 2
    deliver(reports, told(due, mask=order.mask), host, console)
    return int(bool(falling(due).overdue))


def _warn_of_units(others: int, console: Console) -> None:
    if others:
        said = Text(
            zh=f"另有{others}项属于其他单位，没有列出；未列出的各项数目按全部单位计。",
            en=f"{others} more are of other units and not listed; how many are left out is counted for all units.",
        )
        console.warn(Problem(said))


def _run(order: _Order, config: Config, host: Host, console: Console) -> Audit:
    from svcqa import audit
    from svcqa.cli.others import say_absent, say_others

    with files(order.paths, console) as paths:
        judged = audit.run(
            paths,
            order.ruleset or config.rulesets,
            as_of=order.as_of,
            parameters=dict(order.parameters),
            workbook=order.workbook,
            skip_hidden=order.skip_hidden,
            config=config,
            host=host,
            progress=console.progress,
            ahead=order.within,
        )
        say_others(paths, config.exclude, console)
        say_absent(config.sheets, judged.content.inputs, console)
        return judged
