"""The organisation: hiring, duty, drills, breaches, laws, audits, improvements: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "recruitment": {
        "candidate_no": ("候选编号",), "staff_id": ("工号",), "screened_at": ("筛选日期",),
        "screen_result": ("筛选结果",), "interviewer": ("面试人",),
    },
    "duty_roster": {
        "shift_id": ("班次编号",), "shift_date": ("班次日期",), "staff_id": ("工号",), "post": ("值班岗位",),
        "shift_start": ("班次开始", "上班时间"), "shift_end": ("班次结束", "下班时间"), "arranged_at": ("安排时间",),
    },
    "drills": {
        "drill_no": ("演练编号",), "plan_doc_no": ("预案编号",), "drilled_at": ("演练日期",),
        "participants": ("参加人",), "evaluation": ("演练评价",), "improvement": ("改进建议",),
    },
    "violations": {
        "violation_no": ("违规编号",), "found_at": ("发现时间",), "rule_ref": ("违反条款",), "subject_id": ("对象",),
    },
    "law_changes": {
        "law_no": ("法规编号",), "effective_date": ("实施日期", "执行日期"),
        "affects_rules": ("是否影响制度", "是否需修订"),
    },
    "audits": {
        "audit_no": ("审核编号",), "audit_type": ("审核类型",), "audited_at": ("审核日期",), "dept": ("部门",),
        "clause": ("条款",), "auditor_id": ("审核员工号",), "result": ("结论",),
    },
    "improvements": {
        "improvement_no": ("改进编号",), "source_no": ("来源编号", "来源单号"), "proposed_at": ("提出时间",),
        "proposer_id": ("提出人工号",), "content": ("内容",), "plan": ("方案",), "decision": ("处理意见",),
        "owner": ("责任人",), "is_major": ("是否重大",), "completed_at": ("完成时间",), "verified_at": ("验证日期",),
        "effect": ("实施效果",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "recruitment": ("candidate_no",),
    "duty_roster": ("shift_id",),
    "drills": ("drill_no",),
    "violations": ("violation_no",),
    "law_changes": ("law_no",),
    "audits": ("audit_no", "dept", "clause"),
    "improvements": ("improvement_no",),
}
