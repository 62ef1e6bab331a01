"""What to say of waivers that excuse nothing, end soon, or have ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from svcqa.errors import Problem
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.findings import Audit
    from svcqa.waivers import Waiver

_UNUSED = Text("豁免{number}有效，但没有疑点可豁免。", "waiver {number} is in force and has nothing to excuse.")
_ENDING = Text(
    "豁免{number}的最后有效日是{day}（北京时间），还有{days}天；过后{count}项恢复为疑点。",
    "the last valid day of waiver {number} is {day} ({zone}), in {days} days; then {count} findings come back.",
)
_LAPSED = Text(
    "豁免{number}已过期，最后有效日是{day}（北京时间）；范围内{count}项疑点不再豁免。",
    "waiver {number} has expired, its last valid day was {day} ({zone}); {count} findings in its scope are excused no "
    "longer.",
)
_UNAPPROVED = Text(
    "豁免{number}在审核基准日没有批准，没有采用；范围内有{count}项疑点。",
    "waiver {number} was not approved by the audit date and is not applied; {count} findings are in its scope.",
)
_NO_PROOF = Text(
    "豁免{number}的证明文件“{proof}”不在审核工作簿旁边。",
    "the proof '{proof}' of waiver {number} is not beside the audit workbook.",
)
_DEVIATIONS = {
    "no_such_rule": Text(
        "{count}条偏离所写的规则不在本次审核里，没有采用：{listed}。",
        "{count} deviations name a rule that is not in this audit and are not applied: {listed}.",
    ),
    "no_such_record": Text(
        "{count}条偏离所写的记录不在台账里，没有采用：{listed}。",
        "{count} deviations name a record that is not in the register and are not applied: {listed}.",
    ),
    "unapproved": Text(
        "{count}条偏离没有批准人或批准日期，或在审核基准日之后才批准，没有采用：{listed}。",
        "{count} deviations have no approver or no day of approval by the audit date and are not applied: {listed}.",
    ),
    "approved_afterwards": Text(
        "{count}条偏离是事后批准的，没有采用：{listed}。",
        "{count} deviations were approved afterwards and are not applied: {listed}.",
    ),
}
_NAMED = 5
"""Deviations that are named; how many there are is said."""


def warn_of_waivers(audit: Audit, console: Console) -> None:
    """Say which waivers excuse nothing, end soon or have ended, and which deviations are not applied."""
    for one in audit.content.waivers:
        if one.origin == "waiver":
            for said in _said(one, audit.content.zone):
                console.warn(Problem(said, one.place))
    for code, said in _DEVIATIONS.items():
        found = [one for one in audit.content.waivers if one.origin == "deviation" and code == (one.doubt or one.state)]
        if found:
            names = [one.number or one.place for one in found[:_NAMED]]
            more = Text("等", " …") if len(found) > _NAMED else Text("", "")
            listed = Text("、".join(names) + more.zh, ", ".join(names) + more.en)
            console.warn(Problem(said.fill(count=f"{len(found):,}", listed=listed), found[0].place))


def _said(one: Waiver, zone: str) -> Iterator[Text]:
    told = {"number": one.number, "day": one.valid_to, "days": one.days_left, "zone": zone, "proof": one.proof}
    if one.unused:
        yield _UNUSED.fill(**told)
    if one.ending:
        yield _ENDING.fill(**told, count=f"{one.excuses:,}")
    if one.lapsed:
        yield _LAPSED.fill(**told, count=f"{one.concerns:,}")
    if one.state == "unapproved":
        yield _UNAPPROVED.fill(**told, count=f"{one.concerns:,}")
    if one.proof and not one.proof_sha256:
        yield _NO_PROOF.fill(**told)
