"""What commands on the history share: where it is, who writes into it, and which of its audits is meant."""

from __future__ import annotations

import datetime as dt
import getpass
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from svcqa.cli.options import config_option, lang_option, option
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.config import Config
    from svcqa.history import History, Stamp

VARIABLE = "SVCQA_HISTORY"
AUDIT = "AUDIT"
"""How help names an audit of the history: its number, its name, the beginning of its digest, or ``latest``."""


def history_option(lang: Lang) -> click.Option:
    """``--history``."""
    about = Text(
        zh="审核历史：文件，或PostgreSQL的地址。默认取SVCQA_HISTORY，其次svcqa.yaml的history，再次svcqa.yaml旁边"
        "（没有则为本文件夹）的svcqa-history.sqlite。",
        en="The history of audits: a file, or the URL of a PostgreSQL database. By default that of SVCQA_HISTORY, else "
        "`history` of svcqa.yaml, else svcqa-history.sqlite beside it (without one: in this folder).",
    )
    return option(lang, "--history", metavar="FILE|URL", about=about)


def by_option(lang: Lang) -> click.Option:
    """``--by``."""
    about = Text(
        zh="谁在操作，记入历史。默认取svcqa.yaml的operator，其次系统账户名。",
        en="Who does this, for the history. By default `operator` of svcqa.yaml, else the account of the system.",
    )
    return option(lang, "--by", metavar="NAME", about=about)


@contextmanager
def opened(
    console: Console, where: Mapping[str, str | None], *, create: bool = False
) -> Iterator[tuple[History, Config]]:
    """The history that the command line, the environment or the settings name, and the settings.

    Args:
        console: what the user sees; it takes on the language of the settings.
        where: the options ``history`` and ``config``.
        create: whether a history is made where there is none.
    """
    from svcqa.config import load
    from svcqa.history import History

    config = load(where["config"])
    console.prefer(config.lang)
    with History(_place(console, where, config), create=create) as history:
        yield history, config


def placed(console: Console, where: Mapping[str, str | None]) -> bool:
    """Whether there is a history, or somebody says that there is one."""
    from svcqa.config import load

    place = _place(console, where, load(where["config"]))
    return "://" in place or os.path.lexists(place) or bool(where["history"] or console.environ.get(VARIABLE))


def _place(console: Console, where: Mapping[str, str | None], config: Config) -> str:
    from svcqa.config import HISTORY

    return where["history"] or console.environ.get(VARIABLE) or config.history or HISTORY


def stamp(by: str | None, config: Config) -> Stamp:
    """Whoever works here, now."""
    from svcqa.history import Stamp

    return Stamp(by or config.operator or _account(), dt.datetime.now(dt.UTC))


def local(at: str) -> str:
    """A moment of the history as people here read it: in the zone of audits, to the minute."""
    from zoneinfo import ZoneInfo

    from svcqa.periods import ZONE

    return f"{dt.datetime.fromisoformat(at).astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M}"


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name; on Windows what it fails with differs
        return "?"


def history_options(lang: Lang) -> list[click.Parameter]:
    """Where the history is: ``--history`` and ``--config``; and ``--lang``."""
    return [history_option(lang), config_option(lang), lang_option(lang)]


def audit_argument() -> click.Argument:
    """Which audit of the history."""
    return click.Argument(["audit"], metavar=AUDIT)
