"""The organisation: hiring, duty, drills, breaches, laws, audits, improvements: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "人事/招聘筛选记录.xlsx", "招聘登记", "recruitment", title=("招聘筛选记录", "人力资源处"), dates=("dot",),
        named=("interviewer",), signed=True,
    ),
    Layout("值班/值班安排表.xlsx", "排班表", "duty_roster", title=("值班安排表",), named=("staff_id",)),
    Layout(
        "管理/应急演练记录.xlsx", "演练记录", "drills", title=("应急演练记录",), dates=("chinese",), serial=True,
        signed=True,
    ),
    Layout("质量/违规登记.xlsx", "违纪记录", "violations", title=("违反制度登记",), dates=("slash",), serial=True),
    Layout("文件/法规清单.xlsx", "法规清单", "law_changes", title=("法规更新登记",), dates=("cell",)),
    Layout("质量/体系审核.xlsx", "内审记录", "audits", title=("售后服务体系审核记录",), dates=("dot",), signed=True),
    Layout("质量/改进建议.xlsx", "改进建议", "improvements", title=("改进建议登记",), dates=("slash",), serial=True),
)  # fmt: skip
