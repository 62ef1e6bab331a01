"""``svcqa completion``: how to let the shell complete commands."""

from __future__ import annotations

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.options import lang_option
from svcqa.text import Lang, Text

_LINES = {
    "bash": ("~/.bashrc", 'eval "$(_SVCQA_COMPLETE=bash_source svcqa)"'),
    "zsh": ("~/.zshrc", 'eval "$(_SVCQA_COMPLETE=zsh_source svcqa)"'),
    "fish": ("~/.config/fish/config.fish", "_SVCQA_COMPLETE=fish_source svcqa | source"),
    "PowerShell": (
        "$PROFILE",
        """$env:_SVCQA_COMPLETE = "powershell_source"; svcqa | Out-String | iex; Remove-Item Env:_SVCQA_COMPLETE""",
    ),
}
_WHERE = Text(zh="{shell}：在{file}中加一行", en="{shell}: add a line to {file}")


def command(lang: Lang) -> click.Command:
    """The command."""
    about = Text(
        zh="显示如何让终端用Tab键补全svcqa的命令与选项。",
        en="Show how to let the shell complete commands and options of svcqa with the Tab key.",
    )
    return Command("completion", lang, about, _show, params=[lang_option(lang)], more=_how())


def _how() -> Text:
    lines = [(_WHERE.fill(shell=shell, file=file), line) for shell, (file, line) in _LINES.items()]
    return Text(
        zh="\n".join(f"{said.zh}\n    {line}" for said, line in lines),
        en="\n".join(f"{said.en}\n    {line}" for said, line in lines),
    )


def _show(console: Console) -> int:
    console.write(_how().say(console.lang))
    return 0
