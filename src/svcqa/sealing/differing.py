"""What differs between an audit as it was recorded and the same audit made again, in words."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import msgspec

from svcqa.findings import Audit, Finding, Tally
from svcqa.lines import Lines
from svcqa.text import Text

NAMED = 20
"""Findings and rules that are named; all are counted."""
_COUNTS: dict[str, Text] = {
    "in_scope": Text("应判", "in scope"), "conforms": Text("符合", "conforms"), "fails": Text("不符合", "fails"),
    "pending": Text("未到期", "pending"), "undetermined": Text("无法判断", "undetermined"),
    "excepted": Text("除外", "excepted"), "excused": Text("豁免", "excused"),
    "out_of_scope": Text("范围外", "out of scope"),
}  # fmt: skip
_ELSEWHERE = frozenset({"rulesets", "parameters", "inputs", "tallies", "findings", "waivers"})
_PARTS: dict[str, Text] = {
    "as_of": Text("审核基准日", "audit date"), "period": Text("审核期间", "period"), "zone": Text("时区", "time zone"),
    "calendars": Text("日历", "calendars"), "coverage": Text("评定的比例", "coverage"),
    "reasons": Text("无法判断的原因", "reasons for not judging"), "exhibits": Text("图表数据", "exhibits"),
    "registers": Text("台账的名称", "names of registers"), "evidence": Text("证据的说法", "wording of evidence"),
    "settings": Text("读取设置", "settings of reading"), "contrasts": Text("条款间的矛盾", "contradicting clauses"),
    "plan": Text("资料建议", "plan of what is missing"), "people": Text("人名", "names of people"),
    "masked_from": Text("隐去前的摘要", "digest before masking"),
    "ahead": Text("到期预告的范围", "reach of what falls due"),
    "signals": Text("数据信号", "signals"), "unjudged": Text("无法判断的记录", "what could not be judged"),
    "upcoming": Text("即将到期", "what falls due"),
}  # fmt: skip


def differences(recorded: Audit, again: Audit) -> list[Text]:
    """Every part that differs, each named; nothing where all parts are the same."""
    return [
        *_rulesets(recorded, again),
        *_parameters(recorded, again),
        *_inputs(recorded, again),
        *_waivers(recorded, again),
        *_tallies(recorded, again),
        *_findings(recorded, again),
        *_others(recorded, again),
    ]


def _rulesets(recorded: Audit, again: Audit) -> Iterator[Text]:
    was, now = ({one.name: one for one in audit.content.rulesets} for audit in (recorded, again))
    for name, before, after in _apart(was, now):
        if before and after and before.digest == after.digest:
            yield Text(f"规则集{name}：说明文字不同。", f"ruleset {name}: its wording differs.")
            continue
        old, new = (f"{one.version} {one.digest[:19]}" if one else "—" for one in (before, after))
        yield Text(f"规则集{name}：审核时{old}，现在{new}。", f"ruleset {name}: {old} then, {new} now.")


def _parameters(recorded: Audit, again: Audit) -> Iterator[Text]:
    was, now = ({(one.ruleset, one.name): one for one in audit.content.parameters} for audit in (recorded, again))
    for (ruleset, name), before, after in _apart(was, now):
        old, new = (f"{one.value or '—'} ({one.origin})" if one else "—" for one in (before, after))
        yield Text(
            f"参数{ruleset}/{name}：审核时{old}，现在{new}。", f"parameter {ruleset}/{name}: {old} then, {new} now."
        )


def _inputs(recorded: Audit, again: Audit) -> Iterator[Text]:
    was, now = ({(at, one.name): one for at, one in enumerate(audit.content.inputs)} for audit in (recorded, again))
    for (_, name), before, after in _apart(was, now):
        if before and after and before.sha256 == after.sha256:
            yield Text(
                f"输入“{name}”：内容相同，读出来的不同。", f"input '{name}': the same content was read otherwise."
            )
        elif before and after:
            yield Text(f"输入“{name}”：内容不同。", f"input '{name}': its content differs.")
        else:
            yield Text(f"输入“{name}”只在一次审核里。", f"input '{name}' is in one of the audits only.")


def _waivers(recorded: Audit, again: Audit) -> Iterator[Text]:
    was, now = ({(at, one.number): one for at, one in enumerate(audit.content.waivers)} for audit in (recorded, again))
    for (_, number), before, after in _apart(was, now):
        if before and after and before.proof_sha256 != after.proof_sha256:
            yield Text(
                f"豁免{number}：证明“{after.proof}”不同。", f"waiver {number}: its proof '{after.proof}' differs."
            )
        else:
            yield Text(f"豁免{number}：范围、状态或效果不同。", f"waiver {number}: scope, state or effect differ.")


def _tallies(recorded: Audit, again: Audit) -> Iterator[Text]:
    was, now = (
        {(one.ruleset, one.rule, one.edition): one for one in audit.content.tallies} for audit in (recorded, again)
    )
    found = [(place[1], before, after) for place, before, after in _apart(was, now)]
    for rule, before, after in found[:NAMED]:
        told = _counted(before, after)
        yield Text(f"规则{rule}：{told.zh}。", f"rule {rule}: {told.en}.")
    yield from _more(len(found), Text("条规则的计数不同", "rules are counted otherwise"))


def _counted(before: Tally | None, after: Tally | None) -> Text:
    if before is None or after is None:
        return Text("只在一次审核里", "in one of the audits only")
    if before.assessed != after.assessed:
        told = Text("审核时评定了，现在没有", "was assessed then, and is not now")
        return told if before.assessed else Text("审核时没有评定，现在评定了", "was not assessed then, and is now")
    changed = [name for name in _COUNTS if getattr(before, name) != getattr(after, name)]
    if not changed:
        return Text("计数相同，其余不同（标题、单位或原因）", "the same counts, but wording, units or reasons differ")
    pairs = [(_COUNTS[name], getattr(before, name), getattr(after, name)) for name in changed]
    return Text(
        "，".join(f"{text.zh}{old}→{new}" for text, old, new in pairs),
        ", ".join(f"{text.en} {old} → {new}" for text, old, new in pairs),
    )


def _findings(recorded: Audit, again: Audit) -> Iterator[Text]:
    if recorded.findings.table.equals(again.findings.table):
        return
    was, now = _keyed(recorded.findings), _keyed(again.findings)
    for audit, mine, others, said in (
        (recorded, was, now, Text("只在审核结果里的疑点", "finding of the audit only")),
        (again, now, was, Text("只在重新审核里的疑点", "finding of the new audit only")),
    ):
        only = [at for key, at in mine.items() if key not in others]
        for one in _at(audit.findings, only[:NAMED]):
            yield _named(one, said)
        yield from _more(len(only), Text(f"项{said.zh}", f"× {said.en}"))
    first, second = list(recorded.findings.json_lines()), list(again.findings.json_lines())
    changed = sum(first[at] != second[now[key]] for key, at in was.items() if key in now)
    if changed:
        yield Text(f"{changed}项疑点两次都有，内容不同。", f"{changed} findings are in both, with another content.")
    elif was.keys() == now.keys():
        yield Text("疑点相同，顺序不同。", "the findings are the same, in another order.")


def _at(findings: Lines[Finding], places: list[int]) -> Iterator[Finding]:
    import pyarrow as pa

    return iter(Lines(Finding, findings.table.take(pa.array(places, pa.int64()))))


def _keyed(findings: Lines[Finding]) -> dict[Hashable, int]:
    """Rule and fingerprint of each finding → where it stands; those that share both are numbered."""
    table, found = findings.table, dict[Hashable, int]()
    columns = (table.column(name).to_pylist() for name in ("ruleset", "rule", "fingerprint"))
    for at, key in enumerate(zip(*columns, strict=True)):
        number = 0
        while (*key, number) in found:
            number += 1
        found[*key, number] = at
    return found


def _named(one: Finding, said: Text) -> Text:
    key = ", ".join(str(part) for part in one.key.values() if part is not None)
    cell = next((f"{at.file} → {at.sheet} → {at.cell}" for at in one.locations), "")
    about = " ".join(filter(None, (one.rule, key, cell and f"({cell})")))
    return Text(f"{said.zh}：{about}：{one.message.zh}", f"{said.en}: {about}: {one.message.en}")


def _others(recorded: Audit, again: Audit) -> Iterator[Text]:
    names = [name for name in recorded.content.__struct_fields__ if name not in _ELSEWHERE]
    for name in names:
        if _part(recorded, name) != _part(again, name):
            part = _PARTS.get(name, Text(name, name))
            yield Text(f"其他部分不同：{part.zh}。", f"another part differs: {part.en}.")


def _part(audit: Audit, name: str) -> Any:
    lists: dict[str, Lines[Any]] = {"unjudged": audit.unjudged, "upcoming": audit.upcoming}
    return lists[name].table if name in lists else msgspec.to_builtins(getattr(audit.content, name))


def _apart(was: Mapping[Any, Any], now: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """What stands under a name in only one of two, or otherwise in the other."""
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            yield name, was.get(name), now.get(name)


def _more(count: int, what: Text) -> Iterator[Text]:
    if count > NAMED:
        yield Text(f"……共{count}{what.zh}。", f"… {count} {what.en} in all.")
