"""``svcqa diff``: what became of findings from one audit to a later one."""

from __future__ import annotations

import click

from svcqa.cli.against import read_against
from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.keeping import history_options
from svcqa.cli.kept import kept, told
from svcqa.cli.options import FILE, OneOf, mask_option, option
from svcqa.cli.output import STREAM, TEXT, Wanted, check, deliver
from svcqa.text import Lang, Text

_FORMATS = ("text", "json", "markdown")
_ABOUT = Text(
    zh="比较两次审核（OLD较早、NEW较晚；审核文件，或审核历史里的编号、名称、摘要开头或latest）：哪些疑点新出现、再次出现、"
    "有变化、仍在，不再发现的各是什么去向。要比较台账文件的两个版本，用svcqa compare。",
    en="Compare two audits (OLD and the later NEW: files, or number, name, beginning of the digest in the history, or "
    "latest): which findings are "
    "new, have returned, have changed or persist, and what became of those not found any more. To compare two versions "
    "of the registers themselves, use svcqa compare.",
)
_MORE = Text(
    zh="退出码：0 没有新出现、再次出现或有变化的疑点；1 有；2 用法有误，文件读不了，或两次审核无法比较"
    "（没有共同的规则集）；3 内部错误。",
    en="Exit code: 0 no finding is new, has returned or has changed; 1 there are such; 2 usage, a file that cannot be "
    "read, or audits that cannot be compared (no ruleset in common); 3 internal error.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    before = Text(
        zh="OLD之前的审核；可重复。用来认出再次出现的疑点，并把走势接长。审核历史里OLD之前的不必给出。",
        en="An audit before OLD; may be repeated. Tells which findings have returned, and makes the trend longer. "
        "Those that the history holds from before OLD need not be named.",
    )
    format_ = Text(zh="text（默认）、json或markdown。", en="text (default), json or markdown.")
    output = Text(zh="写到文件；默认写到标准输出。", en="File to write; standard output by default.")
    params: list[click.Parameter] = [
        click.Argument(["old"], type=FILE, metavar="OLD.json|NAME"),
        click.Argument(["new"], type=FILE, metavar="NEW.json|NAME"),
        option(lang, "--before", multiple=True, type=FILE, metavar="AUDIT.json", about=before),
        option(
            lang, "--format", "format_", type=OneOf(_FORMATS), default=TEXT, metavar="|".join(_FORMATS), about=format_
        ),
        option(lang, "--output", type=FILE, default=STREAM, metavar="PATH", about=output),
        mask_option(lang),
        *history_options(lang),
    ]
    return Command("diff", lang, _ABOUT, _diff, params=params, more=_MORE)


def _diff(  # noqa: PLR0913 - what the command line gives
    console: Console,
    *,
    old: str,
    new: str,
    before: tuple[str, ...],
    format_: str,
    output: str,
    mask: bool,
    **where: str | None,
) -> int:
    from svcqa.host import Host

    host = Host.discover()
    reports = [Wanted(f"diff-{format_}", output)]
    check(reports, host, [old, new, *before])
    earlier = [kept(name, console, where) for name in (old, *before)]
    audit = read_against(kept(new, console, where), earlier, console, where)
    deliver(reports, told(audit, mask=mask), host, console)
    baseline = audit.dossier.baseline
    if baseline is None or not baseline.comparable:
        return 2
    return int(baseline.asks_for_attention)
