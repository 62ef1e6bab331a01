"""Faults of the security of information: leaks kept quiet, no checks, people never taught, breaches passed over."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.attesting import LATELY, answer_to
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CHIEF
from svcqa_example.making.security import (
    BETRAYED,
    CHECK,
    CHECKED,
    DEALT,
    FULL,
    MENDED,
    MISMANAGED,
    PUNISHED,
    REVIEW,
    SECRECY,
    SUPERVISOR,
    supervisor,
)
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes
from svcqa_example.plants.people import forget, topics, unknown_since

_REPORTED, _SETTLED, _TRAINED, _EXAMINED = "S003-C5-5.3b", "S003-C5-5.3g", "S003-C5-5.3e", "S003-C5-5.3d/timing"
_NEGLECTED, _LONG_AGO = 2022, dt.date(AS_OF.year - 2, 12, 30)


def leaks_kept_quiet(desk: Desk) -> None:
    """Incidents that were reported late or never, never looked into, or for which nobody answered."""
    truth = desk.company.truth
    mine = [one for one in desk.company["incidents"] if "settled" in one.facts]
    desk.company.rng.shuffle(mine)
    harmless = iter([one for one in mine if not one["has_loss"]])
    harmful = iter([one for one in mine if one["has_loss"]])
    for where, field, rules in (
        (harmless, "reported_at", (_REPORTED,)), (harmless, "action", (_REPORTED,)),
        (harmless, "preventive_action", (_SETTLED,)), (harmless, "investigated_at", (_SETTLED,)),
        (harmful, "liability", (f"{_SETTLED}/1",)), (harmful, "announced_at", (f"{_SETTLED}/2",)),
        (harmful, "has_loss", (f"{_SETTLED}/3",)), (harmful, "found_at", (f"{_REPORTED}/1",)),
    ):  # fmt: skip
        record = next(where)
        record[field] = None
        truth.fails(record, *rules)
        if field == "found_at":
            truth.undetermined(record, f"{_REPORTED}/timing")
    late, later = next(harmless), next(harmful)
    for record in (late, later):
        record["reported_at"] = record["found_at"] + minutes(desk.company.rng.randint(121, 5000))
        truth.fails(record, f"{_REPORTED}/timing")


def checks_left_out(desk: Desk) -> None:
    """Quarters without a full check; a check of nobody knows what, and one without a result."""
    company, truth = desk.company, desk.company.truth
    checks = [one for one in company["inspections"] if one["inspection_type"] == CHECK]
    whole = [one for one in checks if one["scope"] == FULL and "mended" not in one.facts and one["result"] == "合格"]
    for year in (_NEGLECTED, AS_OF.year):
        gone = company.rng.choice([one for one in whole if one.year == year and one["finding_count"] == 0])
        company["inspections"].remove(gone)
        truth.missing(CHECKED, f"{year}Q{(gone['inspected_at'].month + 2) // 3}")
    partial = company.rng.sample([one for one in checks if one["scope"] != FULL], 2)
    partial[0]["scope"] = partial[1]["result"] = partial[1]["finding_count"] = None
    truth.fails(partial[0], "S003-C5-5.3i/1")
    truth.fails(partial[1], "S003-C5-5.3j/1")


def findings_left_lying(desk: Desk) -> None:
    """What a check found was never raised, never reported upwards, never done, or only months later."""
    company, truth = desk.company, desk.company.truth
    mine = [one for one in company["inspections"] if "mended" in one.facts]
    unraised, unreported, late = company.rng.sample(mine, 3)
    unraised.links["report"]["source_no"] = None
    unreported.links["report"]["reported_at"] = None
    truth.fails(unraised, MENDED)
    truth.fails(unreported, MENDED)
    moment = late["inspected_at"]
    late["inspected_at"] = at(dt.date(moment.year, moment.month - 2, 5), 10)
    truth.fails(late, f"{MENDED}/timing")


def settings_not_examined(desk: Desk) -> None:
    """Nobody looked at encryption and passwords in one year; nor in the last, if that answer was lost."""
    company = desk.company
    gone = answer_to(desk, "S003-C5-5.3d", _NEGLECTED)
    company["attestations"].remove(gone)
    company.truth.missing(_EXAMINED, str(_NEGLECTED))
    if not any("S003-C5-5.3d" in one.facts and one.year == AS_OF.year for one in company["attestations"]):
        company.truth.missing(_EXAMINED, str(AS_OF.year))


def untaught(desk: Desk) -> None:
    """Nobody was taught in the last year, nor in another; some never were, some long ago."""
    truth = desk.company.truth
    for person in desk.staff.people:
        for record in topics(desk, person, SECRECY):
            if record["completed_at"].year in {_NEGLECTED, AS_OF.year}:
                forget(desk, person, record)
    for year in (_NEGLECTED, AS_OF.year):
        truth.missing(f"{_TRAINED}/timing", str(year))
    truth.missing(_TRAINED, LATELY)
    before = dt.date(_NEGLECTED, 1, 1)
    early = [one for one in desk.staff.people if one.employed and one.hired < before and topics(desk, one, SECRECY)]
    chosen = desk.company.rng.sample(early, 4)
    for number, person in enumerate(chosen):
        for record in topics(desk, person, SECRECY):
            if number < 2 or record["completed_at"] >= _LONG_AGO:
                forget(desk, person, record)
        truth.fails(person.record, f"{_TRAINED}/1" if number < 2 else f"{_TRAINED}/1/timing")


def since_when(desk: Desk) -> None:
    """Nobody wrote when the leader of a department came."""
    truth = desk.company.truth
    leaders = [person for person in desk.staff.people if person.post == CHIEF]
    asked = (f"{_TRAINED}/1", "S003-C2-1", "S000-P1-4.1.1/1")
    for person in [one for one in leaders if {truth.of(one.record, rule) for rule in asked} == {"conforms"}][:1]:
        record = person.record
        unknown_since(desk, person)
        truth.fails(record, f"{_TRAINED}/2", "S000-P1-4.1.1/1")
        truth.pending(record, f"{_TRAINED}/1")
        truth.undetermined(record, "S003-C2-1")


def nobody_supervises(desk: Desk) -> None:
    """Nobody supervises the security of information any more, and nobody looked from outside."""
    company, truth = desk.company, desk.company.truth
    supervisor(desk).record["special_role"] = None
    truth.missing("S003-C5-5.3h", SUPERVISOR)
    for one in [one for one in company["audits"] if one["audit_type"] == REVIEW]:
        if one.year in {_NEGLECTED, AS_OF.year}:
            company["audits"].remove(one)
            truth.missing("S003-C5-5.3k/timing", str(one.year))
    truth.missing("S003-C5-5.3k", LATELY)
    for number, record in enumerate(company.pick("partner_contracts", lambda one: "in force" in one.facts, 3)):
        record["security_clause"] = Odd("无") if number else None
        truth.fails(record, "S003-C5-5.3f")


def breaches_passed_over(desk: Desk) -> None:
    """Breaches of which nothing came, a penalty never carried out, or one long afterwards."""
    company = desk.company
    mine = [one for one in company["violations"] if one.links and one["rule_ref"] in {MISMANAGED, BETRAYED}]
    for kind, rule in ((MISMANAGED, DEALT), (BETRAYED, PUNISHED)):
        penalised = [one for one in mine if one["rule_ref"] == kind and "penalty" in one.links]
        unpunished, unexecuted, late = company.rng.sample(penalised, 3)
        unpunished.links["penalty"]["source_no"] = None
        unexecuted.links["penalty"]["executed_at"] = None
        # proposed by the manager, who is a dispatcher besides
        company.truth.fails(unexecuted.links["penalty"], "S002-P03-3.3")
        late["found_at"] -= 45 * DAY
        company.truth.fails(unpunished, rule)
        company.truth.fails(unexecuted, rule)
        company.truth.fails(late, f"{rule}/timing")
    _only_corrected(desk, [one for one in mine if "action" in one.links])


def _only_corrected(desk: Desk, corrected: list[Record]) -> None:
    """A breach of secrecy was corrected and nobody punished; of another nobody knows which rule it broke."""
    truth = desk.company.truth
    first, second, third = desk.company.rng.sample(corrected, 3)
    first["rule_ref"] = BETRAYED
    truth.fails(first, PUNISHED)
    second["rule_ref"] = third["found_at"] = None
    truth.fails(second, f"{DEALT}/2")
    truth.fails(third, f"{DEALT}/2")
    truth.undetermined(third, f"{DEALT}/timing")
    truth.pending(third, DEALT)


PLANTS = (
    leaks_kept_quiet, checks_left_out, findings_left_lying, settings_not_examined, untaught, since_when,
    nobody_supervises, breaches_passed_over,
)  # fmt: skip
