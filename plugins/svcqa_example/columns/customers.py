"""Customers and how the service gets better: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "customers": {
        "level": ("客户级别", "客户等级"), "data_basis": ("信息处理依据",), "delete_after": ("资料保存至",),
        "last_verified_at": ("最近核实日期",),
    },
    "surveys": {"handling": ("处理情况",), "handled_by": ("处理人", "跟进人"), "handled_at": ("处理时间", "处理日期")},
    "customer_visits": {
        "visit_no": ("走访编号",), "customer_id": ("客户编号",), "visited_at": ("走访日期",), "visited_by": ("走访人",),
        "contact_name": ("联系人",), "content": ("走访内容",), "opinions": ("客户意见",),
    },
    "customer_data_access": {
        "access_no": ("调阅编号",), "customer_id": ("客户编号",), "accessed_by": ("调阅人", "查阅人"),
        "requested_at": ("申请时间",), "purpose": ("调阅用途", "用途"), "extent": ("调阅范围",),
        "approved_by": ("批准人",), "approved_at": ("批准时间",), "accessed_at": ("调阅时间", "查阅时间"),
        "decision": ("审批意见",),
    },
    "improvements": {
        "decision": ("处理意见",), "decided_by": ("审批人",), "decided_at": ("审批时间",), "due_at": ("要求完成时间",),
        "verified_by": ("验证人",), "extended_to": ("展期至", "延期至"), "extension_approved_by": ("展期批准人",),
        "extension_approved_at": ("展期批准时间",),
    },
    "submissions": {"decision": ("会议决定", "决定")},
    "meetings": {"agenda_sent_at": ("议程发出时间",)},
    "quality_reports": {
        "report_no": ("反馈单编号",), "found_at": ("发现时间",), "found_by": ("发现人",), "content": ("质量信息内容",),
        "severity": ("严重程度", "重要程度"), "to_dept": ("接收部门",), "passed_on_at": ("传递时间",),
        "replied_at": ("回复时间",), "reply": ("回复内容",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "customer_visits": ("visit_no",),
    "customer_data_access": ("access_no",),
    "quality_reports": ("report_no",),
}
