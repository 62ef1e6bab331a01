"""What the service works with: people, vehicles, tools, looked at once a year; funds; certificates."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.budgeting import COMPARED
from svcqa_example.making.claims import FINANCE
from svcqa_example.making.evaluation import certify
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, MANAGER
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

FUND, MANAGED = "专项经费", "售后服务管理师"
REVIEWED = "S002-P17-p6"
SHORT, ENOUGH = "不足", "满足"
_ACTIONS = ("招聘维修人员1名", "调配服务车1辆", "补充工具箱")
_EVERY = 9
"""Every so many reviews find something short."""


def provide(desk: Desk) -> None:
    """Vehicles and tools, a yearly look at what each outlet has, a fund, and managers with a certificate."""
    for site in desk.company["sites"]:
        if site["opened_at"]:
            if not site["closed_at"]:
                _equip(desk, site)
            _look_at(desk, site)
    for number, one in enumerate(sorted(desk.company["resource_reviews"], key=lambda one: one["reviewed_at"]), 1):
        one["review_no"] = f"PZ{number:04d}"
    for year in YEARS:
        _fund(desk, year)
    for manager in desk.staff.permanent(MANAGER):
        for issued in (dt.date(2020, 5, 11), dt.date(2023, 4, 17)):
            certify(desk, MANAGED, manager.number, issued).facts.add(MANAGED)
    desk.company.truth.slot("pending", "S002-P17-p2", str(AS_OF.year + 2))
    desk.company.truth.slot("pending", "S002-P17-p5", str(AS_OF.year + 1))


def _equip(desk: Desk, site: Record) -> None:
    company = desk.company
    for kind, name, count in (("服务车辆", "服务车", 1), ("工具箱", "上门维修工具箱", 2)):
        for _ in range(count):
            company.add(
                "assets", site=site["site_id"], asset_no=f"WD{len(company['assets']) + 1:03d}", asset_type=kind,
                asset_name=name, site_id=site["site_id"], custodian_id=_keeper(desk, site), is_new_tech=False,
                purchased_at=site["opened_at"] + 2 * DAY, put_in_use_at=site["opened_at"] + 5 * DAY, location="网点",
                status="在用",
            ).facts.add(kind)  # fmt: skip


def _keeper(desk: Desk, site: Record) -> str:
    return str(site["responsible_id"] or desk.staff.permanent(MANAGER)[0].number)


def _look_at(desk: Desk, site: Record) -> None:
    """Once in every year, from the year after it opened on."""
    rng, company = desk.company.rng, desk.company
    for year in range(site["opened_at"].year + 1, AS_OF.year + 1):
        day = dt.date(year, rng.randint(10, 11), rng.randint(2, 28))
        if site["closed_at"] and site["closed_at"] <= dt.date(year, 12, 31):
            return
        needed = rng.randint(3, 9)
        short = len(company["resource_reviews"]) % _EVERY == _EVERY - 1 and year < AS_OF.year
        made = company.add(
            "resource_reviews", site=site["site_id"], day=day, site_id=site["site_id"], period=str(year),
            reviewed_at=day, reviewer=desk.staff.permanent(MANAGER)[0].number, staff_needed=needed,
            staff_actual=needed - short + rng.randint(0, 1) * (not short), conclusion=SHORT if short else ENOUGH,
            approved_by=desk.staff.permanent(DEPUTY)[0].number, approved_at=day + rng.randint(2, 9) * DAY,
        )  # fmt: skip
        if short:
            made["action"], made["owner"] = rng.choice(_ACTIONS), _keeper(desk, site)
            made["due_at"] = day + 60 * DAY
            made["completed_at"] = day + rng.randint(20, 58) * DAY
            made.facts.add(SHORT)
    if not site["closed_at"]:
        company.truth.slot("pending", f"{REVIEWED}/timing", f"{site['site_id']}/{AS_OF.year + 1}")


def _fund(desk: Desk, year: int) -> None:
    """Set aside for accidents and batch failures; nothing had to be spent."""
    made = desk.company.add(
        "budgets", day=dt.date(year, 12, 31), budget_no=f"ZX{year}", budget_item=FUND, period=str(year),
        budget_amount=50_000, prepared_by=desk.staff.leader(FINANCE).number,
        approved_by=desk.staff.permanent(DEPUTY)[0].number, approved_at=at(dt.date(year - 1, 12, 20), 10),
    )  # fmt: skip
    made.facts.add(FUND)
    if year < AS_OF.year:
        made["actual_amount"], made["reviewed_at"] = 0, at(dt.date(year + 1, 1, 15), 15)
    else:
        desk.company.truth.pending(made, COMPARED)
