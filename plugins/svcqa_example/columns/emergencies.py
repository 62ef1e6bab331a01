"""Emergencies: plans, drills, supplies, events: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "documents": {"last_reviewed_at": ("最近评审日期",)},
    "doc_revisions": {"incident_no": ("事件编号",)},
    "improvements": {"due_at": ("要求完成时间", "期限")},
    "incidents": {"responded_at": ("响应时间",)},
    "emergency_supplies": {
        "item_no": ("物资编号",), "item_name": ("物资名称",), "place": ("存放地点",), "keeper": ("保管人",),
        "required_quantity": ("配备数量",), "quantity": ("现有数量",), "expires_at": ("有效期至",),
        "last_checked_at": ("最近检查日期",), "checked_by": ("检查人",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {"emergency_supplies": ("item_no",)}
