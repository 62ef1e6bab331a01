"""Commands of plugins, beside those of the command line itself; plugins are looked for only when they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, partial

import click

from svcqa.cli.commands import Command, Commands, Entry
from svcqa.cli.options import lang_option
from svcqa.commands import Command as Offered
from svcqa.commands import CommandGroup as OfferedGroup
from svcqa.commands import Option
from svcqa.errors import PluginError
from svcqa.text import Lang, Text


class Entries(Mapping[str, Entry]):
    """The command line's own commands, and after them those of plugins.

    A plugin that cannot be loaded offers nothing here; every command that needs plugins names it.
    """

    def __init__(self, own: Mapping[str, Entry]) -> None:
        self._own = own

    def __getitem__(self, name: str) -> Entry:
        return self._own[name] if name in self._own else self._further[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from self._further

    def __len__(self) -> int:
        return len(self._own) + len(self._further)

    @cached_property
    def _further(self) -> dict[str, Entry]:
        from svcqa.host import Host

        offered = Host.discover(strict=False).commands
        for name in offered:
            if name in self._own:
                raise PluginError.of(
                    f"一个插件提供命令“{name}”，但svcqa已有这个命令。请卸载该插件。",
                    f"a plugin offers the command '{name}', which svcqa has itself. Uninstall that plugin.",
                )
        return {name: Entry(_about(one), partial(_dressed, one)) for name, one in offered.items()}


def _about(offered: click.Command) -> Text:
    """The first paragraph of what a command says of itself."""
    about = (
        offered.about if isinstance(offered, (Offered, OfferedGroup)) else Text(offered.help or "", offered.help or "")
    )
    return Text(zh=about.zh.partition("\n\n")[0], en=about.en.partition("\n\n")[0])


def _dressed(offered: click.Command, lang: Lang) -> click.Command:
    """A plugin's command as one of the command line's own; one that is plain click stays as it is."""
    if isinstance(offered, OfferedGroup):
        inner = {name: Entry(_about(one), partial(_dressed, one)) for name, one in offered.commands.items()}
        return Commands(str(offered.name), lang, offered.about, inner)
    if not isinstance(offered, Offered):
        return offered
    for param in offered.params:
        if isinstance(param, Option):
            param.help = param.about.say(lang)
    params = [*offered.params, lang_option(lang)]
    return Command(str(offered.name), lang, offered.about, offered.run, params=params)
