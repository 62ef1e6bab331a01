"""Internal evaluation, resources of outlets, nonconformities as a whole: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "audits": {"score": ("得分",)},
    "audit_rounds": {
        "audit_no": ("评价编号",), "scope": ("评价范围",), "criteria": ("评价依据",), "team_leader": ("评价组长",),
        "members": ("评价组成员",), "approved_by": ("计划批准人",), "approved_at": ("计划批准日期",),
        "notified_at": ("通知日期",), "opened_at": ("首次会议日期",), "closing_at": ("末次会议日期",),
        "reported_at": ("报告日期",), "report_approved_by": ("报告批准人",), "report_approved_at": ("报告批准日期",),
        "conclusion": ("评价结论",),
    },
    "resource_reviews": {
        "review_no": ("评价编号",), "site_id": ("网点编号",), "period": ("年度",), "reviewed_at": ("配置评价日期",),
        "reviewer": ("评价人",), "staff_needed": ("需要人数",), "staff_actual": ("实有人数",),
        "conclusion": ("配置结论",), "action": ("补充措施",), "owner": ("责任人",), "due_at": ("完成期限",),
        "completed_at": ("补充完成日期",), "approved_by": ("批准人",), "approved_at": ("批准日期",),
    },
    "capa": {
        "clause": ("不符合条款",), "category": ("类别",), "grade": ("不符合等级",), "containment": ("应急处置",),
        "recurrence_of": ("再发关联编号",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {"audit_rounds": ("audit_no",), "resource_reviews": ("review_no",)}
