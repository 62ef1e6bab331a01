"""What reports on readiness say, in both languages; what stands over their columns is in ``heads``."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.reports.readiness.heads import HEADS
from svcqa.text import Text

READINESS: Mapping[str, Text] = {
    "ready.title": Text("认证准备情况", "Readiness for certification"),
    "ready.preparation": Text(
        "这里算出的得分只供准备之用；评价和等级由认证机构决定。疑点复核属实才扣分；记录的时间、人员和结果请保持原样。",
        "A score computed here is preparation: evaluation and level are the certification body's. Only confirmed "
        "findings deduct. Recorded times, people and results stay as they were recorded.",
    ),
    "ready.indicative": Text("只作参考，不写等级", "Indicative only: no level is named"),
    "ready.score": Text("得分", "Score"),
    "ready.score_open": Text(
        "从最低（待定的都不符合）到最高（都符合）",
        "from the worst case, in which nothing that is open conforms, to the best",
    ),
    "ready.score_settled": Text("没有待定的项", "nothing is open"),
    "ready.exact": Text("未取整：{exact}", "Unrounded: {exact}"),
    "ready.level": Text("等级", "Level"),
    "ready.level_limit": Text("{level}（{limit}分起）", "{level} (from {limit})"),
    "ready.no_level": Text("不写等级", "none named"),
    "ready.levels": Text("等级线：{listed}", "Limits: {listed}"),
    "ready.next": Text("距下一等级", "To the next level"),
    "ready.next_of": Text(
        "按最低得分，差{lacking}分到{level}",
        "from the worst case, {lacking} points are lacking to {level}",
    ),
    "ready.next_done": Text("最低得分已达最高等级", "the worst case reaches the highest level"),
    "ready.next_none": Text("分值齐全后才能计算", "can be told once all points are entered"),
    "ready.if_confirmed": Text("假设：未复核的全部属实", "What if: all unreviewed were confirmed"),
    "ready.if_confirmed_note": Text(
        "这不是得分。有{count}项疑点还没有复核；假如全部属实，会是这个数。",
        "This is no score. {count} findings are not reviewed yet; this is what would be left if every one were "
        "confirmed.",
    ),
    "ready.if_confirmed_no": Text("没有未复核的疑点。", "No finding waits for a review."),
    "ready.assessed": Text("已评定部分的得分", "Obtained of what was assessed"),
    "ready.assessed_note": Text(
        "适用{applicable}分，其中已评定（含部分评定）{assessed}分，按最高计得{obtained}分",
        "{applicable} points apply; of {assessed} that were assessed, wholly or in part, {obtained} in the best case",
    ),
    "ready.share": Text("{part} / {whole}", "{part} / {whole}"),
    "ready.span": Text("{worst} – {best}", "{worst} – {best}"),
    "ready.points_note": Text(
        "分数一般显示两位小数，计算用的是精确值。", "Points are shown rounded, and are computed exactly."
    ),
    "ready.specials_after": Text(
        "特别加减分在折算成百分之后计。", "Special points count after conversion to a whole of 100."
    ),
    "ready.specials_before": Text(
        "特别加减分在折算成百分之前计。", "Special points count before conversion to a whole of 100."
    ),
    "ready.cap": Text("得分最高计到100分。", "A score counts up to 100."),
    "ready.no_cap": Text("得分可以超过100分。", "A score may exceed 100."),
    "ready.scale": Text("得分与等级线", "Score and limits"),
    "ready.scale_bare": Text("得分的范围", "Span of the score"),
    "ready.scale_told": Text("得分{score}，满分{whole}。{levels}", "Score {score} of {whole}. {levels}"),
    "ready.worst_at": Text("最低{score}", "worst {score}"),
    "ready.best_at": Text("最高{score}", "best {score}"),
    "ready.at": Text("得分{score}", "score {score}"),
    "ready.points": Text("各组各条款的得分", "Points by group and clause"),
    "ready.by_group": Text("各组", "By group"),
    "ready.by_clause": Text("各条款", "By clause"),
    "ready.part.safe": Text("稳得", "safe"),
    "ready.part.open": Text("待定", "open"),
    "ready.part.lost": Text("失去", "lost"),
    "ready.part.aside": Text("不适用", "not applicable"),
    "ready.parts_note": Text(
        "稳得：待定的都不符合也能得的分；待定：还没有评定完；失去：复核属实或评价为不符合而扣的分。",
        "Safe: obtained even if nothing that is open conforms. Open: not assessed to the end. Lost: deducted for what "
        "was confirmed or concluded not to conform.",
    ),
    "ready.way": Text("到下一等级最少要做的事", "The shortest list to the next level"),
    "ready.way_to": Text(
        "从最低得分起，到{level}差{lacking}分；最少做{things}件事，分{steps}步。",
        "From the worst case {lacking} points are lacking to {level}: {things} things to do, in {steps} steps.",
    ),
    "ready.way_reached": Text(
        "全部做完后，最低得分为{score}：{level}。", "With all of them done, the worst case is {score}: {level}."
    ),
    "ready.way_short": Text(
        "全部做完也到不了{level}：下面列出的是能做的全部。",
        "Even all of them together do not reach {level}; all that can be done is listed.",
    ),
    "ready.way_how": Text(
        "关闭不符合，是查明原因、采取措施并验证有效；补证，是拿出当时的原始记录。不得补改已记录的时间。",
        "To close means to find the cause, act and verify the effect; to show means to produce the original records. "
        "No recorded time is altered or written afterwards.",
    ),
    "ready.way_none": Text("最低得分已达最高等级，没有要做的。", "The worst case reaches the highest level."),
    "ready.way_indicative": Text(
        "分值还不全，不写等级，也就没有下一等级。", "Points are not known, so that no level and no way to one is named."
    ),
    "ready.items": Text("逐项", "Item by item"),
    "ready.items_note": Text(
        "一项全扣的，有一处不符合就失去全部分值；按比例的，按不符合数占抽样数扣。",
        "Full deduction: one nonconformity loses all points. In proportion: points times nonconforming ÷ sampled.",
    ),
    "ready.items_apart": Text("不适用的{count}项另列。", "Items that do not apply are listed apart: {count}."),
    "ready.no_criterion": Text(
        "没有准则：采用的手册里没有规则对应这一项。既不能说符合，也不能说不符合，须由人评价。",
        "No criterion: no rule of the manuals in use bears on this item. It is neither met nor missed, and is for "
        "people to conclude.",
    ),
    "ready.own_points": Text("{points}（已录入）", "{points} (as entered)"),
    "ready.equal_share": Text("{points}（均分，未录入）", "{points} (equal share, not entered)"),
    "ready.equal_entered": Text("{points}（均分；录入的是{entered}）", "{points} (equal share; entered: {entered})"),
    "ready.counted": Text("{basis}：{sampled}项中{failed}项不符合", "{basis}: {failed} of {sampled} do not conform"),
    "ready.basis.records": Text("按台账记录", "of the records"),
    "ready.basis.sample": Text("按审核抽样", "of papers sampled in the audit"),
    "ready.basis.by_hand": Text("按评价人的抽样", "of the sample of whoever concluded it"),
    "ready.basis.none": Text("还没有可计的抽样或记录", "nothing sampled or judged yet"),
    "ready.mode.full": Text("全扣", "full deduction"),
    "ready.mode.proportional": Text("按比例扣", "in proportion"),
    "ready.state.assessed": Text("已评定", "assessed"),
    "ready.state.partly": Text("部分评定", "assessed in part"),
    "ready.state.not_assessed": Text("未评定", "not assessed"),
    "ready.state.no_criterion": Text("没有准则", "no criterion"),
    "ready.state.by_hand": Text("由人评价", "concluded by people"),
    "ready.state.not_applicable": Text("不适用", "not applicable"),
    "ready.conclusion.conforms": Text("符合", "conforms"),
    "ready.conclusion.fails": Text("不符合", "does not conform"),
    "ready.rules_told": Text(
        "规则{rules}条：评定了{assessed}条，未评定{rest}条；疑点中属实{confirmed}项、未复核{unreviewed}项；"
        "无法判断{undetermined}项",
        "{rules} rules: {assessed} assessed, {rest} not; findings confirmed {confirmed}, unreviewed {unreviewed}; "
        "undetermined {undetermined}",
    ),
    "ready.rules_quiet": Text(
        "其余{count}条规则已评定，没有属实、未复核或无法判断的，不列。",
        "{count} more rules were assessed, with nothing confirmed, unreviewed or undetermined, and are not listed.",
    ),
    "ready.parts_told": Text("不符合{parts}处，属实的疑点{findings}项", "{parts} nonconformities, {findings} findings"),
    "ready.not_raised": Text("未立项", "not raised yet"),
    "ready.closed": Text("已关闭，不扣分", "closed, deducts nothing"),
    "ready.deducts": Text("未关闭", "open"),
    "ready.by_sample": Text("抽样", "sampled"),
    "ready.more": Text("另有{count}项", "{count} more"),
    "ready.aside": Text("不适用的项", "Items that do not apply"),
    "ready.aside_none": Text("没有不适用的项。", "Every item applies."),
    "ready.no_reason": Text("没有写理由", "no reason given"),
    "ready.specials": Text("特别加减分", "Special points"),
    "ready.specials_none": Text("没有录入特别加减分。", "No special deduction or bonus was entered."),
    "ready.kind.deduct": Text("扣分", "deduction"),
    "ready.kind.bonus": Text("加分", "bonus"),
    "ready.counts.yes": Text("计入", "counts"),
    "ready.counts.no": Text("已整改，不计", "rectified, counts no more"),
    "ready.evidence": Text("认证所需证据", "Evidence that certifiers ask for"),
    "ready.evidence_note": Text(
        "有记录不等于符合；这里只说有没有、覆盖哪段时间、缺哪些月份。",
        "That something is there does not mean that it conforms: only presence, the time covered and missing months "
        "are told.",
    ),
    "ready.evidence_told": Text("{count}项：{listed}", "{count} in all: {listed}"),
    "ready.evidence_none": Text("这个评价方案没有列证据。", "The scheme lists no evidence."),
    "ready.evidence_state.there": Text("有", "there"),
    "ready.evidence_state.incomplete": Text("不全", "incomplete"),
    "ready.evidence_state.missing": Text("缺", "missing"),
    "ready.evidence_state.stated": Text("由人写明", "stated by people"),
    "ready.evidence_state.no_register": Text("没有对应台账", "no register for it"),
    "ready.evidence_kind.record": Text("记录", "record"),
    "ready.evidence_kind.paper": Text("资料", "paper"),
    "ready.source": Text("{place}：{title}，{rows}条{span}", "{place}: {title}, {rows} rows{span}"),
    "ready.source_span": Text("，{first}至{last}", ", {first} to {last}"),
    "ready.asked": Text("要求从{first}起", "asked from {first}"),
    "ready.months": Text("{first}至{last}（{count}个月）", "{first} to {last} ({count} months)"),
    "ready.certificate": Text("证书期限", "Days of the certificate"),
    "ready.certificate_none": Text(
        "没有录入发证日期，不知道有哪些期限。", "No day of issue was entered: which days fall due is not known."
    ),
    "ready.overdue": Text("已过", "past"),
    "ready.coming": Text("未到", "to come"),
    "ready.former": Text("上次认证的不符合", "Nonconformities of the former certifier"),
    "ready.former_none": Text("没有录入上次认证的不符合。", "None was entered."),
    "ready.former_open": Text("未关闭", "open"),
    "ready.former_closed": Text("已关闭", "closed"),
    "ready.outside": Text("不计入得分的规则", "What bears on no item"),
    "ready.outside_told": Text(
        "{rules}条规则不对应任何一项：疑点{findings}项，其中属实{confirmed}项。它们仍须处理，只是不影响得分。",
        "{rules} rules bear on no item: {findings} findings, {confirmed} of them confirmed. They are to be dealt with "
        "all the same; only the score does not depend on them.",
    ),
    "ready.outside_none": Text("没有说明理由的规则。", "No rule is named as unrelated."),
    "ready.unnamed": Text(
        "有疑点、却没有说明对应哪一项的规则{count}条：{listed}",
        "{count} rules have findings, and no mapping says on what they bear: {listed}",
    ),
    "ready.entered": Text("分值来源与录入信息", "Where points come from, and what was entered"),
    "ready.entered_none": Text(
        "没有录入：没有评分表，或认证信息是空的。", "Nothing: there is no scoring workbook, or its facts are blank."
    ),
    "ready.scheme_notes": Text("评价方案的说明", "What no program decides"),
    "ready.scheme_notes_none": Text("评价方案没有说明。", "The scheme says nothing more."),
    "ready.confidence": Text("{grade}（{said}）", "{grade} ({said})"),
    "ready.scheme": Text("评价方案", "Scheme"),
    "ready.scheme_digest": Text("方案摘要", "Digest of the scheme"),
    "ready.more_rows": Text(
        "另有{count}行未印，见HTML和JSON输出。", "{count} more rows are not printed: see the HTML and JSON output."
    ),
    "ready.as_table": Text("{title}（表）", "{title} (table)"),
    "ready.book": Text("认证证据册", "Evidence book"),
    "ready.rules_done": Text("{done}/{all}条已评定", "{done} of {all} assessed"),
    "ready.step_told": Text("{item}：加回{gives}分", "{item}: gives back {gives}"),
    "ready.former_told": Text(
        "上次认证的不符合{number}：{state}（{place}）", "Former certifier's {number}: {state} ({place})"
    ),
    "sheet.ready.front": Text("概览", "Overview"),
    "sheet.ready.evidence": Text("证据清单", "Evidence"),
    "sheet.ready.sources": Text("来源", "Sources"),
    "sheet.ready.items": Text("评分条款", "Items"),
    "sheet.ready.gaps": Text("缺口", "Gaps"),
    "sheet.ready.way": Text("要做的事", "To do"),
    "sheet.ready.former": Text("上次认证的不符合", "Former certifier"),
    "ready.made_by": Text("由svcqa生成", "Made by svcqa"),
    **HEADS,
}
