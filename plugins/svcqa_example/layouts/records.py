"""Records kept, destroyed, held; nonconformities: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    # exported from the program of the archive
    Layout("档案/记录归档台账.csv", "", "record_inventory", dates=("iso",)),
    Layout(
        "档案/销毁与冻结.xlsx",
        "销毁清单",
        "disposals",
        title=("记录销毁登记",),
        dates=("cell",),
        named=("approved_by",),
        signed=True,
    ),
    Layout("档案/销毁与冻结.xlsx", "冻结清单", "holds", title=("销毁冻结登记",), dates=("chinese",)),
    Layout(
        "质量/不合格与纠正措施.xlsx",
        "不合格报告",
        "capa",
        title=("不合格与纠正措施台账",),
        dates=("cell", "dot"),
        signed=True,
        named=("issued_by", "owner", "plan_accepted_by", "extension_approved_by", "verified_by", "closed_by"),
    ),
    Layout(
        "档案/上交登记.xlsx",
        "上交登记",
        "submissions",
        title=("报表资料上交登记",),
        dates=("cell",),
        named=("prepared_by", "submitted_by", "received_by"),
    ),
)
