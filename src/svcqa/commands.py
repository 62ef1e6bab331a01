"""Commands that plugins add to the command line: click commands described in both languages.

The command line makes them anew each time it is asked, and shows their help as it shows that of its own. A module
that offers commands stays light: what a command needs is imported when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import click

from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.errors import Problem


class Console(Protocol):
    """What a command says things through."""

    lang: Lang
    """The language the user wants."""

    def write(self, text: str) -> None:
        """Write a line of what was asked for, to standard output."""
        ...  # pragma: no cover

    def say(self, text: Text) -> None:
        """Say something about the work, to standard error."""
        ...  # pragma: no cover

    def warn(self, problem: Problem) -> None:
        """Say that something is wrong although the work goes on."""
        ...  # pragma: no cover

    def progress(self, doing: str) -> None:
        """Show what is being done, where somebody is watching."""
        ...  # pragma: no cover

    def prefer(self, lang: Lang | None) -> None:
        """Speak the language of the settings, unless the user asked for another."""
        ...  # pragma: no cover

    def check_place(self, path: str, inputs: Iterable[str]) -> None:
        """Refuse a file that cannot be written, or would replace or lie among files that are read."""
        ...  # pragma: no cover

    def write_file(self, path: str, data: bytes) -> None:
        """Write a file in one step, so that nobody ever sees half of it."""
        ...  # pragma: no cover


class Option(click.Option):
    """An option described in both languages."""

    def __init__(self, *names: str, about: Text, **properties: Any) -> None:
        super().__init__(names, help=about.en, **properties)
        self.about = about


class Command(click.Command):
    """A command described in both languages.

    ``run`` takes the :class:`Console` and the parameters by name, and returns the exit code.
    """

    def __init__(self, name: str, about: Text, run: Callable[..., int], params: Sequence[click.Parameter] = ()) -> None:
        super().__init__(name, params=list(params), help=about.en, callback=click.pass_obj(run))
        self.about, self.run = about, run


class CommandGroup(click.Group):
    """Several commands under one name, each described in both languages."""

    def __init__(self, name: str, about: Text, commands: Sequence[Command]) -> None:
        super().__init__(name, help=about.en, commands=list(commands))
        self.about = about
