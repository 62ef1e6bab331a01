"""``svcqa template``: a Word template to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.options import FILE, OneOf, lang_option, option
from svcqa.cli.output import refuse_existing, write_whole
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.requests import Document

_ABOUT = Text(
    zh="写出审核报告（audit）或不符合报告（nonconformity）的Word模板，在Word中改好后用--template交回。\n\n"
    "双花括号中是变量，形如{%…%}的是循环和条件；其余文字、表格、页眉和标志都可以改。",
    en="Write the Word template of the audit report (audit) or of the nonconformity report (nonconformity); change it "
    "in Word and hand it back with --template.\n\n"
    "Double braces hold variables, {%...%} are loops and conditions; all other text, tables, headers and logos may be "
    "changed.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    output = Text(zh="写到这个文件；已有的文件不会被覆盖。", en="File to write; one that is there is left alone.")
    params: list[click.Parameter] = [
        click.Argument(["document"], type=OneOf(("audit", "nonconformity")), metavar="audit|nonconformity"),
        option(lang, "--output", type=FILE, required=True, metavar="FILE.docx", about=output),
        lang_option(lang),
    ]
    return Command("template", lang, _ABOUT, _template, params=params)


def _template(console: Console, document: str, output: str) -> int:
    from svcqa.rendering import template

    refuse_existing(output)
    write_whole(output, template(cast("Document", document), console.lang))
    return 0
