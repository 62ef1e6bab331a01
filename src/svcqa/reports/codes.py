"""The codes of the audit document in words, named ``kind.code``."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text


def _pairs(kind: str, pairs: Mapping[str, tuple[str, str]]) -> dict[str, Text]:
    return {f"{kind}.{code}": Text(zh, en) for code, (zh, en) in pairs.items()}


CODES: Mapping[str, Text] = {
    **_pairs("weight", {"high": ("高", "high"), "medium": ("中", "medium"), "low": ("低", "low")}),
    **_pairs(
        "verdict",
        {
            "conforms": ("符合", "Conforms"),
            "fails": ("疑点", "Findings"),
            "pending": ("未到期", "Pending"),
            "undetermined": ("无法判断", "Undetermined"),
            "excepted": ("例外", "Excepted"),
        },
    ),
    **_pairs(
        "decision",
        {
            "confirmed": ("属实", "Confirmed"),
            "observation": ("观察项", "Observation"),
            "explained": ("已解释", "Explained"),
            "reading_error": ("读取错误", "Reading error"),
            "unreviewed": ("未复核", "Unreviewed"),
            "excused": ("已豁免", "Excused"),
        },
    ),
    **_pairs(
        "not_assessed",
        {
            "register_missing": ("缺少台账", "Register not supplied"),
            "column_missing": ("缺少列", "Column missing"),
            "parameter_unset": ("参数未设定", "Parameter not set"),
            "register_empty": ("台账没有记录", "Register without records"),
            "not_in_force": ("本期未生效", "Not in force in this period"),
            "not_checked": ("改为人工检查，还没有结果", "To be checked by hand, without a result yet"),
        },
    ),
    **_pairs(
        "state",
        {"visible": ("可见", "visible"), "hidden": ("隐藏", "hidden"), "very_hidden": ("深度隐藏", "very hidden")},
    ),
    **_pairs(
        "setting",
        {
            "dates=lenient": (
                "日期按宽松规则读取（svcqa.yaml里dates: lenient）：写法不合规定、但只有一种读法的日期也已采用",
                "dates were read leniently (dates: lenient in svcqa.yaml): also those that can mean one thing only",
            ),
            "hidden=skipped": (
                "按要求没有导入隐藏的行、列和工作表（--skip-hidden）",
                "hidden rows, columns and sheets were left out as asked (--skip-hidden)",
            ),
            "masked=yes": (
                "个人信息已隐去（--mask）：姓名按人员栏识别，换成人员001这样的编号；对外提供前请再看一遍",
                "personal data hidden (--mask), names known from the columns for people; look before you pass it on",
            ),
        },
    ),
    **_pairs(
        "how",
        {
            "heading": ("按列标题", "by its heading"),
            "config": ("按配置", "by configuration"),
            "unmapped": ("未使用", "not used"),
            "ambiguous": ("有歧义，未使用", "ambiguous, not used"),
            "proposed": ("可能改了名，待确认", "perhaps renamed, to be confirmed"),
            "matrix": ("矩阵的格", "cells of a matrix"),
            "hidden": ("隐藏，未使用", "hidden, not used"),
        },
    ),
    **_pairs(
        "kind",
        {
            "blank": ("空", "blank"),
            "placeholder": ("占位符", "placeholder"),
            "error": ("错误值", "error"),
            "never_calculated": ("公式无结果", "never calculated"),
            "unreadable": ("无法读取", "unreadable"),
            "merged": ("在合并单元格里", "within merged cells"),
        },
    ),
    **_pairs(
        "aside",
        {
            "blank": ("空行", "blank"),
            "title": ("标题", "title"),
            "heading": ("表头", "heading"),
            "repeated_heading": ("重复的表头", "repeated heading"),
            "note": ("说明", "note"),
            "total": ("合计", "total"),
            "signature": ("签字", "signature"),
            "template": ("模板", "template"),
            "numbered_blank": ("只有序号的空行", "numbered but blank"),
            "hidden": ("隐藏", "hidden"),
            "user_excluded": ("按要求排除", "excluded by the user"),
            "no_register": ("不属于任何台账", "of no register"),
            "no_entry": ("没有一格填写", "no cell filled"),
        },
    ),
    **_pairs(
        "confidence",
        {
            "A": ("已核对原文", "text read"),
            "B": ("多处一致", "several sources agree"),
            "C": ("仅一处所见", "one source"),
            "D": ("未查证", "not confirmed"),
        },
    ),
    **_pairs(
        "origin",
        {
            "unset": ("未设定", "not set"),
            "common": ("常见做法", "common practice"),
            "default": ("默认值", "default"),
            "ruleset": ("规则集", "ruleset"),
            "workbook": ("审核工作簿", "audit workbook"),
            "command_line": ("命令行", "command line"),
        },
    ),
    **_pairs(
        "doubt",
        {
            "no_decision": ("没有写明结论，或结论不认识", "no decision, or an unknown one"),
            "no_reviewer": ("没有写复核人", "nobody is named as reviewer"),
            "no_such_finding": ("本次审核没有这个疑点", "this audit has no such finding"),
            "no_explanation": ("已解释而没有写理由和证据", "explained without reason and evidence"),
            "disagreeing": ("同一疑点有不同的结论", "two decisions on one finding disagree"),
            "group_unclear": (
                "同组的结论不一致或标记不明",
                "decisions for its whole group disagree, or the mark is unclear",
            ),
            "only_answered": ("受审核方已答复，审核员还没有结论", "answered, and no auditor has decided yet"),
        },
    ),
    **_pairs("position", {"accepted": ("认可", "accepted"), "disputed": ("有异议", "disputed")}),
    **_pairs(
        "answer_doubt",
        {
            "no_dispute_reason": ("没有写异议的理由", "no reason is given"),
            "disagreeing": ("几份答复不一致", "answers disagree"),
        },
    ),
    **_pairs(
        "fact",
        {
            "format": ("格式", "format"),
            "encoding": ("编码", "encoding"),
            "delimiter": ("分隔符", "delimiter"),
            "date_system": ("日期系统", "date system"),
            "route": ("读法", "route"),
        },
    ),
}
