"""Keeping an audit in the history, and saying what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa.errors import Problem
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.findings import Audit
    from svcqa.history import History, KeptAudit, Stamp

_KEPT = Text("已保存：{place}", "kept in {place}")
_KNOWN = Text("这次审核早已保存，没有改动。", "this audit was kept before and is as it was.")
_REVIEWED = Text(
    "文件里的复核与历史中的不同，没有采用；请用svcqa reviews import读入复核工作簿。",
    "its reviews differ from those of the history and were not taken; take a workbook in with svcqa reviews import.",
)


def keep(history: History, audit: Audit, stamp: Stamp, name: str, console: Console) -> None:
    """Keep an audit; what is kept already stays as it is, which is said."""
    before = len(history.audits())
    one = history.keep(audit, stamp, name)
    fresh = len(history.audits()) > before
    console.write(named(one))
    console.say(_KEPT.fill(place=history.place) if fresh else _KNOWN)
    if not fresh and _reviewed_since(history, audit):
        console.warn(Problem(_REVIEWED, named(one)))


def named(one: KeptAudit) -> str:
    """A kept audit by number, name and digest."""
    return " ".join(filter(None, (f"#{one.number}", one.name, one.digest)))


def _reviewed_since(history: History, audit: Audit) -> bool:
    """The audit bears reviews that the history does not."""
    from svcqa.history.reviews import KINDS, states_in
    from svcqa.reviewing.merging import State, states_of

    known = states_in(history.events(*KINDS), audit.digest)
    return any(
        known.get(place, State()).mark != state.mark for place, state in states_of(audit.dossier.reviews).items()
    )
