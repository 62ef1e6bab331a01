"""Faults of checks, complaints, rewards, appraisals and contracts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.archive import expiry
from svcqa_example.making.contracts import SOLD
from svcqa_example.making.orders import Desk
from svcqa_example.making.oversight import RULE_CHECK, quarter_of
from svcqa_example.making.people import DISPATCHER, TRAINER
from svcqa_example.making.prevention import AGAIN
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes
from svcqa_example.plants.calls import alone, uncall


def _check(record: Record) -> bool:
    return record["inspection_type"] == RULE_CHECK and record.year < AS_OF.year


def _found(record: Record) -> bool:
    return _check(record) and "report" in record.links and not record.links["report"].planted


def checks_given_up(desk: Desk) -> None:
    """A quarter without a check; and in the last year there was none at all."""
    company = desk.company
    checks = [one for one in company["inspections"] if one["inspection_type"] == RULE_CHECK]
    lately = [one for one in checks if one["inspected_at"].year == AS_OF.year]
    # what the first check of all was to be after, nobody knows
    fitting = lambda one: _check(one) and "report" not in one.links and one.year > FIRST.year  # noqa: E731
    for record in [*lately, *company.pick("inspections", fitting, 1)]:
        company["inspections"].remove(record)
        if "report" in record.links:
            record.links["report"]["source_no"] = None
            record.links["report"].facts.discard("from check")
        year, quarter = quarter_of(record["inspected_at"].date())
        for rule in ("S002-P03-4.6a/timing", "S001-C2-S2/timing", "S003-C1-1.5b/timing"):
            company.truth.missing(rule, f"{year}Q{quarter}")
    for rule in ("S002-P03-4.6a", "S001-C2-S2", "S003-C1-1.5b"):
        company.truth.missing(rule, f"{AS_OF.year}-01-01..{AS_OF}")


def reports_missing(desk: Desk) -> None:
    """What a check found was never reported, or reported weeks later; nobody wrote an opinion; the record is lost."""
    company, truth = desk.company, desk.company.truth
    for record in company.pick("inspections", lambda one: _found(one) and _early(one) is not None, 1):
        record["inspected_at"] = _early(record)
        record.links["report"].planted = True
        truth.fails(record, "S002-P03-4.6b/timing")
    for record in company.pick("inspections", _found, 2):
        record.links["report"]["source_no"] = None
        record.links["report"].facts.discard("from check")
        truth.fails(record, "S002-P03-4.6b")
    for record in company.pick("inspections", _check, 2):
        record["assessment_opinion"] = None
        truth.fails(record, "S002-P03-4.6e")
    for record in company.pick("inspections", lambda one: _check(one) and expiry(one) > AS_OF + 5 * DAY, 1):
        record.links["kept"]["present"] = False
        truth.fails(record, "S002-P03-6b")
    for record in company.pick("inspections", _check, 1):
        record["inspector"] = desk.staff.permanent(TRAINER)[0].number
        truth.fails(record, "S002-P03-4.6a/1")
    for record in company.pick("inspections", _check, 1):
        record["result"] = record["finding_count"] = None
        truth.fails(record, "S002-P03-4.6b/3")


def _early(record: Record) -> dt.datetime | None:
    """A day of the quarter that lies more than a week before the report, if there is one."""
    issued: dt.date = record.links["report"]["issued_at"]
    year, quarter = quarter_of(record["inspected_at"].date())
    day = max(dt.date(year, 3 * quarter - 2, 1), issued - 14 * DAY)
    return at(day, 10) if issued - day > 7 * DAY else None


def answers_missing(desk: Desk) -> None:
    """A report by somebody else or to nobody; no answer; done unconfirmed, or confirmed by the wrong person."""
    company, truth = desk.company, desk.company.truth
    trainer = desk.staff.permanent(TRAINER)[0].number
    cells: tuple[tuple[str, object, str], ...] = (
        ("issued_by", trainer, "S002-P03-4.6b/2"),
        ("dept", None, "S002-P03-4.6b/1"), ("rectification", None, "S002-P03-4.6c"),
        ("confirmed_by", trainer, "S002-P03-4.6d/1"), ("confirmed_at", None, "S002-P03-4.6d"),
    )  # fmt: skip
    for (name, value, rule), record in zip(
        cells, company.pick("capa", lambda one: "from check" in one.facts, 5), strict=True
    ):
        record[name] = value
        truth.fails(record, rule)
        if name == "dept":
            # nobody can tell whether it is one that comes again
            truth.unsay(record, AGAIN)
            truth.fails(record, "S002-P22-p1")
        if name == "confirmed_at":
            truth.pending(record, "S002-P03-4.6d/1")
    for record in company.pick("capa", lambda one: "from check" in one.facts, 1):
        record["confirmed_at"] = record["implemented_at"] + 2 * DAY
        truth.fails(record, "S002-P03-4.6d")


def complaints_mishandled(desk: Desk) -> None:
    """Complaints that nobody handled, or a dispatcher did."""
    dispatcher = desk.staff.permanent(DISPATCHER)[0].name
    closed: Callable[[Record], bool] = lambda one: bool(one["closed_at"])  # noqa: E731
    for number, record in enumerate(desk.company.pick("complaints", closed, 4)):
        record["handled_by"] = (None, dispatcher)[number % 2]
        desk.company.truth.fails(record, "S002-P03-3.4a")


def rewards_unapproved(desk: Desk) -> None:
    """Carried out before it was approved, approved by nobody or the wrong person, left lying, lost."""
    company, truth = desk.company, desk.company.truth
    for number, record in enumerate(company.pick("rewards", lambda one: "proposed" in one.facts, 5)):
        if number == 0:
            record["executed_at"] = record["approved_at"] - minutes(company.rng.randint(60, 900))
        elif number == 1:
            record["approved_by"] = record["approved_at"] = None
        elif number == 2:
            record["approved_by"] = desk.staff.permanent(TRAINER)[0].number
        elif number == 3:
            record["executed_at"] = record["approved_by"] = record["approved_at"] = None
        else:
            record["executed_at"] = at(record["approved_at"].date(), 16)
            record["approved_at"] = record["approved_at"].date()
        truth.say(
            "undetermined" if number == 4 else "fails", record, "S002-P03-3.3/1" if number == 2 else "S002-P03-3.3"
        )
        if not record["approved_at"]:
            truth.pending(record, "S002-P03-3.3/1")
    young: Callable[[Record], bool] = lambda one: bool(one["executed_at"]) and expiry(one) > AS_OF + 5 * DAY  # noqa: E731
    for record in company.pick("rewards", lambda one: "comparison" not in one.links and young(one), 2):
        record.links["kept"]["present"] = False
        truth.fails(record, "S002-P03-6c")


def not_compared(desk: Desk) -> None:
    """A comparison held in summer, and excellence that went without its reward, or got it late."""
    company, truth = desk.company, desk.company.truth
    year = company.rng.choice((2021, 2022, 2023))
    for record in company["evaluations"]:
        if record["eval_type"] == "年终评比" and record.year == year:
            record["eval_date"] = record["eval_date"].replace(month=6)
            record.planted = True
            if "reward" in record.links:
                given = record.links["reward"]
                for name in ("proposed_at", "approved_at", "executed_at"):
                    given[name] -= 183 * DAY
                given.planted = True
    truth.missing("S002-P03-4.10a", str(year))
    for number, record in enumerate(company.pick("evaluations", lambda one: "reward" in one.links, 4)):
        given = record.links["reward"]
        if number == 0:
            company["rewards"].remove(given)
        elif number == 1:
            given["executed_at"] = None
            truth.undetermined(record, "S002-P03-4.10b/timing")
        else:
            given["executed_at"] = at(record["eval_date"] + company.rng.randint(40, 60) * DAY, 10)
        given.planted = True
        if number:
            # proposed by the manager, who is a dispatcher besides
            truth.fails(given, "S002-P03-3.3")
        truth.fails(record, "S002-P03-4.10b/timing" if number > 1 else "S002-P03-4.10b")


def appraised_untrained(desk: Desk) -> None:
    """Appraised or promoted without looking at training; or without any on the rules."""
    company, truth = desk.company, desk.company.truth
    for number, record in enumerate(company.pick("evaluations", lambda one: "appraisal" in one.facts, 4)):
        record["training_considered"] = (False, None)[number % 2]
        truth.fails(record, "S002-P03-4.4d/1")
    first: dict[str, dt.date] = {}
    for one in company["training_records"]:
        if one["topic"] == "制度":
            day = one["completed_at"]
            first[one["staff_id"]] = min(day, first.get(one["staff_id"], day))
    for record in company.pick("evaluations", lambda one: "appraisal" in one.facts, 2):
        record["eval_date"] = first[record["staff_id"]] - company.rng.randint(5, 60) * DAY
        truth.fails(record, "S002-P03-4.4d")


def contracts_astray(desk: Desk) -> None:
    """Nobody called when it was done, signed after it was delivered, customers without a file."""
    company = desk.company
    plain: Callable[[Record], bool] = lambda one: "called" in one.links  # noqa: E731
    for delivery in company.pick("deliveries", plain, 2):
        _never_called(desk, delivery.links["called"])
        for line in delivery.links["contracts"]["lines"]:
            company.truth.fails(line, SOLD)
    for delivery in company.pick("deliveries", plain, 1):
        for line in delivery.links["contracts"]["lines"]:
            line["signed_at"] = delivery["delivered_at"].date() + 3 * DAY
            company.truth.fails(line, SOLD)
    for number, delivery in enumerate(company.pick("deliveries", plain, 3)):
        for line in delivery.links["contracts"]["lines"]:
            line["customer_id"] = None if number == 2 else f"KH9990{number}"
            if number < 2:
                company.truth.bad_cell("record.reference", line)
        number_of = delivery["contract_no"]
        company.truth.slot("undetermined" if number == 2 else "fails", f"{SOLD}/4", number_of)


def _never_called(desk: Desk, callback: Record) -> None:
    """A callback that was never made is not missed in the archive either."""
    desk.company["callbacks"].remove(callback)
    desk.company.truth.unsay(callback, "S002-P04-4.2-10h/3")


def _order_called(installation: Record) -> bool:
    """Its order was called back once, beside the call about the contract."""
    call = installation.links["order"].links.get("callback")
    return call is not None and not call.planted and alone(call) and "destroyed" not in call.links


def installed_out_of_order(desk: Desk) -> None:
    """Accepted before anybody was taught or escorted, taught only afterwards, and nobody called."""
    company, truth = desk.company, desk.company.truth
    fit: Callable[[Record], bool] = lambda one: "called" in one.links and not one.links["delivery"].planted  # noqa: E731
    for one in company.pick("installations", lambda one: fit(one) and _order_called(one), 1):
        _never_called(desk, one.links["called"])
        uncall(desk, one.links["order"].links["callback"])
        truth.fails(one, f"{SOLD}/5")
    for number, one in enumerate(company.pick("installations", fit, 4), 1):
        if number == 1:
            for line in one.links["delivery"].links["contracts"]["lines"]:
                line["signed_at"] = one.links["delivery"]["delivered_at"].date() + DAY
            truth.fails(one, f"{SOLD}/1")
        elif number < 4:
            one["customer_trained_at"] = one["accepted_at"] + minutes(90)
            truth.fails(one, f"{SOLD}/2")
        else:
            one["accepted_at"] = one["escort_start_at"] - minutes(5)
            truth.fails(one, f"{SOLD}/2", f"{SOLD}/3")


PLANTS = (
    checks_given_up, reports_missing, answers_missing, complaints_mishandled, rewards_unapproved, not_compared,
    appraised_untrained, contracts_astray, installed_out_of_order,
)  # fmt: skip
