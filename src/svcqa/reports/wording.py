"""What the reports say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.accounts import Said, WholeSheet
from svcqa.findings import Period
from svcqa.reports.codes import CODES
from svcqa.text import Lang, Text


class Words:
    """The wording in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, name: str, /, **values: object) -> str:
        """A sentence or heading by its name."""
        return WORDS[name].fill(**values).say(self.lang)

    def named(self, kind: str, code: str) -> str:
        """A code in words; the code itself if it is not known here."""
        text = WORDS.get(f"{kind}.{code}")
        return text.say(self.lang) if text else code

    def said(self, said: Said | None) -> str:
        """A sentence of the audit in this language; nothing if there is none."""
        return "" if said is None else said.zh if self.lang == "zh" else said.en

    def period(self, period: Period) -> str:
        """The period under audit."""
        if period.first is None:
            return self("until", last=period.last)
        return self("from_to", first=period.first, last=period.last)

    def whole(self, one: WholeSheet) -> str:
        """What became of a sheet that is accounted for by regions."""
        numbers = {"rows": one.rows_read, "imported": one.imported, "aside": one.rows_read - one.imported}
        rows = self("read_rows", **{name: f"{number:,}" for name, number in numbers.items()})
        return self("whole_sheet", rows=rows, regions=len(one.regions), cells=f"{one.cells:,}")

    def listed(self, parts: list[str]) -> str:
        """Several things in a row."""
        return ("、" if self.lang == "zh" else ", ").join(parts)


WORDS: Mapping[str, Text] = {
    "title": Text("服务质量合规审核报告", "Service-quality compliance audit"),
    "as_of": Text("审核基准日", "As of"),
    "period": Text("审核期间", "Period"),
    "until": Text("截至{last}", "up to {last}"),
    "from_to": Text("{first} 至 {last}", "{first} to {last}"),
    "ruleset": Text("规则集", "Ruleset"),
    "look_back": Text("回看期", "look-back"),
    "digest": Text("内容摘要", "Digest of content"),
    "contents": Text("目录", "Contents"),
    "figures": Text("概况", "Key figures"),
    "assessed_share": Text("已评定的规则", "Rules assessed"),
    "assessed_of": Text("{rules}条规则中评定了{assessed}条", "{assessed} of {rules} rules"),
    "findings": Text("疑点", "Findings"),
    "findings_excused": Text("另有{count}项已获豁免", "{count} more are excused by a waiver"),
    "findings_records": Text("其中{count}项是台账数据本身的问题", "{count} of them concern the data of the registers"),
    "judged": Text("范围内的判断", "Judgements in scope"),
    "judged_from": Text(
        "来自{count}条记录；一条记录按适用的每条规则各判断一次",
        "of {count} records, each judged once by every rule for it",
    ),
    "undetermined": Text("无法判断", "Undetermined"),
    "undetermined_note": Text("既不算符合，也不算疑点", "neither conforming nor findings"),
    "leads": Text(
        "疑点是线索，不是结论：须经审核员复核后才能认定。请保留原始记录；记录有误时另行说明，不要改动已记录的时间。",
        "Findings are leads, not conclusions, until an auditor has reviewed them. Leave the original records as they "
        "are: explain an error beside the record, and never change a time that was recorded.",
    ),
    "not_assessed": Text("未评定的规则", "Rules not assessed"),
    "not_assessed_note": Text(
        "这些规则没有结果。没有疑点不等于符合。",
        "These rules have no result. No findings here does not mean that they are met.",
    ),
    "all_assessed": Text("全部规则都已评定。", "All rules were assessed."),
    "no_rules": Text("没有规则。", "There are no rules."),
    "reason": Text("原因", "Reason"),
    "rule": Text("规则", "Rule"),
    "clause": Text("条款", "Clause"),
    "chapter": Text("章节", "Chapter"),
    "no_chapter": Text("未分章节", "No chapter"),
    "edition": Text("版本", "Edition"),
    "rests_on": Text("依据", "Rests on"),
    "in_force_from": Text("施行日期", "In force from"),
    "in_force_to": Text("施行至", "In force to"),
    "verified_on": Text("核对日期", "Verified on"),
    "unverified": Text("未核对", "not verified"),
    "detail": Text("{name}：{value}", "{name}: {value}"),
    "built_in": Text("台账数据检查", "Checks of the registers' data"),
    "built_in_note": Text(
        "读入时对台账本身所做的检查：不对应条款，不计入评定比例，按单元格计数。",
        "What was checked of the registers themselves: no clause, not in the share assessed, counted by cell.",
    ),
    "weight": Text("重要程度", "Weight"),
    "tallies": Text("各条款的结果", "Results by clause"),
    "tallies_note": Text(
        "范围内 = 符合 + 疑点 + 未到期 + 无法判断 + 例外；范围外另计。",
        "In scope = conforms + findings + pending + undetermined + excepted; out of scope is counted apart.",
    ),
    "in_scope": Text("范围内", "In scope"),
    "conforms": Text("符合", "Conforms"),
    "fails": Text("疑点", "Findings"),
    "pending": Text("未到期", "Pending"),
    "excepted": Text("例外", "Excepted"),
    "out_of_scope": Text("范围外", "Out of scope"),
    "excused": Text("疑点中已豁免{count}", "{count} of the findings excused"),
    "excepted_by": Text("例外：{listed}", "excepted: {listed}"),
    "by_hand_sample": Text("人工检查：抽样", "checked by hand: sample"),
    "by_hand_interview": Text("人工检查：询问", "checked by hand: interview"),
    "undated": Text("无日期{count}", "{count} undated"),
    "carried_over": Text("期前未结转入{count}", "{count} carried over"),
    "not_yet": Text("基准日之后的{count}", "{count} dated after the as-of date"),
    "total": Text("合计", "Total"),
    "not_assessed_row": Text("未评定：{reason}", "Not assessed: {reason}"),
    "chapters": Text("各手册与章节", "Manuals and chapters"),
    "chapters_note": Text(
        "未评定的规则没有结果：没有疑点不等于符合。",
        "A rule that was not assessed has no result: no findings does not mean that it is met.",
    ),
    "contrasts": Text("手册要求不一致之处", "Where manuals contradict each other"),
    "contrasts_note": Text(
        "对同一件事，这些条款的要求不同，符合其一可能违反其二。各按各的手册评定，取舍由人决定。",
        "These clauses ask for different things of one matter: keeping one may break another. Each is judged by its "
        "own manual; which one holds is for people to decide.",
    ),
    "contrast": Text("事项", "Matter"),
    "alone": Text("仅此条发现", "Found by it alone"),
    "rules": Text("规则数", "Rules"),
    "matrix": Text("单位与条款", "Units and clauses"),
    "matrix_note": Text(
        "每格为疑点数 / 范围内的判断数，底色越深，疑点所占比例越高。只列有疑点的规则；与表中规则都无关的单位，"
        "该表不列；台账数据检查不在其中。",
        "Each cell says findings / judgements in scope, the darker the larger the share. Only rules with findings are "
        "listed, and a table leaves out units that none of its rules concerns; the checks of the registers' data are "
        "not among them.",
    ),
    "matrix_part": Text(
        "单位与条款：第{first}至{last}条规则（共{total}条）", "Units and clauses: rules {first} to {last} of {total}"
    ),
    "matrix_one": Text(
        "范围内的判断都属于同一单位：{unit}，因此不列矩阵。",
        "All judgements in scope belong to one unit, {unit}; there is no matrix.",
    ),
    "matrix_no_unit": Text(
        "有疑点的记录都没有注明单位，因此不列矩阵。", "No record with findings names its unit; there is no matrix."
    ),
    "units_together": Text("其余{count}个单位合计", "{count} further units together"),
    "shares": Text("疑点所占比例：", "Share of findings: "),
    "share_none": Text("无疑点", "none"),
    "share_upto": Text("至{share}", "up to {share}"),
    "share_over": Text("{share}以上", "over {share}"),
    "chart_row": Text("{label}：{listed}", "{label}: {listed}"),
    "chart_end": Text("；", "; "),
    "chart_count": Text("共{count}项", "{count} in all"),
    "chart_more": Text("另有{count}行未画出，见JSON输出。", "{count} more rows are not drawn: see the JSON output."),
    "limit_mark": Text("时限", "limit"),
    "by_clause": Text("逐条结果", "Clause by clause"),
    "no_findings_clause": Text("这条规则没有疑点。", "This rule has no findings."),
    "other_findings": Text("其他", "Other"),
    "see_findings": Text("查看", "see"),
    "no_findings": Text("没有疑点。", "No findings."),
    "remedy": Text("处理建议：", "What to do: "),
    "units": Text("涉及单位：", "Units: "),
    "units_more": Text("另有{count}个", "{count} more"),
    "unit_none": Text("未注明单位", "no unit given"),
    "title_of": Text("要求", "Requirement"),
    "count_of_findings": Text("疑点{count}项", "{count} findings"),
    "findings_of": Text("规则{rule}的疑点", "Findings of rule {rule}"),
    "parameter": Text("参数", "Parameter"),
    "count": Text("{count}项", "{count}"),
    "key": Text("编号", "Key"),
    "unit": Text("单位", "Unit"),
    "date": Text("日期", "Date"),
    "message": Text("说明", "Message"),
    "cells": Text("单元格", "Cells"),
    "values": Text("单元格内容", "Values"),
    "file": Text("文件", "File"),
    "sheet": Text("工作表", "Sheet"),
    "fingerprint": Text("疑点标识", "Fingerprint"),
    "register": Text("台账", "Register"),
    "excused_by": Text("豁免依据", "Excused by"),
    "excused_row": Text("已豁免：{by}", "Excused: {by}"),
    "more_findings": Text(
        "这里列出前{shown}项，共{total}项，其余{more}项未列出。XLSX、CSV和JSON输出含全部疑点。",
        "The first {shown} of {total} are listed here, {more} are not. The XLSX, CSV and JSON output hold all of them.",
    ),
    "plan": Text("再提供什么", "What to supply next"),
    "plan_note": Text(
        "按顺序补齐下列台账或列，能评定的规则会逐步增加。等待设定参数的规则不在其中。",
        "Supplying these registers or columns one after another makes more rules assessable. Rules that wait for a "
        "parameter are not among them.",
    ),
    "plan_step": Text("+{rules}（共{assessable}）", "+{rules} ({assessable} in all)"),
    "plan_more": Text("另有{count}步，见HTML和JSON输出。", "{count} more steps: see the HTML and JSON output."),
    "supply": Text("再提供", "Supply"),
    "supply_register": Text("台账“{title}”（{name}）", "register '{title}' ({name})"),
    "supply_column": Text("列“{title}”（{name}）", "column '{title}' ({name})"),
    "supply_records": Text("台账“{title}”（{name}）的记录", "records of '{title}' ({name})"),
    "more_rules": Text("多评定的规则", "More rules"),
    "rules_then": Text("共能评定", "Assessable then"),
    "unjudged": Text("无法判断的记录", "What could not be judged"),
    "unjudged_note": Text(
        "这些记录缺少判断所需的内容，或内容有矛盾。请查明原因并说明，不要事后补填时间。JSON输出含全部记录。",
        "These records lack what a judgement needs, or contradict themselves. Find out why and say so; fill in no time "
        "afterwards. The JSON output holds all of them.",
    ),
    "no_unjudged": Text("没有无法判断的记录。", "Nothing was left undetermined."),
    "number": Text("数量", "Count"),
    "examples": Text("示例（最多{count}条）", "Examples (at most {count})"),
    "upcoming": Text("即将到期", "Upcoming due dates"),
    "upcoming_more": Text(
        "列出最早的{shown}项，共{total}项。JSON输出含全部。",
        "The earliest {shown} of {total}. The JSON output holds all of them.",
    ),
    "no_upcoming": Text("没有未到期的事项。", "No due dates lie ahead."),
    "due_on": Text("到期日", "Due"),
    "inputs": Text("审核的文件", "Files audited"),
    "no_inputs": Text("没有文件。", "No files."),
    "sha256": Text("SHA-256", "SHA-256"),
    "size": Text("大小", "Size"),
    "bytes": Text("{count}字节", "{count} bytes"),
    "facts": Text("文件属性", "File facts"),
    "problem": Text("问题", "Problem"),
    "sheets_of": Text("{file}的工作表", "Sheets of {file}"),
    "no_register": Text("未识别为台账", "none"),
    "header_rows": Text("表头行", "Header rows"),
    "rows_read": Text("读取行数", "Rows read"),
    "imported": Text("导入", "Imported"),
    "set_aside": Text("不作为记录", "Set aside"),
    "set_aside_rows": Text("哪些行", "Which rows"),
    "date_span": Text("日期范围", "Dates"),
    "hidden_rows": Text("隐藏行{count}", "{count} hidden rows"),
    "hidden_columns": Text("隐藏列{listed}", "hidden columns {listed}"),
    "merged": Text("合并单元格：{listed}", "merged cells: {listed}"),
    "set_aside_of": Text("{sheet}：不作为记录的行", "{sheet}: rows set aside"),
    "rows": Text("行", "Rows"),
    "text": Text("内容", "Text"),
    "columns_of": Text("{sheet}：列", "{sheet}: columns"),
    "column": Text("列", "Column"),
    "heading": Text("列标题", "Heading"),
    "field": Text("字段", "Field"),
    "how": Text("对应方式", "How matched"),
    "kinds": Text("特殊单元格", "Cells that are no values"),
    "format": Text("日期格式", "Date format"),
    "missing_unread": Text(
        "另有{count}个没有列的字段，规则都不用。", "{count} more fields without a column, which no rule reads."
    ),
    "missing": Text("没有找到列的字段：{listed}", "Fields without a column: {listed}"),
    "more_rows": Text("另有{count}段，见JSON输出。", "{count} more ranges: see the JSON output."),
    "parameters": Text("参数", "Parameters"),
    "setting": Text("读取设置", "How files were read"),
    "no_parameters": Text("规则集没有参数。", "The rulesets have no parameters."),
    "value": Text("值", "Value"),
    "origin": Text("来源", "Origin"),
    "source": Text("依据文件", "Source"),
    "approved_by": Text("批准人", "Approved by"),
    "basis": Text("规则集与版本", "Rulesets and versions"),
    "version": Text("版本", "Version"),
    "calendar": Text("日历", "Calendar"),
    "calendar_source": Text("日历来源", "Where it comes from"),
    "software": Text("软件", "Software"),
    "tool": Text("svcqa（本工具）", "svcqa (this tool)"),
    "plugin": Text("插件 {name}", "plugin {name}"),
    "footer": Text(
        "本报告由svcqa {version}根据审核结果生成。内容摘要相同，审核内容就相同。",
        "Made by svcqa {version} from the audit. The same digest means the same content.",
    ),
    "sheet_findings": Text("疑点", "Findings"),
    "sheet_rules": Text("各规则的结果", "Results by rule"),
    "sheet_contrasts": Text("手册不一致之处", "Contradictions"),
    "sheet_unjudged": Text("无法判断", "Not judged"),
    "sheet_files": Text("文件与行数", "Files and rows"),
    "sheet_about": Text("关于本次审核", "About"),
    "sheet_next": Text("{sheet} {number}", "{sheet} {number}"),
    "receipt_title": Text("错误回执", "Receipt: what is missing or cannot be read"),
    "sheet_summary": Text("说明", "Summary"),
    "sheet_problems": Text("问题", "Problems"),
    "sheet_aside": Text("未计入的行", "Rows set aside"),
    "receipt_about": Text(
        "这份回执只列出缺失的和读不出的内容，不作任何评价；记录是否符合规则由审核判断。",
        "This receipt lists what is missing or cannot be read, and nothing else; whether the records conform is for "
        "an audit to judge.",
    ),
    "receipt_rows": Text(
        "每张工作表：读到的行数 = 计入的行数 + 未计入的行数；未计入的行列在最后一张表。",
        "For every sheet: rows read = rows imported + rows set aside; those set aside are on the last sheet.",
    ),
    "receipt_leave": Text(
        "时间、人员、签字等当时的记录请保持原样：缺失或读不出时，请提供原始单据或书面说明。",
        "Leave times, people and signatures as they were recorded: where one is missing or cannot be read, send the "
        "original document or explain in writing.",
    ),
    "problems": Text("问题", "Problems"),
    "remark": Text("说明", "Remarks"),
    "row": Text("行", "Row"),
    "to_row": Text("至行", "To row"),
    "cell": Text("单元格", "Cell"),
    "kind_of": Text("问题类型", "Kind of problem"),
    "mend": Text("如何处理", "How to mend it"),
    "original": Text("原始行", "The row as it stands"),
    "continued": Text("下接工作表“{sheet}”", "Continued on sheet '{sheet}'"),
    "continues": Text(
        "一张工作表放不下，共{count}行，分{sheets}张，接在“{last}”为止。",
        "{count} rows are more than one sheet holds; they go on over {sheets} sheets, up to '{last}'.",
    ),
    "assessed": Text("已评定", "Assessed"),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "excused_count": Text("疑点中已豁免", "Of these excused"),
    "state": Text("显示状态", "Visibility"),
    "why": Text("识别依据", "Why taken so"),
    "name_of": Text("项目", "Item"),
    "note": Text("请注意", "Please note"),
    "zone": Text("时区", "Time zone"),
    "blank": Text("（空）", "(blank)"),
    "is_blank": Text("（空）", " (blank)"),
    "none": Text("—", "—"),
    "cut": Text("……（共{count}字）", "… ({count} characters)"),
    "by_rule": Text("有疑点的规则", "Rules with findings"),
    "leads_short": Text("疑点须经审核员复核。", "Findings are leads until an auditor has reviewed them."),
    "first_findings": Text("疑点示例（{total}项中的{shown}项）", "Examples: {shown} of {total} findings"),
    "read_rows": Text(
        "读取{rows}行 = 导入{imported} + 不作为记录{aside}",
        "{rows} rows read = {imported} imported + {aside} set aside",
    ),
    "whole_sheet": Text(
        "整张（{regions}处）{rows}，每行只算一次；{cells}个单元格都在这几处",
        "whole sheet ({regions} regions): {rows}, each row counted once; all its {cells} cells lie in them",
    ),
    "of_records": Text("；{count}条记录", "; {count} records"),
    "records": Text("记录数", "Records"),
    "weights_line": Text("疑点{total}项：{listed}", "{total} findings: {listed}"),
    "undetermined_line": Text("无法判断{count}项", "{count} undetermined"),
    **CODES,
}
