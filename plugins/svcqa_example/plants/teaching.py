"""Faults of training: late plans, trainings left out, applications lost, machines operated untrained."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.teaching import APPLICATION, INSIDE, NOTICE, OUTSIDE, PLAN
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, years_on
from svcqa_example.plants.people import forget

_FILLED, _RECEIVED, _OUTSIDE = "S002-P07-4.2.1.1", "S002-P07-4.2.1.1/1", "S002-P07-4.2.2.2"
_LATE_YEAR = 2023


def plan_late(desk: Desk) -> None:
    """The plan of a year was issued when the year had begun."""
    for line in desk.company["training_plan"]:
        if line["plan_year"] == _LATE_YEAR:
            line["issued_at"] = line["planned_date"].replace(month=1, day=5)
            line["approved_at"] = at(line["issued_at"] - DAY, 16)
    desk.company.truth.missing("S002-P07-4.2.1.2", str(_LATE_YEAR))


def _held(line: Record) -> bool:
    return "session" in line.links and line["planned_date"].year < AS_OF.year


def not_held(desk: Desk) -> None:
    """Trainings of the plan were never held, and nobody put them off."""
    company = desk.company
    people = {one.number: one for one in desk.staff.people}
    for line in company.pick("training_plan", _held, 3):
        session = line.links["session"]
        company["training_sessions"].remove(session)
        for record in [one for one in company["training_records"] if one["session_no"] == session["session_no"]]:
            forget(desk, people[record["staff_id"]], record)
        line["status"] = "未举办"
        company.truth.fails(line, "S002-P07-4.2.2.1a")


def session_incomplete(desk: Desk) -> None:
    """A training has no syllabus, was not summed up, or somebody attended who has no record of it."""
    company, truth = desk.company, desk.company.truth

    def over(session: Record) -> bool:
        return bool(session["summary"] and session["plan_no"])

    for session in company.pick("training_sessions", over, 3):
        session["syllabus"] = None
        truth.fails(session, "S002-P07-4.2.2.1b")
    for number, session in enumerate(company.pick("training_sessions", over, 3)):
        session["summary"] = Odd("待补") if number else None
        truth.fails(session, "S002-P07-4.2.2.1b/1")
    for session in company.pick("training_sessions", over, 2):
        strangers = [one for one in desk.staff.people if one.works_on(session["held_at"].date()) and one.outsourced]
        session["attendees"] += f"、{company.rng.choice(strangers).number}"
        truth.fails(session, "S002-P03-4.4c")


def _handled(record: Record) -> bool:
    return "handled" in record.facts


def application_incomplete(desk: Desk) -> None:
    """An application lacks what it is for, who made it, where from; or its date is words; or HR never got it."""
    company, truth = desk.company, desk.company.truth
    cells = (("course", None), ("course", Odd("待定")), ("dept", None), ("applied_by", None))
    for (name, value), record in zip(cells, company.pick("training_requests", _handled, 4), strict=True):
        record[name] = value
        truth.fails(record, _FILLED)
    for record in company.pick("training_requests", _handled, 1):
        record["applied_at"] = Odd("3月初")
        truth.bad_cell("record.type", record)
        truth.undetermined(record, _FILLED, _RECEIVED)
    for record in company.pick("training_requests", _handled, 3):
        record["hr_received_at"] = None
        truth.fails(record, _RECEIVED)


def gone_wrongly(desk: Desk) -> None:
    """A training outside without notice, before approval, without it, or on the very day; or it waits for ever."""
    company, truth = desk.company, desk.company.truth

    def gone(record: Record) -> bool:
        return "gone" in record.facts and years_on(record["depart_at"], 1) < AS_OF - 40 * DAY

    for number, record in enumerate(company.pick("training_requests", gone, 6)):
        if number == 0:
            record["approved_by"] = None
        elif number < 3:
            record["depart_at"] = record["approved_at"].date() - 2 * DAY
        elif number < 5:
            record["approved_at"] = None
        else:
            record["depart_at"] = record["approved_at"].date()
            truth.undetermined(record, _OUTSIDE)
            continue
        truth.fails(record, _OUTSIDE)
    for record in company.pick("training_requests", lambda one: "waiting" in one.facts, 1):
        early = 40 * DAY
        for name in ("applied_at", "hr_received_at", "hr_handled_at"):
            record[name] -= early
        truth.unsay(record, _OUTSIDE)
        truth.fails(record, _OUTSIDE)


def papers_gone(desk: Desk) -> None:
    """Notices, applications and plans that must still be there are not, or were destroyed without approval."""
    company, truth = desk.company, desk.company.truth
    for register, name, rule, kind, closed in (
        ("training_requests", NOTICE, "S002-P07-6a", OUTSIDE, "depart_at"),
        ("training_requests", APPLICATION, "S002-P07-6b", INSIDE, "hr_handled_at"),
        ("training_plan", PLAN, "S002-P07-6c", None, "planned_date"),
    ):
        years = 3 if register == "training_plan" else 1

        def kept(
            record: Record, name: str = name, kind: str | None = kind, closed: str = closed, years: int = years
        ) -> bool:
            day = record[closed]
            return (
                name in record.links and record["request_type"] == kind and day is not None
                and years_on(at(day, 0).date(), years) > AS_OF + 3 * DAY and day.year <= AS_OF.year
            )  # fmt: skip

        for number, record in enumerate(company.pick(register, kept, 3)):
            if number == 0:
                company["record_inventory"].remove(record.links[name])
            else:
                record.links[name]["present"] = False if number == 1 else None
            truth.say("undetermined" if number == 2 else "fails", record, rule)
    for record in company.pick("training_plan", lambda one: "destroyed" in one.links, 2):
        record.links["destroyed"]["approved_by"] = None
        truth.fails(record, "S002-P07-6c")
        truth.fails(record.links["destroyed"], "S002-P21-p2")


def operated_untrained(desk: Desk) -> None:
    """Somebody operates new technology untrained, before the training, without having passed, since who knows when."""
    company, truth, rule = desk.company, desk.company.truth, "S002-P07-4.2.2.3g"
    people = {one.number: one for one in desk.staff.people}
    for number, record in enumerate(company.pick("asset_operators", lambda one: "new" in one.facts, 5)):
        training = record.links["training"]
        if number == 0:
            forget(desk, people[record["staff_id"]], training)
        elif number == 1:
            training["result"] = "未通过"
        elif number == 2:
            training["completed_at"] = record["first_operated_at"] + 9 * DAY
        else:
            if number == 3:
                training["completed_at"] = record["first_operated_at"]
            else:
                record["first_operated_at"] = None
            truth.undetermined(record, rule)
            continue
        truth.fails(record, rule)


PLANTS = (
    plan_late, not_held, session_incomplete, application_incomplete, gone_wrongly, papers_gone, operated_untrained,
)  # fmt: skip
