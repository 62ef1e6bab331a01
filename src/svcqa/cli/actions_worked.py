"""Commands that raise nonconformities, write the workbook of actions and read it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.keeping import audit_argument, by_option, history_options, opened, stamp
from svcqa.cli.options import FILE, option
from svcqa.cli.output import refuse_existing, write_whole
from svcqa.errors import Problem
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.actions import KeptNonconformity
    from svcqa.history.actions import Applied, Raised

RAISE = Text(
    zh="为一次保存的审核开具不符合项：复核属实的疑点，一个条款在一个单位一项。重复开具不会多出。",
    en="Raise the nonconformities of a kept audit: what auditors confirmed, one for each clause and unit. Doing it "
    "twice raises nothing twice.",
)
EXPORT = Text(
    zh="写出整改台账（xlsx），供填写状态、措施、延期和验证。",
    en="Write the workbook of nonconformities and actions, to fill in states, actions, extensions and verification.",
)
IMPORT = Text(
    zh="读回填好的整改台账。不合关口的行不采用，逐行说明；有不采用的，退出码为1。",
    en="Read the filled-in workbook back. Rows that fail a gate are refused and named; exit code 1 if any was.",
)


def raise_command(lang: Lang) -> click.Command:
    """``svcqa actions raise``."""
    return Command("raise", lang, RAISE, _raise, params=[audit_argument(), by_option(lang), *history_options(lang)])


def _raise(console: Console, audit: str, by: str | None, **where: str | None) -> int:
    from svcqa.history.follow_up import raise_nonconformities

    with opened(console, where) as (history, config):
        result = raise_nonconformities(history, history.find(audit), stamp(by, config))
    for one in result.new:
        console.write(_named(one, console.lang))
    _say_raised(result, console)
    return 0


def _named(one: KeptNonconformity, lang: Lang) -> str:
    hint = one.hint.reason if one.hint else None
    told = [one.number, one.clause, one.unit or "", f"({one.repeat_of})" if one.repeat_of else ""]
    return " ".join([*filter(None, told), (hint.zh if lang == "zh" else hint.en) if hint else ""]).strip()


def _say_raised(result: Raised, console: Console) -> None:
    for number, count in result.seen_again:
        console.say(Text(f"{number}仍未关闭，再次发现，新增{count}个疑点。",
                         f"{number} is still open and was found again, with {count} new findings."))  # fmt: skip
    for number in result.known:
        console.say(Text(f"{number}已开具，没有新的疑点。", f"{number} was raised before; nothing is new."))
    for number, count in result.covered:
        console.say(Text(
            f"{count}个疑点已由{number}处理，或发生在它的措施完成之前，没有另开。",
            f"{count} findings were covered by {number}, or lie before its last action; nothing was raised for them.",
        ))  # fmt: skip
    console.say(Text(f"开具{len(result.new)}项不符合项。", f"{len(result.new)} nonconformities were raised."))


def export_command(lang: Lang) -> click.Command:
    """``svcqa actions export``."""
    output = Text(
        zh="写到这个xlsx文件；已有的文件不会被覆盖。", en="The xlsx file to write; one that is there is left alone."
    )
    unit = Text(zh="只写这个责任单位的；可重复。", en="Only those of this unit; may be repeated.")
    open_ = Text(zh="只写未关闭的。", en="Only those that are open.")
    params: list[click.Parameter] = [
        option(lang, "--output", type=FILE, required=True, metavar="FILE.xlsx", about=output),
        option(lang, "--unit", "units", multiple=True, metavar="NAME", about=unit),
        option(lang, "--open", "only_open", is_flag=True, about=open_),
        *history_options(lang),
    ]
    return Command("export", lang, EXPORT, _export, params=params)


def _export(console: Console, output: str, units: Sequence[str], *, only_open: bool, **where: str | None) -> int:
    from svcqa.history.follow_up import action_workbook, nonconformities_kept

    refuse_existing(output)
    with opened(console, where) as (history, _):
        known = nonconformities_kept(history)
    chosen = [one for one in known if (not units or one.unit in units) and (one.open or not only_open)]
    write_whole(output, action_workbook(chosen, console.lang))
    count, of = len(chosen), len(known)
    console.say(Text(f"写出{count}项（共{of}项）：{output}", f"{count} of {of} nonconformities: {output}"))
    return 0


def import_command(lang: Lang) -> click.Command:
    """``svcqa actions import``."""
    files = click.Argument(["files"], nargs=-1, required=True, type=FILE, metavar="FILE...")
    return Command("import", lang, IMPORT, _import, params=[files, by_option(lang), *history_options(lang)])


def _import(console: Console, files: Sequence[str], by: str | None, **where: str | None) -> int:
    from svcqa.history.follow_up import take_actions

    with opened(console, where) as (history, config):
        results = take_actions(history, files, stamp(by, config))
    for result in results:
        _say_imported(result, console)
    return int(any(result.refused or result.conflicts for result in results))


def _say_imported(result: Applied, console: Console) -> None:
    from svcqa.history.actions import told

    for number, changes in result.changed.items():
        for change in changes:
            console.write(f"{number} {told.changed(change.field, change.before, change.after).say(console.lang)}")
    for problem in (*map(told.refused, result.refused), *map(told.conflicting, result.conflicts)):
        console.warn(problem)
    for notice in result.notices:
        console.warn(Problem(notice.said, notice.where))
    if result.elsewhere:
        count = result.elsewhere
        console.say(Text(f"另有{count}项未关闭的不在文件中，没有改动。",
                         f"{count} open ones are not in the file and stay as they are."))  # fmt: skip
    changed_, refused, conflicts = len(result.changed), len(result.refused), len(result.conflicts)
    console.say(
        Text(
            f"更新{changed_}项不符合项；{refused}处不采用，{conflicts}处冲突。",
            f"{changed_} nonconformities changed; {refused} refusals, {conflicts} conflicts.",
        )
    )
