"""Rules kept and departed from, checks, rewards, customers: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "doc_revisions": {
        "revision_no": ("修订编号",), "doc_no": ("文件编号",), "reviewed_at": ("审核时间",), "conclusion": ("结论",),
        "opinion_method": ("征求意见方式",), "opinion_at": ("征求意见时间",),
        "customer_opinion": ("顾客意见", "客户意见"),
        "background": ("修订背景",), "content": ("内容",), "revised_at": ("修订日期",), "approved_at": ("批准时间",),
        "published_at": ("发布时间",), "dept_opinion": ("部门意见",), "employee_opinion": ("员工代表意见",),
        "effect": ("实施效果",), "law_no": ("法规编号",),
    },
    "deviations": {
        "deviation_no": ("偏离编号",), "order_no": ("派工单号",), "deviation_type": ("偏离类型",), "reason": ("理由",),
        "gm_approved_by": ("总经理批准人", "总经理"), "gm_approved_at": ("总经理批准时间",),
        "executed_at": ("实施时间",), "approved_by": ("批准人",), "approved_at": ("批准时间",),
    },
    "inspections": {
        "inspection_no": ("检查编号",), "inspection_type": ("检查类型",), "inspected_at": ("检查时间", "检查日期"),
        "inspector": ("检查人",), "scope": ("检查范围",), "checklist_item": ("检查项目",), "result": ("检查结果",),
        "finding_count": ("发现项数",), "assessment_opinion": ("考核意见", "考核建议"),
    },
    "rewards": {
        "reward_no": ("奖惩编号",), "subject_id": ("对象",), "proposed_by": ("提出人",), "proposed_at": ("提出时间",),
        "approved_by": ("批准人", "审批人"), "approved_at": ("批准时间",), "executed_at": ("实施时间",),
        "source_no": ("来源编号",),
    },
    "customers": {
        "customer_id": ("客户编号", "用户编号"), "customer_name": ("客户名称", "单位名称"), "contact_name": ("联系人",),
        "contact_phone": ("联系电话",), "address": ("地址",), "status": ("状态",), "created_at": ("建立日期",),
        "change_reported_at": ("变更提出时间",), "change_applied_at": ("变更更新时间",),
        "product_info": ("购买产品信息",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "doc_revisions": ("revision_no",),
    "deviations": ("deviation_no",),
    "inspections": ("inspection_no",),
    "rewards": ("reward_no",),
    "customers": ("customer_id",),
}
