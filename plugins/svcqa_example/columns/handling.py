"""Handling of cases: progress, refunds, rest days, visits, surveys, improvements: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "progress_updates": {
        "update_no": ("进度编号",), "request_no": ("受理编号", "报修编号"), "told_at": ("告知时间",),
        "content": ("内容",),
    },
    "refunds": {
        "refund_no": ("退款编号",), "rma_no": ("退换货编号", "退换单号"), "amount": ("金额（元）",),
        "paid_at": ("退款时间", "付款时间"),
    },
    "holidays": {"date": ("日期",), "day_type": ("日期类型",)},
    "duty_roster": {
        "shift_id": ("班次编号",), "shift_date": ("班次日期",), "staff_id": ("工号",), "post": ("值班岗位",),
        "shift_start": ("上班时间",), "shift_end": ("下班时间",), "arranged_at": ("安排时间",),
    },
    "audits": {
        "audit_no": ("审核编号",), "audit_type": ("审核类型",), "audited_at": ("审核日期",), "dept": ("部门",),
        "clause": ("条款",), "auditor_id": ("审核员工号",), "result": ("结论",), "content_items": ("评估内容",),
    },
    "maintenance_plan": {
        "plan_no": ("计划编号",), "period": ("期间",), "planned_date": ("计划日期",), "serial_no": ("机号", "序列号"),
        "technician_id": ("维修人员",), "completed_at": ("完成日期", "完成时间"), "running_checked": ("运行检查",),
        "cleaned": ("已清洁",), "worn_parts_replaced": ("已换磨损件",),
    },
    "surveys": {
        "survey_no": ("调查编号",), "survey_round": ("调查批次",), "period": ("期间",), "survey_date": ("调查日期",),
        "customer_id": ("客户编号",), "score": ("得分",), "satisfied": ("是否满意",),
    },
    "improvements": {
        "improvement_no": ("改进编号",), "source_no": ("来源编号", "来源单号"), "proposed_at": ("提出时间",),
        "content": ("内容",), "plan": ("方案",), "owner": ("责任人",), "is_major": ("是否重大",),
        "completed_at": ("完成时间",), "verified_at": ("验证日期",), "effect": ("实施效果",),
    },
    "feedbacks": {
        "feedback_no": ("回馈单编号",), "customer_id": ("客户编号",), "received_at": ("收到时间", "反馈时间"),
        "source_channel": ("来源渠道",), "responded_at": ("响应时间",), "status": ("状态",),
        "result_told_at": ("结果告知时间",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "progress_updates": ("update_no",),
    "refunds": ("refund_no",),
    "holidays": ("date",),
    "duty_roster": ("shift_id",),
    "audits": ("audit_no", "dept", "clause"),
    "maintenance_plan": ("plan_no",),
    "surveys": ("survey_no",),
    "improvements": ("improvement_no",),
    "feedbacks": ("feedback_no",),
}
