"""Commands that list nonconformities and tell everything about one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli import layout
from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.keeping import history_options, local, opened
from svcqa.cli.options import listing_option, option
from svcqa.errors import HistoryError, Problem, UsageError
from svcqa.suggestions import meant
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.actions import Figures, KeptNonconformity, Standing
    from svcqa.history import Event

LIST = Text(
    zh="列出不符合项：条款、单位、等级、状态、责任人、期限、超期天数，以及账龄和关闭用时。",
    en="List nonconformities: clause, unit, grade, state, owner, date, days overdue; with their ageing and the time "
    "to close.",
)
SHOW = Text(
    zh="显示一项不符合项的全部内容，连同状态和期限的变更：谁、何时。",
    en="Show all of one nonconformity, with the history of its states and dates: who and when.",
)
_HEADS = {
    "number": Text("编号", "Number"), "clause": Text("条款", "Clause"), "unit": Text("单位", "Unit"),
    "grade": Text("等级", "Grade"), "state": Text("状态", "State"), "owner": Text("责任人", "Owner"),
    "due": Text("期限", "Due"), "overdue": Text("超期天数", "Days overdue"), "age": Text("已开天数", "Age in days"),
}  # fmt: skip


def list_command(lang: Lang) -> click.Command:
    """``svcqa actions list``."""
    as_of = Text(zh="基准日，如2026-01-31；默认今天。", en="Date, such as 2026-01-31; today by default.")
    params = [
        option(lang, "--open", "only_open", is_flag=True, about=Text("只列未关闭的。", "Only those that are open.")),
        option(lang, "--overdue", "only_overdue", is_flag=True, about=Text("只列超期的。", "Only those overdue.")),
        option(lang, "--as-of", metavar="DATE", about=as_of),
        listing_option(lang),
        *history_options(lang),
    ]
    return Command("list", lang, LIST, _list, params=params)


def _list(
    console: Console, *, only_open: bool, only_overdue: bool, as_of: str | None, listing: str, **where: str | None
) -> int:
    from svcqa.actions import figures, standing
    from svcqa.history.actions import KINDS, replayed

    day = _day(as_of)
    with opened(console, where) as (history, _):
        known = list(replayed(history.events(*KINDS), day).values())
    stands = {one.number: standing(one, day) for one in known}
    shown = [one for one in known if (one.open or not only_open) and (stands[one.number].overdue or not only_overdue)]
    told = figures(known, day)
    if listing == "json":
        _write_json(console, {"as_of": day.isoformat(), "figures": _figures_json(told), "nonconformities": [
            {**_builtins(one), "owner": stands[one.number].owner, "due": stands[one.number].due,
             "days_overdue": stands[one.number].overdue, "age_days": stands[one.number].age} for one in shown
        ]})  # fmt: skip
        return 0
    rows = [tuple(text.say(console.lang) for text in _HEADS.values())] if shown else []
    rows += [_row(one, stands[one.number], console.lang) for one in shown]
    console.write("\n".join([*layout.table(rows), *([""] if rows else []), *_counted(told, day, console.lang)]))
    return 0


def _day(written: str | None) -> dt.date:
    from zoneinfo import ZoneInfo

    from svcqa.periods import ZONE

    if written is None:
        return dt.datetime.now(ZoneInfo(ZONE)).date()
    try:
        return dt.date.fromisoformat(written)
    except ValueError as error:
        raise UsageError.of(
            f"“{written}”不是日期。", f"'{written}' is no date.", where="--as-of",
            mend=Text("请写成2026-01-31。", "Write it as 2026-01-31."),
        ) from error  # fmt: skip


def _row(one: KeptNonconformity, stand: Standing, lang: Lang) -> tuple[str, ...]:
    from svcqa.actions.words import GRADES, STATES

    grade = GRADES[one.grade].say(lang) if one.grade else "—"
    state = STATES[one.state].say(lang)
    if one.refuted_by:
        state += Text(f"（被{one.refuted_by}推翻）", f" (refuted by {one.refuted_by})").say(lang)
    age = "" if stand.age is None else str(stand.age)
    told = (one.number, one.clause, one.unit or "—", grade, state, stand.owner or "—", stand.due or "—")
    return *told, str(stand.overdue or ""), age


def _counted(told: Figures, day: dt.date, lang: Lang) -> Iterator[str]:
    yield Text(
        f"基准日{day}：未关闭{told.open}，其中超期{told.overdue}，7天内到期{told.due_soon}；已关闭{told.closed}，"
        f"其中被推翻{told.refuted}；取消{told.cancelled}。",
        f"As of {day}: {told.open} open, of which {told.overdue} overdue and {told.due_soon} due within 7 days; "
        f"{told.closed} closed, of which {told.refuted} refuted; {told.cancelled} cancelled.",
    ).say(lang)
    if told.days_to_close_median is not None:
        yield Text(
            f"关闭用时：中位数{told.days_to_close_median:g}天，最长{told.days_to_close_longest}天。",
            f"Time to close: median {told.days_to_close_median:g} days, longest {told.days_to_close_longest} days.",
        ).say(lang)
    bands = [f"{text.say(lang)}: {count}" for text, count in told.ageing if count]
    if bands:
        yield Text("未关闭的已开多久：", "Age of those still open: ").say(lang) + Text("；", "; ").say(lang).join(bands)


def _figures_json(told: Figures) -> dict[str, Any]:
    made = {name: getattr(told, name) for name in told.__struct_fields__ if name != "ageing"}
    return {**made, "ageing": [{"band": {"zh": text.zh, "en": text.en}, "open": count} for text, count in told.ageing]}


def show_command(lang: Lang) -> click.Command:
    """``svcqa actions show``."""
    number = click.Argument(["number"], metavar="NC-...")
    return Command("show", lang, SHOW, _show, params=[number, listing_option(lang), *history_options(lang)])


def _show(console: Console, number: str, listing: str, **where: str | None) -> int:
    from svcqa.history.actions import KINDS, replayed

    with opened(console, where) as (history, _):
        events = history.events(*KINDS)
        place = history.place
    known = replayed(events)
    if number not in known:
        said = Text(f"历史里没有不符合项“{number}”。", f"the history has no nonconformity '{number}'.")
        raise HistoryError(Problem(said, place, meant(number, known)))
    mine = [event for event in events if event.subject == number]
    if listing == "json":
        _write_json(console, {**_builtins(known[number]), "events": _builtins(mine)})
    else:
        console.write("\n".join(_told(known[number], mine, console.lang)))
    return 0


def _told(one: KeptNonconformity, events: Sequence[Event], lang: Lang) -> Iterator[str]:
    yield from layout.table(list(_facts(one, lang)))
    for number, action in enumerate(one.actions, 1):
        yield ""
        head = Text(f"措施{number}", f"Action {number}").say(lang)
        yield from layout.table(
            [(head, ""), *_fields(action, ("type", "text", "owner", "due", "done_on", "evidence"), lang)]
        )
        for extension in action.extensions:
            told = (extension.old_due, extension.new_due, extension.reason, extension.approved_by, extension.on)
            yield "  " + Text("延期 {0} → {1}：{2}（{3}，{4}）", "extended {0} → {1}: {2} ({3}, {4})").say(lang).format(
                *told
            )
    yield ""
    yield from layout.table([_event(event, lang) for event in events])


def _facts(one: KeptNonconformity, lang: Lang) -> Iterator[tuple[str, str]]:
    from svcqa.actions.words import SOURCES
    from svcqa.history.actions.sheets import FIELDS

    yield one.number, " ".join(filter(None, [one.ruleset, one.version, one.clause, one.unit]))
    zh = lang == "zh"
    told = {
        Text("来源", "Source"): SOURCES[one.source].say(lang), Text("审核", "Audit"): one.audit,
        Text("要求", "Requirement"): one.requirement.zh if zh else one.requirement.en,
        Text("事实", "Fact"): one.fact.zh if zh else one.fact.en,
        Text("发现", "Found"): f"{one.found_on} {'、'.join(one.finders)}",
        Text("开具", "Raised"): f"{one.raised_on} {one.raised_by}",
        Text("再发关联", "Repeats"): one.repeat_of, Text("关闭被推翻", "Closure refuted by"): one.refuted_by,
        Text("等级提示", "Grade to consider"): one.hint and (one.hint.reason.zh if zh else one.hint.reason.en),
    }  # fmt: skip
    yield from ((name.say(lang), text) for name, text in told.items() if text)
    yield from _fields(one, ("state", *FIELDS, "cancelled_reason"), lang)
    for cell in one.evidence:
        yield (
            Text("证据", "Evidence").say(lang),
            f"{cell.file} → {cell.sheet} → {cell.cell} {cell.value} {cell.sha256[:12]}",
        )


def _fields(thing: object, names: Iterable[str], lang: Lang) -> Iterator[tuple[str, str]]:
    from svcqa.actions.words import called
    from svcqa.history.actions.sheets import said

    for name in names:
        value = getattr(thing, name)
        if value:
            yield called(name).say(lang), said(name, value, lang)


def _event(event: Event, lang: Lang) -> tuple[str, ...]:
    from svcqa.history.actions.told import EVENTS, happened

    return f"{event.number}", local(event.at), event.by, EVENTS[event.kind].say(lang), happened(event).say(lang)


def _builtins(value: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(value)


def _write_json(console: Console, data: Any) -> None:
    console.write_bytes((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
