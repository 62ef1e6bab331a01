"""``svcqa forms``: a form book to fill in, with a sheet for every register that rules read."""

from __future__ import annotations

import io
from collections.abc import Sequence

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.loaded import loaded
from svcqa.cli.options import FILE, config_option, lang_option, option, ruleset_option
from svcqa.cli.output import refuse_existing, write_whole
from svcqa.text import Lang, Text

_ABOUT = Text(
    zh="写出记录表格册：规则用到的每个台账一张空表，带表头、下拉列表和填写提示。填好后可直接审核。",
    en="Write a form book: an empty sheet for every register that the rules read, with headings, drop-downs and hints. "
    "Filled in, it can be audited as it is.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    about = Text(
        zh="写到这个xlsx文件；已有的文件不会被覆盖。", en="The xlsx file to write; one that is there is left alone."
    )
    output = option(lang, "--output", type=FILE, required=True, metavar="FILE.xlsx", about=about)
    params = [ruleset_option(lang), output, config_option(lang), lang_option(lang)]
    return Command("forms", lang, _ABOUT, _forms, params=params)


def _forms(console: Console, ruleset: Sequence[str], output: str, config: str | None) -> int:
    host, rulesets = loaded(ruleset, config, {}, console)
    refuse_existing(output)
    from svcqa.formbook import planned, write
    from svcqa.rulesets import bind

    forms = planned([rule for one in rulesets for rule in bind(one, host.checks)])
    title = Text("、".join(one.title.zh for one in rulesets), ", ".join(one.title.en for one in rulesets))
    stream = io.BytesIO()
    write(forms, title, console.lang, stream)
    write_whole(output, stream.getvalue())
    rules = len({one.rule for form in forms for one in form.serves})
    console.say(
        Text(
            zh=f"写出{len(forms)}张表，供{rules}条规则使用：{output}",
            en=f"{len(forms)} sheets, for {rules} rules: {output}",
        )
    )
    return 0
