"""What the form book says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.registers import Field
from svcqa.text import Text

WORDS: Mapping[str, Text] = {
    "title": Text("记录表格册", "Form book"),
    "contents": Text("目录", "Contents"),
    "rules": Text("规则与栏目", "Rules and columns"),
    "note": Text(
        "每个台账一张表，表头不要改名。带色的栏必填，一行一条记录。空表不影响审核。",
        "A sheet for every register; leave the headings as they are. Coloured columns must be filled, one record a "
        "row. Empty sheets do no harm.",
    ),
    "sheet": Text("表", "Sheet"),
    "register": Text("台账", "Register"),
    "filled_by": Text("由谁填写", "Filled by"),
    "kept": Text("保存多久", "Kept for"),
    "asked": Text("必填栏", "Must be filled"),
    "serves": Text("服务的规则数", "Rules served"),
    "clause": Text("条款", "Clause"),
    "rule": Text("规则", "Rule"),
    "rule_title": Text("要求", "Requirement"),
    "use": Text("用途", "Use"),
    "judged": Text("判断对象", "judged"),
    "looked_up": Text("查对", "looked up"),
    "columns": Text("用到的栏", "Columns read"),
    "unsaid": Text("未规定", "not said"),
    "head": Text(
        "填写：{filled_by}；保存：{kept}；用到它的规则：{count}条",
        "Filled by: {filled_by}; kept for: {kept}; rules that read it: {count}",
    ),
    "must": Text("必填。", "Must be filled."),
    "unit": Text("单位：{unit}。", "Unit: {unit}."),
    "of": Text("与“{sheet}”表里的一致。", "As it stands on the sheet “{sheet}”."),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
}  # fmt: skip

KINDS: Mapping[str, Text] = {
    "text": Text("文字。", "Text."),
    "code": Text("编号，按原样填写，开头的0不要省。", "A number or code as it is, leading zeros included."),
    "date": Text("日期，如2026-03-05。", "A date, such as 2026-03-05."),
    "datetime": Text("日期和时间，如2026-03-05 14:30。", "Date and time, such as 2026-03-05 14:30."),
    "number": Text("数字。", "A number."),
    "money": Text("金额，只填数字。", "An amount, digits only."),
    "yes_no": Text("填“是”或“否”。", "yes or no."),
    "choice": Text("从下拉列表中选。", "Choose from the list."),
    "person": Text("姓名或工号。", "Name or staff number."),
    "phone": Text("电话号码。", "A telephone number."),
    "duration": Text("时长，如2小时、30分钟、1:30。", "A length of time, such as 2 h, 30 min, 1:30."),
}
"""Type of a field → what is to be written."""


def kind_of(field: Field) -> Text:
    """What is to be written into a column."""
    if field.type == "choice" and not field.choices:
        return KINDS["text"]
    return KINDS[field.type]
