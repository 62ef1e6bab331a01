"""The plan of what to supply next, as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from svcqa.cli import layout
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.plans import Plan, Step, Wanted

STEPS = 12
"""So many steps are printed; the others are counted, and stand in the JSON output."""
_KINDS = {
    "register": Text(zh="台账“{title}”（{name}）", en="register '{title}' ({name})"),
    "column": Text(zh="列“{title}”（{name}）", en="column '{title}' ({name})"),
    "records": Text(zh="台账“{title}”（{name}）的记录", en="records of '{title}' ({name})"),
}


def lines(plan: Plan, lang: Lang) -> Iterator[str]:
    """Which further register or column would make how many more rules assessable."""
    waiting = plan.rules - (plan.steps[-1].assessable if plan.steps else plan.assessable)
    yield ""
    yield Text(
        zh=f"规则：{plan.rules}条中能评定{plan.assessable}条（不论是否已生效）",
        en=f"rules: {plan.assessable} of {plan.rules} can be assessed, whether or not in force yet",
    ).say(lang)
    if plan.steps:
        yield "  " + Text(zh="再提供以下内容，能评定的规则会增加", en="more could be assessed with").say(lang)
        known = {one.name: one for one in plan.lacking}
        yield from layout.table(_rows(plan, known, lang), indent=4)
    if len(plan.steps) > STEPS:
        more = len(plan.steps) - STEPS
        yield "    " + Text(zh=f"另有{more}步，见JSON输出", en=f"{more} more steps: see the JSON output").say(lang)
    if waiting:
        yield "  " + Text(
            zh=f"另有{waiting}条规则等待设定参数（由本单位决定）",
            en=f"{waiting} further rules wait for parameters, which the organisation sets",
        ).say(lang)
        rows = [(one.name, one.title.say(lang), _rules(one.rules, lang)) for one in plan.parameters]
        yield from layout.table(rows, indent=4)


def _rows(plan: Plan, known: Mapping[str, Wanted], lang: Lang) -> Iterator[tuple[str, ...]]:
    alone, total = Text(zh="单独提供", en="alone").say(lang), Text(zh="累计", en="together").say(lang)
    for step in plan.steps[:STEPS]:
        only = known[step.supply[0]].alone if len(step.supply) == 1 else 0
        told = f"({alone} +{only})" if only != step.rules and len(step.supply) == 1 else ""
        yield f"+{step.rules}", f"{total} {step.assessable}", _supply(step, known, lang) + (f" {told}" if told else "")


def _supply(step: Step, known: Mapping[str, Wanted], lang: Lang) -> str:
    named = [_KINDS[known[name].kind].fill(title=known[name].title, name=name).say(lang) for name in step.supply]
    return Text(zh="、", en=" and ").say(lang).join(named)


def _rules(count: int, lang: Lang) -> str:
    return Text(zh=f"{count}条规则", en=f"rules: {count}").say(lang)
