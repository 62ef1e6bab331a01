"""What sampling plans say of themselves, in both languages."""

from __future__ import annotations

from svcqa import Text

SINGLE = Text(
    "GB/T 2828.1（ISO 2859-1）一次抽样，正常检验，水平{level}，AQL {aql}，样本量字码{code}",
    "ISO 2859-1 (GB/T 2828.1), single sampling, normal inspection, level {level}, AQL {aql}, code letter {code}",
)
TABLE = Text(
    "用户提供的抽样表“{title}”（{severity}，依据{source}），水平{level}，AQL {aql}，样本量字码{code}",
    "the user's table '{title}' ({severity}, after {source}), level {level}, AQL {aql}, code letter {code}",
)
SEVERITIES = {
    "normal": Text("正常检验", "normal inspection"),
    "tightened": Text("加严检验", "tightened inspection"),
    "reduced": Text("放宽检验", "reduced inspection"),
}
BY_SIZE = Text(
    "按置信水平{confidence}、可容忍比例{tolerable}、预期比例{expected}计算的样本量（有限总体）",
    "sample size for confidence {confidence}, tolerable rate {tolerable}, expected rate {expected} (finite lot)",
)
BY_NUMBER = Text("固定抽{size}条", "a fixed number of {size}")
BY_PERSON = Text("由人判断选取", "judgement sampling: rows chosen by a person")
ARROW = Text(
    "字码{code}处是箭头，改用字码{letter}的方案，样本量随之改变。",
    "At {code} the table has an arrow: the plan of {letter} is used, with its own sample size.",
)
WHOLE = Text(
    "样本量{size}不小于批量{lot}，全部检查。",
    "The sample size {size} is not below the lot of {lot}: all of it is looked at.",
)
SERIES = Text(
    "接收与拒收规则是为连续批设计的；一年的记录更接近孤立批，请同时看比例的上限。",
    "Acceptance by Ac and Re is meant for a continuing series of lots; a year of records is nearer to an isolated lot, "
    "so read the upper bound of the rate as well.",
)
NO_RATE = Text(
    "行由人选取，只说明所查的行，不推算整批的比例。",
    "A person chose the rows: they tell of themselves, and no rate is projected.",
)
NO_SMALLER = Text(
    "没有小于批量的样本量能达到要求，全部检查。", "No sample smaller than the lot is enough: all of it is looked at."
)
AT_LEAST_ONE = Text(
    "按批量比例分配到各层，尾数按最大余数法，每层至少1条。",
    "Allotted to the strata in proportion to their size by largest remainder, at least one each.",
)
MORE = Text(
    "分层有{strata}层，每层至少1条，样本量由{size}增为{made}。",
    "There are {strata} strata with at least one each: the sample size grows from {size} to {made}.",
)
UNREAD = Text("没有读到，不在批内：{where}：{what}", "Not read, and so not in the lot: {where}: {what}")
UNDATED = Text(
    "批内{count}条没有日期，无法分到期间。",
    "{count} records of the lot have no date that says which period they belong to.",
)
UNCLEAR = Text(
    "批内{count}条无法确定是否符合条件，也算在内。",
    "Of {count} records of the lot it cannot be told whether they fit the conditions.",
)
