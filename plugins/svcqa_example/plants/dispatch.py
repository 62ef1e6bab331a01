"""Faults of requests and of what stands on an order: numbers, people, what the customer was told, the outcome."""

from __future__ import annotations

from svcqa_example.making.cases import CALLED, call_judged, is_kept
from svcqa_example.making.orders import Desk
from svcqa_example.making.particulars import SENT
from svcqa_example.making.people import HEAD, OWN, WEST
from svcqa_example.model import Odd, Record


def _done(order: Record) -> bool:
    return "done" in order.facts


def _simple(order: Record) -> bool:
    """A finished order that asks for no certificate, and on which no return hangs."""
    return _done(order) and not order["skill_required"] and "return" not in order.links


def _repaired(order: Record) -> bool:
    return {"done", "repair"} <= order.facts


def _untouched(order: Record) -> bool:
    """Nothing is wrong with its request, if it has one."""
    return "request" not in order.links or not order.links["request"].planted


def request_incomplete(desk: Desk) -> None:
    """Requests lack customer, telephone, fault or who took the call; a placeholder does not help."""
    cells = [
        ("customer_id", None),
        ("contact_phone", Odd("待补")),
        ("fault_description", Odd("无")),
        ("received_by", None),
    ]
    for number, request in enumerate(desk.company.pick("service_requests", lambda _: True, 2 * desk.company.few)):
        name, value = cells[number % len(cells)]
        request[name] = value
        asked = ["S000-P1-2.9d"] if name == "received_by" and "question" in request.facts else []
        desk.company.truth.fails(request, "S002-P04-4.2-1b", *asked, *(["S001-C2-E1"] if name == "received_by" else []))
        if name == "fault_description" and is_kept(request):
            desk.company.truth.fails(request, "S003-C3-1")


def order_without_request(desk: Desk) -> None:
    """Repairs without the number of a request, or with one that does not exist."""
    truth = desk.company.truth
    for order in desk.company.pick("work_orders", _asked_for):
        order["request_no"] = None
        truth.fails(order, "S002-P04-4.2-1b/1")
        truth.undetermined(order, "S002-P04-4.2-2a/1")
        _unserved(desk, order.links["request"])
    for order in desk.company.pick("work_orders", _asked_for):
        order["request_no"] = order["request_no"].replace("SL20", "SL30")
        truth.bad_cell("record.reference", order)
        truth.fails(order, "S002-P04-4.2-2a/1")
        _unserved(desk, order.links["request"])


def _asked_for(order: Record) -> bool:
    """A finished repair whose request nothing is wrong with."""
    return _done(order) and "repair" in order.facts and not order.links["request"].planted


def _unserved(desk: Desk, request: Record) -> None:
    """A request to which no order belongs any more."""
    request.planted = True
    if is_kept(request):
        # nor does a call
        desk.company.truth.unsay(request, CALLED)
        desk.company.truth.fails(request, CALLED)
    desk.company.truth.fails(request, "S002-P04-4.2-2a")
    nobody_sent(desk, request)
    desk.company.truth.pending(request, "S002-P04-4.2-1c")


def nobody_sent(desk: Desk, request: Record) -> None:
    """Nobody is on record as sent, which is a fault unless the fault was solved all the same."""
    truth = desk.company.truth
    if request["request_type"] == "报修" and truth.of(request, "S003-C4-5b") == "conforms":
        truth.say("excepted" if request["solved_at"] else "fails", request, "S003-C4-5b")


def nobody_named(desk: Desk) -> None:
    """Orders without technician, without time of dispatch, without dispatcher, or dispatched by the outlet itself."""
    company = desk.company
    for order in company.pick("work_orders", lambda one: _simple(one) and one.site == OWN):
        order["technician_id"] = None
        company.truth.fails(order, "S002-P04-4.2-1b/2", "S000-P1-2.11")
    for order in company.pick("work_orders", lambda one: _simple(one) and one.site == OWN and _untouched(one)):
        order["dispatched_at"] = None
        company.truth.fails(order, "S002-P04-4.2-1b/2", *(["S002-P04-4.2-3a"] if "repair" in order.facts else []))
        company.truth.pending(order, "S002-P04-4.2-2b", "S002-P04-4.2-2b/1", *SENT)
        company.truth.fails(order, "S000-P1-4.2.3")
        company.truth.pending(order, "S000-P1-2.11", "S000-P1-4.2.1f", "S000-P1-4.2.1f/1")
        if "request" in order.links:
            company.truth.pending(order.links["request"], "S002-P04-4.2-1c")
            nobody_sent(desk, order.links["request"])
            order.links["request"].planted = True
    for order in company.pick("work_orders", _done):
        order["dispatched_by"] = None
        company.truth.fails(order, "S002-P04-4.2-2b", "S002-P06-4.3.1", "S000-P1-4.2.3")
    for order in company.pick("work_orders", lambda one: _done(one) and one.site == WEST, 2):
        order["dispatched_by"] = next(one for one in desk.staff.people if (one.post, one.site) == (HEAD, WEST)).number
        company.truth.fails(order, "S002-P04-4.2-2b/1", "S002-P06-4.3.1")


def stranger_sent(desk: Desk) -> None:
    """Technicians and dispatchers whom the roster does not know."""
    company = desk.company
    for order in company.pick("work_orders", _done):
        order["technician_id"] = Odd("临时帮工")
        company.truth.bad_cell("record.reference", order)
        company.truth.fails(order, "S000-P1-4.2.2f")
        company.truth.undetermined(
            order, "S000-P1-4.2.1f", "S002-P07-4.1.4.3b/1", *(["S002-P04-4.2-2c"] if order["skill_required"] else [])
        )
    for order in company.pick("work_orders", _done, 2):
        order["dispatched_by"] = Odd("代班")
        company.truth.bad_cell("record.reference", order)
        company.truth.undetermined(order, "S002-P04-4.2-2b/1", "S002-P06-4.3.1")


def number_twice(desk: Desk) -> None:
    """An order was typed in twice."""
    orders = desk.company["work_orders"]
    plain = {"slip", "receipt", "move", "installation"}

    def called(order: Record) -> bool:
        return "callback" in order.links and "twice" not in order.facts and not order.links["callback"].planted

    for order in desk.company.pick(
        "work_orders", lambda one: _simple(one) and _untouched(one) and called(one) and not plain & one.links.keys(), 3
    ):
        twin = Record(order.register, dict(order.values), order.site, order.year, set(order.facts), planted=True)
        twin["customer_opinion"] = "重复登记"
        orders.insert(orders.index(order) + 1, twin)
        desk.company.truth.same(order, twin)
        order.links["callback"].planted = True
        desk.company.truth.fails(order.links["callback"], "S002-P04-4.2-9b/1")
        if "request" in order.links:
            order.links["request"].planted = True
            # both orders say the same, but to which of them the call belongs cannot be told
            for request in call_judged(desk, order):
                desk.company.truth.undetermined(request, CALLED, f"{CALLED}/timing")
        desk.company.truth.fails(order, "S002-P04-4.2-1u")
        desk.company.truth.fails(twin, "S002-P04-4.2-1u")
        desk.company.truth.bad_cell("record.key", order, twin)


def request_twice(desk: Desk) -> None:
    """A question on the telephone was numbered like the one before it."""
    requests = desk.company["service_requests"]
    for request in desk.company.pick("service_requests", lambda one: "question" in one.facts, 2):
        twin = Record(request.register, dict(request.values), request.site, request.year, planted=True)
        twin["fault_description"] = "咨询保养周期"
        requests.insert(requests.index(request) + 1, twin)
        desk.company.truth.same(request, twin)
        desk.company.truth.fails(request, "S002-P04-4.2-1u/1")
        desk.company.truth.fails(twin, "S002-P04-4.2-1u/1")
        desk.company.truth.bad_cell("record.key", request, twin)


def not_told(desk: Desk) -> None:
    """Customers were not told about the warranty, or about the charge; out of warranty that breaks two clauses."""
    company = desk.company
    for number, order in enumerate(company.pick("work_orders", _repaired)):
        order["warranty_told"] = (False, None)[number % 2]
        company.truth.fails(order, "S002-P04-4.2-3b")
    for order in company.pick("work_orders", lambda one: _repaired(one) and not one["in_warranty"]):
        order["charge_told"] = False
        company.truth.fails(order, "S002-P04-4.2-3b", "S002-P04-4.2-5a/1")


def no_outcome(desk: Desk) -> None:
    """Nobody wrote what was done about the fault, or wrote a word that is not among the outcomes."""
    for number, order in enumerate(
        desk.company.pick("work_orders", lambda one: _done(one) and "repair" in one.facts and "slip" not in one.links)
    ):
        order["outcome"] = (None, "已处理")[number % 2]
        desk.company.truth.fails(order, "S002-P04-4.2-5f")
        if order["outcome"] is None and order["service_type"] == "维修":
            desk.company.truth.fails(order, "S003-C4-6/1")


def no_opinion(desk: Desk) -> None:
    """Solution or opinion of the customer are missing, or a stroke stands in their place."""
    cells = (
        ("customer_opinion", None),
        ("customer_opinion", Odd("/")),
        ("solution", None),
        ("customer_opinion", Odd("无")),
    )
    chosen = desk.company.pick("work_orders", lambda one: _done(one) and "repair" in one.facts, 2 * desk.company.few)
    for number, order in enumerate(chosen):
        name, value = cells[number % len(cells)]
        order[name] = value
        desk.company.truth.fails(
            order, "S002-P04-4.2-7a", *(["S002-P06-4.2.5b/2"] if name == "customer_opinion" else [])
        )
        if name == "customer_opinion" and "settlement" in order.links:
            desk.company.truth.fails(order.links["settlement"], "S002-P06-4.2.5b")


PLANTS = (
    request_incomplete, order_without_request, nobody_named, stranger_sent, number_twice, request_twice, not_told,
    no_outcome, no_opinion,
)  # fmt: skip
