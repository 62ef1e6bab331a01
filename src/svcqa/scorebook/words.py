"""What a scoring workbook says beside its headings, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.scorebook import sheets
from svcqa.text import Text

TITLE = Text("认证评分表", "Scoring workbook")
ABOUT: Mapping[str, Text] = {
    sheets.ITEMS: Text(
        "分值请照手中的标准填写（公开资料没有各项分值），不适用的项也要填。结论只在台账看不出时由人填写。"
        "对应规则留空，按自带的对应关系（svcqa scheme show --rules可看）；写了就以写的为准。"
        "一个条款要分成几项时，删去原行，按“条款.序号”加行，并写明对应规则。",
        "Enter the points from your own copy of the standard (they are not published), of items that do not apply too. "
        "Conclude yourself only where records do not tell. Where no rules are named, those of the mapping bear on an "
        "item (svcqa scheme show --rules lists them). To divide a clause, replace its row by rows numbered "
        "CLAUSE.1, CLAUSE.2 and name the rules of each.",
    ),
    sheets.SPECIALS: Text(
        "每行一项；已整改的扣分不再计。", "One a row; a deduction that was rectified counts no more."
    ),
    sheets.FACTS: Text(
        "没有证书的，证书各栏留空。日期写成2024-03-05。", "Leave blank what there is not. Dates such as 2024-03-05."
    ),
    sheets.FORMER: Text(
        "上次认证或监督评价开出的不符合，一项一行；关闭日期、证据、验证人三样齐全才算关闭。",
        "What the former certifier found, one a row; closed only with a date, a proof and who verified it.",
    ),
    sheets.PAPERS: Text(
        "台账里能看出的不必填；其余写明放在哪里、覆盖哪段时间。",
        "Leave blank what the registers show; of the rest say where it is and which time it covers.",
    ),
}
"""Sheet → what whoever fills it should know."""
