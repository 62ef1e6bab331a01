"""Customer service: its own lists, and what its manual asks for on those of others: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "warnings": {
        "warning_no": ("预警编号",), "franchisee_id": ("加盟商编号", "加盟商"), "issued_at": ("发出日期",),
        "content": ("内容",), "action": ("处理措施",), "closed_at": ("关闭时间", "办结日期"),
    },
    "surveys": {
        "survey_no": ("调查编号",), "survey_date": ("调查日期",), "franchisee_id": ("加盟商编号", "加盟商"),
        "score": ("得分",), "survey_round": ("调查批次",),
    },
    "improvements": {
        "improvement_no": ("改进编号",), "source_no": ("来源编号", "关联编号"), "proposed_at": ("提出时间",),
        "plan": ("方案",), "proposer_id": ("提出人工号",), "content": ("内容",),
    },
    "plans": {
        "plan_no": ("计划编号",), "staff_id": ("工号",), "period": ("年度", "所属期"), "task": ("任务",),
        "due_at": ("要求完成时间", "完成期限"), "completed_at": ("完成时间",), "approved_by": ("批准人",),
    },
    "duty_roster": {
        "shift_id": ("班次编号",), "staff_id": ("工号",), "shift_date": ("班次日期",), "post": ("值班岗位",),
        "shift_start": ("班次开始", "上班时间"), "shift_end": ("班次结束", "下班时间"), "arranged_at": ("安排时间",),
    },
    "attendance": {
        "staff_id": ("工号",), "work_date": ("出勤日期",), "check_in": ("签到时间", "签到"),
        "check_out": ("签退时间", "签退"), "absence_type": ("缺勤类型",), "left_at": ("离岗时间",),
        "returned_at": ("返岗时间",), "absence_reason": ("离岗原因",), "approved_by": ("批准人", "审批人"),
        "approved_at": ("批准时间",),
    },
    "service_requests": {
        "owner_id": ("首问责任人",), "handover_to": ("移交接收人", "移交对象"), "handover_at": ("交接时间",),
        "last_follow_up_at": ("最近跟进时间",), "due_at": ("要求完成时间", "完成期限"), "solved_at": ("解决时间",),
        "can_handle": ("能否处理",), "referred_dept": ("转办部门",), "referred_at": ("转办时间",),
        "escalated_to": ("上报对象",), "escalated_at": ("上报时间",),
    },
    "complaints": {"action": ("处理措施",), "reviewed_by": ("审核人", "审核"), "reviewed_at": ("审核时间",)},
    "calls": {"ended_by": ("挂断方",), "hangup_abnormal": ("是否异常挂断", "异常挂断")},
    "evaluations": {"typing_speed": ("打字速度(字/分钟)", "打字速度")},
    "submissions": {"doc_no": ("文件编号",), "total_amount": ("合计金额",)},
    "capa": {"preventive_action": ("预防措施",)},
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "warnings": ("warning_no",),
    "surveys": ("survey_no",),
    "improvements": ("improvement_no",),
    "plans": ("plan_no",),
    "duty_roster": ("shift_id",),
    "attendance": ("staff_id", "work_date"),
}
