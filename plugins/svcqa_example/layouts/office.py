"""Daily life of the office, and what customers write when a job is done: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "回访投诉/客户服务回馈单.xlsx", "回馈单登记", "feedbacks", title=("客户服务回馈单登记表", "客户服务中心"),
        dates=("cell",), named=("technician_id",), serial=True,
    ),
    Layout(
        "办公室/限阅资料申请.xlsx", "资料申请", "info_requests", title=("限阅资料申请登记",), dates=("slash",),
        named=("requester", "approved_by"), signed=True,
    ),
    Layout(
        "办公室/工作计划.xlsx", "任务表", "plans", title=("工作任务安排表",), dates=("cell", "chinese"),
        named=("staff_id", "approved_by"),
    ),
    # exported from the clock at the door
    Layout("办公室/2025年12月考勤.csv", "", "attendance", dates=("iso",)),
    Layout(
        "办公室/来访登记.xlsx", "来访登记", "visitors", title=("来访登记簿",), dates=("chinese",), named=("host_id",),
        serial=True,
    ),
)  # fmt: skip
