"""``svcqa actions``: nonconformities are raised from reviews, worked in a workbook, listed and shown."""

from __future__ import annotations

import click

from svcqa.cli import actions_told, actions_worked
from svcqa.cli.commands import Commands, Entry
from svcqa.text import Lang, Text


def command(lang: Lang) -> click.Command:
    """The command group."""
    entries = {
        "raise": Entry(actions_worked.RAISE, actions_worked.raise_command),
        "export": Entry(actions_worked.EXPORT, actions_worked.export_command),
        "import": Entry(actions_worked.IMPORT, actions_worked.import_command),
        "list": Entry(actions_told.LIST, actions_told.list_command),
        "show": Entry(actions_told.SHOW, actions_told.show_command),
    }
    about = Text(
        zh="不符合项与整改：由复核属实的疑点开具，在整改台账里填写，按关口逐步关闭；全过程记入审核历史。",
        en="Nonconformities and corrective actions: raised from confirmed findings, worked in a workbook, closed gate "
        "by gate; all of it is kept in the history.",
    )
    return Commands("actions", lang, about, entries)
