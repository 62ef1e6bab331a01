"""Performance: indicators, appraisals, inspections of outlets: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kpis": {
        "scheme_no": ("考核方案编号",), "post_code": ("岗位",), "kpi": ("指标名称",), "formula": ("计算方法",),
        "target": ("目标值",), "weight": ("权重",), "data_source": ("数据来源",), "approved_by": ("批准人",),
        "approved_at": ("批准日期",), "effective_date": ("实施日期",), "obsolete_at": ("作废日期",),
    },
    "evaluations": {
        "assessor": ("考核人",), "approved_by": ("批准人",), "approved_at": ("批准日期",),
        "told_at": ("结果反馈日期",),
    },
    "inspections": {
        "site_id": ("网点编号",), "rectify_due": ("整改期限",), "rectified_at": ("整改完成日期",),
    },
    "work_orders": {"first_fix": ("一次修复",)},
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {"kpis": ("scheme_no", "kpi")}
