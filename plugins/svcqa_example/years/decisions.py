"""What the small office's auditors decide about findings, and what its units do about nonconformities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svcqa_example.years.filling import Cells

if TYPE_CHECKING:
    from svcqa import Finding

CALLED, LICENSED, COMPLAINT = "派工细则 2.1", "人员细则 1.2", "投诉细则 3.1"
AUDITOR, SECOND, MANAGER = "顾明远", "邵文静", "丁慧"
_OBSERVED = {
    ("Y-called", "SC01"): "当日系统切换，全单位仅此一单。",
    ("Y-licensed", "T09"): "复训已完成，证书在办，未派电工作业。",
}
"""Rule, and unit or record, of what is only an observation, and why."""
_UNSEEN = ("Y-called", "SC03")
"""A rule and a unit whose findings nobody has had time for."""


def decided(finding: Finding, day: dt.date) -> Cells:
    """The auditor's cells for a finding; nothing where nobody has decided."""
    if (finding.rule, finding.unit) == _UNSEEN:
        return {}
    about = (finding.unit, next(iter(finding.key.values())))
    observed = next((why for (rule, of), why in _OBSERVED.items() if rule == finding.rule and of in about), None)
    return {
        "decision": "观察项" if observed else "属实",
        "reason": observed or "已与原始记录核对。",
        "reviewed_by": SECOND if finding.rule == "Y-licensed" else AUDITOR,
        "reviewed_on": day.isoformat(),
        "answer": "认可",
        "answered_by": "各中心主任",
        "answered_on": day.isoformat(),
    }


@dataclass(frozen=True)
class Plan:
    """What a unit plans against a nonconformity, and when it had done it, if it had by the middle of 2025."""

    grade: str
    cause: str
    action: str
    owner: str
    due: dt.date
    done_on: dt.date | None = None
    evidence: str = ""


PLANS: Mapping[tuple[str, str], Plan] = {
    (CALLED, "SC02"): Plan(
        "严重", "派单后由一人集中联系客户，休假时无人顶岗。", "派单时即指定联系人，休假由值班长顶岗。", "许国梁",
        dt.date(2025, 3, 31), dt.date(2025, 3, 20), "值班表、派工单抽样20份",
    ),
    (LICENSED, "SC01"): Plan(
        "一般", "证书到期前没有人提醒。", "复训取证；到期前60天由人事提醒。", "田静", dt.date(2025, 3, 15),
        dt.date(2025, 2, 17), "新证D2503复印件",
    ),
    (LICENSED, "SC02"): Plan(
        "一般", "本人长期外派，没有安排复训。", "安排复训，取证前不派电工作业。", "许国梁", dt.date(2025, 4, 30),
    ),
    (LICENSED, "SC03"): Plan(
        "一般", "证书到期前没有人提醒。", "复训取证。", "魏东", dt.date(2025, 2, 28), dt.date(2025, 1, 20),
        "新证D2411复印件",
    ),
    (COMPLAINT, "SC01"): Plan(
        "一般", "转办后没有跟踪到关闭。", "转办的投诉每周核对一次。", "田静", dt.date(2025, 3, 31), dt.date(2025, 3, 6),
        "每周核对表",
    ),
}  # fmt: skip
"""Clause and unit → the plan against its nonconformity of 2024."""


def planned(plan: Plan) -> Cells:
    """What stands in the row of the nonconformity once the plan is accepted."""
    return {
        "不符合等级": plan.grade, "根本原因": plan.cause, "原因分析方法": "五个为什么", "影响范围": "已查其他中心",
        "应急处置": "当日逐单核对", "措施批准人": MANAGER, "措施批准日期": dt.date(2025, 1, 22), "状态": "实施中",
        "效果验证期限": dt.date(2025, 7, 31),
    }  # fmt: skip


def action(number: str, plan: Plan) -> Cells:
    """The row of its action."""
    return {
        "所属不符合项": number, "措施类型": "纠正措施", "措施内容": plan.action, "措施责任人": plan.owner,
        "措施期限": plan.due,
    }  # fmt: skip


def done(plan: Plan) -> Cells:
    """What stands in the row of the action once it is done."""
    return {"完成日期": plan.done_on, "实施证据": plan.evidence}


def closed(day: dt.date) -> Cells:
    """What stands in the row of the nonconformity once its effect was verified."""
    return {
        "核实人": SECOND, "核实日期": day, "核实方法": "抽查记录", "核实结论": "措施已落实",
        "验证准则": "半年内不再发生",
        "验证日期": day, "验证人": AUDITOR, "效果评价": "有效", "关闭日期": day, "关闭人": MANAGER, "状态": "有效关闭",
    }  # fmt: skip
