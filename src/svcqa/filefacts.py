"""What was found out about a file, in words."""

from __future__ import annotations

from svcqa.text import Text

_FACTS = {
    "format": Text(zh="格式", en="format"),
    "encoding": Text(zh="编码", en="encoding"),
    "delimiter": Text(zh="分隔符", en="delimiter"),
    "date_system": Text(zh="日期系统", en="date system"),
    "route": Text(zh="读法", en="route"),
    "macros": Text(zh="宏", en="macros"),
    "external_links": Text(zh="链接的其他工作簿", en="links to other workbooks"),
    "error_cells": Text(zh="错误值", en="error cells"),
    "formulas_without_result": Text(zh="没有结果的公式", en="formulas without a result"),
    "covered_cells": Text(zh="合并区域里被盖住的单元格", en="cells covered by merged ones"),
    "nul_bytes": Text(zh="NUL字节", en="NUL bytes"),
    "lines_above": Text(zh="表上方的行数", en="lines above the table"),
    "ragged_rows": Text(zh="列数与其他行不同的行数", en="rows with more or fewer cells than most"),
    "ragged_row_numbers": Text(zh="这些行的行号", en="their numbers"),
}
_FACT_VALUES = {
    "fast": "快速", "safe": "安全", "text": "文本", "ignored": "没有运行", "not followed": "没有打开",
    "read": "已读", "comma": "逗号", "tab": "制表符", "semicolon": "分号", "pipe": "竖线",
    "full-width comma": "全角逗号",
    "not told from blanks": "与空白分不清",
    "not told from zeros": "与0分不清",
}  # fmt: skip
"""What facts say, in Chinese; anything else is a number, a name or an abbreviation."""


def fact(name: str, value: str) -> Text:
    """A fact of an input file, as its account has it."""
    known = _FACTS.get(name, Text(name, name))
    zh = _FACT_VALUES.get(value, value.replace(" removed", "个，已去掉"))
    return Text(f"{known.zh}: {zh}", f"{known.en}: {value}")
