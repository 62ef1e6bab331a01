"""Why a subject could not be judged, where the core decides it; checks add reasons of their own."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.registers import Kind
from svcqa.text import Text

BLANK = "cell.blank"
CONDITION = "condition.unknown"
REFERENCE = "reference.unresolved"
MERGED = "cell.merged"
NEWEST = "record.newest"
BY_KIND: Mapping[Kind, str] = {
    Kind.ERROR: "cell.error",
    Kind.NEVER_CALCULATED: "cell.never_calculated",
    Kind.UNREADABLE: "cell.unreadable",
    Kind.UNRESOLVED: REFERENCE,
    Kind.ABSENT: "cell.absent",
    Kind.MERGED: MERGED,
}
TEXTS: Mapping[str, Text] = {
    BLANK: Text(zh="判断所需的单元格是空的", en="a cell needed for the judgement is blank"),
    CONDITION: Text(zh="无法确定规则是否适用于这条记录", en="it cannot be told whether the rule applies to the record"),
    NEWEST: Text(
        zh="同一对象有几条记录可能是最新的（日期相同或没有日期），规则只看最新一条",
        en="several records of its key may be the newest (of one date, or without one), and only that one is judged",
    ),
    "cell.error": Text(zh="单元格是错误值（如#N/A）", en="the cell is a spreadsheet error such as #N/A"),
    "cell.never_calculated": Text(
        zh="公式的结果没有存进文件；请用Excel打开、重新计算并保存后再读",
        en="a formula whose result was not stored in the file; open it in Excel, recalculate and save, then read again",
    ),
    "cell.absent": Text(
        zh="这条记录所在的工作表没有判断所需的列", en="the record's sheet lacks a column needed for the judgement"
    ),
    MERGED: Text(
        zh="单元格是合并区域的一部分，值只在区域左上角；这个值算不算本行的没有写明（svcqa.yaml的fill）",
        en="the cell is part of a merged range, whose value stands in its first cell; whether it holds for this record "
        "too is not declared (fill, in svcqa.yaml)",
    ),
    "cell.unreadable": Text(zh="单元格的内容读不成该字段的类型", en="the cell does not say what its field asks for"),
    REFERENCE: Text(
        zh="所引用的另一台账的记录找不到，或不止一条",
        en="the record of another register that it refers to is not there, or there is more than one",
    ),
}


def named(check: str, code: str) -> str:
    """A check's own reason code as it stands in the audit."""
    return f"{check}.{code}"
