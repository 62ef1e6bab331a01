"""Faults of outlets: opened without approval, overpaid, chosen in the wrong order, not surveyed, silent."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example import names
from svcqa_example.making.archive import expiry
from svcqa_example.making.conduct import SECRECY
from svcqa_example.making.jobs import add_incident
from svcqa_example.making.orders import Desk
from svcqa_example.making.outlets import SUMMED_UP
from svcqa_example.making.people import DEPUTY, MANAGER, OWN, RETURNS, SOUTH
from svcqa_example.model import AS_OF, DAY, Company, Odd, Record, at

_SET_UP, _FUNDS, _CHOSEN, _SURVEYED = "S002-P06-4.1.1a", "S002-P06-4.1.1c", "S002-P06-4.1.2b", "S002-P06-3.4"


def _own(site: Record) -> bool:
    """A small outlet of the firm's own that runs."""
    return "small" in site.facts and site["site_type"] == "自建" and not site["closed_at"]


def _partner(site: Record) -> bool:
    """A small outlet that a partner runs."""
    return "small" in site.facts and site["site_type"] == "外委" and not site["closed_at"]


def set_up_wrongly(desk: Desk) -> None:
    """Opened without approval, applied for or approved by somebody else, or approved only when it had opened."""
    company = desk.company
    for number, site in enumerate(company.pick("sites", _own, 4)):
        if number == 0:
            site["gm_approved_by"] = site["gm_approved_at"] = None
            company.truth.fails(site, _SET_UP, _FUNDS)
        elif number == 1:
            site["gm_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
            company.truth.fails(site, f"{_SET_UP}/3")
        elif number == 2:
            site["applied_by"] = desk.staff.permanent(MANAGER)[0].number
            company.truth.fails(site, f"{_SET_UP}/2")
        else:
            site["gm_approved_at"] = at(site["opened_at"] + 12 * DAY, 9)
            company.truth.fails(site, _SET_UP, _FUNDS)


def paid_wrongly(desk: Desk) -> None:
    """More was paid than approved, or paid before; or nobody supplied the basic data."""
    company = desk.company
    for number, site in enumerate(company.pick("sites", _own, 2)):
        if number:
            site["funds_paid"] = site["budget_approved"] + 5_000
        else:
            site["funds_paid_at"] = site["gm_approved_at"].date() - 3 * DAY
        company.truth.fails(site, _FUNDS)
    for site in company.pick("sites", _own, 1):
        site["data_sheet_no"] = Odd("待补")
        company.truth.fails(site, "S002-P06-4.1.1d")


def not_run_properly(desk: Desk) -> None:
    """Nobody answers for an outlet, its kind is not written, and it was published late or never."""
    company = desk.company
    for site in company.pick("sites", _own, 1):
        site["responsible_id"] = None
        company.truth.fails(site, "S002-P06-4.2.1")
    for site in company.pick("sites", lambda one: "small" in one.facts and bool(one["closed_at"]), 1):
        site["site_type"] = "加盟"
        company.truth.fails(site, "S002-P06-4.1.1a/1")
    for site in company.pick("sites", lambda one: _own(one) or _partner(one), 1):
        company["publications"].remove(site.links["published"])
        company.truth.fails(site, "S002-P06-4.2.2")
    for site in company.pick("sites", lambda one: _own(one) or _partner(one), 1):
        site.links["published"]["published_at"] = at(site["opened_at"] + company.rng.randint(40, 70) * DAY, 10)
        company.truth.fails(site, "S002-P06-4.2.2/timing")


def chosen_wrongly(desk: Desk) -> None:
    """A partner was never looked at, looked at when already confirmed, or is no candidate at all."""
    company = desk.company
    for number, site in enumerate(company.pick("sites", _partner, 4)):
        candidate = site.links["candidate"]
        if number == 0:
            candidate["onsite_review_at"] = None
            company.truth.fails(site, _CHOSEN)
        elif number == 1:
            candidate["document_review_at"] = candidate["confirmed_at"].date() + 8 * DAY
            company.truth.fails(site, f"{_CHOSEN}/1")
        elif number == 2:
            candidate["onsite_result"] = "不合格"
            company.truth.fails(site, _CHOSEN)
        else:
            site["candidate_no"] = None
            company.truth.fails(site, _CHOSEN)
            company.truth.pending(site, f"{_CHOSEN}/1")
    rejected = company.pick("site_candidates", lambda one: not one.facts and "site" not in one.links, 2)
    for candidate, (name, value) in zip(
        rejected, (("management_level", None), ("staff_ability", Odd("不详"))), strict=True
    ):
        candidate[name] = value
        company.truth.fails(candidate, "S002-P06-4.1.2a")


def survey_left_out(desk: Desk) -> None:
    """An outlet was not surveyed for a year, on a day nobody can read, or what was found was not followed up."""
    company = desk.company
    # who was not surveyed this year may still be surveyed tonight
    left_out = company.pick("site_surveys", lambda one: one.year < AS_OF.year, 2)
    for survey in left_out:
        company["site_surveys"].remove(survey)
        company.truth.missing(_SURVEYED, f"{survey.site}/{survey.year}")
    elsewhere = _elsewhere(left_out)
    for survey in company.pick("site_surveys", lambda one: not one["rectification"] and elsewhere(one), 1):
        survey["survey_date"] = Odd(f"{survey.year}年底")
        company.truth.bad_cell("record.type", survey)
        company.truth.slot("undetermined", _SURVEYED, f"{survey.site}/{survey.year}")
    for number, survey in enumerate(company.pick("site_surveys", lambda one: bool(one["rectification"]), 2)):
        survey["rectification"] = (None, Odd("待定"))[number]
        company.truth.fails(survey, f"{_SURVEYED}/1")
    for survey in company.pick("site_surveys", lambda one: one.year == AS_OF.year, 1):
        survey["survey_date"], survey["problems"], survey["rectification"] = AS_OF - 6 * DAY, "消防器材过期", None
        company.truth.pending(survey, f"{_SURVEYED}/1")


def _elsewhere(left_out: list[Record]) -> Callable[[Record], bool]:
    """A record of another outlet than those: one that can be of any time may make up for any that is missing."""
    sites = {record.site for record in left_out}
    return lambda record: record.site not in sites and record.year < AS_OF.year


def _recent(summary: Record) -> bool:
    return "kept" in summary.links


def summary_left_out(desk: Desk) -> None:
    """An outlet handed nothing in for a quarter, handed it in late or early, left things out, or named no year."""
    company, timing = desk.company, f"{SUMMED_UP}/timing"
    left_out = company.pick("site_summaries", _recent, 2)
    for summary in left_out:
        company["site_summaries"].remove(summary)
        company["record_inventory"].remove(summary.links["kept"])
        company.truth.missing(SUMMED_UP, _quarter(summary))
        company.truth.missing(timing, _quarter(summary))
    for number, summary in enumerate(company.pick("site_summaries", lambda one: _recent(one) and one.year > 2023, 3)):
        days = (company.rng.randint(20, 40), company.rng.randint(20, 40), -40)[number]
        summary["submitted_at"] += days * DAY
        company.truth.missing(timing, _quarter(summary))
        if days < 0:
            company.truth.missing(SUMMED_UP, _quarter(summary))
    for number, summary in enumerate(company.pick("site_summaries", _recent, 3)):
        name = ("receivables", "suggestions", "service_content")[number]
        summary[name] = (None, Odd("待定"), None)[number]
        company.truth.fails(summary, "S002-P06-4.3.3b")
    elsewhere = _elsewhere(left_out)
    for summary in company.pick("site_summaries", lambda one: _recent(one) and elsewhere(one), 1):
        summary["period"] = f"第{_quarter(summary)[-1]}季度"
        company.truth.slot("undetermined", SUMMED_UP, _quarter(summary))
        company.truth.slot("undetermined", timing, _quarter(summary))


def _quarter(summary: Record) -> str:
    return str(summary.links["slot"]["slot"])


def papers_lost(desk: Desk) -> None:
    """Papers of outlets are gone before their time, or were destroyed without approval."""
    company = desk.company
    asked_for = company.pick("site_summaries", lambda one: _recent(one) and expiry(one) > AS_OF + 5 * DAY, 2)
    for number, summary in enumerate(asked_for):
        summary.links["kept"]["present"] = (False, None)[number]
        company.truth.say(("fails", "undetermined")[number], summary, "S002-P06-6c")
    for summary in company.pick("site_summaries", lambda one: "destroyed" in one.links, 1):
        summary.links["destroyed"]["approved_by"] = None
        company.truth.fails(summary, "S002-P06-6c")
        company.truth.fails(summary.links["destroyed"], "S002-P21-p2")
    for candidate in company.pick("site_candidates", lambda one: "destroyed" in one.links, 1):
        candidate.links["destroyed"]["approved_by"] = None
        company.truth.fails(candidate, "S002-P06-6a")
        company.truth.fails(candidate.links["destroyed"], "S002-P21-p2")
    for site in company.pick("sites", lambda one: bool(one["closed_at"]) and one["closed_at"].year >= 2023, 1):
        company["record_inventory"].remove(site.links["kept"])
        company.truth.fails(site, "S002-P06-6b")
    editions = company.pick(
        "record_inventory", lambda one: "old edition" in one.facts and one["superseded_at"].year >= 2023, 2
    )
    for number, edition in enumerate(editions):
        edition["present"] = (False, None)[number]
        company.truth.say(("fails", "undetermined")[number], edition, "S002-P06-6b/1")
    _settlement_lost(company)


def _settlement_lost(company: Company) -> None:
    """A settlement is gone, and with it every line on it."""
    for line in company.pick("site_settlements", lambda one: one.year >= 2023, 1):
        number = line["settlement_no"]
        file = next(one for one in company["record_inventory"] if one["record_no"] == number)
        company["record_inventory"].remove(file)
        for one in company["site_settlements"]:
            if one["settlement_no"] == number:
                company.truth.fails(one, "S002-P06-6d")
                one.planted = True


def settled_wrongly(desk: Desk) -> None:
    """Paid to the outlet twice, or although the customer gave no opinion."""
    company = desk.company

    def sound(line: Record) -> bool:
        return line["settled_at"].date() < AS_OF - 60 * DAY and not line.links["order"].planted

    for line in company.pick("site_settlements", sound, 2):
        later = next(one for one in company["site_settlements"] if one["settled_at"] > line["settled_at"])
        values = {**line.values, "settlement_no": later["settlement_no"], "settled_at": later["settled_at"]}
        twin = company.add("site_settlements", site=line.site, day=later["settled_at"], **values)
        twin.planted = True
        company.truth.fails(line, "S002-P06-4.2.5b/1")
        company.truth.fails(twin, "S002-P06-4.2.5b/1")
        if company.truth.of(later, "S002-P06-6d") == "fails":
            company.truth.fails(twin, "S002-P06-6d")
    for line in company.pick("site_settlements", sound, 2):
        order = line.links["order"]
        order["customer_opinion"], order.planted = None, True
        company.truth.fails(line, "S002-P06-4.2.5b")
        company.truth.fails(order, "S002-P06-4.2.5b/2", "S002-P04-4.2-7a")


def quarrels(desk: Desk) -> None:
    """A customer complained of a quarrel with people of an outlet; a fight is on record as an incident."""
    company = desk.company
    (complaint,) = company.pick(
        "complaints", lambda one: one.site != OWN and one["received_at"] < at(AS_OF - 30 * DAY, 0), 1
    )
    complaint["category"] = "争执"
    company.truth.missing("S002-P06-4.2.5a", complaint.site)
    moment = complaint["received_at"] + 2 * DAY
    add_incident(desk, len(company["incidents"]) + 1, moment, "斗殴", "停职调查并向客户致歉").planted = True
    company.truth.missing("S002-P06-4.2.5a/1", "count")


def big_repairs(desk: Desk) -> None:
    """The outlet in the south mainly did big repairs, for which it was not set up."""
    for order in desk.company["work_orders"]:
        if order.site == SOUTH and order["work_category"] and desk.company.rng.random() < 0.7:
            order["work_category"] = "大修"
    desk.company.truth.missing("S002-P06-4.2.3", SOUTH)


def people_not_ready(desk: Desk) -> None:
    """People of own outlets began without the deputy's confirmation, or nobody wrote what to do with them."""
    company = desk.company

    def own(person: Record) -> bool:
        return person.site == OWN and person["status"] == "在职" and not person["transfer_date"]

    for number, person in enumerate(company.pick("staff", own, 3)):
        if number == 2:
            person["assigned_at"] = person["vp_confirmed_at"].date() + 2 * DAY
        else:
            person["vp_confirmed_at"] = None
        company.truth.fails(person, "S002-P06-4.1.1b")
    for person in company.pick("staff", own, 2):
        for evaluation in desk.learning.evaluated[person["staff_id"]]:
            evaluation["appointment_opinion"] = None
        company.truth.fails(person, "S002-P06-4.3.2")


def newcomer(desk: Desk) -> None:
    """Somebody came to an outlet a few days ago, and has been neither evaluated nor trained."""
    record = desk.company.add(
        "staff", site=OWN, day=AS_OF, staff_id="10901", staff_name="龙小满", site_id=OWN, post_code=RETURNS,
        status="在职", hire_date=AS_OF - 4 * DAY, employment_type="自有", staff_category="工人", key_post=False,
        mobile=names.phone(90901), assigned_at=AS_OF - 6 * DAY, manager_id=desk.staff.permanent(MANAGER)[0].number,
    )  # fmt: skip
    record.planted = True
    desk.company.truth.fails(record, "S002-P06-4.3.2", "S002-P06-4.3.2/1", "S002-P07-4.2.1.3", "S002-P07-4.2.2.3a")
    desk.company.truth.fails(record, "S003-C1-1.4d/2", "S003-C2-1")
    desk.company.truth.pending(record, "S002-P06-4.1.1b", "S003-C5-5.3e/1")
    desk.company.truth.missing("S000-P1-4.1.2", RETURNS)
    desk.company.truth.slot("pending", SECRECY, f"{record['staff_id']}/{AS_OF.year + 1}")


PLANTS = (
    set_up_wrongly, paid_wrongly, not_run_properly, chosen_wrongly, survey_left_out, summary_left_out, papers_lost,
    settled_wrongly, quarrels, big_repairs, people_not_ready, newcomer,
)  # fmt: skip
