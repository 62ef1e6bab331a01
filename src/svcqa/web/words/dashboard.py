"""The dashboard."""

from svcqa.text import Text

WORDS = {
    "project.dashboard": Text("看板", "Dashboard"),
    "dashboard.now": Text("现状", "Where it stands"),
    "dashboard.now.about": Text(
        "按每次提交的最新一版合计；疑点是线索，经裁定才算数。",
        "The newest versions of all submissions together; findings are leads until somebody has decided on them.",
    ),
    "dashboard.findings": Text("疑点", "Findings"),
    "dashboard.assessed": Text("已评定的规则", "Rules assessed"),
    "dashboard.assessed.of": Text("{assessed} / {rules}（{share}）", "{assessed} of {rules} ({share})"),
    "dashboard.open": Text("未关闭的不符合项", "Open nonconformities"),
    "dashboard.overdue": Text("超期措施", "Overdue actions"),
    "dashboard.waiting": Text("待批准的豁免", "Waivers to be decided"),
    "dashboard.unanswered": Text("未回答的检查题", "Unanswered questions"),
    "dashboard.ageing": Text("未关闭的已开多久", "Age of those that are open"),
    "dashboard.ageing.of": Text("{band}的{count}项", "{count} for {band}"),
    "dashboard.trend": Text("趋势", "Trend"),
    "dashboard.trend.about": Text(
        "每次检查一行，按审核基准日排列。各次的表格、规则和评定的范围可能不同，件数不能直接比较。",
        "A row for every check, by its audit date. Files, rules and what was assessed may differ from one to the next, "
        "so numbers do not compare by themselves.",
    ),
    "dashboard.trend.none": Text("还没有检查过。", "Nothing has been checked yet."),
    "dashboard.trend.which": Text("哪次提交", "Which submission"),
    "dashboard.trend.all": Text("全部提交", "All submissions"),
    "dashboard.trend.earlier": Text("更早的{count}次没有列出。", "{count} earlier ones are not listed."),
    "dashboard.as_of": Text("审核基准日", "Audit date"),
    "dashboard.submission": Text("提交", "Submission"),
    "dashboard.version": Text("第{number}版", "version {number}"),
    "dashboard.excused": Text("已豁免", "Excused"),
    "dashboard.in_scope": Text("判断数", "Judgements"),
    "dashboard.show": Text("显示", "Show"),
    "dashboard.reminders": Text("要办的事", "To be done"),
    "dashboard.reminders.about": Text("{days}天内到期或已超期的。", "What is overdue, or due within {days} days."),
    "dashboard.reminders.none": Text("没有超期或将到期的。", "Nothing is overdue or due soon."),
    "dashboard.kind": Text("种类", "Kind"),
    "dashboard.kind.return": Text("退回改正", "mended version"),
    "dashboard.kind.action": Text("纠正措施", "corrective action"),
    "dashboard.kind.waiver": Text("豁免到期", "end of a waiver"),
    "dashboard.what": Text("事项", "What"),
    "dashboard.who": Text("责任人", "Who"),
    "dashboard.day": Text("日期", "Day"),
    "dashboard.left": Text("还有几天", "Days left"),
    "dashboard.over": Text("超期{days}天", "{days} days over"),
    "dashboard.falling": Text("表格里将到期的", "What falls due in the records"),
    "dashboard.falling.about": Text(
        "取自各次提交最新一版的检查结果；检查以后有没有办，这里看不到。",
        "As the check of the newest version of each submission tells it; what was done since is not known here.",
    ),
    "dashboard.falling.unknown": Text(
        "下面这些提交里将到期的没能整理出来，所以没有列出；请重新检查。",
        "What falls due in these could not be made ready, and is not listed; have them checked again.",
    ),
    "dashboard.falling.none": Text("没有。", "Nothing."),
    "dashboard.falling.more": Text(
        "另有{count}项更晚到期或没有列出，见报告。", "{count} more fall due later or are not listed; see the reports."
    ),
    "dashboard.clause": Text("条款", "Clause"),
    "dashboard.unit": Text("单位", "Unit"),
    "dashboard.record": Text("记录", "Record"),
}
