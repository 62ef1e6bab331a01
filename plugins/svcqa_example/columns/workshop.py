"""Items at their vendors: shipped, chased, tested, scrapped, parts left over: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "vendor_contacts": {
        "vendor_id": ("厂家编号",), "vendor_name": ("厂家名称",), "contact_name": ("联系人",),
        "contact_phone": ("联系电话", "电话"), "updated_at": ("更新时间",),
    },
    "shipments": {
        "shipment_no": ("发运单号",), "return_no": ("返修编号", "返修单号"), "direction": ("方向",),
        "shipping_label": ("运输标签",), "packing_list": ("随货清单",), "in_warranty": ("是否在保", "是否保内"),
        "repair_card": ("维修卡",), "shipped_at": ("发运日期",), "shipped_by": ("发运人",),
        "eta": ("预计到达时间",), "vendor_informed_at": ("告知厂家时间",), "arrived_confirmed_at": ("确认到达时间",),
        "received_at": ("收货时间", "签收时间"), "received_by": ("接收人",),
    },
    "chase_log": {
        "chase_no": ("催促编号",), "return_no": ("返修编号",), "chased_at": ("催促时间", "跟催时间"),
        "chased_by": ("催促人",), "reply": ("回复内容",),
    },
    "leftover_parts": {
        "part_no": ("配件编号",), "return_no": ("返修编号",), "label_no": ("标识号",), "stored_at": ("入库时间",),
        "location": ("存放位置", "库位"), "reassembled_at": ("装回时间", "重新组装时间"),
    },
    "return_tests": {
        "test_no": ("测试编号",), "return_no": ("返修编号",), "tested_at": ("测试时间",), "tested_by": ("测试人",),
        "part_test_result": ("部件测试结果",), "whole_test_result": ("整体测试结果",),
    },
    "scrap_parts": {
        "scrap_no": ("坏件编号",), "return_no": ("返修编号",), "judged_at": ("判废时间",),
        "customer_told_at": ("告知客户时间",), "disposal": ("废件处理方式",), "customer_consent": ("客户同意",),
        "consent_at": ("同意时间",), "stored_at": ("入库时间",), "location": ("存放位置",),
        "disposed_at": ("销毁日期", "处置日期"), "scrap_reason": ("报废原因",), "approved_by": ("批准人", "审批人"),
        "approved_at": ("批准时间", "审批日期"),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "vendor_contacts": ("vendor_id",),
    "shipments": ("shipment_no",),
    "chase_log": ("chase_no",),
    "leftover_parts": ("part_no",),
    "return_tests": ("test_no",),
    "scrap_parts": ("scrap_no",),
}
