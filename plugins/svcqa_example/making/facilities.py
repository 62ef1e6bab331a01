"""Facilities of the workshop: measuring tools and machines, their calibration and upkeep, breakdowns and retirement."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, DEPUTY, MANAGER, OWN, TECHNICIAN, TRAINER
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes

CALIBRATION, UPKEEP, INSPECTION = "校准", "保养", "维修设施检查"
PASSED, FAILED, FILE = "合格", "不合格", "设备档案"
KEPT_UP, LOOKED_AT, REPORTED, USED_AGAIN = "S002-P12-p2", "S002-P12-p8", "S002-P12-p9", "S002-P12-p10"
TOOL, MACHINE = "测量器具", "工具设备"
_TOOLS = ("万用表", "钳形电流表", "制冷压力表", "兆欧表", "红外测温仪", "扭矩扳手", "电子检漏仪", "声级计")
_CALIBRATED = ("绝缘测试仪", "热成像仪")
"""Machines that measure."""
_OLD = (("旧砂轮机", dt.date(2022, 5, 20)), ("旧空压机", dt.date(2025, 4, 11)), ("旧台钻", dt.date(2025, 8, 15)))
_BOUGHT = dt.date(2019, 11, 4)
_MEASURED = 160
_BREAKDOWNS = 24
_CAUSES = (("皮带断裂", "更换皮带"), ("电机过热", "更换轴承"), ("接线松动", "重新压接"), ("传感器失灵", "更换传感器"))


def equip_workshop(desk: Desk) -> None:
    """What there is, how it is looked after, what broke down, and what is used no longer."""
    for number, name in enumerate(_TOOLS, 1):
        _asset(desk, f"LJ{number:03d}", name, TOOL, _BOUGHT)
    for number, (name, retired) in enumerate(_OLD, 1):
        old = _asset(desk, f"SB{900 + number}", name, MACHINE, _BOUGHT)
        old["status"], old["retired_at"] = "报废", retired
    for asset in desk.company["assets"]:
        if asset["status"] in {"报废", "停用"}:
            _retire(desk, asset)
        if asset["asset_type"] in {TOOL, MACHINE}:
            _look_after(desk, asset)
    _measure(desk)
    _inspect(desk)
    _break_down(desk)
    # a spare one lies in the store: nobody need look after it
    spare = _asset(desk, "SB990", "备用台钻", MACHINE, _BOUGHT)
    spare["status"], spare["location"] = "闲置", "库房"
    spare["calibration_required"], spare["maintenance_interval"] = False, 6


def _asset(desk: Desk, number: str, name: str, kind: str, bought: dt.date) -> Record:
    return desk.company.add(
        "assets", site=OWN, day=bought, asset_no=number, asset_name=name, asset_type=kind, site_id=OWN,
        custodian_id=desk.staff.permanent(ARCHIVE)[0].number, is_new_tech=False, purchased_at=bought,
        put_in_use_at=bought + 30 * DAY, location="维修车间", status="在用",
    )  # fmt: skip


def _retire(desk: Desk, asset: Record) -> None:
    """Scrapped with the deputy's approval; the file of a machine is kept."""
    rng = desk.company.rng
    asset["retired_at"] = asset["retired_at"] or asset["put_in_use_at"] + rng.randint(300, 600) * DAY
    asset["retire_reason"] = rng.choice(("老化无法修复", "已更换新型号"))
    asset["retire_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
    if asset["asset_type"] == MACHINE:
        desk.company.add(
            "record_inventory", day=asset["retired_at"], record_type=FILE, record_no=asset["asset_no"], present=True,
            location="设备柜", archived_at=asset["retired_at"] + 5 * DAY, closed_at=asset["retired_at"],
        )  # fmt: skip
        asset.facts.add("retired")


def _look_after(desk: Desk, asset: Record) -> None:
    """Tools are calibrated before the year is over, everything is looked after before its interval is."""
    asset["calibration_required"] = asset["asset_type"] == TOOL or asset["asset_name"] in _CALIBRATED
    asset["maintenance_interval"] = 12 if asset["asset_type"] == TOOL else 6
    asset.facts.add("facility")
    last = asset["retired_at"] or AS_OF
    if asset["calibration_required"]:
        day = asset["put_in_use_at"] - 5 * DAY
        while day < last:
            calibrate(desk, asset, day)
            day += desk.company.rng.randint(340, 360) * DAY
    day = asset["put_in_use_at"]
    while (day := day + _pause(desk, asset)) < last:
        check(desk, asset, UPKEEP, at(day, 14, 30))["content"] = "清洁、紧固、润滑、通电试机"
    if not asset["retired_at"]:
        desk.company.truth.slot("pending", KEPT_UP, open_stretch(desk, asset))


def _pause(desk: Desk, asset: Record) -> dt.timedelta:
    months: int = asset["maintenance_interval"]
    return desk.company.rng.randint(months * 30 - 20, months * 30 - 4) * DAY


def calibrate(desk: Desk, asset: Record, day: dt.date) -> Record:
    """A calibration that holds for a year."""
    made = check(desk, asset, CALIBRATION, at(day, 9))
    made["valid_until"], made["calibrated_by"], made["checked_by"] = day + 365 * DAY, "市计量测试所", None
    made["certificate_no"] = f"JL{day:%y%m}-{asset['asset_no']}"
    return made


def check(desk: Desk, asset: Record, kind: str, moment: dt.datetime) -> Record:
    """Something was done to a facility, and all was well."""
    made = desk.company.add(
        "asset_checks", site=OWN, day=moment, asset_no=asset["asset_no"], check_type=kind, checked_at=moment,
        result=PASSED, checked_by=desk.staff.permanent(TRAINER)[0].name,
    )  # fmt: skip
    made.links["asset"] = asset
    made.facts.add(kind)
    return made


def checks_of(desk: Desk, asset: Record, kind: str) -> list[Record]:
    """What was done of a kind to a facility, in order of time."""
    number = asset["asset_no"]
    return [one for one in desk.company["asset_checks"] if (one["asset_no"], one["check_type"]) == (number, kind)]


def open_stretch(desk: Desk, asset: Record) -> str:
    """The slot since it was looked after last."""
    done = [one["checked_at"] for one in checks_of(desk, asset, UPKEEP)]
    return stretch(asset, done[-1] if done else asset["put_in_use_at"])


def stretch(asset: Record, since: dt.date) -> str:
    """The slot that begins at a moment."""
    return f"{asset['asset_no']}/{since.isoformat()}"


def _measure(desk: Desk) -> None:
    """Some orders name the tool with which something was measured."""
    rng = desk.company.rng
    tools = [one["asset_no"] for one in desk.company["assets"] if one["asset_type"] == TOOL]
    done = [one for one in desk.company["work_orders"] if "done" in one.facts and one.site == OWN]
    for order in rng.sample(done, min(len(done), _MEASURED)):
        order["asset_no"] = rng.choice(tools)
        order.facts.add("measured")


def _inspect(desk: Desk) -> None:
    """Somebody goes through the workshop every quarter."""
    rng, company = desk.company.rng, desk.company
    for year in YEARS:
        for month in (3, 6, 9, 12):
            day = dt.date(year, month, rng.randint(4, 24))
            company.add(
                "inspections", day=day, inspection_no=f"SS{day:%Y%m}", inspection_type=INSPECTION, scope="维修车间",
                inspected_at=at(day, rng.randint(9, 16)), inspector=desk.staff.permanent(MANAGER)[0].number,
                checklist_item="设施、工具、防护", result="符合", finding_count=0,
            )  # fmt: skip


def _break_down(desk: Desk) -> None:
    """Machines break down, are repaired, accepted and used again; one broke down yesterday."""
    rng = desk.company.rng
    machines = [one for one in desk.company["assets"] if one["asset_type"] == MACHINE and not one["retired_at"]]
    days = sorted(AS_OF - rng.randint(30, 360) * DAY for _ in range(_BREAKDOWNS))
    for number, day in enumerate(days, 1):
        made = _breakdown(desk, rng.choice(machines), number, day)
        made["reported_at"] = made["occurred_at"] + minutes(rng.randint(20, 2000))
        made["repaired_at"] = made["reported_at"] + minutes(rng.randint(60, 5000))
        made["accepted_at"] = made["repaired_at"] + minutes(rng.randint(20, 90))
        made["resumed_at"] = made["accepted_at"] + minutes(rng.randint(10, 600))
        made["cause"], made["measures"] = rng.choice(_CAUSES)
        made["repaired_by"], made["accepted_by"] = "设备厂家", desk.staff.permanent(MANAGER)[0].number
        made["outcome"] = "已修复"
        made.facts.add("mended")
    fresh = _breakdown(desk, machines[0], len(days) + 1, AS_OF - DAY)
    desk.company.truth.pending(fresh, REPORTED, USED_AGAIN)


def _breakdown(desk: Desk, asset: Record, number: int, day: dt.date) -> Record:
    rng = desk.company.rng
    return desk.company.add(
        "asset_faults", site=OWN, day=day, fault_no=f"GZ{number:03d}", asset_no=asset["asset_no"],
        occurred_at=at(day, rng.randint(8, 17), rng.randint(0, 59)),
        reported_by=rng.choice(desk.staff.at_post(TECHNICIAN, day)).number,
    )  # fmt: skip
