"""``svcqa audit``: from files and rulesets to reports and an exit code."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli import verdict
from svcqa.cli.against import against_option, earlier_ones, read_against
from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.doubtful import warn_of_reviews
from svcqa.cli.engines import engine_options, engine_wanted, told_of_engine
from svcqa.cli.keeping import by_option, history_option, opened, stamp
from svcqa.cli.kept import told
from svcqa.cli.options import (
    FILE,
    OneOf,
    Pair,
    Share,
    config_option,
    lang_option,
    mask_option,
    option,
    param_option,
    ruleset_option,
    sample_option,
    skip_hidden_option,
    workbook_option,
)
from svcqa.cli.output import STREAM, TEXT, Wanted, check, deliver, wanted
from svcqa.cli.storing import keep
from svcqa.cli.waivers import warn_of_waivers
from svcqa.errors import UsageError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.config import Config
    from svcqa.findings import Audit
    from svcqa.host import Host

_ABOUT = Text(
    zh="按规则集审核电子表格（xlsx、xls、ods、CSV）。PATH是文件或文件夹；-表示从标准输入读一个文件。",
    en="Audit spreadsheets (xlsx, xls, ods, CSV) against rulesets. PATH is a file or a folder; - reads one file from "
    "standard input.",
)
_MORE = Text(
    zh="退出码：0 没有达到--fail-on的疑点；1 有疑点；2 用法、设置有误，没有一个文件能读，或评定的规则不足--min-assessed"
    "（默认：一条也没评定）；3 内部错误。部分文件或工作表读不了时，审核照常进行，读不了的会在标准错误和审核结果中写明，"
    "退出码取决于疑点。",
    en="Exit code: 0 nothing at or above --fail-on; 1 findings; 2 usage, settings, no file could be read, or fewer "
    "rules assessed than --min-assessed (by default: none at all); 3 internal error. If only some files or sheets "
    "cannot be read, the audit goes on, they are named on standard error and in the audit, and the exit code depends "
    "on the findings.",
)
_KEEP = Text(
    zh="把审核结果保存进审核历史，名称如2025年度。", en="Keep the audit in the history under a name, such as 2025."
)


def command(lang: Lang) -> click.Command:
    """The command."""
    paths = click.Argument(["paths"], nargs=-1, required=True, type=FILE, metavar="PATH...")
    params = [paths, ruleset_option(lang), *_scope_options(lang), *_report_options(lang), *_exit_options(lang)]
    return Command("audit", lang, _ABOUT, _audit, params=[*params, lang_option(lang)], more=_MORE)


def _scope_options(lang: Lang) -> list[click.Parameter]:
    as_of = Text(
        zh="审核基准日（当日结束）或时刻，如2024-03-31；默认今天。",
        en="Audit date (its end) or moment, such as 2024-03-31; today by default.",
    )
    period = Text(
        zh="审核期间，含首尾两天，如2024-01-01..2024-03-31，也可写2024Q1；默认到基准日为止的全部。",
        en="Period under audit, both days included, such as 2024-01-01..2024-03-31 or 2024Q1; by default everything up "
        "to the audit date.",
    )
    return [
        option(lang, "--as-of", metavar="DATE|DATETIME", about=as_of),
        option(lang, "--period", metavar="FROM..TO", about=period),
        param_option(lang),
        workbook_option(lang),
        sample_option(lang),
        against_option(lang),
        option(lang, "--keep", metavar="NAME", about=_KEEP),
        by_option(lang),
        history_option(lang),
        skip_hidden_option(lang),
        *engine_options(lang),
        config_option(lang),
    ]


def _report_options(lang: Lang) -> list[click.Parameter]:
    output = Text(
        zh="把报告写成文件，如html=报告.html；可重复；路径-表示标准输出。",
        en="Write a report, such as html=report.html; may be repeated; the path - is standard output.",
    )
    format_ = Text(
        zh="写到标准输出的格式：text、json、html、xlsx、csv等；没有--output时默认text。",
        en="Format for standard output: text, json, html, xlsx, csv ...; text by default if there is no --output.",
    )
    quiet = Text(zh="不显示进度和小结。", en="Show no progress and no summary.")
    return [
        option(lang, "--output", "outputs", type=Pair("html=report.html"), multiple=True, metavar="FORMAT=PATH",
               about=output),
        option(lang, "--format", "format_", metavar="FORMAT", about=format_),
        mask_option(lang),
        option(lang, "--quiet", is_flag=True, about=quiet),
    ]  # fmt: skip


def _exit_options(lang: Lang) -> list[click.Parameter]:
    fail_on = Text(
        zh="有这个等级及以上的疑点时退出码为1：high、medium、low（默认）或never。",
        en="Exit code 1 if there is a finding of this weight or above: high, medium, low (default) or never.",
    )
    min_assessed = Text(
        zh="评定的规则少于此比例时退出码为2，如80%。",
        en="Exit code 2 if less than this share of the rules could be assessed, such as 80%.",
    )
    exit_zero = Text(zh="有疑点时退出码也为0。", en="Exit code 0 also if there are findings.")
    levels = ("high", "medium", "low", "never")
    return [
        option(lang, "--fail-on", type=OneOf(levels), default="low", metavar="|".join(levels), about=fail_on),
        option(lang, "--min-assessed", type=Share(), metavar="SHARE", about=min_assessed),
        option(lang, "--exit-zero", is_flag=True, about=exit_zero),
    ]


@dataclass(frozen=True)
class _Order:
    """What the command line asks for."""

    paths: tuple[str, ...]
    ruleset: tuple[str, ...]
    as_of: str | None
    period: str | None
    parameters: tuple[tuple[str, str], ...]
    workbook: str | None
    samples: tuple[str, ...]
    against: tuple[str, ...]
    keep: str | None
    by: str | None
    history: str | None
    skip_hidden: bool
    engine: str | None
    scheduler: str | None
    memory: str | None
    config: str | None
    outputs: tuple[tuple[str, str], ...]
    format_: str | None
    mask: bool
    quiet: bool
    fail_on: str
    min_assessed: float | None
    exit_zero: bool


def _audit(console: Console, **given: Any) -> int:
    from svcqa.intake.child import prepare

    prepare()
    from svcqa.config import load
    from svcqa.host import Host

    order = _Order(**given)
    console.quiet = order.quiet
    config = load(order.config)
    console.prefer(config.lang)
    host = Host.discover()
    reports = wanted(order.outputs, order.format_)
    check(reports, host, [*order.paths, *order.samples, *order.against])
    where = {"history": order.history, "config": order.config}
    earlier = earlier_ones(order.against, console, where)
    audit = read_against(_run(order, config, host, console), earlier, console, where)
    verdict.warn_of_inputs(audit, console)
    verdict.warn_of_period(audit, console)
    verdict.warn_of_samples(audit, console)
    warn_of_reviews(audit, console)
    warn_of_waivers(audit, console)
    _warn_of_settings(config, order.ruleset or config.rulesets, host, console)
    deliver(reports, told(audit, mask=order.mask), host, console)
    if order.keep is not None:
        with opened(console, where, create=True) as (history, _):
            keep(history, audit, stamp(order.by, config), order.keep, console)
    if Wanted(TEXT) not in reports:
        console.say(verdict.summary(audit))
    if (said := told_of_engine(audit)) is not None:
        console.say(said)
    return verdict.exit_code(audit, order.fail_on, order.min_assessed, exit_zero=order.exit_zero, console=console)


def _warn_of_settings(config: Config, rulesets: Sequence[str], host: Host, console: Console) -> None:
    from svcqa.cli.known import strangers
    from svcqa.rulesets import Library

    for problem in strangers(config, rulesets, Library(host.ruleset_folders)):
        console.warn(problem)


def _run(order: _Order, config: Config, host: Host, console: Console) -> Audit:
    from svcqa import audit
    from svcqa.cli.others import say_absent, say_others

    with files(order.paths, console) as paths:
        judged = audit.run(
            paths,
            order.ruleset or config.rulesets,
            as_of=order.as_of,
            period=order.period,
            parameters=dict(order.parameters),
            workbook=order.workbook,
            samples=order.samples,
            skip_hidden=order.skip_hidden,
            config=config,
            host=host,
            engine=engine_wanted(order.engine, order.scheduler, config, order.memory),
            progress=console.progress,
        )
        say_others(paths, config.exclude, console)
        say_absent(config.sheets, judged.content.inputs, console)
        return judged


@contextmanager
def files(paths: Sequence[str], console: Console) -> Iterator[list[str]]:
    """The paths, with what comes from standard input kept in a temporary file of that name.

    A pattern such as ``*.xlsx`` stands for the files it fits, since a Windows shell leaves it as it is.
    """
    found = [place for path in paths for place in _fitting(path)]
    if STREAM not in found:
        yield found
        return
    if found.count(STREAM) > 1:
        raise UsageError.of("标准输入只能读一次。", "standard input can be read only once.", where=STREAM)
    with tempfile.TemporaryDirectory(prefix="svcqa-") as folder:
        kept = Path(folder, "stdin")
        kept.write_bytes(console.read_bytes())
        yield [str(kept) if path == STREAM else path for path in found]


def _fitting(path: str) -> list[str]:
    """The files a pattern fits; any other path, and a pattern that fits none, as it is."""
    return (not os.path.lexists(path) and sorted(glob.glob(path))) or [path]  # noqa: PTH207 - the path may be absolute
