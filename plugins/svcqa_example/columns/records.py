"""Records kept, destroyed, held; nonconformities: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "record_inventory": {
        "record_type": ("记录名称", "表单名称"), "record_no": ("记录编号", "档案号"), "archived_at": ("归档日期",),
        "present": ("在库", "是否在库"), "location": ("存放位置",), "disposed_at": ("销毁日期",), "period": ("期间",),
        "superseded_at": ("替换日期",), "version": ("版次",), "closed_at": ("关闭日期",),
        "request_no": ("受理编号",),
    },
    "disposals": {
        "disposal_no": ("销毁编号",), "record_type": ("记录名称",), "record_no": ("记录编号",),
        "expires_at": ("保存期满日",), "approved_by": ("批准人",), "approved_at": ("批准时间",),
        "disposed_at": ("销毁日期",), "witness": ("监销人",),
    },
    "holds": {
        "hold_no": ("冻结编号",), "record_type": ("记录名称",), "record_no": ("记录编号",), "case_no": ("案件编号",),
        "reason": ("冻结原因",), "placed_by": ("冻结人",), "placed_at": ("冻结日期",), "released_at": ("解除日期",),
    },
    "capa": {
        "capa_no": ("整改编号",), "source_no": ("来源编号",), "rectification": ("整改意见",),
        "responded_at": ("响应时间",), "confirmed_by": ("确认人",), "confirmed_at": ("确认时间",), "dept": ("部门",),
        "issued_at": ("开具日期",), "issued_by": ("开具人",),
        "description": ("问题描述",), "root_cause": ("原因分析",), "corrective_action": ("纠正措施",),
        "preventive_action": ("预防措施",),
        "owner": ("责任人",), "due_at": ("要求完成时间",), "plan_accepted_by": ("措施批准人",),
        "plan_accepted_at": ("措施批准日期",), "implemented_at": ("措施实施时间",), "extended_to": ("展期至",),
        "extension_approved_by": ("展期批准人",), "extension_approved_at": ("展期批准时间",),
        "effectiveness_due": ("效果验证期限",), "verified_by": ("验证人",), "verified_at": ("验证日期",),
        "result": ("效果评价",), "reported_at": ("上报时间",), "closed_at": ("关闭日期",), "closed_by": ("关闭人",),
        "status": ("状态",),
    },
    "submissions": {
        "doc_type": ("资料名称", "报表名称"), "period": ("期间", "所属期"), "due_date": ("应交日期",),
        "prepared_at": ("编制时间",), "prepared_by": ("编制人",), "submitted_at": ("上交时间",),
        "submitted_by": ("上交人",), "received_by": ("签收人",), "item_count": ("份数",), "total_count": ("总数",),
        "complaint_count": ("投诉件数",), "accepted_count": ("受理台数",), "repaired_count": ("维修台数",),
        "carried_over": ("结存台数",),
        "doc_no": ("文件编号",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "record_inventory": (
        "record_type",
        "record_no",
    ),
    "disposals": ("disposal_no",),
    "holds": ("hold_no",),
    "capa": ("capa_no",),
    "submissions": ("doc_type", "period"),
}
