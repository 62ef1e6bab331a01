"""Commands that plugins add to the command line: click commands described in both languages.

The command line makes them anew each time it is asked, and shows their help as it shows that of its own. A module
that offers commands stays light: what a command needs is imported when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import click

from svcqa.text import Lang, Text


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

    def progress(self, doing: str) -> None:
        """Show what is being done, where somebody is watching."""
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
