"""Wording of the comparison with an earlier audit."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

BASELINE: Mapping[str, Text] = {
    "baseline": Text("与上次审核比较", "Compared with the earlier audit"),
    "baseline_note": Text(
        "只有记录还在、同一条规则评定过它、而且不再是疑点的，才算已解决；其余各种去向都不算解决。",
        "A finding is solved only if its record is still there, the same rule has judged it, and it does not fail; "
        "whatever else became of one is no solution.",
    ),
    "baseline_none": Text(
        "这份审核没有与较早的审核比较（--against）。", "This audit is compared with no earlier one (--against)."
    ),
    "baseline_as_of": Text("上次的审核基准日", "As of, then"),
    "baseline_period": Text("上次的审核期间", "Period, then"),
    "baseline_digest": Text("上次的内容摘要", "Digest, then"),
    "baseline_name": Text("上次的报告编号", "Report number, then"),
    "baseline_counts": Text("疑点的去向", "What became of findings"),
    "baseline_state": Text("与上次相比", "Since the earlier audit"),
    "baseline_state.new": Text("新出现", "New"),
    "baseline_state.returned": Text("再次出现", "Returned"),
    "baseline_state.changed": Text("仍在，有变化", "Changed"),
    "baseline_state.persisting": Text("仍在，没有变化", "Persisting"),
    "baseline_outcome": Text("去向", "What became of it"),
    "baseline_outcome.solved": Text("已解决", "Solved"),
    "baseline_outcome.gone": Text("记录没有了，不算解决", "Record gone: not solved"),
    "baseline_outcome.not_concerned": Text(
        "规则现在不适用于它，或尚未到期", "Not concerned by the rule now, or not due: not solved"
    ),
    "baseline_outcome.not_judged": Text("现在无法判断", "Cannot be judged now: not solved"),
    "baseline_outcome.not_assessed": Text("规则这次没有评定", "Rule not assessed now: not solved"),
    "baseline_outcome.outside": Text("不在这次的审核期间", "Outside the period now: not solved"),
    "baseline_outcome.rule_dropped": Text("规则已取消", "Rule dropped: not solved"),
    "baseline_outcome.unknown": Text("无法确定", "Cannot be told"),
    "baseline_changed": Text("{state}（{listed}）", "{state} ({listed})"),
    "baseline_difference.message": Text("说明", "message"),
    "baseline_difference.evidence": Text("证据", "evidence"),
    "baseline_difference.weight": Text("重要程度", "weight"),
    "baseline_difference.excused": Text("豁免", "waiver"),
    "baseline_difference.values": Text("单元格内容", "cell values"),
    "baseline_told": Text("与上次相比：{told}", "Since the earlier audit: {told}"),
    "baseline_since": Text("差异", "What differs"),
    "baseline_by_time": Text(
        "已解决的疑点中有{count}项以记录的时间为依据。改动过记录的时间也会显示为已解决：请用svcqa compare比较两次的台账"
        "文件，看这些时间是否与原来相同。",
        "{count} of the solved findings rested on a recorded time. One that was changed afterwards would look just the "
        "same: svcqa compare, on the files of both audits, tells whether those times are what they were.",
    ),
    "baseline_masked": Text(
        "个人信息已隐去：上次疑点的说明和单元格内容没有列出。",
        "Personal data are hidden: messages and cell values of earlier findings are left out.",
    ),
    "baseline_line": Text("上次基准日{as_of}：{listed}", "Earlier audit as of {as_of}: {listed}"),
    "baseline_former": Text("不再发现的疑点", "Findings not found any more"),
    "baseline_no_former": Text("上次的疑点这次都还在。", "All earlier findings are still found."),
    "baseline_former_more": Text(
        "列出前{shown}项，共{total}项；XLSX和JSON输出含全部。",
        "The first {shown} of {total}; the XLSX and JSON output hold all of them.",
    ),
    "baseline_decision": Text("上次复核", "Reviewed then"),
    "baseline_rules": Text("规则的变化", "Rules that are not the same"),
    "baseline_no_rules": Text("两次的规则相同。", "The rules of both audits are the same."),
    "baseline_rule": Text("变化", "Change"),
    "baseline_rule.added": Text("新增的规则", "Added"),
    "baseline_rule.dropped": Text("取消的规则", "Dropped"),
    "baseline_rule.edition": Text("版本不同", "Another edition"),
    "baseline_rule.assessed_now": Text("上次没有评定", "Assessed now only"),
    "baseline_rule.assessed_then": Text("这次没有评定", "Assessed then only"),
    "baseline_then": Text("上次版本", "Edition then"),
    "baseline_now": Text("这次版本", "Edition now"),
    "baseline_trend": Text("历次审核", "Audits one after another"),
    "baseline_trend_note": Text(
        "各次审核没有豁免的疑点；期间和规则可能不同，多少不能直接比较。",
        "Findings that nothing excuses, audit by audit; periods and rules may differ, so that more or fewer does not "
        "mean worse or better by itself.",
    ),
    "baseline_excused": Text("已豁免", "Excused"),
    "baseline_share": Text("疑点 / 范围内的判断", "Findings / judgements in scope"),
    "baseline_share_of": Text("{fails} / {judged}（{share}）", "{fails} / {judged} ({share})"),
    "sheet_baseline": Text("与上次比较", "Since earlier audit"),
    "sheet_series": Text("历次审核", "Audits one after another"),
    "sheet_former": Text("不再发现的疑点", "Not found any more"),
    "diff_title": Text("两次审核的比较", "Two audits compared"),
    "diff_state": Text("{name}（{total}项中的{shown}项）", "{name}: {shown} of {total}"),
    "audit_now": Text("本次审核", "This audit"),
}
