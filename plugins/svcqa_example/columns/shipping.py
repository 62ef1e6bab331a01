"""What was sold, is to be supplied and was packed: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "contracts": {
        "contract_no": ("合同编号",), "item_code": ("物料编码",), "quantity": ("数量", "台数"),
        "customer_id": ("客户编号",), "signed_at": ("签署日期",),
    },
    "supply_orders": {
        "supply_order_no": ("供货单号",), "contract_no": ("合同编号",), "ordered_at": ("下单日期",),
        "promised_date": ("承诺日期", "承诺到货日期"),
    },
    "packing_lists": {
        "packing_no": ("装箱单号",), "delivery_no": ("送货单号",), "contract_no": ("合同编号",),
        "item_code": ("物料编码",), "quantity": ("数量", "件数"), "checked_by": ("核对人",),
        "checked_at": ("核对时间",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "contracts": ("contract_no", "item_code"),
    "supply_orders": ("supply_order_no",),
    "packing_lists": ("packing_no", "item_code"),
}
