"""The wording of samples in the reports."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

SAMPLING: Mapping[str, Text] = {
    "samples": Text("抽样检查", "Samples"),
    "samples_note": Text(
        "样本中不符合的各项列在疑点里；这里说明样本本身，以及从样本对整批能说什么。推算的比例是估计，不是查出的数。",
        "Items that do not conform stand among the findings. Here is the sample itself, and what it says of its lot; "
        "projected rates are estimates and no counts.",
    ),
    "sheet_samples": Text("抽样检查", "Samples"),
    "sample": Text("样本", "Sample"),
    "sample_plan": Text("方案", "Plan"),
    "sample_size": Text("样本量和批量", "Sample and lot"),
    "sample_of": Text("{lot}条中抽{size}条", "{size} of {lot} records"),
    "sample_period": Text("抽样的期间", "Period of the lot"),
    "sample_where": Text("条件", "Only records with"),
    "sample_strata": Text("分层", "Strata"),
    "sample_stratum": Text(
        "{name}：{lot}条中抽{size}条，不符合{fails}", "{name}: {size} of {lot}, {fails} do not conform"
    ),
    "sample_found": Text("查得", "Found"),
    "sample_counts": Text(
        "符合{conforms}，不符合{fails}，不适用{not_applicable}，还没有结论{open}",
        "{conforms} conform, {fails} do not, not applicable {not_applicable}, still open {open}",
    ),
    "sample_unsigned": Text("没有写检查人的结论", "Conclusions without a name"),
    "sample_numbers": Text("接收数和拒收数", "Acceptance and rejection numbers"),
    "sample_decision": Text("结论", "Acceptance"),
    "sample_rate": Text("推算的比例", "Projected rate"),
    "sample_no_rate": Text("不推算", "none is projected"),
    "sample_case_found": Text("推算的不符合比例", "Projected rate"),
    "sample_case_best": Text("推算（没有结论的都符合）", "Projected, if all open items conform"),
    "sample_case_worst": Text("推算（没有结论的都不符合）", "Projected, if no open item conforms"),
    "sample_projection": Text(
        "{of}项中{fails}项，比例{rate}；批内至多{most}条（{upper}）；区间{low}至{high}",
        "{fails} of {of}, rate {rate}; at most {most} of the lot ({upper}); interval {low} to {high}",
    ),
    "sample_method": Text("算法", "Method"),
    "sample_seed": Text("种子和随机算法", "Seed and generator"),
    "sample_by": Text("{seed}（{generator}）", "{seed} ({generator})"),
    "sample_files": Text("抽样的文件", "Files of the draw"),
    "sample_digest": Text("抽中清单摘要", "Digest of what was drawn"),
}
"""Name → wording."""
