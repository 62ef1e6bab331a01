"""What the workbook of actions says about itself, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

TITLE = Text("整改台账", "Register of nonconformities and corrective actions")
NOTE = Text("说明", "How to fill it in")
ABOUT: Mapping[str, Text] = {
    "action_nonconformities": Text(
        "白底的栏由人填写，灰底的不要改。改了状态，就要满足“说明”表里的关口。日期照实填写。",
        "White columns are for people to fill in; leave the grey ones. A change of status must meet the gates on the "
        "last sheet. Dates are those on which it happened.",
    ),
    "action_steps": Text(
        "一行一项措施；新增的写在下面，序号不填。已定的期限只能经“延期”表变更。删除行不会删除措施。",
        "One action a row; new ones below, without a number. A date that is set moves by a row of the sheet of "
        "extensions only. Deleting a row deletes nothing.",
    ),
    "action_extensions": Text(
        "新增的写在下面：哪一项、第几项措施、原期限、新期限、理由、批准人、批准日期。原期限保留。",
        "New ones below: nonconformity, action, old and new date, reason, who allowed it and when. The old date stays.",
    ),
}
"""Register of the workbook → how its sheet is filled in."""
GUIDE: tuple[Text, ...] = (
    Text("等级由审核员确定；“等级提示”只供参考。", "The grade is the auditor's; the grade to consider is a hint only."),
    Text(
        "期限由双方商定。常见做法（提议，非规定）：严重30天，一般15天，自开具日期起。",
        "Dates are for both sides to agree. A proposal, not a rule: 30 days for major ones, 15 for minor ones, from "
        "the day of issue.",
    ),
    Text(
        "状态可以跳过，但途中每个关口都要满足；只有已实施、验证中可以退回实施中，须写明理由。关闭和取消之后不再改动。",
        "States may be skipped, if every gate on the way is met; only what is implemented or verifying goes back to in "
        "progress, with a reason. What is closed or cancelled stays as it is.",
    ),
    Text(
        "逾期不会被拒绝，照实填写即可。不要为了通过而改日期。",
        "Being late is never refused: write what happened. Do not change a date to get through.",
    ),
    Text(
        "填好后导入：svcqa actions import 文件。不合关口的行不采用，并逐行说明原因。",
        "Read it back with svcqa actions import FILE. Rows that fail a gate are refused, each with its reason.",
    ),
)
HEADS: Mapping[str, Text] = {
    "gate": Text("关口", "Gate"),
    "states": Text("进入的状态", "On entering"),
    "asks": Text("条件", "What it asks for"),
}
