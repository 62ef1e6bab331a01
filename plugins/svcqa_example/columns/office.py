"""Daily life of the office, and what customers write when a job is done: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "feedbacks": {
        "feedback_no": ("回馈单编号",), "order_no": ("派工单号", "工单号"), "customer_id": ("客户编号",),
        "technician_id": ("维修人员",), "source_channel": ("来源渠道",), "filled_at": ("填写时间",),
        "customer_signed": ("客户签名", "用户签名"), "returned_at": ("交回时间",), "score": ("得分", "评分"),
        "received_at": ("收到时间",), "responded_at": ("响应时间",), "result_told_at": ("结果告知时间",),
    },
    "info_requests": {
        "request_no": ("申请编号",), "requester": ("申请人",), "material": ("资料名称",), "classification": ("密级",),
        "requested_at": ("申请时间",), "approved_by": ("批准人", "审批人"), "approved_at": ("批准时间",),
        "decision": ("审批决定",), "released_at": ("提供时间",),
    },
    "plans": {
        "plan_no": ("计划编号",), "task": ("任务",), "staff_id": ("工号",), "period": ("期间", "月份"),
        "due_at": ("要求完成时间", "期限"), "completed_at": ("完成时间",), "approved_by": ("批准人",),
    },
    "attendance": {
        "staff_id": ("工号",), "work_date": ("出勤日期",), "check_in": ("签到时间", "上班打卡"),
        "check_out": ("签退时间", "下班打卡"), "absence_type": ("缺勤类型",), "left_at": ("离岗时间",),
        "returned_at": ("返岗时间",), "absence_reason": ("离岗原因",), "approved_by": ("批准人",),
        "approved_at": ("批准时间",),
    },
    "visitors": {
        "visit_no": ("来访编号",), "visitor_name": ("来访人",), "host_id": ("接待人",), "purpose": ("事由", "来访事由"),
        "area": ("进入区域",), "visit_at": ("来访时间",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "feedbacks": ("feedback_no",),
    "info_requests": ("request_no",),
    "plans": ("plan_no",),
    "attendance": ("staff_id", "work_date"),
    "visitors": ("visit_no",),
}
