"""``svcqa reviews list``: what is decided, by whom, what is open and where opinions differ; and what came of copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from svcqa.cli import layout
from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.doubtful import DOUBTS, NO_DISPUTE_REASON
from svcqa.cli.keeping import history_options
from svcqa.cli.kept import kept
from svcqa.cli.options import option
from svcqa.errors import Problem
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.assignment.statements import Statement
    from svcqa.findings import Audit, Finding
    from svcqa.reviewing.meeting import Meeting, Met

ABOUT = Text(
    zh="列出复核的进展：各种结论和复核人的数量、未复核的、有冲突的、受审核方有异议的。",
    en="Show where the review stands: decisions and reviewers counted, what is open, in conflict or disputed.",
)
_DECISIONS = {
    "confirmed": Text("属实", "confirmed"), "observation": Text("观察项", "observation"),
    "explained": Text("已解释", "explained"), "reading_error": Text("读取错误", "reading error"),
    "unreviewed": Text("未复核", "not reviewed"),
}  # fmt: skip
_OUTCOMES = {
    "new": Text("新增", "new"), "changed": Text("更改", "changed"), "unchanged": Text("未变", "unchanged"),
    "withdrawn": Text("撤回", "withdrawn"), "conflict": Text("冲突", "conflicts"),
    "refused": Text("不能采用", "not usable"),
}  # fmt: skip
_CONFLICT = Text("冲突（{finding}），均保留、均未采用：{sides}", "conflict ({finding}), all kept, none used: {sides}")
_WITHDRAWN = Text("结论已撤回（{finding}）。", "the decision was withdrawn ({finding}).")


def command(lang: Lang) -> click.Command:
    """The command."""
    flags = {
        "open": Text(zh="列出未复核的疑点。", en="List the findings that nobody has decided on."),
        "conflicts": Text(zh="列出有冲突的复核。", en="List reviews in conflict, with both sides."),
        "disputed": Text(zh="列出受审核方有异议的疑点。", en="List the findings that the auditee disputes."),
    }
    params: list[click.Parameter] = [
        click.Argument(["audit"], metavar="AUDIT"),
        *(option(lang, f"--{name}", f"{name}_", is_flag=True, about=about) for name, about in flags.items()),
        *history_options(lang),
    ]
    return Command("list", lang, ABOUT, _list, params=params)


def _list(console: Console, audit: str, *, open_: bool, conflicts_: bool, disputed_: bool, **where: str | None) -> int:
    found = kept(audit, console, where)
    asked = [("open", open_, _open), ("conflicts", conflicts_, _conflicts), ("disputed", disputed_, _disputed)]
    chosen = [told for _, wanted, told in asked if wanted]
    rows = [row for told in chosen for row in told(found, console.lang)] if chosen else list(_counted(found, console))
    if rows:
        console.write("\n".join(layout.table(rows)))
    return 0


def _counted(audit: Audit, console: Console) -> Iterator[tuple[str, ...]]:
    lang = console.lang
    for code, count in audit.by_decision().items():
        yield _DECISIONS[code].say(lang), f"{count}"
    reviewers = Counter(one.by for one in audit.dossier.decisions().values())
    for name, count in sorted(reviewers.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Text(f"复核人 {name}", f"reviewed by {name}").say(lang), f"{count}"
    yield Text("有冲突", "in conflict").say(lang), f"{len({one[0] for one in _conflicts(audit, lang)})}"
    yield Text("有异议", "disputed").say(lang), f"{sum(1 for _ in _disputed(audit, lang))}"


def _open(audit: Audit, lang: Lang) -> Iterator[tuple[str, ...]]:
    decided = audit.dossier.decisions()
    for one in audit.findings:
        if one.fingerprint not in decided and one.excused_by is None:
            yield _named(one, lang)


def _conflicts(audit: Audit, lang: Lang) -> Iterator[tuple[str, ...]]:
    from svcqa.reviewing.merging import states_of
    from svcqa.reviewing.rows import said_by

    for (fingerprint, _), state in states_of(audit.dossier.reviews).items():
        if state.disagreeing:
            yield from ((fingerprint, said_by(one, lang), one.place) for one in state.statements)


def _disputed(audit: Audit, lang: Lang) -> Iterator[tuple[str, ...]]:
    for one in audit.dossier.reviews:
        if one.position == "disputed":
            decision = _DECISIONS[one.decision if one.doubt is None and one.decision else "unreviewed"]
            yield one.fingerprint, decision.say(lang), one.answer_reason, one.answered_by, one.answered_on, one.place


def _named(one: Finding, lang: Lang) -> tuple[str, ...]:
    key = " / ".join(part or "" for part in one.key.values())
    message = one.message.zh if lang == "zh" else one.message.en
    return one.fingerprint, one.clause, one.unit or "", key, message


def say_met(meeting: Meeting, console: Console) -> int:
    """Say what became of the rows of workbooks; the exit code."""
    for why, place in meeting.refused:
        console.warn(Problem(DOUBTS[why], place))
    for place in meeting.unfounded:
        console.warn(Problem(NO_DISPUTE_REASON, place))
    for met in meeting.conflicts:
        console.warn(_conflict(met))
    for met in meeting.changes:
        if met.outcome == "withdrawn":
            console.warn(Problem(_WITHDRAWN.fill(finding=met.fingerprint), met.given.place))
    counts: dict[str, int] = {**dict(meeting.counts.items()), "refused": len(meeting.refused)}
    told = [
        Text(f"{word.zh}{counts.get(name, 0)}", f"{word.en} {counts.get(name, 0)}") for name, word in _OUTCOMES.items()
    ]
    console.say(Text("，".join(one.zh for one in told) + "。", ", ".join(one.en for one in told) + "."))
    return int(bool(meeting.conflicts or meeting.refused))


def _conflict(met: Met) -> Problem:
    sides = [_side(one) for one in met.state.statements]
    told = Text("；".join(one.zh for one in sides), "; ".join(one.en for one in sides))
    return Problem(_CONFLICT.fill(finding=met.fingerprint, sides=told), met.given.place)


def _side(given: Statement) -> Text:
    from svcqa.reviewing.rows import said_by

    return Text(f"{said_by(given, 'zh')}（{given.place}）", f"{said_by(given, 'en')} ({given.place})")
