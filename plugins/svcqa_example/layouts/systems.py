"""Information systems: their upkeep and backups, who may use them and did: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "信息/系统运维.xlsx", "备份记录", "system_ops", title=("系统运维备份记录",), dates=("cell",),
        named=("performed_by",),
    ),
    Layout(
        "信息/账号权限.xlsx", "权限清单", "access_rights", title=("账号权限清单",), dates=("cell", "dot"),
        named=("granted_by",), signed=True,
    ),
    Layout("信息/账号权限.xlsx", "访问日志", "access_log", dates=("cell",)),
)  # fmt: skip
