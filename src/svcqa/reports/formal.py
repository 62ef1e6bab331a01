"""Wording of the reports that people sign: the audit report and the nonconformity report."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

FORMAL: Mapping[str, Text] = {
    "formal.title": Text("审核报告", "Audit report"),
    "formal.missing": Text("【未填写】", "[not stated]"),
    "formal.to_fill": Text("（待填写）", "(to be filled in)"),
    "formal.missing_note": Text(
        "标有“未填写”的{count}项，在审核工作簿“审核任务”表中没有内容，须由审核组填写：{listed}。",
        "{count} elements are not stated in the sheet 'Assignment' of the audit workbook and are for the audit team to "
        "supply: {listed}.",
    ),
    "formal.assignment": Text("审核概况", "The audit"),
    "report_date": Text("报告日期", "Date of the report"),
    "formal.conclusions": Text("审核组的结论与意见", "Conclusions and opinions of the audit team"),
    "formal.found_by": Text("复核人", "Confirmed by"),
    "formal.signature_and_date": Text("签名 / 日期", "Signature / date"),
    "formal.course": Text("审核过程", "Course of the audit"),
    "formal.figures": Text("审核结果的数字", "Results in figures"),
    "formal.figure": Text("项目", "Item"),
    "formal.value": Text("数值", "Figure"),
    "formal.doubtful": Text("不能采用的复核", "Reviews that cannot count"),
    "formal.doubtful_note": Text(
        "下列复核没有采用，所涉疑点仍按未复核计。", "These reviews were not used; their findings count as unreviewed."
    ),
    "formal.place": Text("位置", "Place"),
    "formal.nonconformities": Text("不符合项", "Nonconformities"),
    "formal.nonconformities_note": Text(
        "每项为一个条款在一个单位经复核属实的疑点。编号和分级由审核组确定，详见各份不符合报告。",
        "Each is what was confirmed of one clause in one unit. Number and grade are for the audit team; the "
        "nonconformity reports give each in full.",
    ),
    "formal.followed": Text("不符合项的整改情况", "Follow-up of nonconformities"),
    "formal.followed_note": Text(
        "截至{day}，据审核历史；期限为下一步最早到期的日期。",
        "As of {day}, by the history; the date is the next one due.",
    ),
    "formal.state": Text("状态", "State"),
    "formal.owner": Text("责任人", "Owner"),
    "formal.due": Text("期限", "Due"),
    "formal.overdue": Text("超期天数", "Days overdue"),
    "formal.age": Text("已开天数", "Age in days"),
    "formal.no_nonconformities": Text(
        "复核中没有确认属实的疑点。尚未复核的疑点不等于符合。",
        "No finding was confirmed by a review. A finding that was not reviewed is not a sign of conformity.",
    ),
    "formal.observations": Text("观察项", "Observations"),
    "formal.no_observations": Text("没有观察项。", "No observations."),
    "formal.count_of": Text("属实{count}项", "{count} confirmed"),
    "formal.noted_of": Text("观察{count}项", "{count} noted"),
    "formal.fact": Text(
        "该单位在范围内的判断{scope}项，其中疑点{failed}项；复核属实{count}项，未复核{unreviewed}项。",
        "{scope} judgements in scope in this unit, {failed} of them findings; {count} confirmed, {unreviewed} not "
        "reviewed.",
    ),
    "formal.fact_noted": Text(
        "该单位在范围内的判断{scope}项，其中疑点{failed}项；列为观察项{count}项，未复核{unreviewed}项。",
        "{scope} judgements in scope in this unit, {failed} of them findings; {count} noted as observations, "
        "{unreviewed} not reviewed.",
    ),
    "formal.examples": Text("证据示例", "Evidence, examples"),
    "formal.more_cases": Text("另有{count}项，见不符合报告的附表。", "{count} more: see the nonconformity report."),
    "formal.clauses": Text("有疑点的条款", "Clauses with findings"),
    "formal.clauses_note": Text(
        "全部疑点连同证据见随附的疑点清单（XLSX或CSV）；每条疑点都能找到文件、工作表和单元格。",
        "All findings with their evidence are in the list attached (XLSX or CSV); each leads to file, sheet and cell.",
    ),
    "formal.criteria_degree": Text("各手册的评定情况", "Assessment by manual"),
    "formal.not_assessed": Text("没有评定的规则", "Rules that were not assessed"),
    "formal.not_assessed_none": Text("全部规则都已评定。", "All rules were assessed."),
    "formal.unjudged": Text("无法判断的记录", "What could not be judged"),
    "formal.more_rules": Text("等{count}条", "and others, {count} in all"),
    "formal.sampling": Text(
        "局限性说明：本工具逐条判断了所提供的记录，没有提供、没有读到或无法判断的内容不在其中；抽样或询问所得只代表"
        "所查的部分。审核证据因此不一定能代表全部情况，没有疑点不等于符合。",
        "Limits: the tool has judged every record it was given. What was not supplied, not read or could not be judged "
        "is not among them, and what was found by sampling or asking stands for what was looked at. The evidence may "
        "therefore not be representative of everything, and no finding does not mean conformity.",
    ),
    "formal.leads": Text(
        "疑点由工具列出，是否属实由审核员复核判断。本报告只有复核属实的才列为不符合项。",
        "Findings are listed by the tool; whether they hold is for auditors to decide. Only confirmed ones are "
        "nonconformities in this report.",
    ),
    "formal.inputs": Text("审核所依据的文件", "Files audited"),
    "formal.disputes": Text("受审核方有异议的疑点", "Findings that the auditee disputes"),
    "formal.disputes_note": Text(
        "复核中未解决的分歧意见：审核员的结论照算，受审核方的意见一并列出。",
        "Unresolved differing opinions from the reviews: what the auditors decided stands, and so does what the "
        "auditee says.",
    ),
    "formal.decided": Text("审核员的结论", "Decision of the auditor"),
    "formal.others": Text("其他事项", "Other matters"),
    "formal.signatures": Text("签署", "Signatures"),
    "formal.sign.prepared": Text("编制（审核组长）", "Prepared by (team leader)"),
    "formal.sign.reviewed": Text("审查", "Reviewed by"),
    "formal.sign.approved": Text("批准", "Approved by"),
    "formal.sign.accepted": Text("受审核方确认", "Acknowledged by the auditee"),
    "formal.made_by": Text(
        "由svcqa {version}根据审核结果生成，内容摘要：", "Made by svcqa {version}; digest of the audit: "
    ),
    "nc.title": Text("不符合报告", "Nonconformity report"),
    "nc.number": Text("编号", "Number"),
    "nc.grade": Text("分级", "Grade"),
    "nc.grades": Text("□ 严重　□ 一般", "☐ major   ☐ minor"),
    "nc.grades_major": Text("☑ 严重　□ 一般", "☑ major   ☐ minor"),
    "nc.grades_minor": Text("□ 严重　☑ 一般", "☐ major   ☑ minor"),
    "nc.repeats": Text("{number}（{other}关闭后再次发生）", "{number} (again after {other} was closed)"),
    "nc.refuted": Text("{state}（被{other}推翻）", "{state} (refuted by {other})"),
    "nc.source": Text("来源", "Source"),
    "nc.source_internal": Text("内部审核", "Internal audit"),
    "nc.report_no": Text("审核报告编号", "Audit report no."),
    "nc.unit": Text("责任单位", "Unit"),
    "nc.found_on": Text("审核基准日", "Audit date"),
    "nc.found_by": Text("复核人", "Confirmed by"),
    "nc.criterion": Text("依据", "Criterion"),
    "nc.requirement": Text("要求", "Requirement"),
    "nc.fact": Text("不符合事实", "Facts"),
    "nc.evidence": Text("客观证据（前{shown}项，共{total}项）", "Objective evidence (first {shown} of {total})"),
    "nc.all_evidence": Text("客观证据（共{total}项）", "Objective evidence ({total})"),
    "nc.attached": Text("全部{total}项见附表。", "All {total} are in the annex."),
    "nc.annex": Text("附表：全部证据", "Annex: all evidence"),
    "nc.remedy": Text("处理建议", "What to do"),
    "nc.answer": Text("受审核方意见", "Answer of the auditee"),
    "nc.containment": Text("纠正与应急处置（是否还有同类情况）", "Correction and containment (are there other cases)"),
    "nc.cause": Text("原因分析", "Cause"),
    "nc.action": Text("纠正措施（责任人、完成期限）", "Corrective action (owner, due date)"),
    "nc.implemented": Text("实施情况与证据", "Implementation and evidence"),
    "nc.verification": Text("验证（验证人不得为责任人）", "Verification (not by the owner)"),
    "nc.effectiveness": Text("有效性评价", "Effectiveness"),
    "nc.closed": Text("关闭", "Closed"),
    "nc.signs": Text("签名：　　　　　　　日期：", "Signature:                  Date:"),
    "nc.auditor": Text("审核员", "Auditor"),
    "nc.head": Text("责任单位负责人", "Head of the unit"),
    "nc.leave": Text(
        "时间、人员、签字等当时的记录须保持原样，说明和补救另行记录。",
        "Times, people and signatures stay as they were recorded; explanations and remedies are recorded apart.",
    ),
}
"""Name → wording."""
