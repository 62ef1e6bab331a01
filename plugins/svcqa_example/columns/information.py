"""Information on the service: what is gathered, and what is said on the net: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "info_items": {
        "info_code": ("信息编码",), "info_class": ("信息类别",), "source_no": ("来源编号", "来源单号"),
        "updated_at": ("更新时间",),
    },
    "feedbacks": {
        "feedback_no": ("回馈单编号",), "customer_id": ("客户编号",), "source_channel": ("来源渠道",),
        "received_at": ("收到时间", "反馈时间"), "filled_at": ("填写时间",), "responded_at": ("响应时间",),
        "result_told_at": ("结果告知时间",), "status": ("状态",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "info_items": ("info_code",),
    "feedbacks": ("feedback_no",),
}
