"""``svcqa report``: a kept audit in another format."""

from __future__ import annotations

import click

from svcqa.cli.against import against_option, earlier_ones, read_against
from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.keeping import history_options
from svcqa.cli.kept import kept, reviewed_by, template_of, told
from svcqa.cli.options import FILE, mask_option, option
from svcqa.cli.output import STREAM, Wanted, check, deliver
from svcqa.text import Lang, Text


def command(lang: Lang) -> click.Command:
    """The command."""
    about = Text(
        zh="把svcqa audit --output json=…保存的审核结果输出为另一种格式；或输出审核历史里的审核（编号、名称、摘要开头或"
        "latest），连同其后的复核。内容被改动过的文件会被拒绝。",
        en="Print an audit kept by svcqa audit --output json=… in another format; or one of the history (number, name, "
        "beginning of its digest, or latest) with its reviews since. A file whose content was changed afterwards is "
        "refused.",
    )
    format_about = Text(
        zh="格式，如html、xlsx、csv、json、text（默认）。", en="Format, such as html, xlsx, csv, json, text (default)."
    )
    output_about = Text(zh="写到文件；默认写到标准输出。", en="File to write; standard output by default.")
    workbook_about = Text(
        zh="审核工作簿：报告采用其中的审核任务和疑点复核；参数、检查表、豁免等要重新审核才生效。",
        en="The audit workbook: the report takes its assignment and its reviews; parameters, checklists, waivers and "
        "the like take effect only in a new audit.",
    )
    template_about = Text(
        zh="docx格式用这个Word模板（由svcqa template写出后修改）。",
        en="For docx, use this Word template, made from svcqa template.",
    )
    params: list[click.Parameter] = [
        click.Argument(["audit_file"], type=FILE, metavar="AUDIT.json|NAME"),
        option(lang, "--format", "format_", default="text", metavar="FORMAT", about=format_about),
        option(lang, "--output", type=FILE, default=STREAM, metavar="PATH", about=output_about),
        option(lang, "--workbook", type=FILE, metavar="FILE", about=workbook_about),
        option(lang, "--template", type=FILE, metavar="FILE.docx", about=template_about),
        against_option(lang),
        mask_option(lang),
        *history_options(lang),
    ]
    return Command("report", lang, about, _report, params=params)


def _report(  # noqa: PLR0913 - what the command line gives
    console: Console,
    audit_file: str,
    format_: str,
    output: str,
    *,
    against: tuple[str, ...],
    mask: bool,
    workbook: str | None,
    template: str | None,
    **where: str | None,
) -> int:
    from svcqa.host import Host

    host = Host.discover()
    reports = [Wanted(format_, output)]
    check(reports, host, [audit_file, *against, *filter(None, (workbook, template))])
    audit = reviewed_by(workbook, kept(audit_file, console, where), console)
    audit = read_against(audit, earlier_ones(against, console, where), console, where)
    deliver(reports, told(audit, mask=mask), host, console, template=template_of(template))
    return 0
