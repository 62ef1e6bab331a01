"""The command line. Each command lives in its own module, which is loaded when the command is called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

import click

from svcqa.cli import language
from svcqa.cli.commands import Commands, Entry, mended
from svcqa.cli.console import Console
from svcqa.cli.further import Entries
from svcqa.cli.options import option
from svcqa.errors import Problem, SvcqaError
from svcqa.text import Lang, Text

FINE, FOUND, WRONG, BROKEN, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""
_SELDOM = (100_000, 20, 50)
"""When Python looks for garbage: what an audit makes lives to its end, and looking would take a sixth of its time."""

_ABOUT = Text(
    zh="逐条规则核对电子表格中的每一条记录。\n\n命令名可以补全，各种终端的启用方法见svcqa completion --help。",
    en="Judge every record of your spreadsheets against every clause of your manuals.\n\n"
    "Commands can be completed by the shell: see svcqa completion --help.",
)


def _load(module: str, lang: Lang) -> click.Command:
    made: click.Command = import_module(f"svcqa.cli.{module}").command(lang)
    return made


ENTRIES = {
    name: Entry(about, partial(_load, name))
    for name, about in {
        "init": Text(zh="写出设置文件和审核工作簿。", en="Write settings and the audit workbook."),
        "audit": Text(zh="按规则集审核电子表格。", en="Audit spreadsheets against rulesets."),
        "inspect": Text(zh="查看每张工作表被如何理解。", en="Show what was understood of each sheet."),
        "due": Text(zh="列出到期和超期的事项。", en="List what falls due and what is overdue."),
        "diff": Text(zh="比较两次审核的疑点。", en="Compare the findings of two audits."),
        "compare": Text(zh="比较同一台账的两个版本。", en="Compare two versions of the same registers."),
        "rules": Text(zh="列出、解释、检查规则。", en="List, explain and check rules."),
        "forms": Text(zh="写出供填写的记录表格册。", en="Write a form book to fill in."),
        "plugins": Text(zh="列出插件。", en="List plugins."),
        "report": Text(zh="把保存的审核结果输出为另一种格式。", en="Print a kept audit in another format."),
        "nonconformities": Text(zh="为复核属实的疑点写出不符合报告。", en="Write nonconformity reports."),
        "reviews": Text(
            zh="写出疑点供复核，收回、合并复核。", en="Write findings out for review, take decisions back."
        ),
        "history": Text(zh="保存审核，列出、核对审核历史。", en="Keep audits, list and verify their history."),
        "seal": Text(
            zh="把一次审核及其全部依据封存成一个证据包。", en="Seal an audit and all it rests on in a package."
        ),
        "verify": Text(zh="核对证据包或审核，并重新审核一遍。", en="Verify a package or an audit by auditing again."),
        "actions": Text(zh="开具、跟踪、关闭不符合项。", en="Raise, follow up and close nonconformities."),
        "scheme": Text(zh="查看认证评价方案，写出评分表。", en="Schemes of evaluation and their points."),
        "readiness": Text(zh="推算认证得分、等级和缺口。", en="Readiness for certification: score, level, gaps."),
        "annotate": Text(zh="在原表格的副本上标出疑点。", en="Mark findings on copies of the audited workbooks."),
        "template": Text(zh="写出Word报告模板，供修改。", en="Write a Word template to change."),
        "schema": Text(zh="输出文件格式的JSON Schema。", en="Print the JSON Schema of a file format."),
        "completion": Text(zh="让终端补全命令。", en="Let the shell complete commands."),
    }.items()
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: arguments without the program's name; those of the process if not given.

    Returns:
        The exit code: 0 nothing found, 1 findings, 2 usage, configuration or input, 3 internal error,
        130 interrupted.
    """
    gc.set_threshold(*_SELDOM)
    given = list(sys.argv[1:] if argv is None else argv)
    console = Console(language.of_system(os.environ))
    try:
        asked = language.named(given) or language.wished(os.environ)
        console.lang, console.lang_given = asked or console.lang, asked is not None
        made = root(console.lang).main(argv, prog_name="svcqa", standalone_mode=False, obj=console)
        return made if isinstance(made, int) else FINE
    except click.exceptions.NoArgsIsHelpError as error:
        console.say(Text(zh=error.message, en=error.message))
        return WRONG
    except click.ClickException as error:
        console.fail(mended(error))
        return WRONG
    except SvcqaError as error:
        console.fail(error)
        return WRONG
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        return _internal(console, error)
    finally:
        console.close()


def root(lang: Lang) -> Commands:
    """The command ``svcqa``."""
    about = Text(zh="显示版本。", en="Show the version.")
    version = option(
        lang, "--version", is_flag=True, is_eager=True, expose_value=False, about=about, callback=_show_version
    )
    return Commands("svcqa", lang, _ABOUT, Entries(ENTRIES), [version])


def _show_version(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        from svcqa.version import VERSION

        ctx.obj.write(f"svcqa {VERSION}")
        ctx.exit()


def _internal(console: Console, error: Exception) -> int:
    """Say that svcqa itself is at fault."""
    if os.environ.get("SVCQA_DEBUG"):
        import traceback

        traceback.print_exception(error)
    said = " ".join(f"{type(error).__name__}: {error}".split())
    report = Text(
        zh="请把这句话报告给维护者；设SVCQA_DEBUG=1再运行可看到细节。",
        en="Please report this sentence; run again with SVCQA_DEBUG=1 to see the details.",
    )
    problem = Problem(Text(zh=f"svcqa内部出错（{said}）。", en=f"svcqa itself failed ({said})."), mend=report)
    console.fail(SvcqaError(problem))
    return BROKEN
