"""What states, grades and types are called."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.actions.nouns import ActionType, State
from svcqa.text import Text

STATES: Mapping[State, Text] = {
    "draft": Text("草稿", "draft"),
    "containment": Text("应急处置", "containment"),
    "analysis": Text("原因分析", "analysis"),
    "planned": Text("措施已定", "planned"),
    "in_progress": Text("实施中", "in progress"),
    "implemented": Text("已实施", "implemented"),
    "verifying": Text("验证中", "verifying"),
    "closed_effective": Text("有效关闭", "closed as effective"),
    "closed_ineffective": Text("无效关闭", "closed as ineffective"),
    "cancelled": Text("取消", "cancelled"),
}
GRADES: Mapping[str, Text] = {"major": Text("严重", "major"), "minor": Text("一般", "minor")}
RESULTS: Mapping[str, Text] = {"effective": Text("有效", "effective"), "ineffective": Text("无效", "ineffective")}
TYPES: Mapping[ActionType, Text] = {
    "immediate": Text("应急", "immediate"),
    "correction": Text("纠正", "correction"),
    "corrective": Text("纠正措施", "corrective"),
    "preventive": Text("预防措施", "preventive"),
    "improvement": Text("改进", "improvement"),
}
SOURCES: Mapping[str, Text] = {
    "internal_audit": Text("内审", "internal audit"),
    "external_audit": Text("外审", "external audit"),
    "complaint": Text("投诉", "complaint"),
    "process_check": Text("过程检查", "process check"),
    "management_review": Text("管理评审", "management review"),
}
FIELDS: Mapping[str, Text] = {
    "grade": Text("不符合等级", "Grade"),
    "state": Text("状态", "Status"),
    "reason": Text("状态变更理由", "Reason for the change of status"),
    "containment": Text("应急处置", "Containment"),
    "extent": Text("影响范围", "Extent"),
    "cause_method": Text("原因分析方法", "Method of analysis"),
    "cause": Text("根本原因", "Root cause"),
    "cause_category": Text("类别", "Category"),
    "plan_accepted_by": Text("措施批准人", "Plan accepted by"),
    "plan_accepted_on": Text("措施批准日期", "Plan accepted at"),
    "criteria": Text("验证准则", "Criteria of verification"),
    "verifier": Text("核实人", "Verifier"),
    "verified_on": Text("核实日期", "Checked on"),
    "verification_method": Text("核实方法", "Method of verification"),
    "verification_result": Text("核实结论", "Outcome of the verification"),
    "effectiveness_due": Text("效果验证期限", "Effectiveness due"),
    "effectiveness_result": Text("效果评价", "Result"),
    "effectiveness_on": Text("验证日期", "Verified at"),
    "effectiveness_by": Text("验证人", "Verified by"),
    "closed_on": Text("关闭日期", "Closed at"),
    "closed_by": Text("关闭人", "Closed by"),
    "cancelled_reason": Text("取消理由", "Reason for cancelling"),
    "actions": Text("措施", "Action"),
    "type": Text("措施类型", "Type of action"),
    "text": Text("措施内容", "What is done"),
    "owner": Text("措施责任人", "Owner of the action"),
    "due": Text("措施期限", "Action due"),
    "done_on": Text("完成日期", "Done on"),
    "evidence": Text("实施证据", "Evidence of the action"),
    "extensions": Text("延期", "Extension"),
    "old_due": Text("原期限", "Old date"),
    "new_due": Text("新期限", "New date"),
    "approved_by": Text("延期批准人", "Extension allowed by"),
    "on": Text("延期批准日期", "Extension allowed on"),
}
"""Field → its heading in the workbook of actions, and what messages call it."""


def called(path: str) -> Text:
    """What a field is called, such as ``actions/2/due``."""
    parts = path.split("/")
    if parts[0] != "actions" or len(parts) == 1:
        return FIELDS[path]
    name = FIELDS[parts[2]] if len(parts) > 2 else FIELDS["actions"]
    return (
        Text(f"措施{parts[1]}的{name.zh}", f"{name.en} (action {parts[1]})")
        if len(parts) > 2
        else Text(f"措施{parts[1]}", f"action {parts[1]}")
    )
