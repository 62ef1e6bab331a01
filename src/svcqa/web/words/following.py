"""Nonconformities and corrective actions."""

from svcqa.text import Text

WORDS = {
    "project.nonconformities": Text("不符合项", "Nonconformities"),
    "following.show": Text("显示", "Show"),
    "following.show.open": Text("未关闭", "Open"),
    "following.show.overdue": Text("超期", "Overdue"),
    "following.show.all": Text("全部", "All"),
    "following.number": Text("编号", "Number"),
    "following.clause": Text("条款", "Clause"),
    "following.unit": Text("单位", "Unit"),
    "following.grade": Text("等级", "Grade"),
    "following.state": Text("状态", "Status"),
    "following.owner": Text("责任人", "Owner"),
    "following.due": Text("期限", "Due"),
    "following.overdue": Text("超期天数", "Days overdue"),
    "following.age": Text("已开天数", "Age in days"),
    "following.figures": Text(
        "未关闭{open}项，其中超期{overdue}项、7天内到期{due_soon}项；已关闭{closed}项（被推翻{refuted}项），取消{cancelled}项。",
        "{open} open, of which {overdue} overdue and {due_soon} due within 7 days; {closed} closed, of which {refuted} "
        "refuted; {cancelled} cancelled.",
    ),
    "following.none": Text("没有要显示的不符合项。", "There is no nonconformity to show."),
    "following.none.mend": Text(
        "审核员裁定“属实”的疑点，可在这里开具为不符合项。",
        "Findings that reviewers have confirmed can be raised here as nonconformities.",
    ),
    "following.raise": Text("开具不符合项", "Raise nonconformities"),
    "following.raise.about": Text(
        "裁定属实的疑点，一个条款在一个单位开具一项；重复开具不会多出。",
        "What was confirmed, one for each clause and unit; doing it twice raises nothing twice.",
    ),
    "following.raise.none": Text("还没有裁定属实的疑点。", "No finding is confirmed yet."),
    "following.raise.of": Text(
        "{submission}（基准日{as_of}，属实{count}项）", "{submission} (as of {as_of}, {count} confirmed)"
    ),
    "following.audit": Text("哪一次审核", "Which audit"),
    "following.raised": Text("开具{count}项不符合项。", "{count} nonconformities were raised."),
    "following.seen_again": Text(
        "{number}仍未关闭，再次发现，新增{count}个疑点。",
        "{number} is still open and was found again, with {count} new findings.",
    ),
    "following.known": Text("{number}已开具，没有新的疑点。", "{number} was raised before; nothing is new."),
    "following.covered": Text(
        "{count}个疑点已由{number}处理，或发生在它的措施完成之前，没有另开。",
        "{count} findings were covered by {number}, or lie before its last action; nothing was raised for them.",
    ),
    "following.workbook": Text("整改台账（Excel）", "Workbook of actions (Excel)"),
    "following.workbook.about": Text(
        "也可以下载整改台账，填好后传回；关口与本页相同，不合关口的行不采用并逐行说明。",
        "The same can be worked in a workbook and taken back; its gates are those of these pages, and rows that fail "
        "one are refused and named.",
    ),
    "following.download": Text("下载", "Download"),
    "following.file": Text("填好的整改台账", "The filled-in workbook"),
    "following.take": Text("传回", "Take back"),
    "following.taken": Text(
        "更新{count}项不符合项，{refused}处没有采用。", "{count} nonconformities changed, {refused} refusals."
    ),
    "following.elsewhere": Text(
        "另有{count}项未关闭的不在文件中，没有改动。", "{count} open ones are not in the file and stay as they are."
    ),
    "nonconformity.saved": Text("已保存。", "Saved."),
    "nonconformity.same": Text("没有改动。", "Nothing was changed."),
    "nonconformity.back": Text("全部不符合项", "All nonconformities"),
    "nonconformity.facts": Text("不符合事实", "What was found"),
    "nonconformity.requirement": Text("要求", "Requirement"),
    "nonconformity.fact": Text("事实", "Fact"),
    "nonconformity.found": Text("发现", "Found"),
    "nonconformity.raised": Text("开具", "Raised"),
    "nonconformity.source": Text("来源", "Source"),
    "nonconformity.repeats": Text("再发关联", "Repeats"),
    "nonconformity.refuted": Text("关闭被推翻", "Closure refuted by"),
    "nonconformity.hint": Text("等级提示（仅供参考）", "Grade to consider, a hint only"),
    "nonconformity.cells": Text("证据所在单元格", "Cells of the evidence"),
    "nonconformity.value": Text("内容", "What stands there"),
    "nonconformity.cells.more": Text("另有{count}个单元格，见整改台账。", "{count} more cells; see the workbook."),
    "nonconformity.stages": Text("进度", "Progress"),
    "nonconformity.missing": Text("进入“{state}”还缺", "Still missing for '{state}'"),
    "nonconformity.ready": Text("可以进入“{state}”。", "It may become '{state}'."),
    "nonconformity.work": Text("填写", "Fill in"),
    "nonconformity.work.about": Text(
        "日期照实填写；逾期不会被拒绝，不要为了通过而改日期。",
        "Dates are those on which it happened; being late is never refused, so never change a date to get through.",
    ),
    "stage.immediate": Text("分级与应急处置", "Grade and containment"),
    "stage.analysis": Text("原因分析", "Cause"),
    "stage.acceptance": Text("批准措施", "Acceptance of the plan"),
    "stage.verification": Text("核实", "Verification"),
    "stage.effectiveness": Text("效果验证", "Effectiveness"),
    "stage.closing": Text("关闭", "Closing"),
    "nonconformity.move": Text("状态", "Status"),
    "nonconformity.reason.hint": Text("退回或取消时必填。", "Needed for going back and for cancelling."),
    "nonconformity.actions": Text("措施", "Actions"),
    "nonconformity.action": Text("措施{number}", "Action {number}"),
    "nonconformity.action.add": Text("增加一项措施", "Add an action"),
    "nonconformity.action.none": Text("还没有措施。", "There is no action yet."),
    "nonconformity.due.set": Text("已定的期限只能申请延期。", "A date that is set moves by an extension only."),
    "nonconformity.extend": Text("延期", "Extend"),
    "nonconformity.extended": Text(
        "延期 {old} → {new}：{reason}（{by}，{on}）", "extended {old} → {new}: {reason} ({by}, {on})"
    ),
    "nonconformity.closed": Text(
        "已关闭或取消，不再改动；再次发生的另开一项。",
        "It is closed or cancelled and stays as it is; what happens again is raised anew.",
    ),
    "nonconformity.events": Text("经过", "What happened"),
    "nonconformity.event": Text("事项", "Event"),
    "nonconformity.detail": Text("内容", "Detail"),
}
