"""Information systems: their upkeep and backups, who may use them and did: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "system_ops": {
        "op_no": ("运维编号",), "op_type": ("运维类型",), "system_name": ("系统名称",), "performed_at": ("执行时间",),
        "performed_by": ("执行人",), "result": ("结果", "结论"),
    },
    "access_rights": {
        "account": ("账号",), "staff_id": ("工号",), "role": ("角色",), "granted_by": ("授权人",),
        "granted_at": ("授权日期",), "revoked_at": ("撤销日期",),
    },
    "access_log": {"account": ("账号",), "accessed_at": ("访问时间",), "action": ("操作内容", "操作")},
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "system_ops": ("op_no",),
    "access_rights": ("account",),
    "access_log": ("account", "accessed_at"),
}
