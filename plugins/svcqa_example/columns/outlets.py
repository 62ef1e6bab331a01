"""Outlets: chosen, published, surveyed, summed up, settled with; incidents: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "site_candidates": {
        "candidate_no": ("候选编号",), "qualification": ("资质",), "staff_ability": ("人员能力",),
        "management_level": ("管理水平",), "maintenance_cost": ("维护费用（元）",), "tender_at": ("招标日期",),
        "shortlisted_at": ("入围日期",), "onsite_review_at": ("现场审查日期",), "onsite_result": ("现场审查结果",),
        "document_review_at": ("资料审查日期",), "document_result": ("资料审查结果",), "confirmed_at": ("确认时间",),
    },
    "publications": {
        "pub_no": ("公开编号",), "site_id": ("网点编号",), "channel": ("发布渠道",), "content_type": ("内容类型",),
        "published_at": ("发布时间",),
    },
    "site_surveys": {
        "survey_no": ("调查编号",), "site_id": ("网点编号", "网点代码"), "survey_date": ("调查日期",),
        "result": ("结果", "结论"), "problems": ("存在问题",), "rectification": ("整改意见",),
    },
    "site_summaries": {
        "summary_no": ("总结编号",), "site_id": ("网点编号",), "period": ("季度", "所属期"),
        "submitted_at": ("上交时间", "提交日期"), "service_content": ("服务内容",),
        "receivables": ("应收账款",), "problems": ("存在问题",), "suggestions": ("工作建议",),
    },
    "site_settlements": {
        "settlement_no": ("结算单号",), "site_id": ("网点编号",), "order_no": ("派工单号", "工单号"),
        "amount": ("金额（元）",), "settled_at": ("结算日期",),
    },
    "incidents": {
        "incident_no": ("事件编号",), "incident_type": ("事件类型",), "occurred_at": ("发生时间",),
        "found_at": ("发现时间",), "handled_by": ("处理人",), "handled_at": ("处理时间",), "action": ("处理措施",),
        "closed_at": ("关闭时间",), "status": ("状态",), "reported_at": ("上报时间",),
        "investigated_at": ("调查完成时间",), "corrective_action": ("整改措施",), "preventive_action": ("防范措施",),
        "has_loss": ("是否造成损失",), "liability": ("责任认定",), "penalty": ("处罚决定",),
        "announced_at": ("通报日期",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "site_candidates": ("candidate_no",),
    "publications": ("pub_no",),
    "site_surveys": ("survey_no",),
    "site_summaries": ("summary_no",),
    "site_settlements": ("settlement_no", "order_no"),
    "incidents": ("incident_no",),
}
