"""People: staff, outlets, posts, training, evaluations, certificates: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "staff": {
        "staff_id": ("工号",), "staff_name": ("姓名",), "site_id": ("网点编号",), "post_code": ("岗位",),
        "staff_category": ("人员类别",), "employment_type": ("用工性质",), "status": ("在职状态",),
        "hire_date": ("入职日期",), "post_start_date": ("上岗日期",), "transfer_date": ("调岗日期",),
        "previous_post_start": ("前一岗位\n上岗日期",), "leave_date": ("离职日期",), "key_post": ("关键岗位",),
        "manager_id": ("直接上级",), "dept": ("部门",), "concurrent_post": ("兼任岗位",), "mobile": ("手机号",),
        "mobile_changed_at": ("手机号变更日期",), "mobile_reported_at": ("手机号报备日期",),
        "assigned_at": ("配备日期",), "vp_confirmed_at": ("副总确认时间",),
        "special_role": ("专项职责",), "reappointed_at": ("重新聘用日期",), "region": ("大区", "片区"),
        "province": ("省份",),
    },
    "departments": {"dept": ("部门",), "manager_id": ("部门经理",)},
    "sites": {
        "site_id": ("网点编号",), "site_type": ("网点性质",), "status": ("网点状态",), "opened_at": ("设立日期",),
        "responsible_id": ("负责人",), "region": ("大区",), "closed_at": ("关闭日期", "撤销日期"),
        "applied_by": ("申请人",), "applied_at": ("申请时间", "申请日期"), "gm_approved_by": ("总经理批准人",),
        "gm_approved_at": ("总经理批准时间",), "budget_requested": ("申请经费（元）",),
        "budget_approved": ("批准经费（元）",), "funds_paid": ("拨付金额（元）",), "funds_paid_at": ("拨付日期",),
        "data_sheet_no": ("基础数据表编号",), "candidate_no": ("候选编号",),
    },
    "posts": {
        "post_code": ("岗位",), "post_name": ("岗位名称",), "headcount_approved": ("编制人数",),
        "licence_required": ("须持证书",),
    },
    "training_records": {
        "staff_id": ("工号",), "course": ("培训课程",), "topic": ("培训主题",), "level": ("级别",),
        "completed_at": ("完成日期",), "hours": ("学时（小时）",), "trainer": ("讲师",), "exam_score": ("考试成绩",),
        "result": ("考核结果",), "session_no": ("班次编号",), "asset_no": ("设备编号",),
        "doc_no": ("文件编号",), "source_no": ("来源编号",),
    },
    "evaluations": {
        "eval_no": ("评价编号",), "staff_id": ("工号",), "post_code": ("岗位",), "eval_type": ("评价类型",),
        "eval_date": ("评价日期",), "score": ("得分",), "result": ("评定结果",),
        "appointment_opinion": ("任用意见",), "period": ("年度",), "staff_category": ("人员类别",),
        "basic_quality": ("个人基本素质",), "business_ability": ("业务能力",), "dedication": ("事业心",),
        "innovation": ("创新能力",), "performance": ("工作业绩",), "service_awareness": ("服务意识",),
        "business_knowledge": ("业务知识",), "operating_skill": ("操作技能",), "emergency_ability": ("应急能力",),
        "self_report": ("述职",), "personal_summary": ("个人总结",), "staff_review": ("员工评议",),
        "org_review": ("组织评价",), "leader_review": ("主管领导评价",), "exam_score": ("考试成绩",),
        "dept": ("部门",), "grade": ("等级",), "training_considered": ("已考虑培训",),
        "re_eval_date": ("复评日期",), "re_eval_result": ("复评结果",), "basis": ("依据",),
        "quality_score": ("服务质量得分",), "efficiency_score": ("工作效率得分",), "teamwork_score": ("团队协作得分",),
        "innovation_score": ("创新能力得分",),
    },
    "certificates": {
        "cert_no": ("证书编号",), "holder_type": ("持证对象",), "holder_id": ("持证人编号",),
        "cert_type": ("证书类型",), "skill": ("技能",), "issued_at": ("发证日期",), "expires_at": ("有效期至",),
        "revoked_at": ("撤销日期",), "last_reviewed_at": ("最近评审日期",),
        "prepared_by": ("编制人",), "prepared_at": ("编制时间",), "gm_signed_by": ("总经理签字",),
        "gm_signed_at": ("总经理签字时间",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "staff": ("staff_id",),
    "departments": ("dept",),
    "sites": ("site_id",),
    "posts": ("post_code",),
    "training_records": ("staff_id", "course", "completed_at"),
    "evaluations": ("eval_no",),
    "certificates": ("cert_no",),
}
