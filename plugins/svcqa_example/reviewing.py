"""The auditors of the example: what they write into the audit workbook after they have seen the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svcqa import Audit, Finding

WORKBOOK = "审核工作簿.xlsx"
_ASSIGNMENT: Mapping[str, str] = {
    "审核目的": "确认售后服务记录是否符合四本手册的要求，为年度管理评审提供输入。",
    "审核范围（部门、过程、场所）": "售后服务部、客户服务部及三个服务中心：受理、派工、上门、回访、培训、记录保存。",
    "审核准则": "手册000、001、003及WWSH-003，2025.1版。",
    "审核委托方": "示例公司 总经理",
    "受审核方": "示例公司 售后服务体系",
    "审核组长": "顾明远",
    "审核组成员": "顾明远、邵文静",
    "受审核方参加人员": "各服务中心主任、客户服务部负责人、档案管理员",
    "审核员独立性（未审核本人负责的工作）": "审核组成员均来自质量部，不承担售后服务工作。",
    "审核通知日期": "2026-01-04",
    "现场审核日期": "2026-01-12至2026-01-16",
    "现场审核地点": "公司本部、SC01、SC02、SC03",
    "审核计划与日程": "见审核计划 NS-2026-01。",
    "审核过程概述及遇到的障碍": "电子台账由工具逐条判断，审核组复核了其中一部分疑点。SC03的一名调度员休假，未能面谈。",
    "审核结论": "派工、培训两个过程存在不符合，须纠正；记录保存总体受控。其余疑点继续复核。",
    "审核准则的满足程度": "除所列不符合项外，已复核的条款得到满足；未复核的疑点不作结论。",
    "未解决的分歧意见": "无",
    "良好做法": "SC01对改约客户逐一留有书面说明。",
    "商定的后续措施": "责任单位在10个工作日内提交原因分析和纠正措施。",
    "报告编号": "NS-2026-01-R",
    "报告日期": "2026-01-20",
    "报告分发范围": "总经理、各服务中心、客户服务部、质量部",
}
_DECIDED: Mapping[str, tuple[str, str]] = {
    "S002-P04-4.2-2c": ("属实", "调阅证书原件，派出时确未取得或已过期。"),
    "S002-P07-4.1.4.3b/1": ("属实", "外委人员承认未按期复训。"),
    "S002-P04-4.2-3e": ("属实", "与客户电话核实，到达晚于约定。"),
    "S002-P07-6d": ("属实", "档案室未能找到原件。"),
    "S002-P04-4.2-7b": ("属实", "收据存根与实收不符。"),
    "S002-P04-4.2-1u": ("观察项", "断号为作废单，作废联已归档，登记时漏记。"),
    "S002-P04-6b": ("已解释", "原件借出给客户核对，借阅登记可查。"),
}
"""Rule → what the auditors decide about its findings, and why."""
_MISREAD = "S002-P04-4.2-1b"
_UNSEEN = ("S002-P04-4.2-3e", "SC03")
"""A rule and a unit whose findings nobody has had time for."""
_HEADS = {
    "疑点指纹": 18, "复核的规则": 20, "复核的记录": 24, "复核结论": 10, "复核理由": 40, "复核证据": 30, "复核人": 10,
    "复核日期": 12, "受审核方答复": 40,
}  # fmt: skip
"""Heading → width of the column."""
_ANSWERED = 3
"""Findings of each rule to which the unit has answered."""


def write_workbook(audit: Audit, place: Path) -> None:
    """Write the audit workbook with the assignment and the reviews; the same audit gives the same bytes."""
    import datetime as dt

    from xlsxwriter import Workbook

    with Workbook(str(place), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "审核工作簿", "created": dt.datetime(2026, 1, 20)})
        looks = {"head": book.add_format({"bold": True}), "text": book.add_format({"text_wrap": True, "valign": "top"})}
        _sheet(book.add_worksheet("审核任务"), {"项目": 36, "内容": 80}, _ASSIGNMENT.items(), looks)
        _sheet(book.add_worksheet("疑点复核"), _HEADS, reviews(audit), looks)


def reviews(audit: Audit) -> Iterator[Sequence[str]]:
    """The rows of the reviews: some findings are confirmed, some are not, and most have not been looked at."""
    seen: Counter[str] = Counter()
    for finding in audit.findings:
        decided = _decision(finding, seen)
        if decided is None:
            continue
        seen[finding.rule] += 1
        answer = "接受，已安排整改。" if seen[finding.rule] <= _ANSWERED else ""
        record = " / ".join(part or "" for part in finding.key.values())
        by = "邵文静" if seen[finding.rule] % 2 else "顾明远"
        yield finding.fingerprint, finding.rule, record, *decided, "", by, "2026-01-15", answer


def _decision(finding: Finding, seen: Mapping[str, int]) -> tuple[str, str] | None:
    if (finding.rule, finding.unit) == _UNSEEN:
        return None
    if finding.rule == _MISREAD and not seen[_MISREAD]:
        return "读取错误", "该列含义与台账说明不同，列对应有误。"
    return _DECIDED.get(finding.rule)


def _sheet(sheet: Any, heads: Mapping[str, int], rows: Iterable[Sequence[str]], looks: Mapping[str, Any]) -> None:
    for column, (head, width) in enumerate(heads.items()):
        sheet.set_column(column, column, width, looks["text"])
        sheet.write(0, column, head, looks["head"])
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value:
                sheet.write_string(at, column, value)
    sheet.freeze_panes(1, 0)
