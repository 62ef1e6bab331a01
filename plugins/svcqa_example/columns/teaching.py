"""Training plans, sessions, applications; machines and who operates them: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "training_plan": {
        "plan_no": ("计划编号",), "plan_year": ("计划年度",), "dept": ("部门",), "course": ("培训课程", "培训项目"),
        "planned_date": ("计划日期",), "approved_at": ("批准时间", "批准日期"), "issued_at": ("下发日期",),
        "status": ("状态",),
    },
    "training_sessions": {
        "session_no": ("班次编号",), "plan_no": ("计划编号",), "held_at": ("举办时间", "培训日期"), "level": ("级别",),
        "attendees": ("参加人员",), "syllabus": ("课程安排",), "summary": ("培训总结",),
    },
    "training_requests": {
        "request_no": ("申请编号",), "dept": ("部门",), "course": ("培训课程", "课程名称"), "reason": ("理由",),
        "request_type": ("需求类型",), "applied_by": ("申请人",), "applied_at": ("申请时间",),
        "hr_received_at": ("人事收到时间",), "notice_no": ("通知编号",), "hr_handled_at": ("人事办理时间",),
        "approved_by": ("批准人",), "approved_at": ("批准时间",), "depart_at": ("出发日期",),
    },
    "assets": {
        "asset_no": ("设备编号",), "asset_name": ("设备名称",), "asset_type": ("设备类别",), "site_id": ("网点编号",),
        "custodian_id": ("保管人",), "is_new_tech": ("是否新技术设备",), "purchased_at": ("购置日期",),
        "put_in_use_at": ("启用日期",), "location": ("存放位置",), "status": ("状态",),
    },
    "asset_operators": {
        "asset_no": ("设备编号",), "staff_id": ("工号",), "first_operated_at": ("首次操作日期",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "training_plan": ("plan_no",),
    "training_sessions": ("session_no",),
    "training_requests": ("request_no",),
    "assets": ("asset_no",),
    "asset_operators": ("asset_no", "staff_id"),
}
