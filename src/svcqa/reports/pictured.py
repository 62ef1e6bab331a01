"""What the pictures of the whole audit say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

PICTURED: Mapping[str, Text] = {
    "overview": Text("总览图", "Overview"),
    "overview_note": Text(
        "这些图把多条规则放在一起看，只列数字，不作结论；逐条结果在后面各节。",
        "These pictures lay several rules together: figures and no conclusions. The results of each rule follow below.",
    ),
    "trend": Text("各月疑点", "Findings by month"),
    "trend_note": Text(
        "按疑点记录的日期和重要程度计数，已豁免的不计。各月记录多少不同，件数不能直接比较。",
        "By the date of the record and by weight, without those excused. Months with more records have more to find.",
    ),
    "trend_earlier": Text("更早的{count}项未画出。", "{count} earlier ones are not drawn."),
    "trend_undated": Text("没有日期的{count}项未画出。", "{count} without a date are not drawn."),
    "heatmap": Text("单位与条款热力图", "Units and clauses at a glance"),
    "heatmap_of": Text("单位与条款热力图：{ruleset}", "Units and clauses at a glance: {ruleset}"),
    "heatmap_note": Text(
        "每格的数字是疑点数，底色是疑点占范围内判断的比例；空白表示没有范围内的判断。只画有疑点的规则，按章节排列，同一条款的规则合在一列。",
        "The number is that of findings, the shade their share of the judgements in scope; no square: nothing in "
        "scope. Only rules with findings, in the order of chapters, those of one clause in one column.",
    ),
    "heatmap_clean": Text("没有疑点的{count}行未画出。", "{count} rows without findings are not drawn."),
    "heatmap_told": Text(
        "{units}个单位、{clauses}个有疑点的条款（{rules}条规则）：范围内的判断{in_scope}次，疑点{fails}项。各条规则的数字见“单位与条款”一节的表。",
        "{units} units, {clauses} clauses with findings ({rules} rules): {in_scope} judgements in scope, "
        "{fails} findings. The tables of the section 'Units and clauses' hold the numbers of each rule.",
    ),
    "calendar_note": Text(
        "每格是保存期在该年（月）届满的记录数，▲为其中的疑点；审核基准日所在的一列加粗。",
        "Each square counts records whose period ends in that year (or month), ▲ those with findings among them; the "
        "column of the audit date is bold.",
    ),
    "ageing_note": Text(
        "每格是至审核基准日还没有办结、已等了这么久的件数，▲为其中的疑点；只含知道从何时起算的。",
        "Each square counts what is still open at the audit date and has waited so long, ▲ findings among them; only "
        "what says since when.",
    ),
    "roster_note": Text(
        "每行一人或一物，每列一条规则；一人一物用过多次的，取最近一次的状态，同日取最差的。空格表示该规则没有涉及。",
        "A row for each person or thing, a column for each rule; of several uses the latest one counts, and of several "
        "on one day the worst. No square: the rule does not concern it.",
    ),
    "roster_told": Text(
        "{count}行、{rules}条规则：{listed}。名单见图下的文字。",
        "{count} rows and {rules} rules: {listed}. Who they are stands in the text below.",
    ),
    "roster_rest": Text(
        "另有{count}行未画出，其中{wanting}行有不是有效的状态。",
        "{count} more rows are not drawn; {wanting} of them have something that is not current.",
    ),
    "roster_calm": Text(
        "另有{count}行全部有效，未画出。", "{count} more rows, in which all is current, are not drawn."
    ),
    "roster_unnamed": Text(
        "第{column}列另有{count}个只计数、没有列名。",
        "Column {column}: {count} more are counted and not named.",
    ),
    "in_words": Text("文字说明", "In words"),
    "in_numbers": Text("数字表", "As a table"),
    "part_of": Text("{title}（{number}/{total}）", "{title} ({number} of {total})"),
}
