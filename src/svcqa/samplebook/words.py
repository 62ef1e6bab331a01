"""What a sample workbook says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

WORDS: Mapping[str, Text] = {
    "title": Text("抽样表", "Sample"),
    "rows_about": Text(
        "按每行找出纸质记录，填写右边带色的栏；还没有查的留空。不要增删行，不要改其他栏。"
        "填好后用svcqa audit --sample读回。",
        "Find the paper of every row and fill in the coloured columns; leave blank what was not looked at. Add and "
        "delete no row, and leave the other columns alone. Read it back with svcqa audit --sample.",
    ),
    "plan_about": Text(
        "本表说明样本怎样抽出，供审核时核对和重抽，请勿改动。",
        "How the sample was drawn, for the audit to check and to draw again; leave it as it is.",
    ),
    "record_of": Text("原记录·{field}", "Record: {field}"),
    "register": Text("台账", "Register"),
    "rulesets": Text("规则集", "Rulesets"),
    "rule": Text("对应规则", "Rule"),
    "plan": Text("方案", "Plan"),
    "written": Text("方案写法", "Plan as written"),
    "lot": Text("批量", "Lot"),
    "size": Text("样本量", "Sample size"),
    "accept": Text("接收数Ac", "Acceptance number Ac"),
    "reject": Text("拒收数Re", "Rejection number Re"),
    "tolerable": Text("可容忍比例", "Tolerable rate"),
    "confidence": Text("置信水平", "Confidence"),
    "random": Text("选取办法", "Chosen"),
    "at_random": Text("随机抽取", "at random"),
    "by_a_person": Text("由人判断选取，不推算比例", "by a person: no rate is projected"),
    "seed": Text("种子", "Seed"),
    "generator": Text("随机算法", "Generator"),
    "period": Text("期间", "Period"),
    "as_of": Text("基准日", "Audit date"),
    "where": Text("条件：{field}", "Where: {field}"),
    "outside": Text("不在批内的记录", "Records outside the lot"),
    "undated": Text("批内没有日期的记录", "In the lot without a date"),
    "unclear": Text("批内不能确定是否符合条件的记录", "In the lot, and not known to fit the conditions"),
    "stratum_field": Text("分层字段", "Divided by"),
    "stratum": Text("分层：{name}", "Stratum: {name}"),
    "of_lot": Text("{lot}条中抽{size}条", "{size} of {lot}"),
    "blank": Text("（空）", "(blank)"),
    "note": Text("说明{number}", "Note {number}"),
    "file": Text("文件：{name}", "File: {name}"),
    "drawn": Text("抽中清单摘要", "Digest of what was drawn"),
    "data": Text("方案数据{number}（勿改）", "Data of the plan {number} (leave alone)"),
    "digest": Text("方案摘要", "Digest of the plan"),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
}  # fmt: skip

CONCLUSIONS: Mapping[str, Text] = {
    "conforms": Text("符合", "conforms"),
    "fails": Text("不符合", "does not conform"),
    "not_applicable": Text("不适用", "not applicable"),
}
"""Conclusion → how it is written."""
