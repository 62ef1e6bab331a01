"""The example company prepares for certification: a worked point file, readiness, the evidence book.

The points are made up, to add up to what the standard's groups have: nobody publishes those of single items.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import svcqa
from svcqa import EnteredFact, EnteredFormer, EnteredItem, EnteredPaper, EnteredSpecial, ScoreSheet, Text

if TYPE_CHECKING:
    from svcqa import Audit

SCHEME = "gbt-27922"
POINTS_FILE, BOOK = "评分表.xlsx", "证据册.xlsx"
REPORTS = {"准备情况.html": "html", "准备情况.docx": "docx", "准备情况.json": "json", BOOK: "xlsx"}
_RECORDS = "../records"
"""Where the audited files lie, as seen from the folder of these files."""
_POINTS: Mapping[str, str] = {
    "5.1.1.1": "4", "5.1.1.2": "4", "5.1.2.1": "4", "5.1.2.2": "3", "5.1.3.1": "3", "5.1.3.2": "3", "5.1.3.3": "4",
    "5.1.4.1": "4", "5.1.4.2": "2", "5.1.5.1": "2", "5.1.5.2": "2", "5.1.6": "2.5", "5.1.7": "2.5",
    "5.2.1": "5", "5.2.2": "5", "5.2.3": "6", "5.2.4": "10", "5.2.5": "6", "5.2.6": "3", "5.3.1": "13", "5.3.2": "12",
}  # fmt: skip
_WHO = "韩立新"
_CONCLUDED = {
    "5.1.1.1": "部门设置与岗位说明书2025版，现场查看", "5.1.4.1": "服务手册第3版，抽查12项制度均已发布",
    "5.1.7": "服务理念与承诺公示照片，抽问5名员工",
}  # fmt: skip
_FACTS = {
    "points_source": "示例分值（虚构，仅用于演示）", "entered_by": "韩立新", "checked_by": "邵文静",
    "body": "示例认证机构",
    "evaluation": "renewal", "certificate_no": "SL-2023-0117", "level_held": "三星", "issued_on": "2023-06-20",
    "last_surveillance": "2025-04-15",
}  # fmt: skip
_PAPERS = {
    "p01": ("行政部档案柜2号", None, None), "p03": ("体系文件/组织架构图2025.pdf", None, None),
    "p12": ("人事部，社保缴费明细", dt.date(2023, 1, 1), dt.date(2025, 11, 30)),
}  # fmt: skip


def worked() -> ScoreSheet:
    """What the company has entered."""
    items = {item: _item(item, points) for item, points in _POINTS.items()}
    specials = [
        EnteredSpecial("deduct", "违反本企业的服务规定", "2025年6月抽查记录", rectified=True, place=""),
        EnteredSpecial("deduct", "违反行业要求", "2025年9月主管部门通报", rectified=False, place=""),
    ]
    facts = {code: EnteredFact(code, Text("", ""), value, "") for code, value in _FACTS.items()}
    former = [
        EnteredFormer("CB-2024-01", dt.date(2024, 5, 8), "5.3.2", "3份投诉缺少回访记录", dt.date(2024, 7, 2),
                      "补充回访记录及培训签到", "韩立新", ""),
        EnteredFormer("CB-2025-02", dt.date(2025, 4, 15), "5.1.3.2", "2名外协人员没有培训记录", None, "", "", ""),
    ]  # fmt: skip
    papers = {code: EnteredPaper(code, where, first, last, "", "") for code, (where, first, last) in _PAPERS.items()}
    return ScoreSheet("", items, specials, facts, former, papers)


def _item(item: str, points: str) -> EnteredItem:
    said = _CONCLUDED.get(item)
    if said:
        return EnteredItem(item, "", points=Fraction(points), conclusion="conforms", seen=said, concluded_by=_WHO)
    if item == "5.2.6":
        return EnteredItem(item, "", points=Fraction(points), applies=False, why_not="本公司不销售须回收处理的商品")
    return EnteredItem(item, "", points=Fraction(points))


def certify(audit: Audit, folder: Path, lang: Literal["zh", "en"]) -> None:
    """Write the point file as it was filled in, and what it says of the company's readiness.

    Args:
        audit: the audit, with its reviews.
        folder: where to.
        lang: language of what people read.
    """
    folder.mkdir(exist_ok=True)
    (folder / POINTS_FILE).write_bytes(svcqa.score_workbook(SCHEME, lang, worked()))
    made = svcqa.assess(audit, SCHEME, folder / POINTS_FILE)
    for name, format_ in REPORTS.items():
        (folder / name).write_bytes(svcqa.render_assessment(made, format_, lang, folder=_RECORDS))
