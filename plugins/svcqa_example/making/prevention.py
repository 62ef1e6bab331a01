"""Nonconformities as a whole: of what kind and how grave they are, which come again, and that they are kept."""

from __future__ import annotations

from svcqa_example.making.archive import keep
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record

AGAIN = "S002-P22-p4"
GRAVE, USUAL = "严重", "一般"
_CANCELLED, _HALF = "取消", 6
_TOPICS = ("预约提醒", "收费告知", "返修告知", "质检抽样")
_KINDS = {
    "超时": "上门不及时", "太晚": "上门不及时", "收费": "收费不规范", "返修": "返修管理", "培训": "培训管理",
    "态度": "服务态度", "故障": "维修质量", "反复": "维修质量", "信息安全": "信息安全",
    "预算": "费用管理", "签字": "记录管理",
    "台账": "记录管理", "文件": "文件管理", "点检": "设备管理",
}  # fmt: skip
"""Word of what was found → its kind."""
_NEAR = 500
"""Days within which the same kind in the same department is named as coming again."""
_CONTAINED = ("暂停该人员派工", "停用问题工具", "逐件复核在办工单", "通知在途客户")
_PREVENTED = ("各网点排查同类问题", "列入月度抽查", "修订作业指导书")


def follow_through(desk: Desk) -> None:
    """Every nonconformity that was raised."""
    settle(desk)
    _found_wanting(desk)


def settle(desk: Desk) -> None:
    """In order of time: each gets its kind and grade, names the one that it repeats, and is kept once it is closed."""
    company, known = desk.company, dict[tuple[str, str], Record]()
    _forget_removed(desk)
    for number, one in enumerate(sorted(company["capa"], key=lambda one: (one["issued_at"], one["capa_no"]))):
        if not one["grade"]:
            _classify(desk, one, number)
        before = known.get((one["dept"], one["category"]))
        if before and one["status"] != _CANCELLED and one["issued_at"] - before["issued_at"] <= _NEAR * DAY:
            _again(desk, one, before)
        if one["status"] != _CANCELLED:
            known[one["dept"], one["category"]] = one
        if one["closed_at"] and "kept" not in one.links:
            keep(company, one)


def _forget_removed(desk: Desk) -> None:
    """What is not on the list any more is repeated by nobody."""
    there = {one["capa_no"] for one in desk.company["capa"]}
    for one in desk.company["capa"]:
        if one["recurrence_of"] and one["recurrence_of"] not in there:
            one["recurrence_of"] = None
            one.links.pop("before", None)
            desk.company.truth.unsay(one, AGAIN)


def _again(desk: Desk, one: Record, before: Record) -> None:
    if not one["recurrence_of"]:
        one["recurrence_of"] = before["capa_no"]
        one.links["before"] = before
        desk.company.truth.excepted(one, AGAIN)


def _classify(desk: Desk, one: Record, number: int) -> None:
    rng = desk.company.rng
    one["category"] = next((kind for word, kind in _KINDS.items() if word in one["description"]), None)
    if one["category"] is None:
        # what is drawn from half a year of complaints goes through the topics in turn
        one["category"] = _TOPICS[(2 * one["issued_at"].year + (one["issued_at"].month > _HALF)) % len(_TOPICS)]
    one["grade"] = GRAVE if number % 6 == 1 and one["closed_at"] and "from complaint" not in one.facts else USUAL
    if one["grade"] == GRAVE:
        one["containment"] = rng.choice(_CONTAINED)
        one["preventive_action"] = one["preventive_action"] or rng.choice(_PREVENTED)


def _found_wanting(desk: Desk) -> None:
    """Sometimes the effect was not what was hoped for, and the one that comes again goes on from there."""
    wanted = [
        one for one in desk.company["capa"] if "before" in one.links and not one.planted and one["source_no"] is None
    ]
    for one in wanted[:2]:
        before = one.links["before"]
        if (
            before.planted
            or before["source_no"]
            or before["closed_at"] is None
            or before["closed_at"] > AS_OF - 90 * DAY
        ):
            continue
        before["result"], before["status"] = "无效", "无效关闭"
        before.planted = one.planted = True
