"""Returning what was handed in, and what is due."""

from svcqa.text import Text

WORDS = {
    "version.return": Text("退回与期限", "Returns"),
    "project.reminders": Text("待交回", "Due"),
    "nav.reminders": Text("待办", "Due"),
    "returns.give": Text("退回改正", "Return it to be mended"),
    "returns.anew": Text("改期限或要求", "Change the day or what is asked for"),
    "returns.about": Text(
        "请对方补全缺漏、作出说明。不要求改动已记录的时间：晚了的仍是晚了。",
        "Ask for what is missing, and for explanations. Never for another time than was recorded: what was late stays "
        "late.",
    ),
    "returns.what": Text("交来的", "Handed in"),
    "returns.version": Text("版本", "Version"),
    "returns.at": Text("退回于", "Returned"),
    "returns.due": Text("期限", "Due on"),
    "returns.due.hint": Text("按日历日计，到当天为止。", "Calendar days; that day is the last one."),
    "returns.note": Text("要求", "What is asked for"),
    "returns.note.hint": Text("写明哪张表、哪些行要补什么。", "Which sheet, which rows, and what is missing there."),
    "returns.submit": Text("退回", "Return"),
    "returns.withdraw": Text("撤回这次退回", "Withdraw this return"),
    "returns.standing": Text("情况", "Standing"),
    "returns.owner": Text("交来的人", "Handed in by"),
    "returns.by": Text("退回的人", "Returned by"),
    "returns.made": Text("退回记录", "All returns"),
    "returns.none": Text("没有退回过。", "It was not returned."),
    "returns.waiting": Text(
        "{shown}已退回，请在{due}当天或之前交回改好的文件。", "{shown} returned it; a mended version is due on {due}."
    ),
    "standing.overdue": Text("已逾期{days}天", "Days overdue: {days}"),
    "standing.today": Text("今天到期", "Due today"),
    "standing.soon": Text("还有{days}天", "Days left: {days}"),
    "standing.later": Text("还有{days}天", "Days left: {days}"),
    "standing.met": Text("已按期交回", "Mended in time"),
    "standing.met_late": Text("交回时已逾期", "Mended after the day"),
    "standing.superseded": Text("已另定期限", "Another day was set"),
    "standing.withdrawn": Text("已撤回", "Withdrawn"),
    "reminders.title": Text("等待交回的", "Waiting for a mended version"),
    "reminders.mine": Text("我的待办", "What is due"),
    "reminders.about": Text(
        "已退回、还没有交回改好文件的；最急的在前。按日历日计，不分工作日。",
        "Returned, and no mended version yet; the most urgent first. Calendar days, whether workdays or not.",
    ),
    "reminders.asked": Text("等我交回的", "I am to mend"),
    "reminders.asking": Text("我退回、等别人交回的", "I returned, and others are to mend"),
    "reminders.none": Text("没有等待交回的。", "Nothing is due."),
}
