"""``svcqa nonconformities``: a report for every clause and unit with confirmed findings."""

from __future__ import annotations

from pathlib import Path

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.kept import kept, reviewed_by, template_of
from svcqa.cli.options import FILE, lang_option, mask_option, option
from svcqa.cli.output import refuse_existing, write_whole
from svcqa.errors import UsageError
from svcqa.text import Lang, Text

_ABOUT = Text(
    zh="为审核员复核属实的疑点写出不符合报告（docx），一个条款在一个单位一份；编号和分级留空，由审核组填写。",
    en="Write a nonconformity report (docx) for every clause and unit with findings that auditors have confirmed; "
    "number and grade are left blank, for the audit team.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    workbook = Text(
        zh="写有复核结论的审核工作簿；不给时用审核时读入的复核。",
        en="The audit workbook with the reviews; by default those that were read with the audit.",
    )
    output = Text(
        zh="写到这个文件夹；已有的文件不会被覆盖。", en="Folder to write to; files that are there are left alone."
    )
    template = Text(
        zh="用这个Word模板（由svcqa template写出后修改）。", en="Use this Word template, made from svcqa template."
    )
    params: list[click.Parameter] = [
        click.Argument(["audit_file"], type=FILE, metavar="AUDIT.json|NAME"),
        option(lang, "--workbook", type=FILE, metavar="FILE", about=workbook),
        option(lang, "--output", type=FILE, required=True, metavar="FOLDER", about=output),
        option(lang, "--template", type=FILE, metavar="FILE.docx", about=template),
        mask_option(lang),
        lang_option(lang),
    ]
    return Command("nonconformities", lang, _ABOUT, _nonconformities, params=params)


def _nonconformities(console: Console, audit_file: str, output: str, *, mask: bool, **given: str | None) -> int:
    from svcqa.rendering import nonconformity_reports

    audit = reviewed_by(given["workbook"], kept(audit_file, console), console)
    documents = nonconformity_reports(audit, console.lang, mask=mask, template=template_of(given["template"]))
    places = {str(Path(output, name)): document for name, document in documents.items()}
    for place in places:
        refuse_existing(place)
    if places:
        _make(Path(output))
    for place, document in places.items():
        write_whole(place, document)
        console.write(place)
    console.say(Text(f"写出{len(places)}份不符合报告。", f"{len(places)} nonconformity reports were written."))
    return 0


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError.of(
            f"不能建立文件夹（{said}）。", f"the folder cannot be made ({said}).", where=str(folder)
        ) from error
