"""Management: files, factors, objectives, meetings, questions and answers: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "documents": {
        "doc_no": ("文件编号",), "doc_title": ("文件名称",), "doc_type": ("文件类别", "文件类型"),
        "version": ("版本", "版次"), "control_status": ("受控状态",), "status": ("文件状态",),
        "is_external": ("是否外来文件",), "drafted_by": ("编制人",), "drafted_at": ("编制日期",),
        "reviewed_by": ("审核人",), "reviewed_at": ("审核时间",), "approved_by": ("批准人", "核准"),
        "approved_at": ("批准时间",), "issued_at": ("发放日期",), "effective_date": ("生效日期", "实施日期"),
        "obsolete_at": ("作废日期",), "applies_to_post": ("适用岗位",),
    },
    "doc_distribution": {
        "doc_no": ("文件编号",), "version": ("版本", "版次"), "copy_no": ("分发号",), "recipient_dept": ("领用部门",),
        "recipient_id": ("领用人",), "issued_at": ("发放日期",), "received_by": ("接收人",),
        "received_at": ("领用时间",), "read_confirmed_at": ("阅读确认时间",), "recovered_at": ("收回日期",),
    },
    "risk_factors": {
        "factor_no": ("因素编号",), "dept": ("部门",), "identified_at": ("识别日期",), "scope_party": ("适用方",),
        "method": ("识别方法",), "tense": ("时态",), "state": ("状态类别",), "activity_type": ("活动类型",),
        "source_category": ("来源类别",), "reported_at": ("上报时间",), "summarised_at": ("汇总时间",),
        "archived_at": ("归档日期",), "evaluated_at": ("评价时间",), "evaluation_result": ("评价结果",),
        "is_major": ("是否重大",), "measure": ("削减措施", "控制措施"), "emergency_measure": ("应急措施",),
        "measure_prevention": ("预防手段",), "measure_equipment": ("设备人员配备",), "measure_training": ("人员培训",),
        "measure_resources": ("资源投入",), "measure_reviewed_by": ("措施评审人",),
        "measure_reviewed_at": ("措施评审时间",), "implemented_at": ("措施落实日期",),
    },
    "risk_team": {
        "staff_id": ("工号",), "team_role": ("小组角色",), "appointed_by": ("任命人", "组建人"),
        "appointed_at": ("任命日期",), "experience_years": ("工作年限",), "qualification_note": ("资格说明",),
    },
    "objectives": {
        "objective_no": ("目标编号",), "period": ("年度",), "level": ("级别",), "parent_no": ("上级目标编号",),
        "owner_dept": ("责任部门",), "owner_post": ("责任岗位",), "basis": ("依据",), "metric": ("指标名称",),
        "target_value": ("目标值",), "unit": ("单位",), "not_quantified_reason": ("未量化原因",),
        "drafted_at": ("编制日期",), "meeting_no": ("评审会议编号",), "vp_reviewed_by": ("副总审核人",),
        "vp_reviewed_at": ("副总审核时间",), "gm_approved_by": ("总经理批准人",),
        "gm_approved_at": ("总经理批准时间",), "released_at": ("发布时间",), "publicised_at": ("宣传时间",),
        "publicised_by_method": ("宣传方式",), "effective_date": ("实施日期",),
    },
    "objective_reviews": {
        "review_no": ("考核编号",), "period": ("年度",), "dept": ("部门",), "reviewed_at": ("审核时间",),
        "achieved_value": ("完成值",), "reviewer": ("考核人",), "proposal": ("奖罚建议",),
    },
    "objective_changes": {
        "change_no": ("变更编号",), "objective_no": ("目标编号",), "reason_code": ("变更情形",),
        "gm_approved_by": ("总经理批准人",), "gm_approved_at": ("总经理批准时间",), "changed_at": ("变更时间",),
    },
    "meetings": {
        "meeting_no": ("会议编号",), "meeting_type": ("会议类型",), "held_at": ("召开时间",),
        "convened_by": ("召集人",),
        "attendee_roles": ("参会角色",), "attendees": ("参加人员",), "minutes": ("会议纪要",),
        "resolution": ("解决情况",),
    },
    "attestations": {
        "attestation_id": ("声明编号",), "statement_id": ("声明条目",), "period": ("年度",), "asked": ("被询问人",),
        "method": ("核查方式",), "answer": ("答复",), "evidence": ("证据说明",), "signer": ("签署人",),
        "signed_at": ("签署日期",),
    },
    "incoming_inspections": {
        "inspection_no": ("检查编号",), "purchase_no": ("进货单号",), "inspected_at": ("检验时间", "检验日期"),
        "result": ("结论",), "stocked_at": ("入库时间",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("doc_no", "version"),
    "doc_distribution": ("doc_no", "version", "copy_no"),
    "risk_factors": ("factor_no",),
    "risk_team": ("staff_id",),
    "objectives": ("objective_no",),
    "objective_reviews": ("review_no",),
    "objective_changes": ("change_no",),
    "meetings": ("meeting_no",),
    "attestations": ("attestation_id",),
    "incoming_inspections": ("inspection_no",),
}
