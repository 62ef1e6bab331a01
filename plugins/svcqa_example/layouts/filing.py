"""Control of documents and records: destruction, the list of records, corrections, loans: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "文件/文件销毁.xlsx", "文件销毁登记", "doc_destructions", title=("作废文件销毁登记",), dates=("cell", "dot"),
        named=("applied_by", "approved_by", "destroyed_by", "witness"), signed=True,
    ),
    Layout("档案/记录清单.xlsx", "记录控制清单", "record_types", title=("记录控制清单", "办公室"), serial=True),
    Layout(
        "档案/更改与借阅.xlsx", "更改记录", "record_changes", title=("记录更改登记",), dates=("cell",),
        named=("changed_by",),
    ),
    Layout(
        "档案/更改与借阅.xlsx", "档案借阅登记", "record_loans", title=("档案借阅登记表",), dates=("chinese", "slash"),
        named=("borrower", "approved_by"),
    ),
)  # fmt: skip
