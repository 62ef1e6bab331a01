"""Security of information: breaches, reviews from outside, contracts with partners: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "violations": {
        "violation_no": ("违规编号",), "found_at": ("发现时间",), "rule_ref": ("违反条款",), "subject_id": ("对象",),
    },
    "audits": {
        "audit_no": ("审核编号",), "audit_type": ("审核类型",), "audited_at": ("审核日期",), "dept": ("部门",),
        "clause": ("条款",), "auditor_org": ("审核机构",), "result": ("结论", "结果"),
    },
    "partner_contracts": {
        "contract_no": ("合同编号",), "partner": ("合作方",), "signed_at": ("签署日期",), "expires_at": ("有效期至",),
        "security_clause": ("信息安全条款",), "status": ("状态",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "violations": ("violation_no",),
    "audits": ("audit_no", "dept", "clause"),
    "partner_contracts": ("contract_no",),
}
