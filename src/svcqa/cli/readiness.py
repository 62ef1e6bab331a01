"""``svcqa readiness``: what a kept audit says of the score that an evaluation may give."""

from __future__ import annotations

import os

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.keeping import history_options
from svcqa.cli.kept import kept, reviewed_by, told
from svcqa.cli.options import FILE, OneOf, Pair, mask_option, option
from svcqa.cli.output import STREAM, Wanted, check_place, send, wanted
from svcqa.text import Lang, Text

FORMATS = ("text", "html", "docx", "xlsx", "json")
_ABOUT = Text(
    zh="认证准备情况：按评价方案，由审核结果推算得分、等级、缺口，列出到下一等级最少要做的事；xlsx是证据册。\n\n"
    "只有复核属实的不符合才扣分；没有判定的既不算符合也不算不符合，得分因此是一个范围。结论由认证机构作出。",
    en="Readiness for certification: score, level and gaps by a scheme, and the shortest list to the next level; xlsx "
    "is the evidence book.\n\nOnly confirmed nonconformities deduct. What was not assessed counts neither way, so that "
    "the score is a span. The decision is the certification body's.",
)
_SCHEME = Text(zh="评价方案的名称或文件，如gbt-27922。", en="Name or file of a scheme, such as gbt-27922.")
_POINTS = Text(
    zh="填好的评分表（由svcqa scheme points写出）；没有它，只按均分估算，不写等级。",
    en="The scoring workbook, as svcqa scheme points writes it, filled in; without it shares are equal and no level is "
    "named.",
)
_OUTPUT = Text(
    zh="把一种格式写到文件，如html=准备情况.html、xlsx=证据册.xlsx；可重复。",
    en="Write a format to a file, such as html=readiness.html; may be repeated.",
)
_FORMAT = Text(zh="输出到屏幕的格式，默认text。", en="Format for standard output, text by default.")
_FOLDER = Text(
    zh="审核过的文件所在的文件夹，供证据册链接；默认是证据册自己的文件夹。",
    en="Folder of the audited files, for the links of the evidence book; by default the book's own.",
)
_WORKBOOK = Text(zh="审核工作簿：采用其中的疑点复核。", en="The audit workbook: its reviews are taken.")


def command(lang: Lang) -> click.Command:
    """The command."""
    pair = Pair("html=PATH")
    params: list[click.Parameter] = [
        click.Argument(["audit_file"], type=FILE, metavar="AUDIT.json|NAME"),
        option(lang, "--scheme", required=True, metavar="NAME|FILE", about=_SCHEME),
        option(lang, "--points", type=FILE, metavar="FILE.xlsx", about=_POINTS),
        option(lang, "--output", "outputs", type=pair, multiple=True, metavar="FORMAT=PATH", about=_OUTPUT),
        option(lang, "--format", "format_", type=OneOf(FORMATS), metavar="|".join(FORMATS), about=_FORMAT),
        option(lang, "--workbook", type=FILE, metavar="FILE", about=_WORKBOOK),
        option(lang, "--folder", type=FILE, metavar="FOLDER", about=_FOLDER),
        mask_option(lang),
        *history_options(lang),
    ]
    return Command("readiness", lang, _ABOUT, _readiness, params=params)


def _readiness(  # noqa: PLR0913 - what the command line gives
    console: Console,
    audit_file: str,
    *,
    scheme: str,
    points: str | None,
    outputs: tuple[tuple[str, str], ...],
    format_: str | None,
    workbook: str | None,
    folder: str | None,
    mask: bool,
    **where: str | None,
) -> int:
    from svcqa.host import Host
    from svcqa.readiness import assess
    from svcqa.rendering import render_assessment

    reports = wanted(outputs, format_)
    for one in reports:
        OneOf(FORMATS).convert(one.format, None, None)
        if one.path != STREAM:
            check_place(one.path, [audit_file, *filter(None, (points, workbook))])
    host = Host.discover()
    audit = told(reviewed_by(workbook, kept(audit_file, console, where), console), mask=mask)
    made = assess(audit, scheme, points, host=host)

    def rendered(one: Wanted) -> bytes:
        return render_assessment(made, one.format, console.lang, folder=_seen_from(one.path, folder), host=host)

    send(reports, rendered, console)
    return 0


def _seen_from(path: str, folder: str | None) -> str:
    """The folder of the audited files, as seen from where a report goes; whole where no relative path leads there."""
    if folder is None:
        return ""
    try:
        seen = os.path.relpath(folder, os.path.dirname(os.path.realpath(path)))  # noqa: PTH120 - no more than names
    except ValueError:  # another drive of Windows
        seen = os.path.realpath(folder)
    return "" if seen == os.curdir else seen.replace(os.sep, "/")
