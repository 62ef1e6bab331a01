"""What the documents say that machines read and people see through other programs."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

INTERCHANGE: Mapping[str, Text] = {
    "reviews": Text("复核情况", "Reviews"),
    "reviews_doubtful": Text(
        "另有{count}条复核没有采用，所涉疑点仍按未复核计。",
        "{count} more reviews do not count; their findings are unreviewed.",
    ),
    "decision": Text("结论", "Decision"),
    "clauses_failing": Text("有疑点的条款", "Clauses with findings"),
    "of_excused": Text("其中已豁免", "Of these excused"),
    "sheets_read": Text("工作表与行数", "Sheets and rows"),
    "figure": Text("项目", "Figure"),
    "case_failed": Text("疑点{fails}项（范围内{in_scope}项）", "{fails} findings of {in_scope} in scope"),
    "case_excused": Text("其中已豁免{count}项", "{count} of them excused"),
    "case_open": Text("无法判断{count}项（{listed}）", "{count} undetermined ({listed})"),
    "case_more": Text(
        "这里列出前{shown}项，共{total}项。CSV、XLSX和JSON输出含全部疑点。",
        "The first {shown} of {total}. The CSV, XLSX and JSON output hold all of them.",
    ),
    "sentences": Text("{first}；{second}", "{first}; {second}"),
    "unread": Text("没有读出的文件或工作表", "A file or sheet that could not be read"),
}
