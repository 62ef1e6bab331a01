"""Outlets: how each was set up or chosen, made public, surveyed every year, and what it reported every quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, DIRECTOR, HEAD, MANAGER
from svcqa_example.model import AS_OF, DAY, Company, Record, at

PROFILE = "服务网点情况介绍表"
SUMMED_UP = "S002-P06-4.3.3a"
_PROBLEMS = ("工具校准证过期", "备件账实不符", "派工单填写不全", "安全标识缺失")
_MENDED = ("一周内送检", "重新盘点并调账", "组织填单培训", "补贴标识并拍照")
_QUARTERS = "一二三四"
_OWN, _OUTSOURCED = 14, 7
"""Small outlets beside the three big ones: people of the centre travel there."""
_CLOSED = 4
"""One outlet of so many closed again."""


def open_outlets(desk: Desk) -> None:
    """Set up every outlet, and let it run until it closes."""
    company = desk.company
    company["sites"].extend(_small_ones(desk))
    for site in company["sites"]:
        if site["site_type"] == "外委":
            _choose(company, site)
        else:
            _set_up(desk, site)
        _publish(company, site)
        _keep_profile(company, site)
    _prepare(desk)
    for year in range(2016, AS_OF.year + 1):
        _survey(company, year)
    for site in company["sites"]:
        if runs(site, AS_OF, AS_OF):
            company.truth.slot("pending", "S002-P06-3.4", f"{site.site}/{AS_OF.year + 1}")
    for year in range(2015, AS_OF.year + 1):
        for quarter in range(1, 5):
            _sum_up(company, year, quarter)


def runs(site: Record, first: dt.date, last: dt.date) -> bool:
    """The outlet runs on some day from a first to a last one."""
    return bool(site["opened_at"]) and site["opened_at"] <= last and (site["closed_at"] or AS_OF) >= first


def _small_ones(desk: Desk) -> Iterator[Record]:
    rng = desk.company.rng
    own, heads = desk.staff.permanent(MANAGER), desk.staff.permanent(HEAD)
    for number in range(_OWN + _OUTSOURCED):
        kind = "自建" if number < _OWN else "外委"
        opened = dt.date(2019, 3, 1) + rng.randint(0, 2200) * DAY
        closed = opened + rng.randint(300, 1200) * DAY if number % _CLOSED == 0 else None
        if closed and closed > AS_OF - 30 * DAY:
            closed = AS_OF - rng.randint(40, 200) * DAY
        yield Record("sites", {
            "site_id": f"SC{11 + number}", "site_type": kind, "status": "关闭" if closed else "启用",
            "opened_at": opened, "closed_at": closed, "region": rng.choice(("华东", "华南")),
            "responsible_id": rng.choice(own if kind == "自建" else heads).number,
        }, f"SC{11 + number}", opened.year, {"small"})  # fmt: skip


def _set_up(desk: Desk, site: Record) -> None:
    """Applied for by the deputy, approved by the general manager, paid for, and opened."""
    rng = desk.company.rng
    applied = site["opened_at"] - rng.randint(50, 80) * DAY
    approved = applied + rng.randint(4, 15) * DAY
    site["applied_by"], site["applied_at"] = desk.staff.permanent(DEPUTY)[0].number, at(applied, 10)
    site["gm_approved_by"], site["gm_approved_at"] = desk.staff.permanent(DIRECTOR)[0].number, at(approved, 15, 30)
    site["budget_requested"] = rng.randint(6, 30) * 10_000
    site["budget_approved"] = site["budget_requested"] - rng.choice((0, 0, 10_000, 20_000))
    site["funds_paid"] = site["budget_approved"] - rng.choice((0, 0, 5_000))
    site["funds_paid_at"] = approved + rng.randint(3, 20) * DAY
    site["data_sheet_no"] = f"JC-{site['site_id']}"
    _closed(desk.company, site)


def _choose(company: Company, site: Record) -> None:
    """Tender, shortlist, review on site and of the papers, and the partner who was taken; others were not."""
    rng = company.rng
    tender = site["opened_at"] - rng.randint(75, 90) * DAY
    shortlisted = tender + rng.randint(10, 20) * DAY
    for place in range(rng.randint(2, 3)):
        made = company.add(
            "site_candidates", site=site.site, day=tender, candidate_no=f"HX{len(company['site_candidates']) + 1:03d}",
            qualification=rng.choice(("二级维修资质", "一级维修资质")), tender_at=tender, shortlisted_at=shortlisted,
            staff_ability=rng.choice(("持证3人", "持证5人")), maintenance_cost=rng.randint(8, 20) * 1000,
            management_level=rng.choice(("有制度有记录", "通过质量体系认证")),
        )  # fmt: skip
        made["onsite_review_at"] = shortlisted + rng.randint(5, 12) * DAY
        made["document_review_at"] = made["onsite_review_at"] + rng.randint(1, 6) * DAY
        made["onsite_result"] = made["document_result"] = "不合格" if place else "合格"
        if not place:
            made["confirmed_at"] = at(made["document_review_at"] + rng.randint(3, 10) * DAY, 11)
            site["candidate_no"], site.links["candidate"] = made["candidate_no"], made
            made.links["site"] = site
    _closed(company, site)


def _closed(company: Company, site: Record) -> None:
    """Rules that pass over an outlet that closed."""
    if site["closed_at"]:
        company.truth.excepted(site, "S002-P06-4.2.1")


def _publish(company: Company, site: Record) -> None:
    published = site["opened_at"] + company.rng.randint(1, 15) * DAY
    site.links["published"] = company.add(
        "publications", site=site.site, day=published, pub_no=f"GS{len(company['publications']) + 1:03d}",
        site_id=site.site, channel=company.rng.choice(("官网", "公众号")), content_type="网点信息",
        published_at=at(published, 16),
    )  # fmt: skip


def _keep_profile(company: Company, site: Record) -> None:
    """The profile of an outlet is in the archive, and so is the edition before it."""
    site.links["kept"] = company.add(
        "record_inventory", site=site.site, record_type=PROFILE, record_no=site.site, present=True, version="2",
        archived_at=site["opened_at"] + 20 * DAY, location="网点柜",
    )  # fmt: skip
    replaced = site["opened_at"] + 200 * DAY
    if replaced < min(AS_OF - 20 * DAY, site["closed_at"] or AS_OF):
        company.add(
            "record_inventory", site=site.site, record_type=PROFILE, record_no=f"{site.site}-1", version="1",
            present=True, superseded_at=replaced, archived_at=site["opened_at"] + 10 * DAY, location="网点柜",
        ).facts.add("old edition")  # fmt: skip


def _prepare(desk: Desk) -> None:
    """An outlet that was applied for lately, and one for which the tender is still open."""
    company = desk.company
    site = company.add(
        "sites", site="SC41", day=AS_OF, site_id="SC41", site_type="自建", status="筹建", region="华南",
        responsible_id=desk.staff.permanent(MANAGER)[0].number, applied_at=at(AS_OF - 12 * DAY, 9),
        applied_by=desk.staff.permanent(DEPUTY)[0].number, budget_requested=120_000,
    )  # fmt: skip
    site.facts.add("planned")
    company.truth.pending(site, "S002-P06-4.1.1a", "S002-P06-4.1.1c", "S002-P06-4.1.1d", "S002-P06-4.2.1")
    company.add(
        "site_candidates", site="SC42", day=AS_OF, candidate_no=f"HX{len(company['site_candidates']) + 1:03d}",
        qualification="二级维修资质",
    ).facts.add("open")  # fmt: skip
    company.truth.pending(company["site_candidates"][-1], "S002-P06-4.1.2a")


def _survey(company: Company, year: int) -> None:
    """Every outlet that runs all the year is surveyed in it."""
    rng = company.rng
    for site in company["sites"]:
        if (
            not site["opened_at"]
            or site["opened_at"].year >= year
            or (site["closed_at"] or AS_OF) < dt.date(year, 12, 31)
        ):
            continue
        day = dt.date(year, rng.randint(2, 11), rng.randint(1, 28))
        made = company.add(
            "site_surveys", site=site.site, day=day, survey_no=f"DY{len(company['site_surveys']) + 1:04d}",
            site_id=site.site, survey_date=day, result="合格", problems=rng.choice((None, "无", "未发现问题")),
        )  # fmt: skip
        if rng.random() < 0.4:
            found = rng.randrange(len(_PROBLEMS))
            made["problems"], made["rectification"], made["result"] = _PROBLEMS[found], _MENDED[found], "基本合格"


def _sum_up(company: Company, year: int, quarter: int) -> None:
    """Every outlet that ran hands in its summary by the 10th of the next quarter; the last quarter has time left."""
    rng = company.rng
    first = dt.date(year, 3 * quarter - 2, 1)
    after = dt.date(year + quarter // 4, 3 * (quarter % 4) + 1, 1)
    for site in company["sites"]:
        if not runs(site, first, after - DAY):
            continue
        if after > AS_OF:
            for rule in (SUMMED_UP, f"{SUMMED_UP}/timing"):
                company.truth.slot("pending", rule, f"{site.site}/{year}Q{quarter}")
            continue
        period = rng.choice((f"{year}Q{quarter}", f"{year}年第{_QUARTERS[quarter - 1]}季度"))
        company.add(
            "site_summaries", site=site.site, day=after, summary_no=f"ZJ{len(company['site_summaries']) + 1:04d}",
            site_id=site.site, period=period, submitted_at=at(after + rng.randint(0, 8) * DAY, rng.randint(9, 16)),
            service_content=f"上门{rng.randint(3, 60)}次", receivables=rng.choice(("无", "3000元", "1.2万元")),
            problems=rng.choice(("无", "备件到货慢", "人手紧张")),
            suggestions=rng.choice(("无", "增加备件储备", "安排集中培训")),
        ).links["slot"] = Record("", {"slot": f"{site.site}/{year}Q{quarter}"})  # fmt: skip
