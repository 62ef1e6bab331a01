"""The checklist."""

from svcqa.text import Text

WORDS = {
    "project.checklist": Text("检查表", "Checklist"),
    "checklist.about": Text(
        "有些要求只有人能判断：在这里回答，下一次检查就会用上（写进审核工作簿，报告可查到单元格）。已有的结果不变。",
        "Some things only a person can judge. What is answered here is used by the next check: it stands in its audit "
        "workbook, and reports lead to the cell. Results that are there stay as they are.",
    ),
    "checklist.questions": Text("只有人能判断的规则", "Rules that only a person can judge"),
    "checklist.counted": Text("共{total}题，{open}题还没有回答。", "{total} questions, {open} without an answer yet."),
    "checklist.none": Text("所选规则集没有这样的规则。", "The chosen rulesets have no such rules."),
    "checklist.nothing": Text("没有要显示的。", "Nothing to show."),
    "checklist.show": Text("显示", "Show"),
    "checklist.show.open": Text("未回答", "Unanswered"),
    "checklist.show.answered": Text("已回答", "Answered"),
    "checklist.show.all": Text("全部", "All"),
    "checklist.clause": Text("条款", "Clause"),
    "checklist.question": Text("问题", "Question"),
    "checklist.answer": Text("答复", "Answer"),
    "checklist.by": Text("谁、何时", "By, on"),
    "checklist.give": Text("回答", "Answer"),
    "checklist.give.of": Text("回答{rule}", "Answer {rule}"),
    "checklist.unanswered": Text("未回答", "unanswered"),
    "checklist.points": Text("共{count}点，逐点回答：1.是；2.是…", "{count} points, answer each: 1. yes; 2. yes …"),
    "checklist.points.hint": Text("每点前写编号，用分号隔开。", "A number before each, semicolons between."),
    "checklist.hand": Text("改为看纸质记录或询问的规则", "Rules checked on paper or by asking"),
    "checklist.hand.about": Text(
        "这些规则的电子记录不再用于判断，以这里的抽查数、不符合数或结论为准。",
        "The records of these rules are not looked at any more; what counts is what was sampled and failed, or the "
        "result.",
    ),
    "checklist.hand.none": Text("还没有；全部按记录检查。", "None yet; all is checked by records."),
    "checklist.hand.add": Text("改查一条规则", "Check another rule by hand"),
    "checklist.rule": Text("规则", "Rule"),
    "checklist.rule.hint": Text("输入条款或几个字，从列表中选。", "Type a clause or a word, and choose from the list."),
    "checklist.found": Text("查到的", "What was found"),
    "checklist.withdraw": Text("撤回", "Withdraw"),
    "checklist.withdraw.of": Text("撤回{rule}的填写", "Withdraw what was said of {rule}"),
    "checklist.withdrawn": Text("已撤回", "withdrawn"),
    "checklist.done.saved": Text("已记下，下一次检查会用上。", "Noted; the next check uses it."),
    "checklist.done.withdrawn": Text("已撤回；下一次检查不再用。", "Withdrawn; the next check does not have it."),
    "checklist.idle": Text(
        "有{count}项填写的规则已不在项目的规则集里，不起作用：{listed}",
        "{count} answers are of rules that the rulesets of the project have no more, and have no effect: {listed}",
    ),
    "checklist.back": Text("检查表", "Checklist"),
    "checklist.before": Text("以前的填写", "Answers so far"),
    "checklist.needed": Text(
        "没有填的栏，可能使这个答复不算数。", "What is left blank may keep the answer from counting."
    ),
    "checklist.posts": Text("应询问：{listed}", "To be asked: {listed}"),
    "checklist.choose": Text("请选择", "Choose"),
}
