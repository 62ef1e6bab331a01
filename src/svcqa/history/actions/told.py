"""What changed in nonconformities, and what was refused, in words for people."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.actions.words import called
from svcqa.errors import Problem
from svcqa.history.actions.merging import Conflict, RefusedRow
from svcqa.history.actions.sheets import said
from svcqa.history.events import Event
from svcqa.text import Text

EVENTS: dict[str, Text] = {
    "kept": Text("保存审核", "audit kept"), "assigned": Text("审核任务更新", "assignment updated"),
    "reviewed": Text("复核", "reviewed"), "answered": Text("受审核方答复", "answered by the auditee"),
    "conflicted": Text("冲突", "conflict"), "raised": Text("开具不符合项", "nonconformity raised"),
    "seen_again": Text("再次发现", "found again"), "changed": Text("修改", "changed"),
    "moved": Text("状态变更", "moved"), "refuted": Text("关闭被推翻", "closure refuted"),
    "sealed": Text("封存", "sealed"),
}  # fmt: skip
"""Kind of an event → what it is called."""


def changed(field: str, before: object, after: object) -> Text:
    """A field that became something else, in words."""
    name, last = called(field), field.rpartition("/")[2]
    zh, en = (
        [_value(said(last, value, lang) if isinstance(value, str) else value) for value in (before, after)]
        for lang in ("zh", "en")
    )
    return Text(f"{name.zh}：{' → '.join(zh)}", f"{name.en}: {' → '.join(en)}")


def _value(value: object) -> str:
    """A value on one line; of an action or extension all that it says."""
    if isinstance(value, dict):
        return ", ".join(_texts(value))
    return " ".join(str(value or "—").split())


def _texts(value: dict[str, object]) -> Iterator[str]:
    yield from (str(one) for one in value.values() if one)


def refused(row: RefusedRow) -> Problem:
    """A row that was refused: by which gate, and what it lacks."""
    said = row.refusal.text
    head = f"{row.number} [{row.refusal.gate}] "
    return Problem(Text(f"{head}不采用：{said.zh}。", f"{head}refused: {said.en}."), row.where)


def conflicting(one: Conflict) -> Problem:
    """A field that somebody else has changed meanwhile."""
    name = called(one.field)
    return Problem(
        Text(
            f"{one.number} 冲突：{name.zh}导出后已被他人改为“{one.present}”，保留；“{one.refused}”没有采用。",
            f"{one.number} conflict: {name.en} was changed to '{one.present}' since the export, which stays; "
            f"'{one.refused}' was not used.",
        ),
        one.where,
        Text("请重新导出后再改。", "Export again before changing it."),
    )


def happened(event: Event) -> Text:
    """What an event about a nonconformity has brought about."""
    data = event.data
    if event.kind == "changed":
        return changed(data["field"], data["from"], data["to"])
    if event.kind == "moved":
        made, reason = changed("state", data["from"], data["to"]), f" ({data['reason']})" if data["reason"] else ""
        return Text(made.zh + reason, made.en + reason)
    if event.kind == "conflicted":
        return changed(data["field"], data["present"], data["refused"])
    if by := data.get("by", ""):
        return Text(by, by)
    count = len(data["fingerprints"])
    return Text(f"疑点{count}项", f"findings: {count}")
