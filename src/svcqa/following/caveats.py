"""Caveats: what else differs between two audits and may explain a change, and what forbids comparing them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svcqa.accounts import Said
from svcqa.basis import Period
from svcqa.findings import Audit, Content
from svcqa.text import Text

_NO_COMMON = Text(
    "两次审核没有共同的规则集（上次：{then}；本次：{now}），疑点没有逐项比较。",
    "the two audits have no ruleset in common (then: {then}; now: {now}): their findings are not compared.",
)
_SAME = Text("两次审核的内容完全相同。", "The content of both audits is the same.")
_ONLY = {
    "then": Text("规则集“{title}”只在上次用过。", "Ruleset '{title}' was used then only."),
    "now": Text("规则集“{title}”只在本次使用。", "Ruleset '{title}' is used now only."),
}
_VERSION = Text(
    "规则集“{title}”的版本不同（上次{then}，本次{now}）；按规则逐条比较。",
    "Ruleset '{title}' is another version ({then} then, {now} now); it is compared rule by rule.",
)
_CONTENT = Text(
    "规则集“{title}”版本号相同（{now}），内容不同；按规则逐条比较。",
    "Ruleset '{title}' has the same version ({now}) and another content; it is compared rule by rule.",
)
_PARAMETER = Text("参数“{title}”：上次{then}，本次{now}。", "Parameter '{title}': {then} then, {now} now.")
_PERIOD = Text("审核期间不同：上次{then}，本次{now}。", "The periods differ: {then} then, {now} now.")
_APART = Text(
    "两次的审核期间没有共同的日子，有日期的疑点不会相同。",
    "The two periods have no day in common: findings with a date cannot be the same.",
)
_REGISTERS = {
    "then": Text("上次有、本次没有的台账：{listed}。", "Registers supplied then and not now: {listed}."),
    "now": Text("本次有、上次没有的台账：{listed}。", "Registers supplied now and not then: {listed}."),
}
_SETTING = Text("设置“{name}”：上次{then}，本次{now}。", "Setting '{name}': {then} then, {now} now.")
_CALENDAR = Text("日历“{name}”：上次{then}，本次{now}。", "Calendar '{name}': {then} then, {now} now.")
_MASKED = Text(
    "有一次审核已隐去个人信息：只比较疑点的有无、重要程度和是否豁免，不比较说明和内容；不再发现的记录是否还在，无法确定。",
    "Personal data are hidden in one of the audits: whether a finding is there, its weight and whether it is excused "
    "are compared, and not what it says; whether a record that is not found any more is still there cannot be told.",
)
_UNTOLD = Text(
    "本次审核没有写明有哪些记录（由较早版本的svcqa写出），不再发现的记录是否还在，无法确定。",
    "This audit does not say which records there were (an earlier version of svcqa wrote it): whether a record that is "
    "not found any more is still there cannot be told.",
)
_TOOL = Text("svcqa的版本不同：上次{then}，本次{now}。", "Another version of svcqa: {then} then, {now} now.")
_UNSET = Text("未设定", "not set")
_NONE = Text("无", "none")


def incomparable(earlier: Audit, audit: Audit) -> list[Said]:
    """Why the findings of two audits are not compared at all; empty if they are."""
    then, now = ([one.name for one in each.content.rulesets] for each in (earlier, audit))
    if set(then) & set(now):
        return []
    return [_said(_NO_COMMON.fill(then=", ".join(then) or _NONE, now=", ".join(now) or _NONE))]


def caveats(earlier: Audit, audit: Audit) -> list[Said]:
    """What differs between two audits beside their findings."""
    then, now = earlier.content, audit.content
    return [_said(text) for text in _told(earlier, audit, then, now)]


def _told(earlier: Audit, audit: Audit, then: Content, now: Content) -> Iterator[Text]:
    if earlier.digest == audit.digest:
        yield _SAME
    yield from _rulesets(then, now)
    yield from _parameters(then, now)
    yield from _periods(then.period, now.period)
    yield from _registers(then, now)
    yield from _mapping(_SETTING, _settings(then), _settings(now))
    yield from _mapping(_CALENDAR, then.calendars, now.calendars)
    if then.masked_from or now.masked_from:
        yield _MASKED
    elif not now.population:
        yield _UNTOLD
    if earlier.run.tool != audit.run.tool:
        yield _TOOL.fill(then=earlier.run.tool, now=audit.run.tool)


def _rulesets(then: Content, now: Content) -> Iterator[Text]:
    before, after = ({one.name: one for one in content.rulesets} for content in (then, now))
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            one = old or new
            yield _ONLY["now" if new else "then"].fill(title=_text(one.title if one else None, name))
        elif old.digest != new.digest:
            sentence = _CONTENT if old.version == new.version else _VERSION
            yield sentence.fill(title=_text(new.title, name), then=old.version, now=new.version)


def _parameters(then: Content, now: Content) -> Iterator[Text]:
    """Parameters of both that have another value; those of one only go with its rules."""
    before = {(one.ruleset, one.name): one for one in then.parameters}
    for new in now.parameters:
        old = before.get((new.ruleset, new.name))
        if old is not None and old.value != new.value:
            values = {"then": _UNSET if old.value is None else old.value}
            values["now"] = _UNSET if new.value is None else new.value
            yield _PARAMETER.fill(title=_text(new.title, new.name), **values)


def _periods(then: Period, now: Period) -> Iterator[Text]:
    if then != now and not then.first is now.first is None:  # what ends with the audit date says nothing more than that
        yield _PERIOD.fill(then=_span(then), now=_span(now))
    if then.last < (now.first or "") or now.last < (then.first or ""):
        yield _APART


def _span(period: Period) -> Text:
    if period.first is None:
        return Text("截至{last}", "up to {last}").fill(last=period.last)
    return Text("{first}至{last}", "{first} to {last}").fill(first=period.first, last=period.last)


def _registers(then: Content, now: Content) -> Iterator[Text]:
    before, after = (_supplied(content) for content in (then, now))
    for which, names, content in (("then", before - after, then), ("now", after - before, now)):
        if names:
            facts = [content.registers.get(name) for name in sorted(names)]
            titles = [_text(one.title if one else None, name) for one, name in zip(facts, sorted(names), strict=True)]
            listed = Text("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))
            yield _REGISTERS[which].fill(listed=listed)


def _supplied(content: Content) -> set[str]:
    return {sheet.register for file in content.inputs for sheet in file.sheets if sheet.register and sheet.imported}


def _settings(content: Content) -> dict[str, str]:
    return {name: value for name, value in content.settings.items() if name != "masked"}


def _mapping(sentence: Text, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Text]:
    for name in dict.fromkeys([*then, *now]):
        if then.get(name) != now.get(name):
            yield sentence.fill(name=name, then=then.get(name) or _NONE, now=now.get(name) or _NONE)


def _text(said: Said | None, name: str) -> Text:
    return Text(said.zh, said.en) if said else Text(name, name)


def _said(text: Text) -> Said:
    return Said(text.zh, text.en)
