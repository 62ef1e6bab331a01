"""A mended version beside the one before."""

from svcqa.text import Text

WORDS = {
    "version.mended": Text("与上一版比较", "Compared with the last"),
    "mended.title": Text("第{new}版与第{old}版比较", "Version {new} compared with version {old}"),
    "mended.about": Text(
        "两版按同一规则、同一基准日检查，只说各写着什么、在哪个单元格，不说明原因，也不作评价。"
        "补全缺漏的算解决；晚了的仍是晚了，删掉记录不算解决。",
        "Both are checked by the same rules as of the same day. This says what each holds and in which cell, not why, "
        "and draws no conclusion. What was missing and is there now is solved; what was late stays late, and a record "
        "that is gone solves nothing.",
    ),
    "mended.first": Text(
        "这是第一版，没有可以比较的。", "This is the first version; there is none to compare it with."
    ),
    "mended.first.about": Text(
        "交回改好的文件后，这里列出差别。", "Once a mended version comes, what differs is listed here."
    ),
    "mended.wait": Text("正在比较……", "Comparing …"),
    "mended.show": Text("开始比较", "Compare"),
    "mended.download": Text("下载比较（xlsx）", "Comparison (xlsx)"),
    "mended.impossible": Text("两版无法比较", "The versions cannot be compared"),
    "mended.flagged": Text(
        "先看：与上一版不同的时间、签字和结果，共{count}处",
        "To look at first: times, signatures and results that are not what they were ({count})",
    ),
    "mended.flagged.about": Text(
        "已记录的时间、签字和结果应保持原样；有更正的，把原记录和书面说明放在一起。",
        "What was recorded stays as it was; where it was corrected, the original record and an explanation belong "
        "beside it.",
    ),
    "mended.unflagged": Text(
        "已记录的时间、签字和结果与上一版相同。", "Recorded times, signatures and results are what they were."
    ),
    "mended.became": Text("疑点的去向", "What became of the findings"),
    "mended.group.first": Text("先看，不算解决", "To look at first; not solved"),
    "mended.group.open": Text("仍要处理", "Open"),
    "mended.group.apart": Text("说不上解决", "Neither open nor solved"),
    "mended.group.solved": Text("已解决", "Solved"),
    "became.after_time": Text("时间另写之后不再发现", "Not found any more after a recorded time was changed"),
    "became.after_signature": Text(
        "签字或人员另写之后不再发现", "Not found any more after a recorded signature or person was changed"
    ),
    "became.after_result": Text("结果或选项另写之后不再发现", "Not found any more after a recorded result was changed"),
    "became.time_filled": Text(
        "补填时间之后不再发现，请核对依据", "Not found any more after a time was filled in; look at what it rests on"
    ),
    "became.record_gone": Text("记录没有了", "The record is gone"),
    "became.not_judged": Text("现在无法判断", "Cannot be judged now"),
    "became.not_assessed": Text("这条规则现在没有评定", "Its rule was not assessed now"),
    "became.not_concerned": Text("规则不再涉及这条记录", "Its rule does not concern the record any more"),
    "became.outside": Text("日期不在期间内了", "Its date lies outside the period now"),
    "became.rule_dropped": Text("规则集里没有这条规则了", "Its rule was dropped"),
    "became.unknown": Text("无法得知", "Cannot be told"),
    "became.persisting": Text("仍然存在", "Persisting"),
    "became.returned": Text("以前有过，再次出现", "Returned: an earlier version had it"),
    "became.new": Text("新出现", "New"),
    "became.filled_in": Text("补全缺漏后解决", "Solved: what was missing is there"),
    "became.solved": Text("改正后不再发现", "Solved: judged again, and found no more"),
    "mended.parts": Text("清单", "Lists"),
    "mended.part.findings": Text("疑点（{count}）", "Findings ({count})"),
    "mended.part.changes": Text("其他不同的单元格（{count}）", "Other cells that differ ({count})"),
    "mended.part.apart": Text("只在一版里的记录（{count}）", "Records in one version only ({count})"),
    "mended.nothing": Text("没有。", "None."),
    "mended.record": Text("记录", "Record"),
    "mended.field": Text("内容", "Field"),
    "mended.how": Text("怎样不同", "How it differs"),
    "mended.old": Text("上一版", "Before"),
    "mended.new": Text("这一版", "Now"),
    "mended.where": Text("位置", "Place"),
    "mended.note": Text("说明", "Note"),
}
