"""A version: how far its check has come, and what came of it."""

from svcqa.text import Text

WORDS = {
    "state.waiting": Text("等待检查", "Waiting"),
    "state.checking": Text("正在检查", "Being checked"),
    "state.done": Text("已检查", "Checked"),
    "state.failed": Text("没有完成", "Not done"),
    "version.pages": Text("本次检查", "This check"),
    "version.results": Text("结果", "Results"),
    "version.understanding": Text("怎样读的", "How it was read"),
    "version.plan": Text("还缺什么", "What is missing"),
    "version.sheets": Text("表格与疑点", "Sheets and findings"),
    "version.versions": Text("各版本", "Versions"),
    "version.of": Text("第{number}版", "Version {number}"),
    "version.handed_in": Text("{shown}，{at}", "{shown}, {at}"),
    "version.older": Text("这不是最新的一版。", "This is not the newest version."),
    "version.newest": Text("看最新的一版", "See the newest"),
    "version.files": Text("文件（{count}个）", "Files ({count})"),
    "version.refused": Text("没有收下的文件（没有检查）", "Files that were not taken, and not checked"),
    "progress.title": Text("检查进度", "Progress"),
    "progress.ahead": Text("前面还有{count}份在等。", "{count} others wait before it."),
    "progress.next": Text("下一个就轮到它。", "It is next."),
    "progress.doing": Text("正在处理：{what}", "At work on: {what}"),
    "progress.began": Text("刚开始。", "It has just begun."),
    "progress.took": Text("已用{seconds}秒。", "{seconds} s so far."),
    "progress.leave": Text(
        "可以离开本页，检查会继续；结果出来后本页自动更新。",
        "You may leave this page; the check goes on. The page shows the results by itself.",
    ),
    "progress.over": Text("检查结束。", "The check is over."),
    "progress.reload": Text("显示结果", "Show the results"),
    "failed.title": Text("这次检查没有完成", "This check was not done"),
    "failed.about": Text(
        "文件都保存着，什么都没有丢。可以重试，或改好后再交。",
        "The files are kept; nothing is lost. Try again, or hand in a mended version.",
    ),
    "failed.again": Text("重试", "Try again"),
    "result.again": Text("按现在的设置重新检查", "Check again by the settings as they are now"),
    "result.findings": Text("疑点", "Findings"),
    "result.assessed": Text("已评定的规则", "Rules assessed"),
    "result.of": Text("{part} / {whole}条", "{part} of {whole}"),
    "result.records": Text("记录", "Records"),
    "result.judged": Text("判断次数", "Judgements"),
    "result.excused": Text("已豁免", "Excused"),
    "result.lead": Text(
        "疑点只是线索，要由人判断；未评定的规则不等于符合。",
        "A finding is a lead, for people to judge; a rule that was not assessed does not count as kept.",
    ),
    "result.unprepared": Text(
        "检查做完了，也存进了审核历史，但这一页的结果没能整理出来；其他页面照常可用。请重新检查；仍不行请告诉管理员。",
        "It was checked, and its audit is kept in the history, but the results on this page could not be made ready; "
        "the other pages stand. Check it again; if that does not help, tell the administrator.",
    ),
    "result.nothing": Text(
        "没有读到任何台账的记录，所以什么都没有检查。", "No record of any register was read, so nothing was checked."
    ),
    "result.nothing.mend": Text(
        "请看“怎样读的”：工作表是否认得出、列名是否要确认。",
        "See how it was read: whether its sheets are recognised, and whether headings are to be confirmed.",
    ),
    "result.by_rule": Text("各规则的疑点", "Findings by rule"),
    "result.none": Text("没有疑点。", "No findings."),
    "result.rule": Text("规则", "Rule"),
    "result.weight": Text("轻重", "Weight"),
    "result.undetermined": Text("无法判断", "Not judged"),
    "result.why": Text("原因", "Why"),
    "result.look": Text("逐条看疑点", "Look at the findings"),
    "result.unassessed": Text("未评定的规则（{count}条）", "Rules not assessed ({count})"),
    "result.all_assessed": Text("规则全部评定了。", "All rules were assessed."),
    "result.to_plan": Text("看看还缺什么", "See what is missing"),
    "result.unread": Text("读不出的文件和工作表", "Files and sheets that could not be read"),
    "result.unread.about": Text("下面这些没有检查。", "These were not checked."),
    "result.where": Text("位置", "Where"),
    "result.others": Text(
        "压缩包里另有{count}个文件不是表格，没有读：{endings}",
        "{count} files in archives are no spreadsheets and were not read: {endings}",
    ),
    "plan.about": Text(
        "再交来下面这些，就能多评定这么多规则；最有用的排在前面。",
        "With these, so many more rules could be assessed; what helps most stands first.",
    ),
    "plan.now": Text("现在能评定{assessable} / {rules}条规则。", "{assessable} of {rules} rules can be assessed now."),
    "plan.step": Text("顺序", "Order"),
    "plan.supply": Text("交来", "Hand in"),
    "plan.rules": Text("多评定", "More rules"),
    "plan.total": Text("共能评定", "Then in all"),
    "plan.enough": Text(
        "没有缺的：凡是表格能答的规则都评定了。", "Nothing is missing: what records can answer is assessed."
    ),
    "plan.parameters": Text("等待设定的参数", "Parameters to be set"),
    "plan.parameters.about": Text(
        "由本单位决定，在项目的“设置”里填写。", "The organisation decides them, in the settings of the project."
    ),
    "plan.parameter": Text("参数", "Parameter"),
    "plan.waiting": Text("等它的规则", "Rules that wait"),
    "plan.each": Text("逐项（{count}项）", "One by one ({count})"),
    "plan.alone": Text("只交它", "It alone"),
    "plan.needed": Text("缺它的规则", "Rules that lack it"),
    "plan.unknown": Text("这次审核没有给出计划。", "This audit has no plan."),
}
