"""Wording of the comparison of two versions."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

VERSIONED: Mapping[str, Text] = {
    "versions_title": Text("两个版本的比较", "Two versions compared"),
    "versions_about": Text(
        "这里只列出两个版本各写着什么、在哪个单元格，不说明原因，也不作评价。",
        "This says what each version holds and in which cell; it says nothing of why, and draws no conclusion.",
    ),
    "versions_beside": Text(
        "时间、签字或结果与旧版不同的，原记录和书面说明应当放在一起。迟了的事，补填或另写之后仍然是迟了。",
        "Where a time, a signature or a result is not what it was, the original record and an explanation belong "
        "beside it. What was late stays late, whatever is written afterwards.",
    ),
    "versions_rows": Text(
        "旧版记录 = 对上的 + 没有了的 + 无法对应的；新版记录 = 对上的 + 新增的 + 无法对应的。",
        "Records of the old version = matched + gone + not matched; of the new one = matched + added + not matched.",
    ),
    "versions_undated": Text(
        "没有给出旧版的日期（--as-of），说不出补填的时间是否属于事后补填；都列在这里。",
        "No date of the old version was given (--as-of): whether a time was entered afterwards cannot be told; all "
        "that were filled in are listed.",
    ),
    "version_as_of": Text("旧版的日期", "Date of the old version"),
    "version": Text("版本", "Version"),
    "version.old": Text("旧版", "old"),
    "version.new": Text("新版", "new"),
    "sheet_flagged": Text("先看的变化", "To look at first"),
    "sheet_changes": Text("全部变化", "All changes"),
    "sheet_gone": Text("没有了的记录", "Records gone"),
    "sheet_added": Text("新增的记录", "Records added"),
    "sheet_unmatched": Text("无法对应的记录", "Records not matched"),
    "sheet_spelt": Text("只是写法不同", "Only written differently"),
    "sheet_outcomes": Text("疑点的去向", "What became of findings"),
    "sheet_counts": Text("各台账的数目", "Counts by register"),
    "sheet_left_out": Text("没有比较的列", "Columns not compared"),
    "flag": Text("先看", "Look at first"),
    "flag.time": Text("时间与旧版不同", "Time is another"),
    "flag.signature": Text("签字或人员与旧版不同", "Signature or person is another"),
    "flag.result": Text("结果或选项与旧版不同", "Result or choice is another"),
    "flag.afterwards": Text("事后补填的时间", "Time entered afterwards"),
    "flag.time_filled": Text("补填的时间（是否事后，说不出）", "Time filled in (afterwards or not: cannot be told)"),
    "difference": Text("怎样不同", "How it differs"),
    "difference.changed": Text("写的是另一个内容", "says something else"),
    "difference.emptied": Text("现在是空的", "is blank now"),
    "difference.filled": Text("原来是空的，已补填", "was blank, is filled in"),
    "difference.calculated": Text("公式原来没有结果，现在有了", "a formula has a result now"),
    "difference.spelt": Text("只是写法不同", "only written differently"),
    "old_value": Text("旧版的值", "Old value"),
    "old_place": Text("旧版位置", "Old place"),
    "new_value": Text("新版的值", "New value"),
    "new_place": Text("新版位置", "New place"),
    "content_of": Text("内容", "Content"),
    "why.key_blank": Text("编号是空的，按内容也对不上", "its key is blank, and what it says fits no single record"),
    "why.key_repeated": Text(
        "编号不止一条，按内容也对不上", "several have its key, and what it says fits no single one"
    ),
    "why.key_missing": Text(
        "至少一个版本没有编号列，按内容也对不上",
        "a version has no column for the key, and what it says fits no single record",
    ),
    "why.only_here": Text("另一个版本没有这一列", "the other version has no such column"),
    "why.no_field": Text("不是台账规定的字段", "it stands for no field of the register"),
    "perhaps": Text("也许只是换了编号：{key}的其他内容相同", "perhaps renumbered: {key} is otherwise equal"),
    "in_old": Text("旧版记录", "Records, old"),
    "in_new": Text("新版记录", "Records, new"),
    "matched": Text("对上的", "Matched"),
    "by_content": Text("其中按内容", "Of these by content"),
    "gone": Text("没有了的", "Gone"),
    "added": Text("新增的", "Added"),
    "unmatched_old": Text("旧版无法对应", "Not matched, old"),
    "unmatched_new": Text("新版无法对应", "Not matched, new"),
    "renumbered": Text("也许换了编号", "Perhaps renumbered"),
    "cells_matched": Text("对上记录的单元格", "Cells of matched records"),
    "cells_same": Text("相同", "The same"),
    "without_column": Text("缺列未比较", "Not compared: no such column"),
    "without_result": Text("公式无结果未比较", "Not compared: formula without result"),
    "held_by_old": Text("新版里没有这种台账，没有比较。", "The new version holds no such register: not compared."),
    "held_by_new": Text("旧版里没有这种台账，没有比较。", "The old version holds no such register: not compared."),
    "outcome": Text("去向", "What became of it"),
    "outcome.after_time": Text("时间另写之后不再发现", "No longer found after a recorded time was changed"),
    "outcome.after_signature": Text(
        "签字或人员另写之后不再发现", "No longer found after a recorded signature or person was changed"
    ),
    "outcome.after_result": Text("结果或选项另写之后不再发现", "No longer found after a recorded result was changed"),
    "outcome.not_judged": Text("新版里无法判断，不算解决", "Cannot be judged in the new version: not solved"),
    "outcome.record_gone": Text("记录没有了", "The record is gone"),
    "outcome.filled_in": Text("补填缺少的内容后解决", "Solved by filling in what was missing"),
    "outcome.otherwise": Text("因其他变化不再发现", "No longer found for another reason"),
    "outcome.new": Text("新版才有", "New"),
    "outcome.persisting": Text("仍然存在", "Persisting"),
    "nothing_differs": Text("两个版本没有不同。", "The two versions do not differ."),
    "count_line": Text("{name}：{count}", "{name}: {count}"),
    "first_changes": Text("先看的变化（{total}处中的{shown}处）", "To look at first: {shown} of {total}"),
    "first_left_out": Text("没有比较的列（{total}种中的{shown}种）", "Columns not compared: {shown} of {total}"),
    "and_more": Text("，另{count}处", " and {count} more"),
    "how_many": Text("数量", "Count"),
    "files_of_both": Text("两个版本的文件", "Files of both versions"),
    "first_apart": Text(
        "只在一个版本里的记录（{total}条中的{shown}条）", "Records in one version only: {shown} of {total}"
    ),
}
