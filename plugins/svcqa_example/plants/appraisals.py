"""Faults of performance: nobody appraised, half a form, never told, no consequence; outlets not inspected."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from svcqa_example.making.appraisals import APPRAISED, INSPECTED, TOLD_DAYS, staff_appraised
from svcqa_example.making.archive import keep
from svcqa_example.making.attesting import LATELY
from svcqa_example.making.merits import EXCELLENT, REWARD_DAYS
from svcqa_example.making.orders import Desk
from svcqa_example.making.oversight import reward
from svcqa_example.making.people import DISPATCHER, LEADING, OPENED, WEST
from svcqa_example.making.schooling import whole_years
from svcqa_example.model import AS_OF, DAY, Record, at, time_over

_EVERYBODY, _FORM, _TOLD, _SETTLED = (f"S002-P19-p{part}" for part in (1, 6, 7, 3))
_VISITED, _MENDED, _SCHEME, _INDICATOR = (f"S002-P19-p{part}" for part in (8, 9, 4, 5))
_ON_TIME, _FIRST_FIX, _SATISFIED = "S002-P19-p2", "S002-P19-p2/1", "S002-P19-p2/2"
_FAILING, _SAMPLE = "不合格", 20
_SHARES = {_ON_TIME: 0.9, _FIRST_FIX: 0.85, _SATISFIED: 0.55}
_CONTENT = {"满意", "非常满意", "很满意", "基本满意"}
_MINE = "performance"


def schemes_wrong(desk: Desk) -> None:
    """Weights that do not add up; an indicator nobody can reckon, and one approved when it was in use already."""
    company, truth = desk.company, desk.company.truth
    (first, *_) = [one for one in company["kpis"] if one["scheme_no"] == "KH-05"]
    first["weight"] -= 10
    truth.missing(_SCHEME, "KH-05")
    for number, one in enumerate(company.pick("kpis", lambda one: one["scheme_no"] != "KH-05", 3)):
        if number == 0:
            one["approved_at"] = one["effective_date"] + 25 * DAY
        else:
            one[("formula", "data_source")[number - 1]] = None
        truth.fails(one, _INDICATOR)


def left_out(desk: Desk) -> None:
    """Two people were not appraised in the last year, and one in another, on any form."""
    company = desk.company
    times: dict[tuple[str, int], int] = defaultdict(int)
    for one in company["evaluations"]:
        if isinstance(one["eval_date"], dt.date):
            times[one["staff_id"], one["eval_date"].year] += 1
    for year, count in ((AS_OF.year, 2), (AS_OF.year - 2, 1)):
        # judged by something else in that year, so that no other manual misses anything
        chosen = company.pick(
            "evaluations", lambda one: (
                _MINE in one.facts and one.year == year and times[one["staff_id"], year] > 1  # noqa: B023 - at once
            ), count,
        )  # fmt: skip
        for one in chosen:
            company["evaluations"].remove(one)
    _miss_appraisals(desk)


def forms_half_filled(desk: Desk) -> None:
    """No grade, no assessor, assessed by oneself; approved by the assessor, told too soon, too late, or never."""
    mine = desk.company.pick("evaluations", lambda one: _MINE in one.facts and bool(one["told_at"]), 7)
    for number, one in enumerate(mine):
        if number < 2:
            one[("grade", "assessor")[number]] = None
        elif number == 2:
            one["assessor"] = one["staff_id"]
        elif number == 3:
            one["approved_by"] = one["assessor"]
        elif number == 4:
            one["told_at"] = one["approved_at"] - DAY
        else:
            one["told_at"] = one["eval_date"] + desk.company.rng.randint(20, 60) * DAY if number == 5 else None
    _weigh_forms(desk)


def failing_unanswered(desk: Desk) -> None:
    """Found to be failing and nothing followed, or only long afterwards; excellent on paper only."""
    company = desk.company
    plain = lambda one: _MINE in one.facts and one["grade"] != EXCELLENT and time_over(one["eval_date"], 90)  # noqa: E731
    for number, one in enumerate(company.pick("evaluations", plain, 2)):
        one["grade"] = _FAILING
        # nobody was trained on what was poor
        company.truth.fails(one, "S003-C2-2.3a")
        if number:
            day = one["eval_date"] + 45 * DAY
            by = desk.staff.permanent(DISPATCHER)[0].number
            penalty = reward(desk, at(day, 10), by, one["staff_id"])
            penalty["reward_no"], penalty["source_no"] = f"JFK{number:03d}", one["eval_no"]
            penalty.planted = True
            keep(company, penalty)


def outlets_not_inspected(desk: Desk) -> None:
    """The outlet in the west saw nobody last year; what was found elsewhere has no date, or was mended late."""
    company, truth = desk.company, desk.company.truth
    company.registers["inspections"] = [
        one for one in company["inspections"]
        if not (one["inspection_type"] == INSPECTED and one["site_id"] == WEST and one.year == AS_OF.year)
    ]  # fmt: skip
    for number, one in enumerate(company.pick("inspections", lambda one: "findings" in one.facts, 4)):
        if number == 0:
            one["rectified_at"] = one["rectify_due"] + 12 * DAY
        else:
            one[("rectify_due", "rectified_at", "finding_count")[number - 1]] = None
        truth.fails(one, _MENDED)


def outlets_due(desk: Desk) -> None:
    """What is left of the inspections of every outlet."""
    truth, company = desk.company.truth, desk.company
    seen = {
        (one["site_id"], one.year, 1 + (one["inspected_at"].month > 6))
        for one in company["inspections"] if one["inspection_type"] == INSPECTED
    }  # fmt: skip
    for site in company["sites"]:
        opened, closed = site["opened_at"], site["closed_at"] or AS_OF
        if site["status"] == "筹建":
            continue
        if not opened:
            _open_since_nobody_knows(desk, site["site_id"])
            continue
        for year in range(opened.year, AS_OF.year + 1):
            for half, (first, last) in enumerate(((dt.date(year, 1, 1), dt.date(year, 6, 30)),
                                                  (dt.date(year, 7, 1), dt.date(year, 12, 31))), 1):  # fmt: skip
                if opened <= first and closed >= last and (site["site_id"], year, half) not in seen:
                    truth.missing(f"{_VISITED}/timing", f"{site['site_id']}/{year}H{half}")
        if closed < AS_OF:
            continue
        truth.slot("pending", f"{_VISITED}/timing", f"{site['site_id']}/{AS_OF.year + 1}H1")
        if opened <= dt.date(AS_OF.year, 1, 1) and not {(site["site_id"], AS_OF.year, half) for half in (1, 2)} & seen:
            truth.missing(_VISITED, f"{site['site_id']}/{LATELY}")


def _open_since_nobody_knows(desk: Desk, site: str) -> None:
    """It may have been open ever since the first outlet was, and was never inspected."""
    truth = desk.company.truth
    truth.slot("undetermined", _VISITED, f"{site}/{LATELY}")
    truth.slot("pending", f"{_VISITED}/timing", f"{site}/{AS_OF.year + 1}H1")
    for year in range(min(OPENED.values()).year, AS_OF.year + 1):
        for half in (1, 2):
            truth.slot("undetermined", f"{_VISITED}/timing", f"{site}/{year}H{half}")


def _miss_appraisals(desk: Desk) -> None:
    """Who was not appraised in which year, whatever fault it comes from."""
    truth, known = desk.company.truth, defaultdict(set)
    for one in desk.company["evaluations"]:
        if one["eval_type"] in APPRAISED:
            known[one["staff_id"]].add(one["period"])
    began = min(person.hired.year for person in staff_appraised(desk))
    for person in staff_appraised(desk):
        verdict, years = "fails", set(whole_years(person))
        if person.record["hire_date"] is None:
            # nobody knows since when
            verdict, years = "undetermined", set(range(began, max(years, default=began) + 1))
        for year in years:
            if str(year) not in known[person.number]:
                truth.slot(verdict, f"{_EVERYBODY}/timing", f"{person.number}/{year}")
                if year == AS_OF.year:
                    truth.slot(verdict, _EVERYBODY, f"{person.number}/{LATELY}")
    for one in desk.company["staff"]:
        if not one["leave_date"] and one["staff_category"] != LEADING and one["employment_type"] != "外委":
            truth.slot("pending", f"{_EVERYBODY}/timing", f"{one['staff_id']}/{AS_OF.year + 1}")


def _weigh_forms(desk: Desk) -> None:
    """What all faults have left of every appraisal, and what followed from it."""
    truth = desk.company.truth
    given: dict[str | None, list[Record]] = defaultdict(list)
    for one in desk.company["rewards"]:
        given[one["source_no"]].append(one)
    for record in desk.company["evaluations"]:
        mine = given[record["eval_no"]]
        asked = record["eval_type"] in {"绩效考核", "业绩考核"} and record["grade"] in {"优秀", "不合格"}
        if asked and mine and not any(one["executed_at"] for one in mine):
            # which of its rewards was the first is not known
            truth.undetermined(record, f"{_SETTLED}/timing")
        if record["eval_type"] not in {*APPRAISED, None}:
            continue
        if any(record[name] is None for name in ("eval_type", "period", "score", "grade", "assessor")):
            truth.fails(record, _FORM)
        if record["eval_type"]:
            _told(desk, record)
            if record["grade"] in {EXCELLENT, _FAILING}:
                _followed(desk, record, mine)


def _told(desk: Desk, record: Record) -> None:
    truth, day, told = desk.company.truth, record["eval_date"], record["told_at"]
    if not time_over(day, TOLD_DAYS):
        truth.pending(record, _TOLD)
        return
    chain = [one for one in (record["staff_id"], record["assessor"], record["approved_by"]) if one]
    if not told or told < record["approved_at"] or len(set(chain)) < len(chain):
        truth.fails(record, _TOLD)
    if told and told > day + TOLD_DAYS * DAY:
        truth.fails(record, f"{_TOLD}/timing")


def _followed(desk: Desk, record: Record, given: list[Record]) -> None:
    truth, day = desk.company.truth, record["eval_date"]
    done = [one["executed_at"] for one in given if one["executed_at"]]
    if not time_over(day, REWARD_DAYS):
        truth.pending(record, _SETTLED)
    elif not done:
        truth.fails(record, _SETTLED)
    elif min(done).date() > day + REWARD_DAYS * DAY:
        truth.fails(record, f"{_SETTLED}/timing")


def indicators_weighed(desk: Desk) -> None:
    """The three indicators of every outlet, of what all faults have left of jobs and callbacks."""
    company = desk.company
    jobs = {one["order_no"]: one for one in company["work_orders"] if one["order_no"]}
    _weigh(desk, _ON_TIME, (
        (one["site_id"], _on_time(one)) for one in company["work_orders"]
        if one["appointment_at"] and one["arrived_at"]
    ))  # fmt: skip
    _weigh(desk, _FIRST_FIX, (
        (one["site_id"], one["first_fix"]) for one in company["work_orders"]
        if one["completed_at"] and one["first_fix"] is not None
    ))  # fmt: skip
    _weigh(desk, _SATISFIED, (
        (jobs[one["order_no"]]["site_id"], one["satisfaction"] in _CONTENT) for one in company["callbacks"]
        if one["order_no"] in jobs and one["satisfaction"] not in {None, "无"}
    ))  # fmt: skip


def _on_time(order: Record) -> bool | None:
    arrived, until, moved, to = (
        order[name] for name in ("arrived_at", "appointment_at", "rescheduled_at", "rescheduled_to")
    )  # fmt: skip
    if not all(isinstance(one, dt.datetime) for one in (arrived, until)):
        return None
    return bool(arrived <= until or (moved and to and moved <= until and arrived <= to))


def _weigh(desk: Desk, rule: str, told: Iterable[tuple[str | None, bool | None]]) -> None:
    found: dict[str | None, list[bool | None]] = defaultdict(list)
    for site, well in told:
        found[site].append(well)
    for site, mine in found.items():
        least, most = mine.count(True) / len(mine), 1 - mine.count(False) / len(mine)
        known = len(mine) - mine.count(None)
        if not site or least >= _SHARES[rule]:
            continue
        verdict = "undetermined" if known < _SAMPLE or most >= _SHARES[rule] else "fails"
        desk.company.truth.slot(verdict, rule, site)


PLANTS = (
    schemes_wrong, left_out, failing_unanswered, forms_half_filled, outlets_not_inspected, outlets_due,
    indicators_weighed,
)  # fmt: skip
