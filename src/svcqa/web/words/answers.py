"""What is answered and decided of findings."""

from svcqa.text import Text

WORDS = {
    "version.answers": Text("答复与裁定", "Answers and decisions"),
    "answers.title": Text("答复与裁定", "Answers and decisions"),
    "answers.about": Text(
        "疑点只是线索：上传者答复，质检员裁定，自己交的不由自己裁定。事后晚了的仍是晚了，已记录的时间不得改动。",
        "A finding is a lead: whoever handed it in answers, a reviewer decides, nobody on what they handed in. What was "
        "late stays late, and recorded times are not to be altered.",
    ),
    "answers.none": Text("还没有人答复或裁定。", "Nobody has answered or decided yet."),
    "answers.now": Text("现在的情况如下。", "This is how it stands now."),
    "answers.files": Text("附件", "Files"),
    "answers.answer": Text("答复", "Answer"),
    "answers.decide": Text("裁定", "Decide"),
    "answers.withdraw": Text("撤回", "Withdraw"),
    "answers.position": Text("对疑点的态度", "Position on the finding"),
    "answers.explanation": Text("说明", "Explanation"),
    "answers.explanation.hint": Text(
        "写明实际发生了什么、依据在哪里；不要为此改动表里的时间。",
        "Say what really happened and where that is recorded; do not alter a time in the sheet for it.",
    ),
    "answers.decision": Text("裁定结论", "Decision"),
    "answers.reason": Text("理由", "Reason"),
    "answers.evidence": Text("证据", "Evidence"),
    "answers.evidence.hint": Text(
        "如“派工系统导出第3页”；也可以在下面附文件。", "Such as 'page 3 of the export'; or attach a file below."
    ),
    "answers.attach": Text("附上证据文件", "Attach evidence"),
    "answers.attach.hint": Text(
        "每个最多50 MB；附上后不能删除。", "50 MB each at most; what is attached stays."
    ),
    "answers.closed": Text("项目已关闭，不能再答复或裁定。", "The project is closed; nothing more is said."),
    "answers.own": Text(
        "这是您交的，由别人裁定。", "You handed this in; somebody else decides on it."
    ),
    "answers.others": Text(
        "由交来的人答复，由质检员裁定。", "Whoever handed it in answers, and a reviewer decides."
    ),
    "answers.written_by": Text("由{by}于{at}记入（{place}）", "written down by {by} at {at} ({place})"),
    "answers.back": Text("全部疑点", "All findings"),
    "answers.on_sheet": Text("在表上看", "See it on the sheet"),
    "answers.of": Text("{answered}项已答复、{decided}项已裁定，共{total}项", "{answered} answered, {decided} decided, of {total}"),
    "answers.said": Text("答复", "Answer"),
    "answers.any": Text("全部", "All"),
    "answers.yes": Text("已答复", "Answered"),
    "answers.no": Text("未答复", "Not answered"),
    "answers.disputed": Text("有异议", "Disputed"),
    "answers.choose": Text("选择", "Choose"),
    "answers.choose.of": Text("选择{place}", "Choose {place}"),
    "answers.finding": Text("疑点", "Finding"),
    "answers.where": Text("位置", "Place"),
    "answers.chosen": Text("对所选疑点一起答复", "Answer the chosen findings together"),
    "answers.chosen.decide": Text("对所选疑点一起裁定", "Decide on the chosen findings together"),
    "answers.all": Text(
        "不只所选的：筛选出的{total}项中还没有说过的都算上", "Not only those chosen: all of the {total} that are listed and of which nothing was said yet"
    ),
    "answers.empty": Text("没有符合条件的疑点。", "No finding fits the filters."),
    "answers.done": Text("已记下{count}项。", "Written down: {count}."),
    "side.auditor": Text("裁定", "Reviewer"),
    "side.auditee": Text("答复", "Uploader"),
    "decision.unreviewed": Text("未复核", "Not reviewed"),
    "decision.confirmed": Text("属实", "Confirmed"),
    "decision.confirmed.hint": Text("确实不符合条款", "it does not meet the clause"),
    "decision.observation": Text("观察项", "Observation"),
    "decision.observation.hint": Text("不算不符合，但值得注意", "no nonconformity, yet worth noting"),
    "decision.explained": Text("已解释", "Explained"),
    "decision.explained.hint": Text("有理由和证据，不算不符合", "there are a reason and evidence; no nonconformity"),
    "decision.reading_error": Text("读取错误", "Reading error"),
    "decision.reading_error.hint": Text("工具读错了单元格", "the tool read the cell wrongly"),
    "said.accepted": Text("认可", "Accepted"),
    "said.accepted.hint": Text("疑点属实", "the finding is right"),
    "said.disputed": Text("有异议", "Disputed"),
    "said.disputed.hint": Text("须写明理由", "say why"),
    "said.neither": Text("只作说明", "Only explained"),
    "said.withdrawn": Text("已撤回", "Withdrawn"),
    "said.disagreeing": Text("说法不一", "Contradicting statements"),
    "deed.finding.answered": Text("答复疑点", "answered findings"),
    "deed.finding.decided": Text("裁定疑点", "decided on findings"),
    "deed.submission.returned": Text("退回限期改正", "returned it with a deadline"),
    "deed.submission.return_withdrawn": Text("撤回退回", "withdrew a return"),
}
