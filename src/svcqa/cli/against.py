"""``--against``: the earlier audits that an audit is read against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from svcqa.cli.kept import kept
from svcqa.cli.options import FILE, option
from svcqa.errors import Problem
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.baselines import Past
    from svcqa.cli.console import Console
    from svcqa.findings import Audit


def against_option(lang: Lang) -> click.Option:
    """``--against``."""
    about = Text(
        zh="较早的审核（json文件，或审核历史里的编号、名称、摘要开头）：说明哪些疑点是新出现的、仍在的、已解决的。可重复：与其中最近的一次比较，其余用来认出再次出现"
        "的疑点和走势。比较台账文件的两个版本用svcqa compare。",
        en="An earlier audit (a json file, or number, name or beginning of the digest in the history): which findings "
        "are new, persisting and solved. May be repeated: the latest is compared with, the others tell which findings "
        "have returned, and the trend. To compare two versions of the registers themselves, use svcqa compare.",
    )
    return option(lang, "--against", multiple=True, type=FILE, metavar="AUDIT.json|NAME", about=about)


def earlier_ones(names: Sequence[str], console: Console, where: Mapping[str, str | None]) -> list[Audit]:
    """The audits in these files or of the history, the latest first."""
    if not names:
        return []
    from svcqa.following import latest_first

    return latest_first([kept(name, console, where) for name in names])


def read_against(audit: Audit, earlier: Sequence[Audit], console: Console, where: Mapping[str, str | None]) -> Audit:
    """The audit with what became of its findings since earlier ones; why that cannot be told is said.

    What the history holds from before them is taken into account, if the first one is kept there.

    Raises:
        UsageError: one of them is later, or tells what is hidden in the audit.
    """
    if not earlier:
        return audit
    from svcqa.following import against

    joined = against(audit, *earlier, past=_before(earlier[0], console, where))
    baseline = joined.dossier.baseline
    for one in baseline.incomparable if baseline else ():
        console.warn(Problem(Text(one.zh, one.en)))
    return joined


def _before(earlier: Audit, console: Console, where: Mapping[str, str | None]) -> list[Past]:
    """What came before, as the history tells of it; nothing, where there is none."""
    from svcqa.cli.keeping import opened, placed

    if not placed(console, where):
        return []
    from svcqa.history.series import before

    with opened(console, where) as (history, _):
        return before(history, earlier)
