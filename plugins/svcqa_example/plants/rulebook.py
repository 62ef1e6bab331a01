"""Faults of rules: not approved, not in force, not handed out, not studied, not reviewed, departed from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from svcqa_example.making.archive import expiry
from svcqa_example.making.learning import RULES
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, MANAGER
from svcqa_example.making.rulebook import ISSUED, LONGER, TITLES
from svcqa_example.model import AS_OF, DAY, YEARS, Odd, Record, at, minutes, years_on

_APPROVED, _BEFORE = "S002-P03-3.1", "S002-P03-3.1/1"


def _rule(document: Record) -> bool:
    return "rule" in document.facts and document["doc_type"] != "制度汇编"


def not_approved(desk: Desk) -> None:
    """Issued without approval, approved by somebody else, approved only after it was issued, or on that day."""
    truth = desk.company.truth
    for document in desk.company.pick("documents", _rule, 1):
        document["approved_by"] = document["approved_at"] = None
        truth.fails(document, _APPROVED, _BEFORE)
    for document in desk.company.pick("documents", _rule, 1):
        document["approved_by"] = desk.staff.permanent(MANAGER)[0].number
        truth.fails(document, _APPROVED)
    for document in desk.company.pick("documents", _rule, 1):
        document["approved_at"] = at(document["issued_at"] + desk.company.rng.randint(1, 20) * DAY, 10)
        truth.fails(document, _BEFORE)
    for document in desk.company.pick("documents", _rule, 1):
        document["approved_at"] = at(document["issued_at"], 10)
        truth.undetermined(document, _BEFORE)


def withdrawn(desk: Desk) -> None:
    """Rules that the manual names were withdrawn, and nothing has taken their place."""
    others = tuple(title for title in TITLES if title not in LONGER)
    for rule, titles in (
        ("S002-P03-4.5", others),
        *((f"S002-P03-4.5/{n}", (title,)) for n, title in enumerate(LONGER, 1)),
    ):
        for document in desk.company["documents"]:
            free = not document.planted or len(titles) == 1
            if document["doc_title"] in titles and document["status"] == "有效" and free:
                document.planted = True
                document["status"], document["obsolete_at"] = "作废", AS_OF - 90 * DAY
                desk.company.truth.missing(rule, document["doc_title"])
                break


def not_handed_out(desk: Desk) -> None:
    """Departments that lack the compendium, gave it back, never signed for it, or never studied it."""
    company = desk.company
    for number, copy in enumerate(company.pick("doc_distribution", lambda one: "current" in one.facts, 3)):
        (dept,) = (one for one in company["departments"] if one["dept"] == copy["recipient_dept"])
        if number == 0:
            company["doc_distribution"].remove(copy)
        elif number == 1:
            copy["recovered_at"] = AS_OF - 50 * DAY
        else:
            copy["received_by"] = None
        company.truth.fails(dept, "S002-P03-4.3")
    for copy in company.pick("doc_distribution", lambda one: "compendium" in one.facts, 2):
        copy["read_confirmed_at"] = None
        company.truth.fails(copy, "S002-P03-4.3b")


def not_studied(desk: Desk) -> None:
    """A half year without study of the rules, and nobody studied them in the last year at all."""
    company = desk.company
    lately = dt.date(AS_OF.year, 1, 1)
    for half in (lately, dt.date(AS_OF.year, 7, 1)):
        _leave_out(desk, half)
    company.truth.missing("S002-P03-4.4a", f"{lately}..{AS_OF}")
    _leave_out(desk, next(half for half in _halves() if not _others(desk, half)))


def _halves() -> Iterator[dt.date]:
    """First days of half years, the latest first, before the last one."""
    yield from (dt.date(year, month, 1) for year in reversed(YEARS[:-1]) for month in (7, 1))
    yield from (dt.date(year, month, 1) for year in range(YEARS[0] - 1, 2014, -1) for month in (7, 1))


def _of(half: dt.date) -> Callable[[Record], bool]:
    last = dt.date(half.year, 6, 30) if half.month == 1 else dt.date(half.year, 12, 31)
    return lambda one: one["topic"] == RULES and half <= one["completed_at"] <= last


def _others(desk: Desk, half: dt.date) -> list[Record]:
    """People who were trained on the rules in a half year because they came or moved."""
    return [one for one in desk.company["training_records"] if _of(half)(one) and "session" not in one.links]


def _leave_out(desk: Desk, half: dt.date) -> None:
    company, mine = desk.company, _of(half)
    for record in [one for one in company["training_records"] if mine(one)]:
        _never(desk, record)
    company["training_sessions"][:] = [
        one for one in company["training_sessions"] if not ("study" in one.facts and _half(one["held_at"]) == half)
    ]
    company.truth.missing("S002-P03-4.4a/timing", f"{half.year}H{1 if half.month == 1 else 2}")


def _never(desk: Desk, record: Record) -> None:
    """A training that never took place is in no file that was lost."""
    desk.company["training_records"].remove(record)
    desk.company.truth.unsay(record, "S002-P07-6d")


def _half(moment: dt.datetime) -> dt.date:
    return dt.date(moment.year, 1 if moment.month < 7 else 7, 1)


def not_on_file(desk: Desk) -> None:
    """Somebody attended, and the training file does not know it; or nobody wrote who attended."""
    company = desk.company
    for session in company.pick("training_sessions", lambda one: "study" in one.facts, 2):
        gone = desk.company.rng.choice(session.links["people"]["records"][1:])
        _never(desk, gone)
        company.truth.fails(session, "S002-P03-4.4c")
    for session in company.pick("training_sessions", lambda one: "study" in one.facts, 1):
        session["attendees"] = None
        company.truth.undetermined(session, "S002-P03-4.4c")


def not_reviewed(desk: Desk) -> None:
    """A year's round took place in January, customers were not heard in another, and lists of revisions are lost."""
    company = desk.company
    late, unheard = company.rng.sample(YEARS[1:-1], 2)
    for record in company["doc_revisions"]:
        if record.year == late:
            record["reviewed_at"] = at(dt.date(late + 1, 1, record["reviewed_at"].day), 10)
            record["opinion_at"] = at(dt.date(late, 12, 10), 10)
        if record.year == unheard:
            record["opinion_method"] = "内部讨论"
    company.truth.missing("S002-P03-4.9a", str(late))
    company.truth.missing("S002-P03-4.9b", str(unheard))
    for record in company.pick("doc_revisions", lambda one: "kept" in one.links and expiry(one) > AS_OF + 5 * DAY, 2):
        record.links["kept"]["present"] = False
        company.truth.fails(record, "S002-P03-6d")


def departed_from(desk: Desk) -> None:
    """Departed from the process before anybody agreed, with somebody else's consent, without a reason; undated."""
    truth = desk.company.truth
    some: Callable[[Record], bool] = lambda one: one["order_no"] is not None  # noqa: E731
    for number, record in enumerate(desk.company.pick("deviations", some, 6)):
        if number == 0:
            record["gm_approved_at"] = record["executed_at"] + minutes(desk.company.rng.randint(30, 2000))
        elif number == 1:
            record["gm_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
        elif number == 2:
            record["gm_approved_by"] = record["gm_approved_at"] = None
        elif number == 3:
            record["reason"] = Odd("/")
        elif number == 4:
            record["gm_approved_at"] = record["executed_at"].date()
        else:
            record["gm_approved_at"] = Odd("口头同意")
            truth.bad_cell("record.type", record)
        truth.say(
            "fails" if number < 4 else "undetermined", record, "S002-P03-4.7/1" if number == 1 else "S002-P03-4.7"
        )
        if number == 2:
            truth.pending(record, "S002-P03-4.7/1")
        elif number == 5:
            truth.undetermined(record, "S002-P03-4.7/1")


def copies_lost(desk: Desk) -> None:
    """The list of copies of a document is lost: each copy received in the last three years must be on one."""
    company = desk.company
    young = [
        one
        for one in company["doc_distribution"]
        if not one.planted and years_on(one["received_at"].date(), 3) > AS_OF + 5 * DAY
    ]
    number = next(one["doc_no"] for one in young if "rule" in one.links["file"].facts)
    (kept,) = (one for one in company["record_inventory"] if (one["record_type"], one["record_no"]) == (ISSUED, number))
    kept["present"] = False
    for copy in company["doc_distribution"]:
        if copy["doc_no"] == number and years_on(copy["received_at"].date(), 3) > AS_OF + 5 * DAY:
            company.truth.fails(copy, "S002-P03-6a")


PLANTS = (
    not_approved, withdrawn, not_handed_out, not_studied, not_on_file, not_reviewed, departed_from, copies_lost,
)  # fmt: skip
