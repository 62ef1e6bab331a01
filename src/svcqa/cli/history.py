"""``svcqa history``: keep audits, list them, see what happened since, and verify that nothing was altered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli import layout
from svcqa.cli.commands import Command, Commands, Entry
from svcqa.cli.console import Console
from svcqa.cli.keeping import audit_argument, by_option, history_options, local, opened, stamp
from svcqa.cli.kept import kept as read_back
from svcqa.cli.options import FILE, listing_option, option
from svcqa.cli.output import STREAM, refuse_existing, write_whole
from svcqa.cli.storing import keep, named
from svcqa.errors import HistoryError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.history import Event, KeptAudit

_KEEP = Text(
    zh="把审核结果保存进审核历史；保存后不再改动。第一次保存时建立历史。",
    en="Keep an audit in the history, where it is never altered; the first one makes the history.",
)
_LIST = Text(zh="列出保存的审核。", en="List the kept audits.")
_SHOW = Text(
    zh="显示一次审核及其后发生的事：谁、何时、做了什么。", en="Show an audit and what happened since: who, when, what."
)
_EXPORT = Text(
    zh="输出保存的审核（JSON）；不指明审核时输出全部事件，一行一个，连同摘要链。",
    en="Write a kept audit (JSON); without one, all events with their chain of digests, one a line.",
)
_VERIFY = Text(
    zh="核对历史是否被改动：事件的摘要链、每次审核的内容。有改动时退出码为1。",
    en="Check that nothing was altered: the chain of events, the content of every audit. Exit code 1 if something was.",
)
_LAST = Text(
    "末条摘要：{digest}\n请记在历史之外（如审核报告上），下次用--head核对：仅凭历史本身看不出末尾被删。",
    "last digest: {digest}\nNote it down elsewhere, such as in the report, and give it to --head next time: the "
    "history alone cannot show that its end was cut off.",
)


def command(lang: Lang) -> click.Command:
    """The command group."""
    entries = {
        "keep": Entry(_KEEP, _keep_command),
        "list": Entry(_LIST, _list_command),
        "show": Entry(_SHOW, _show_command),
        "export": Entry(_EXPORT, _export_command),
        "verify": Entry(_VERIFY, _verify_command),
    }
    about = Text(
        zh="保存、列出、输出、核对审核历史。审核用编号、名称、摘要开头或latest表示。",
        en="Keep, list, export and verify the history of audits. An audit is named by its number, its name, the "
        "beginning of its digest, or latest.",
    )
    return Commands("history", lang, about, entries)


def _keep_command(lang: Lang) -> click.Command:
    name = Text(zh="名称，如2025年度。", en="What it is called, such as 2025.")
    params = [
        click.Argument(["audit_file"], type=FILE, metavar="AUDIT.json"),
        option(lang, "--name", default="", metavar="NAME", about=name),
        by_option(lang),
    ]
    return Command("keep", lang, _KEEP, _keep, params=[*params, *history_options(lang)])


def _keep(console: Console, audit_file: str, name: str, by: str | None, **where: str | None) -> int:
    audit = read_back(audit_file, console)
    with opened(console, where, create=True) as (history, settings):
        keep(history, audit, stamp(by, settings), name, console)
    return 0


def _list_command(lang: Lang) -> click.Command:
    return Command("list", lang, _LIST, _list, params=[listing_option(lang), *history_options(lang)])


def _list(console: Console, listing: str, **where: str | None) -> int:
    with opened(console, where) as (history, _):
        kept = history.audits()
    if listing == "json":
        _write_json(console, [_builtins(one) for one in kept])
    else:
        console.write("\n".join(layout.table([_row(one, console.lang) for one in kept])))
    return 0


def _row(one: KeptAudit, lang: Lang) -> tuple[str, ...]:
    facts = one.facts
    found = sum(facts.findings.values())
    counted = Text(
        f"{found}个疑点（高{facts.findings['high']}），评定{facts.coverage.assessed}/{facts.coverage.rules}",
        f"{found} findings ({facts.findings['high']} high), {facts.coverage.assessed}/{facts.coverage.rules} assessed",
    )
    rulesets = ", ".join(f"{each.name} {each.version}" for each in facts.rulesets)
    kept = Text(f"{one.by} {local(one.at)}保存", f"kept by {one.by} {local(one.at)}")
    return f"#{one.number}", one.name, facts.as_of, counted.say(lang), rulesets, kept.say(lang), one.digest[:19]


def _show_command(lang: Lang) -> click.Command:
    return Command("show", lang, _SHOW, _show, params=[audit_argument(), listing_option(lang), *history_options(lang)])


def _show(console: Console, audit: str, listing: str, **where: str | None) -> int:
    with opened(console, where) as (history, _):
        one = history.find(audit)
        events = [event for event in history.events() if event.subject.startswith(one.digest)]
    if listing == "json":
        _write_json(console, {**_builtins(one), "events": _builtins(events)})
        return 0
    console.write(named(one))
    console.write("\n".join(layout.table([_row(one, console.lang)])))
    console.write("\n".join(layout.table([_told(event, one, console.lang) for event in events])))
    return 0


def _told(event: Event, one: KeptAudit, lang: Lang) -> tuple[str, ...]:
    from svcqa.history.actions.told import EVENTS

    about = event.subject.removeprefix(one.digest).removeprefix("/")
    return f"{event.number}", local(event.at), event.by, EVENTS[event.kind].say(lang), about


def _export_command(lang: Lang) -> click.Command:
    argument = click.Argument(["audit"], required=False, metavar="[AUDIT]")
    output = Text(zh="写到文件；默认写到标准输出。", en="File to write; standard output by default.")
    params = [argument, option(lang, "--output", type=FILE, default=STREAM, metavar="FILE", about=output)]
    return Command("export", lang, _EXPORT, _export, params=[*params, *history_options(lang)])


def _export(console: Console, audit: str | None, output: str, **where: str | None) -> int:
    if output != STREAM:
        refuse_existing(output)
    with opened(console, where) as (history, _):
        data = _document(history.recall(history.find(audit))) if audit else chain(history.events())
    if output == STREAM:
        console.write_bytes(data)
    else:
        write_whole(output, data)
    return 0


def _document(audit: Any) -> bytes:
    import io

    from svcqa import auditfile

    stream = io.BytesIO()
    auditfile.write(audit, stream)
    return stream.getvalue()


def chain(events: list[Event]) -> bytes:
    """All events with their chain of digests, one a line."""
    from svcqa.history.events import canonical

    return b"".join(canonical(event) + b"\n" for event in events)


def _verify_command(lang: Lang) -> click.Command:
    head = Text(
        zh="以前记下的末条摘要：它必须还在，否则末尾的事件被删过。",
        en="The last digest as it was noted down earlier: it must still be there, or the last events were removed.",
    )
    params = [option(lang, "--head", default="", metavar="DIGEST", about=head), *history_options(lang)]
    return Command("verify", lang, _VERIFY, _verify, params=params)


def _verify(console: Console, head: str, **where: str | None) -> int:
    with opened(console, where) as (history, _):
        faults, events, kept = history.faults(head), history.events(), history.audits()
    if faults:
        console.fail(HistoryError.all_of(faults))
        return 1
    console.write(
        Text(
            f"{len(kept)}次审核、{len(events)}条事件与写入时一致。",
            f"{len(kept)} audits and {len(events)} events are as they were written.",
        ).say(console.lang)
    )
    if events:
        console.write(_LAST.fill(digest=events[-1].digest).say(console.lang))
    return 0


def _builtins(value: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(value)


def _write_json(console: Console, data: Any) -> None:
    console.write_bytes((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
