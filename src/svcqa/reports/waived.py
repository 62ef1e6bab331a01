"""What the reports say of waivers."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

WAIVED: Mapping[str, Text] = {
    "waivers": Text("豁免与批准的偏离", "Waivers and approved deviations"),
    "waivers_note": Text(
        "豁免不改变判断结果：所涉疑点照样列出，标明豁免依据，另行计数。最后有效日按北京时间（{zone}），含当日；"
        "过期的豁免不再起作用。批准的偏离只豁免批准之后才发生的事项。",
        "A waiver leaves the verdict as it is: the findings in its scope are listed, say by what they are excused, and "
        "are counted apart. The last valid day is a day in the zone {zone} and belongs to it; what has expired excuses "
        "nothing. An approved deviation excuses only what happened after its approval.",
    ),
    "sheet_waivers": Text("豁免", "Waivers"),
    "waiver_no": Text("编号", "Number"),
    "waiver_origin": Text("来源", "From"),
    "waiver_rules": Text("规则", "Rules"),
    "waiver_scope": Text("范围", "Scope"),
    "waiver_state": Text("在审核基准日", "On the audit date"),
    "waiver_reason": Text("理由", "Justification"),
    "waiver_risk": Text("风险", "Risk"),
    "waiver_control": Text("补偿措施", "Compensating control"),
    "requested_by": Text("申请人", "Requested by"),
    "waiver_approved_by": Text("批准人", "Approved by"),
    "waiver_approved_on": Text("批准日期", "Approved on"),
    "valid_from": Text("起始日", "Valid from"),
    "last_valid_day": Text("最后有效日（北京时间）", "Last valid day (Asia/Shanghai)"),
    "waiver_excuses": Text("豁免的疑点", "Findings excused"),
    "waiver_concerns": Text("范围内的疑点", "Findings in scope"),
    "waiver_proof": Text("证明文件", "Proof"),
    "waiver_whole": Text("该规则的全部记录", "all records of the rule"),
    "waiver_record": Text("记录{name}", "record {name}"),
    "waiver_unit": Text("单位{name}", "unit {name}"),
    "waiver_days": Text("{first}至{last}的记录", "records from {first} to {last}"),
    "waiver_days_from": Text("{first}起的记录", "records from {first}"),
    "waiver_days_to": Text("{last}为止的记录", "records up to {last}"),
    "waiver_ruleset": Text("规则集{name}", "ruleset {name}"),
    "waiver_no_end": Text("不设期限", "no end"),
    "waiver_no_proof": Text("{name}（文件不在审核工作簿旁边）", "{name} (not beside the audit workbook)"),
    "waiver_unused": Text("有效，没有疑点可豁免", "in force, with nothing to excuse"),
    "waiver_ending": Text(
        "有效，{days}天后到期，届时{count}项恢复为疑点",
        "in force, ends in {days} days; then {count} findings come back",
    ),
    "waiver_last_day": Text(
        "有效，今天是最后有效日，过后{count}项恢复为疑点",
        "in force, on its last valid day; then {count} findings come back",
    ),
    "waiver_lapsed": Text(
        "已过期（最后有效日{day}），范围内{count}项不再豁免",
        "expired (last valid day {day}); {count} findings in scope are excused no longer",
    ),
    "waiver_not_applied": Text(
        "{state}，没有采用；范围内有{count}项疑点", "{state}, not applied; {count} findings in scope"
    ),
    "waiver.in_force": Text("有效", "in force"),
    "waiver.expired": Text("已过期（最后有效日{day}）", "expired (last valid day {day})"),
    "waiver.not_yet": Text("{day}起才有效", "valid from {day} on"),
    "waiver.unapproved": Text("未批准，或批准日期不明、在审核基准日之后", "not approved, or not by the audit date"),
    "waiver.approved_afterwards": Text("事后批准", "approved afterwards"),
    "waiver.no_such_rule": Text("所写规则不在本次审核里", "names a rule that is not in this audit"),
    "waiver.no_such_record": Text("所写记录不在台账里", "names a record that is not in the register"),
    "waiver.waiver": Text("审核工作簿", "audit workbook"),
    "waiver.deviation": Text("批准的偏离", "approved deviation"),
}
"""Name → wording."""
