"""``svcqa report``: a kept audit in another format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.options import FILE, lang_option, mask_option, option
from svcqa.cli.output import STREAM, Wanted, check, deliver
from svcqa.errors import AuditFileError, LockedError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.findings import Audit


def command(lang: Lang) -> click.Command:
    """The command."""
    about = Text(
        zh="把svcqa audit --output json=…保存的审核结果输出为另一种格式。内容被改动过的文件会被拒绝。",
        en="Print an audit kept by svcqa audit --output json=… in another format. A file whose content was changed "
        "afterwards is refused.",
    )
    format_about = Text(
        zh="格式，如html、xlsx、csv、json、text（默认）。", en="Format, such as html, xlsx, csv, json, text (default)."
    )
    output_about = Text(zh="写到文件；默认写到标准输出。", en="File to write; standard output by default.")
    params: list[click.Parameter] = [
        click.Argument(["audit_file"], type=FILE, metavar="AUDIT.json"),
        option(lang, "--format", "format_", default="text", metavar="FORMAT", about=format_about),
        option(lang, "--output", type=FILE, default=STREAM, metavar="PATH", about=output_about),
        mask_option(lang),
        lang_option(lang),
    ]
    return Command("report", lang, about, _report, params=params)


def _report(console: Console, audit_file: str, format_: str, output: str, *, mask: bool) -> int:
    from svcqa.host import Host

    host = Host.discover()
    reports = [Wanted(format_, output)]
    check(reports, host, [audit_file])
    deliver(reports, _kept(audit_file, console), host, console, mask=mask)
    return 0


def _kept(name: str, console: Console) -> Audit:
    from svcqa import auditfile

    if name == STREAM:
        return auditfile.read(io.BytesIO(console.read_bytes()), "stdin")
    try:
        with Path(name).open("rb") as stream:
            return auditfile.read(stream, name)
    except FileNotFoundError as error:
        mend = Text(zh="请检查路径。", en="Check the path.")
        raise AuditFileError.of("没有这个文件。", "there is no such file.", where=name, mend=mend) from error
    except PermissionError as error:
        mend = Text(zh="请关闭后重试。", en="Close it and try again.")
        raise LockedError.of(
            "无法打开：没有权限，或正被另一个程序打开。",
            "cannot be opened: no permission, or another program has it open.",
            where=name,
            mend=mend,
        ) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise AuditFileError.of(f"无法打开（{said}）。", f"cannot be opened ({said}).", where=name) from error
