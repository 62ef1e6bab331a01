"""What the audit workbook says before anybody has written in it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

ABOUT: Mapping[str, Text] = {
    "audit_facts": Text("审核报告要写明的事项，由组长填写。", "What the report must state; the leader fills it in."),
    "audit_requests": Text(
        "要求过而没有提供的，在“未提供”填“是”：用到它的规则判为疑点。没有要求过的留空，这些规则不评定。",
        "Where something was asked for and not provided, say yes: rules that read it fail. What nobody asked for is "
        "left blank, and its rules are not assessed.",
    ),
    "audit_parameters": Text(
        "取值留空的不生效。没有依据文件和批准人的取值照用，但据此得出的疑点只算“低”。",
        "A row without a value sets nothing. A value without source and approver holds, but what is found by it has "
        "weight low.",
    ),
    "audit_days": Text(
        "本单位与国家规定不同的上班、放假日。",
        "Days on which this organisation works or rests otherwise than the country.",
    ),
    "audit_checks": Text(
        "按记录检查的不用填。改查纸质记录或询问的，改查法，填抽查数和不符合数或结论；记录不再用于该规则。",
        "Leave what is checked by records. Where paper is sampled or somebody is asked, change the way and write down "
        "how many were sampled and failed, or the result; the rule's records are then not looked at.",
    ),
    "audit_waivers": Text(
        "经批准的例外。到最后有效日（北京时间，含当日）为止，所涉疑点标明已获豁免、另计；判断结果不变。"
        "申请人不能批准；没有批准人的不生效。规则可填几条；记录、单位、记录日期不填就是全部。"
        "记录照报告的写法填，或填疑点指纹。证明文件放在本工作簿旁边。"
        "几次审核共用的，“用于多次审核”填“是”：本次没有所写的规则、记录或单位时，不算写错。",
        "Approved exceptions. Up to the last valid day (Beijing time, that day included) findings in their scope say "
        "that they are excused and are counted apart; the verdict stays. Who asks for a waiver cannot approve it, and "
        "nothing is waived without approval. Name one rule or several; record, unit and days left blank mean all. "
        "Write a record as reports do, or as the fingerprint of a finding. The proof is a file beside this workbook. "
        "Where several audits share a waiver, say so: it is no mistake then that this one lacks what it names.",
    ),
    "audit_reviews": Text(
        "审核员对疑点的结论：属实、观察项、已解释（必须写理由和证据）、读取错误。受审核方答复：认可，或有异议（写理由）。",
        "What auditors decide about findings: confirmed, observation, explained (needs reason and evidence), reading "
        "error; and what the auditee answers: accepted, or disputed (with the reason).",
    ),
}  # fmt: skip
"""Register of the workbook → how its sheet is filled in."""

TYPES: Mapping[str, Text] = {
    "duration": Text("时长，如15m、24h、3wd、2y", "length of time, such as 15m, 24h, 3wd, 2y"),
    "number": Text("数字", "number"),
    "date": Text("日期，如2024-03-05", "date, such as 2024-03-05"),
    "list": Text("几项用逗号隔开", "items with commas between"),
    "text": Text("文字", "text"),
}
"""Type of a parameter → how a value is written."""
WORDS: Mapping[str, Text] = {
    "title": Text("审核工作簿", "Audit workbook"),
    "manual": Text("{form}；手册：{value}", "{form}; the manual says {value}"),
    "common": Text("{form}；常见做法，未定时按此：{value}", "{form}; common practice, held to unless set: {value}"),
    "suggested": Text("{form}；他处做法，仅供参考：{value}", "{form}; seen elsewhere, for reference only: {value}"),
    "set": Text("{form}；已定：{value}", "{form}; set: {value}"),
    "points": Text(
        "{title}（{count}点，逐点回答：1.是；2.是…）", "{title} ({count} points, answer each: 1. yes; 2. yes …)"
    ),
    "plain": Text("{title}", "{title}"),
    "record": Text("记录", "record"),
    "anybody": Text("各部门", "every department"),

}  # fmt: skip
