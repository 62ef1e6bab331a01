"""What the list of all findings says: its controls, and the words that its script fills in."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

SEARCHING: Mapping[str, Text] = {
    "all_findings": Text("疑点清单", "List of findings"),
    "all_findings_note": Text(
        "全部疑点都在这里，可以查找、筛选、排序。显示什么只影响这一页的画面，不改变任何记录和数字。",
        "All findings are here, to be searched, filtered and sorted. What is shown changes no record and no figure.",
    ),
    "list_needs_script": Text(
        "清单要靠本页自带的脚本显示，现在脚本没有运行（被禁用，或浏览器太旧）。全部疑点见XLSX、CSV或JSON输出；下文每条规则各列出前几项。",
        "The list is shown by the script of this page, which is not running (switched off, or the browser is too old). "
        "The XLSX, CSV and JSON output hold all findings; the first few of every rule are listed below.",
    ),
    "list_on_paper": Text(
        "全部{count}项疑点的清单不打印：见本页的屏幕版，或XLSX、CSV输出。下文每条规则各列出前几项。",
        "The list of all {count} findings is not printed: see this page on a screen, or the XLSX or CSV output. The "
        "first few of every rule are listed below.",
    ),
    "list_controls": Text("查找、筛选和排序", "Search, filter and sort"),
    "search_for": Text("查找", "Search"),
    "search_hint": Text("编号、说明、单元格、内容、条款", "key, message, cell, value, clause"),
    "filter_chapter": Text("手册与章节", "Manual and chapter"),
    "review": Text("复核", "Review"),
    "sort_by": Text("排序", "Sort by"),
    "direction": Text("顺序", "Order"),
    "ascending": Text("升序", "ascending"),
    "descending": Text("降序", "descending"),
    "sort_clause": Text("条款", "clause"),
    "sort_date": Text("日期", "date"),
    "sort_unit": Text("单位", "unit"),
    "sort_weight": Text("重要程度", "weight"),
    "sort_key": Text("编号", "key"),
    "sort_size": Text("同一记录的疑点数", "findings per record"),
    "by_record": Text("按记录归组", "Group by record"),
    "reset": Text("全部清除", "Reset"),
    "pages": Text("翻页", "Pages"),
    "previous": Text("上一页", "Previous"),
    "next": Text("下一页", "Next"),
    "page_of": Text("第{page}页，共{pages}页", "page {page} of {pages}"),
    "every": Text("全部", "all"),
    "every_of": Text("{name}：全部", "{name}: all"),
    "showing": Text("共{total}项疑点，符合条件的{count}项", "{count} of {total} findings"),
    "showing_records": Text(
        "共{total}项疑点，符合条件的{count}项，来自{records}条记录",
        "{count} of {total} findings, from {records} records",
    ),
    "option": Text("{name}（{count}）", "{name} ({count})"),
    "record_of": Text("{name}：{count}项疑点", "{name}: {count} findings"),
    "record_of_one": Text("{name}：1项疑点", "{name}: 1 finding"),
    "review_reason": Text("理由", "reason"),
    "review_evidence": Text("证据", "evidence"),
    "review_answer": Text("受审核方答复", "answer of the auditee"),
    "differing": Text("未解决的分歧意见", "an unresolved differing opinion"),
    "evidence_told": Text("证据：{told}", "Evidence: {told}"),
    "review_told": Text("复核：{told}", "Review: {told}"),
    "filter_rule": Text("在清单中查看全部{count}项", "See all {count} in the list"),
}

SCRIPTED = (
    "page_of", "every", "every_of", "showing", "showing_records", "option", "record_of", "record_of_one", "excused_row",
    "evidence_told", "review_told", "fingerprint", "is_blank", "unit_none", "none", "chart_end",
)  # fmt: skip
"""The words that the script of the page needs."""
