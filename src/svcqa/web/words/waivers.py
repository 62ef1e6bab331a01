"""Waivers."""

from svcqa.text import Text

WORDS = {
    "project.waivers": Text("豁免", "Waivers"),
    "waivers.about": Text(
        "经批准的例外：一人申请，由另一位审核员批准。所涉疑点标明已获豁免、另计；判断结果不变。",
        "Approved exceptions: one person asks, and another, an auditor, approves. Findings in their scope say that "
        "they are excused and are counted apart; the verdict stays.",
    ),
    "waivers.none": Text("还没有豁免。", "There is no waiver yet."),
    "waivers.number": Text("编号", "Number"),
    "waivers.rule": Text("豁免哪条规则", "Rule waived"),
    "waivers.rule.hint": Text("输入条款或几个字，从列表中选。", "Type a clause or a word, and choose from the list."),
    "waivers.rule.gone": Text(
        "项目的规则集里已没有这条规则，不起作用", "the rulesets of the project have it no more; no effect"
    ),
    "waivers.scope": Text("范围", "Scope"),
    "waivers.everything": Text("全部记录", "All records"),
    "waivers.submission": Text("用于哪次提交", "For which submission"),
    "waivers.submission.hint": Text(
        "只用于一次提交的，交这份表格的人不能批准；用于全项目的，交过表格的人都不能批准。",
        "Who handed it in cannot approve; a waiver for all of them nobody who has handed in anything.",
    ),
    "waivers.all_submissions": Text("项目的全部提交", "All submissions of the project"),
    "waivers.record": Text("哪条记录", "Record"),
    "waivers.record.hint": Text(
        "照报告的写法，或填疑点指纹。", "As reports write it, or the fingerprint of a finding."
    ),
    "waivers.unit": Text("哪个单位", "Unit"),
    "waivers.records_from": Text("记录日期从", "Records from"),
    "waivers.records_to": Text("记录日期到", "Records to"),
    "waivers.reason": Text("理由", "Reason"),
    "waivers.risk": Text("带来的风险", "Risk"),
    "waivers.control": Text("补偿控制措施", "Compensating control"),
    "waivers.valid_from": Text("起始日", "Valid from"),
    "waivers.valid_to": Text("最后有效日（含当日）", "Last valid day"),
    "waivers.until": Text("有效至", "Valid to"),
    "waivers.ended": Text("已过期", "ended"),
    "waivers.proof": Text("证明文件", "Proof"),
    "waivers.state": Text("状态", "Status"),
    "waivers.state.requested": Text("待批准", "requested"),
    "waivers.state.approved": Text("已批准", "approved"),
    "waivers.state.refused": Text("已驳回", "refused"),
    "waivers.state.revoked": Text("已撤销", "revoked"),
    "waivers.requested_by": Text("申请人", "Requested by"),
    "waivers.decided_by": Text("批准或驳回", "Decided by"),
    "waivers.revoked_by": Text("撤销", "Revoked by"),
    "waivers.note": Text("理由", "Reason given"),
    "waivers.ask": Text("申请豁免", "Ask for a waiver"),
    "waivers.back": Text("全部豁免", "All waivers"),
    "waivers.takes_effect": Text(
        "从批准以后的下一次检查起生效；已有的结果不变。",
        "It takes effect from the next check on; results that are there stay as they are.",
    ),
    "waivers.late": Text(
        "项目的审核基准日固定为{day}，早于批准日期，这条豁免在该日没有批准，不会生效。",
        "The audit date of the project is fixed at {day}, before the approval: on that day it was not approved, and it "
        "has no effect.",
    ),
    "waivers.decide": Text("批准或驳回", "Approve or refuse"),
    "waivers.decision": Text("决定", "Decision"),
    "waivers.approve": Text("批准", "Approve"),
    "waivers.refuse": Text("驳回", "Refuse"),
    "waivers.refuse.hint": Text("须写明理由。", "Needs a reason."),
    "waivers.barred.own": Text(
        "这是您自己申请的，须由另一位审核员决定。", "You have asked for it yourself; another auditor has to decide."
    ),
    "waivers.barred.handed_in": Text(
        "豁免涉及您提交的表格，须由另一位审核员决定。",
        "It concerns what you handed in; another auditor has to decide.",
    ),
    "waivers.revoke": Text("撤销豁免", "Revoke"),
    "waivers.revoke.about": Text(
        "撤销后，从下一次检查起所涉疑点恢复；记录仍然保留。",
        "From the next check on its findings come back; the record of it stays.",
    ),
}
