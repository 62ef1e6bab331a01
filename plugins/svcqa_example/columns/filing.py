"""Control of documents and records: reviews, destruction, the list of records, corrections, loans: headings."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "documents": {"last_reviewed_at": ("最近评审日期",), "next_review_date": ("下次评审日期",)},
    "record_inventory": {"form_no": ("表单编号",), "form_version": ("表单版本",), "created_at": ("建立日期",)},
    "disposals": {"second_witness": ("第二见证人",)},
    "system_ops": {"copies": ("备份份数",), "stored_in": ("备份存放处",)},
    "doc_destructions": {
        "destruction_no": ("文件销毁编号",), "doc_no": ("文件编号",), "version": ("版本",), "copies": ("销毁份数",),
        "reason": ("销毁原因",), "applied_by": ("申请人",), "approved_by": ("批准人",), "approved_at": ("批准日期",),
        "destroyed_at": ("销毁日期",), "destroyed_by": ("销毁人",), "witness": ("监销人",),
    },
    "record_types": {
        "record_type": ("记录名称",), "form_no": ("表单编号",), "owner_dept": ("责任部门",), "keeper": ("保管人",),
        "medium": ("载体",), "retention_period": ("保存期限",), "retention_years": ("保存年数",),
    },
    "record_changes": {
        "record_no": ("记录编号",), "field": ("更改字段",), "old_value": ("更改前",), "new_value": ("更改后",),
        "changed_by": ("更改人",), "changed_at": ("变更时间",),
    },
    "record_loans": {
        "loan_no": ("借阅编号",), "record_type": ("记录名称",), "record_no": ("记录编号",), "borrower": ("借阅人",),
        "purpose": ("借阅事由",), "approved_by": ("批准人",), "approved_at": ("批准日期",),
        "borrowed_at": ("借出日期",), "returned_at": ("归还日期",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "doc_destructions": ("destruction_no",),
    "record_types": ("record_type",),
    "record_changes": ("record_no", "field", "changed_at"),
    "record_loans": ("loan_no",),
}
