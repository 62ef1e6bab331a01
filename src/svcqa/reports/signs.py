"""What the reports say of signals."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

SIGNS: Mapping[str, Text] = {
    "signals": Text("记录真实性线索", "Signs that records may have been made up"),
    "signals_note": Text(
        "这些只是值得核实的线索，不是疑点，更不是结论，不计入任何数字；每一条都可能另有原因。"
        "核实时请看原始单据、询问当事人，记录本身保持原样。",
        "These are leads to look into: no findings and no conclusions, in none of the counts, and each of them may "
        "have another reason. Look at the original papers and ask the people; leave the records as they are.",
    ),
    "signals_quiet": Text(
        "没有看到，或记录中没有可以查看的内容（如没有写明审核通知日期）：{listed}。",
        "Not seen, or nothing to look at in these records (such as no day on which the audit was announced): {listed}.",
    ),
    "signals_off": Text(
        "在设置中关闭、没有查看的：{listed}。", "Switched off in the settings, not looked for: {listed}."
    ),
    "signals_beyond": Text(
        "记录太多、没有查看的台账：{listed}。", "Registers not looked at, because they have too many records: {listed}."
    ),
    "signals_line": Text(
        "记录真实性线索{count}条（不计入疑点）", "{count} signs that records may have been made up (no findings)"
    ),
    "sheet_signals": Text("真实性线索", "Signals"),
    "signal": Text("线索", "Signal"),
    "innocent": Text("也可能是：", "It may also be: "),
    "observed": Text("看到 / 总数", "Seen / of"),
    "expected": Text("偶然应有", "By chance"),
    "by_chance": Text("纯属偶然的可能", "How often by chance"),
    "chance_never": Text("不会偶然发生", "never by chance"),
    "chance_once": Text("{count}次审核中约1次", "about once in {count} such audits"),
    "records_count": Text("涉及{count}条记录", "{count} records"),
}
"""Name → wording."""
