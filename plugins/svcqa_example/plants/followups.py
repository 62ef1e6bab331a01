"""Faults of how complaints end, and what other faults come to under procedure 13: said last, from what is left."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from svcqa_example.making.agreements import USUAL, prevent
from svcqa_example.making.archive import keep
from svcqa_example.making.followups import GRAVE, REPEAT_DAYS, REPEATED, URGENT, call, calls_about
from svcqa_example.making.orders import Desk
from svcqa_example.making.supervising import look_at
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes, time_over, years_on
from svcqa_example.plants.contact import forget

ANSWERED, ENTERED, CURED, CALLED = "S002-P13-p1", "S002-P13-p2", "S002-P13-p3", "S002-P13-p4"
REGISTERED, GRAVE_CLOSED = "S002-P13-p5", "S002-P13-p6"
EXPLAINED, KEPT, _SETTLED = "S002-P13-p8", "S002-P13-p9", "S000-P1-4.2.2g/timing"
_GRAVE = {GRAVE, URGENT}
_LONG_AGO = at(AS_OF - 120 * DAY, 0)
_END = at(AS_OF + DAY, 0)
_CLOCKS = (
    "received_at", "responded_at", "referred_at", "replied_at", "escalated_at", "agreed_at", "agreed_due_at",
    "first_action_at", "resolved_at", "closed_at",
)  # fmt: skip


def _over(complaint: Record) -> bool:
    """Closed long ago, and called; what is grave is left to the faults of others."""
    over = bool(complaint["closed_at"]) and complaint["received_at"] < _LONG_AGO
    return over and "follow-up" in complaint.links and complaint["severity"] != GRAVE


def not_called(desk: Desk) -> None:
    """Nobody called when it was closed, or only weeks later."""
    company = desk.company
    for complaint in company.pick("complaints", _over, 3):
        forget(desk, complaint.links.pop("follow-up"))
        company.truth.fails(complaint, CALLED)
    for complaint in company.pick("complaints", _over, 3):
        callback = complaint.links["follow-up"]
        _call_on(complaint, callback["callback_at"] + company.rng.randint(9, 15) * DAY)
        company.truth.fails(complaint, f"{CALLED}/timing")


def entered_late(desk: Desk) -> None:
    """Found in a callback, and entered hours later."""
    found = [
        one for one in desk.company["complaints"]
        if "follow-up" in one.links and one["callback_no"] and "report" not in one.links
        and one["received_at"] < _LONG_AGO and one["received_at"].hour < 14 and not one.planted
    ]  # fmt: skip
    callbacks = {one["callback_no"]: one for one in desk.company["callbacks"]}
    for complaint in desk.company.rng.sample(found, 2):
        complaint.planted = True
        desk.company.truth.fails(callbacks[complaint["callback_no"]], f"{ENTERED}/timing")
        for name in _CLOCKS:
            if complaint[name]:
                complaint[name] += minutes(400)


def grave_left_lying(desk: Desk) -> None:
    """An urgent complaint answered after a day, and closed after weeks; the customer was called afterwards."""

    def urgent(one: Record) -> bool:
        return _over(one) and one["severity"] == URGENT and not one["resolved_on_spot"]

    for one in desk.company.pick("complaints", urgent, 2):
        one["replied_at"] = one["received_at"] + minutes(25 * 60)
        one["resolved_at"] = one["replied_at"] + minutes(60)
        one["closed_at"] += 20 * DAY
        _call_on(one, one["closed_at"] + DAY)
        # what was reported to the manager is to be settled soon after that
        settled = [_SETTLED] if one["escalated_at"] else []
        desk.company.truth.fails(one, f"{ANSWERED}/timing", "S003-C4-4a", GRAVE_CLOSED, *settled)


def _call_on(complaint: Record, moment: dt.datetime) -> None:
    """The customer was called at another time, and the call filed after it."""
    callback = complaint.links["follow-up"]
    callback["callback_at"] = moment
    if "kept" in callback.links:
        callback.links["kept"]["archived_at"] = min(callback["callback_at"].date() + 20 * DAY, AS_OF)


def _first(complaint: Record) -> bool:
    """It came by telephone, and nothing was grave about it."""
    return _over(complaint) and not complaint["callback_no"] and complaint["severity"] == USUAL


def came_again(desk: Desk) -> None:
    """The customer complained of the same weeks later, and nothing was raised about it, or something was."""
    company, truth = desk.company, desk.company.truth
    for number, first in enumerate(company.pick("complaints", _first, 3)):
        values = {name: _later(value, 25 * DAY) for name, value in first.values.items()}
        values["complaint_no"] = f"TZ{number + 1:03d}"
        again = company.add("complaints", site=first.site, day=first["received_at"] + 25 * DAY, **values)
        again.planted, again.facts = True, set(first.facts)
        truth.same(first, again)
        look_at(desk, again, again["received_at"] + DAY)
        call(desk, again, first.links["follow-up"]["contact_name"])
        keep(company, again)
        if number == 2:
            prevent(desk, again, again["received_at"].date() + 2 * DAY)
        truth.say("excepted" if number == 2 else "fails", again, f"{CURED}/1")


def _later(value: object, by: dt.timedelta) -> object:
    return value + by if isinstance(value, dt.date) else value


def papers_lost(desk: Desk) -> None:
    """Papers of a complaint that cannot be found, or were destroyed before their time."""
    company = desk.company

    def due(one: Record) -> bool:
        return _over(one) and "kept" in one.links and years_on(one["closed_at"].date(), 3) > AS_OF + 5 * DAY

    for number, one in enumerate(company.pick("complaints", due, 3)):
        one.links["kept"]["present"] = (False, Odd("待查"), None)[number]
        company.truth.say("undetermined" if number else "fails", one, KEPT)
        if number == 1:
            company.truth.bad_cell("record.type", one.links["kept"])


def what_became_of_complaints(desk: Desk) -> None:
    """What is asked of every complaint, whoever's fault it is that it lacks it."""
    company = desk.company
    actions: dict[str | None, list[Record]] = defaultdict(list)
    for one in company["capa"]:
        actions[one["source_no"]].append(one)
    calls, papers = calls_about(desk), _papers(desk)
    for one in company["complaints"]:
        mine = [action["issued_at"] for action in actions[one["complaint_no"]] if action["issued_at"]]
        _answered(desk, one)
        _closed(desk, one)
        _cured(desk, one, mine)
        _registered(desk, one)
        if one["closed_at"]:
            _called(desk, one, calls[one["complaint_no"]])
            _kept(desk, one, papers)
    _repeated(desk, {name for name, found in actions.items() if any(one["issued_at"] for one in found)})
    _entered(desk)


def _is_over(moment: dt.datetime, hours: int) -> bool:
    return moment + minutes(60 * hours) < _END


def _answered(desk: Desk, one: Record) -> None:
    truth, received, replied = desk.company.truth, one["received_at"], one["replied_at"]
    if one["resolved_on_spot"] and not replied:
        truth.excepted(one, ANSWERED)
    elif not (one["closed_at"] or _is_over(received, 24)):
        truth.pending(one, ANSWERED)
    elif not replied:
        truth.fails(one, ANSWERED)
    if not replied:
        return
    if replied < received:
        truth.undetermined(one, f"{ANSWERED}/timing")
    elif replied > received + minutes(60 * 24):
        truth.fails(one, f"{ANSWERED}/timing")


def _closed(desk: Desk, one: Record) -> None:
    truth, day, closed = desk.company.truth, one["received_at"].date(), one["closed_at"]
    if not closed:
        late = time_over(day, 15) or one["status"] == "已关闭"
        (truth.fails if late else truth.pending)(one, f"{ANSWERED}/1")
        return
    if not (one["status"] == "已关闭" or time_over(day, 15)):
        truth.pending(one, f"{ANSWERED}/1")
    rule, days = (GRAVE_CLOSED, 15) if one["severity"] in _GRAVE else (f"{ANSWERED}/1/timing", 10)
    if closed < one["received_at"]:
        truth.undetermined(one, rule)
    elif closed.date() > day + days * DAY:
        truth.fails(one, rule)


def _cured(desk: Desk, one: Record, issued: list[dt.date]) -> None:
    truth, day = desk.company.truth, one["received_at"].date()
    if one["severity"] in {GRAVE, REPEATED}:
        if not time_over(day, 7):
            truth.pending(one, CURED)
        elif not issued:
            truth.fails(one, CURED)
    if not issued:
        return
    if min(issued) > day + 7 * DAY:
        truth.fails(one, f"{CURED}/timing")
    elif min(issued) <= day:
        truth.undetermined(one, f"{CURED}/timing")


def _repeated(desk: Desk, cured: set[str | None]) -> None:
    """A complaint that came before within the time; nobody can tell where customer or kind is not written."""
    truth, rule = desk.company.truth, f"{CURED}/1"
    last: dict[tuple[str, str], dt.datetime] = {}
    for one in sorted(desk.company["complaints"], key=lambda one: one["received_at"]):
        key, moment = (one["customer_id"], one["category"]), one["received_at"]
        before = last.get(key)
        if all(key):
            last[key] = moment
        if one["severity"] in {GRAVE, REPEATED}:
            continue
        if one["complaint_no"] in cured:
            truth.excepted(one, rule)
        elif not time_over(moment.date(), 7):
            truth.pending(one, rule)
        elif not all(key):
            truth.undetermined(one, rule)
        elif before and moment.date() <= before.date() + REPEAT_DAYS * DAY:
            truth.fails(one, rule)


def _registered(desk: Desk, one: Record) -> None:
    truth = desk.company.truth
    if not (one["closed_at"] or _is_over(one["received_at"], 24)):
        truth.pending(one, REGISTERED)
    elif not all(one[name] for name in ("customer_id", "content", "category", "severity", "received_by")):
        truth.fails(one, REGISTERED)
    if not (one["closed_at"] or one["status"] == "已关闭"):
        truth.pending(one, EXPLAINED)
    elif one["resolved_on_spot"] and one["handling_result"]:
        truth.excepted(one, EXPLAINED)
    elif not all(_said(one[name]) for name in ("root_cause", "action", "handling_result", "handled_by")):
        truth.fails(one, EXPLAINED)


def _said(value: object) -> bool:
    """It is filled, and not only with a stroke."""
    return bool(value) and value != "/"


def _called(desk: Desk, one: Record, calls: list[dt.datetime]) -> None:
    truth, closed = desk.company.truth, one["closed_at"]
    after, over = [call for call in calls if call >= closed], time_over(closed.date(), 7)
    if not over:
        truth.pending(one, CALLED)
    elif not after:
        truth.fails(one, CALLED)
    if after and min(after).date() > closed.date() + 7 * DAY:
        truth.fails(one, f"{CALLED}/timing")
    elif calls and not after:
        (truth.fails if over else truth.pending)(one, f"{CALLED}/timing")


def _papers(desk: Desk) -> dict[str, object]:
    return {
        one["record_no"]: one["present"] for one in desk.company["record_inventory"]
        if one["record_type"] == "投诉处理记录"
    }  # fmt: skip


def _kept(desk: Desk, one: Record, papers: dict[str, object]) -> None:
    if years_on(one["closed_at"].date(), 3) < AS_OF:
        return
    there = papers.get(one["complaint_no"], False)
    if there is False:
        desk.company.truth.fails(one, KEPT)
    elif there is not True:
        desk.company.truth.undetermined(one, KEPT)


def _entered(desk: Desk) -> None:
    """Callbacks that brought a complaint to light."""
    truth, entries = desk.company.truth, defaultdict(list)
    for one in desk.company["complaints"]:
        entries[one["callback_no"]].append(one["received_at"])
    for callback in desk.company["callbacks"]:
        if not callback["is_complaint"]:
            continue
        mine, called = entries[callback["callback_no"]], callback["callback_at"]
        if not _is_over(called, 4):
            truth.pending(callback, ENTERED)
        elif len(mine) != 1:
            truth.fails(callback, ENTERED)
        if mine and min(mine) > called + minutes(240):
            truth.fails(callback, f"{ENTERED}/timing")


CALLS = (not_called, entered_late, grave_left_lying, came_again, papers_lost)
"""Faults that touch callbacks: before the statistics count them."""
LATE = (what_became_of_complaints,)
"""What follows from the faults of others."""
