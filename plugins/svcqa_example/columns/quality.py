"""Quality of the service: accidents, audits, promises, replies, parts: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "audits": {
        "audit_no": ("审核编号",), "audit_type": ("审核类型",), "audited_at": ("审核日期",), "dept": ("部门",),
        "clause": ("条款",), "auditor_id": ("审核员工号",), "auditor_org": ("审核机构",), "result": ("结论", "结果"),
    },
    "incidents": {
        "incident_level": ("事件级别",), "place": ("地点",), "customer_id": ("客户编号",),
        "service_item": ("服务项目",),
        "plan_started_at": ("预案启动时间",), "investigated_at": ("调查完成时间",), "liability": ("责任认定",),
        "liability_at": ("定责时间",), "corrective_action": ("整改措施", "纠正措施"), "corrected_at": ("整改时间",),
        "customer_loss": ("客户损失（元）",), "compensation_amount": ("赔偿金额（元）",),
        "compensated_at": ("赔偿日期",),
        "lessons": ("经验教训",), "lessons_at": ("总结时间",), "reported_at": ("上报时间",),
        "reported_to": ("上报对象",),
        "impact": ("影响评估",), "improvement": ("改进建议",),
    },
    "spare_parts": {
        "part_code": ("备件编码",), "stock_qty": ("库存数量",), "safety_stock": ("安全库存",),
        "is_critical": ("是否关键备件",),
        "stock_value": ("库存金额（元）",),
    },
    "part_moves": {
        "move_no": ("出入库单号",), "part_code": ("备件编码",), "quantity": ("数量",), "direction": ("方向",),
        "to_site": ("调往网点",), "order_no": ("派工单号",), "requested_at": ("申请时间",),
        "moved_at": ("出入库时间",),
    },
    "work_orders": {
        "promised_finish_at": ("承诺完成时间",), "work_started_at": ("开工时间",), "process_note": ("处理过程",),
        "result": ("结果",), "unrepaired_reason": ("未修复原因",), "alternative": ("替代方案",),
    },
    "complaints": {
        "replied_at": ("回复时间", "答复时间"), "resolved_at": ("解决时间", "办结时间"),
        "resolved_on_spot": ("当场解决",),
    },
    "service_requests": {"solved_at": ("解决时间",)},
    "meetings": {"source_no": ("来源编号",)},
    "training_records": {"source_no": ("来源编号",)},
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "audits": ("audit_no", "dept", "clause"),
    "incidents": ("incident_no",),
    "spare_parts": ("part_code",),
    "part_moves": ("move_no",),
}
