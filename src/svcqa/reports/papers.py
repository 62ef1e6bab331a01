"""Wording of the workbook that is an auditor's working paper."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

PAPERS: Mapping[str, Text] = {
    "count_of_rows": Text("行数", "How many"),
    "sheet_front": Text("摘要", "Summary"),
    "sheet_doubtful": Text("未采用的复核", "Reviews not used"),
    "sheet_parameters": Text("参数", "Parameters"),
    "about": Text("关于本次审核", "About this audit"),
    "findings_not_excused": Text("疑点（未获豁免）", "Findings that nothing excuses"),
    "findings_excused_by": Text("已获豁免的疑点", "Findings excused by a waiver"),
    "findings_records_note": Text("已包含在疑点总数中", "among the findings above"),
    "excused_note": Text("不计入上面的疑点数", "not among the findings above"),
    "of_these": Text("其中：{name}", "of these: {name}"),
    "read_note": Text("读取行数 = 导入 + 不作为记录", "rows read = imported + set aside"),
    "reviews_note": Text(
        "“疑点”表从“疑点指纹”到“受审核方答复”的各列与审核工作簿“疑点复核”表的列相同、顺序相同，填写后可整块复制过去。",
        "In the list of findings, the columns from 'Fingerprint' to 'Answer of the auditee' are those of the sheet "
        "'Reviews' of the audit workbook, in its order: fill them in and copy them over as a block.",
    ),
    "unreviewed_note": Text("没有人复核、也未获豁免的疑点", "nobody has decided on them and nothing excuses them"),
    "doubtful_note": Text(
        "这些复核不能采用，所涉疑点仍按未复核计。",
        "These reviews cannot count; their findings are taken as not reviewed.",
    ),
    "reviewed_rule": Text("复核的规则", "Rule reviewed"),
    "reviewed_record": Text("复核的记录", "Record reviewed"),
    "review_decision": Text("复核结论", "Decision"),
    "decision_reason": Text("复核理由", "Reason for the decision"),
    "decision_evidence": Text("复核证据", "Evidence of the decision"),
    "reviewed_by": Text("复核人", "Reviewed by"),
    "reviewed_on": Text("复核日期", "Reviewed on"),
    "answer": Text("受审核方答复", "Answer of the auditee"),
    "answer_reason": Text("答复理由", "Reason for the answer"),
    "answered_by": Text("答复人", "Answered by"),
    "answered_on": Text("答复日期", "Answered on"),
    "place": Text("位置", "Place"),
    "parameters_unset": Text("其中未设定{unset}项", "{unset} of them not set"),
    "parameter_name": Text("参数名称", "Name of the parameter"),
    "usual": Text("常见做法", "Common practice"),
    "lists": Text("工作表", "Sheets"),
    "unlinked": Text(
        "一张工作表最多{most}个链接，其余{count}行没有链接，内容齐全。",
        "One sheet holds {most} links at most: {count} rows have none, and lack nothing else.",
    ),
}
