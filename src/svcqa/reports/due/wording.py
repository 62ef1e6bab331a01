"""What is said of what falls due."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.duekinds import DUE_KINDS
from svcqa.text import Text

DUE: Mapping[str, Text] = {
    "due_title": Text("到期事项", "What falls due"),
    "due_span": Text("基准日{as_of}，列到{until}（含当日）", "As of {as_of}, listed up to {until} (that day included)"),
    "due_counts": Text(
        "已超期未完成{overdue}项；将到期{coming}项", "overdue and still open: {overdue}; coming: {coming}"
    ),
    "due_overdue": Text("已超期未完成", "Overdue and still open"),
    "due_coming": Text("将到期", "Coming"),
    "due_no_overdue": Text("没有已超期的事项。", "Nothing is overdue."),
    "due_no_coming": Text("这段时间内没有到期的事项。", "Nothing falls due in this time."),
    "due_do": Text(
        "已超期的请尽快办理，并如实记录实际完成时间；晚了就是晚了，原来的记录不要改动。",
        "Do now what is overdue, and record the time at which it was really done; what is late stays late, and what is "
        "recorded stays as it is.",
    ),
    "due_later": Text(
        "另有{count}项在{until}之后到期，没有列出。", "{count} more fall due after {until} and are not listed."
    ),
    "due_undated": Text(
        "{count}项尚未到期，但没有到期日（如暂停计时），没有列出。",
        "{count} are not due yet and have no date, such as those whose clock stands still; they are not listed.",
    ),
    "due_excused": Text(
        "超期的有{count}项已获豁免，没有列出。", "{count} that are overdue are excused by a waiver and not listed."
    ),
    "due_reviewed": Text(
        "超期的有{count}项经复核认定已说明原因或为读取错误，没有列出。",
        "{count} that are overdue were found by reviewers to be explained, or misread, and are not listed.",
    ),
    "due_unjudged": Text(
        "{count}项无法判断，其到期日可能不在表内。",
        "Could not be judged: {count}; when these fall due may not be listed.",
    ),
    "due_unassessed": Text(
        "{count}条规则没有评定，其到期事项不在表内。",
        "Rules not assessed: {count}; what falls due by them is not listed.",
    ),
    "due_day": Text("到期日", "Due"),
    "due_days": Text("剩余天数", "Days left"),
    "due_kind": Text("类别", "Kind"),
    "due_unit": Text("责任单位", "Unit"),
    "due_state": Text("状态", "State"),
    "due_place": Text("位置", "Place"),
    "due_state.overdue": Text("已超期", "overdue"),
    "due_state.coming": Text("将到期", "coming"),
    "due_several": Text("{count}项", "{count} items"),
    "due_late": Text("超期{days}天", "{days} days overdue"),
    "due_today": Text("今天", "today"),
    "due_left": Text("{days}天", "in {days} days"),
    "due_from": Text("{first}起", "since {first}"),
    "due_no_unit": Text("（没有写明单位）", "(no unit given)"),
    "due_summary": Text("{kind}：{title}（{what}）", "{kind}: {title} ({what})"),
    "due_summary_late": Text("【超期】{summary}", "[overdue] {summary}"),
    "due_was_due": Text("到期日：{day}", "Due: {day}"),
    "due_clause": Text("条款：{clause}（规则{rule}）", "Clause: {clause} (rule {rule})"),
    "due_of_unit": Text("责任单位：{unit}", "Unit: {unit}"),
    "due_cells": Text("依据：", "Cells:"),
    "sheet_due_front": Text("说明", "Summary"),
    "sheet_due": Text("到期事项", "Falling due"),
    **{f"due_kind.{name}": text for name, text in DUE_KINDS.items()},
}
