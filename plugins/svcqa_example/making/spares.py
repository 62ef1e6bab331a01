"""The store of spares: its ledger, what is planned, bought, issued, lent and counted."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, CALLBACK, DEPUTY, MANAGER, OWN, RETURNS
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes

COUNTED, PLANNED, WRITTEN = "S002-P11-p9", "S002-P11-p11", "S002-P11-p8"
BOUGHT, USED, LENT, BACK, OUT, IN = "采购入库", "领用", "备机借出", "备机归还", "出库", "入库"
STANDBY, WITHDRAWN = "BJ010", "BJ009"
_LISTED, _WITHDRAWN_ON = dt.date(2019, 12, 2), dt.date(2023, 3, 15)
_NAMES = ("电路板", "压缩机电容", "压力阀", "温控器", "风机", "密封圈", "电磁阀", "显示屏")
_LOANS, _STANDBY_UNITS = 22, 8
_BUYING = ((3, 6), (9, 8))
"""Month and day on which spares are bought."""


def run_store(desk: Desk) -> None:
    """The ledger in full, plans of every month, and what went in and out beside what was asked for."""
    _ledger(desk)
    sent = {one["order_no"]: one["technician_id"] for one in desk.company["work_orders"]}
    for move in desk.company["part_moves"]:
        # whoever worked on the order asked for it
        move["move_type"], move["requested_by"] = USED, sent[move["order_no"]]
        _approve(desk, move)
    for year in YEARS:
        for month in range(1, 13):
            _plan(desk, dt.date(year, month, desk.company.rng.randint(1, 5)))
        for month, day in _BUYING:
            for part in desk.company["spare_parts"]:
                if part["part_code"] not in {STANDBY, WITHDRAWN}:
                    _buy(desk, part, dt.date(year, month, day))
    for number in range(_LOANS):
        _lend(desk, number)
    # its month is not over
    desk.company.truth.slot("pending", f"{PLANNED}/timing", f"{AS_OF.year + 1}-01")
    for part in desk.company["spare_parts"]:
        if not part["withdrawn_at"]:
            desk.company.truth.slot("pending", f"{COUNTED}/timing", f"{part['part_code']}/{AS_OF.year + 1}H1")


def _ledger(desk: Desk) -> None:
    rng, company = desk.company.rng, desk.company
    for number, part in enumerate(company["spare_parts"]):
        part["part_name"], part["unit_price"] = _NAMES[number], round(part["stock_value"] / part["stock_qty"], 2)
        if number % 3 == 1:
            part["eop_at"] = dt.date(rng.randint(2019, 2024), 12, 31)
            part["supply_until"] = part["eop_at"].replace(year=part["eop_at"].year + rng.randint(5, 8))
    company.add(
        "spare_parts", part_code=WITHDRAWN, part_name="老式接触器", stock_qty=0, safety_stock=0, stock_value=0,
        is_critical=False, unit_price=35, withdrawn_at=_WITHDRAWN_ON,
    )  # fmt: skip
    company.add(
        "spare_parts", part_code=STANDBY, part_name="备用机", stock_qty=_STANDBY_UNITS, safety_stock=2, stock_value=0,
        is_critical=True, unit_price=1800,
    )  # fmt: skip
    for number, part in enumerate(company["spare_parts"], 1):
        part["location"], part["listed_at"] = f"备件库{'ABC'[number % 3]}-{number:02d}", _LISTED


def _approve(desk: Desk, move: Record) -> None:
    if move["moved_at"]:
        move["handled_by"] = desk.staff.permanent(ARCHIVE)[0].number
    else:
        # it waits for the store
        desk.company.truth.pending(move, WRITTEN)
    if move["direction"] == OUT:
        move["approved_by"] = desk.staff.permanent(MANAGER)[0].number


def _plan(desk: Desk, day: dt.date) -> None:
    rng, company = desk.company.rng, desk.company
    company.add(
        "parts_plans", day=day, plan_no=f"BP{day:%Y%m}", period=f"{day:%Y-%m}", planned_qty=rng.randint(4, 30),
        part_code=f"BJ{rng.randint(1, len(_NAMES)):03d}", basis="近三个月用量", approved_at=at(day, rng.randint(9, 16)),
        prepared_by=desk.staff.permanent(ARCHIVE)[0].number, approved_by=desk.staff.permanent(DEPUTY)[0].number,
    )  # fmt: skip


def _buy(desk: Desk, part: Record, day: dt.date) -> None:
    """Inspected, passed and put into stock on one day."""
    rng, company = desk.company.rng, desk.company
    number = len(company["incoming_inspections"]) + 1
    inspected = at(day, rng.randint(8, 11), rng.randint(0, 59))
    looked_at = company.add(
        "incoming_inspections", day=day, inspection_no=f"JY{number:05d}", purchase_no=f"JH{number:05d}",
        inspected_at=inspected, result="合格", stocked_at=inspected + minutes(rng.randint(30, 240)),
    )  # fmt: skip
    # the faults of stock in general pass it by: a move hangs on it
    looked_at.planted = True
    made = _move(desk, part["part_code"], looked_at["stocked_at"], IN, BOUGHT)
    made["quantity"], made["inspection_no"] = rng.randint(1, 4), looked_at["inspection_no"]
    made.links["inspection"] = looked_at


def _move(desk: Desk, part: str, moved: dt.datetime, direction: str, kind: str) -> Record:
    moves = desk.company["part_moves"]
    made = desk.company.add(
        "part_moves", site=OWN, day=moved, move_no=f"CK{len(moves) + 1:05d}", part_code=part, quantity=1,
        direction=direction, move_type=kind, moved_at=moved,
    )  # fmt: skip
    _approve(desk, made)
    return made


def _lend(desk: Desk, number: int) -> None:
    """A standby unit is tested, lent and brought back; the last one is still out."""
    rng, company = desk.company.rng, desk.company
    last = number == _LOANS - 1
    day = AS_OF - 9 * DAY if last else dt.date(2020, 2, 3) + number * 95 * DAY
    unit = rng.choice([one for one in company["units"] if one["sold_at"] < day and one["customer_id"]])
    made = _move(desk, STANDBY, at(day, rng.randint(10, 16)), OUT, LENT)
    made["customer_id"], made["serial_no"] = unit["customer_id"], unit["serial_no"]
    made["requested_by"] = desk.staff.permanent((RETURNS, CALLBACK)[number % 2])[0].number
    made["tested_at"], made["test_result"] = made["moved_at"] - minutes(rng.randint(20, 100)), "合格"
    made["loan_due_at"] = day + 30 * DAY
    made.facts.add("loan")
    if last:
        made.facts.add("out")
        return
    made["loan_returned_at"] = day + rng.randint(8, 30) * DAY
    _move(desk, STANDBY, at(made["loan_returned_at"], 15), IN, BACK)


def count_stock(desk: Desk) -> None:
    """Every part is counted twice a year by two people, and what they find is what the slips come to."""
    desk.company["stock_counts"].clear()
    for part in desk.company["spare_parts"]:
        moves = [one for one in desk.company["part_moves"] if one["part_code"] == part["part_code"] and one["moved_at"]]
        quantity = _at_first(part, moves)
        since = dt.datetime(2000, 1, 1)
        for day in _counting_days(moves, part["withdrawn_at"] or AS_OF):
            until = at(day, 23, 59)
            quantity += sum(_signed(one) for one in moves if since < one["moved_at"] <= until)
            quantity = _count(desk, part, day, quantity)["counted_qty"]
            since = until


def _signed(move: Record) -> int:
    return int(move["quantity"]) * (1 if move["direction"] == IN else -1)


def _at_first(part: Record, moves: list[Record]) -> int:
    """What lay there before all of it, so that today's stock is left and there was never less than nothing."""
    so_far = list(accumulate((_signed(one) for one in sorted(moves, key=lambda one: one["moved_at"])), initial=0))
    return max(int(part["stock_qty"]) - so_far[-1], -min(so_far))


def _counting_days(moves: list[Record], last: dt.date) -> list[dt.date]:
    """Days near the middle and the end of every year on which nothing moved."""
    busy = {one["moved_at"].date() for one in moves}
    days = []
    for year in YEARS:
        for month, day in ((6, 20), (12, 18)):
            found = dt.date(year, month, day)
            while found in busy:
                found += DAY
            days.append(found)
    return [one for one in days if one < last]


def _count(desk: Desk, part: Record, day: dt.date, quantity: int) -> Record:
    rng, staff = desk.company.rng, desk.staff
    made = desk.company.add(
        "stock_counts", site=OWN, day=day, part_code=part["part_code"], counted_at=day, book_qty=quantity,
        counted_qty=quantity, counted_by=staff.permanent(ARCHIVE)[0].number,
        checked_by=staff.permanent(RETURNS)[0].number,
    )  # fmt: skip
    if rng.random() < 0.06 and quantity > 1:
        made["counted_qty"] -= 1
        made["diff_reason"], made["diff_approved_by"] = "领用单漏登一件", staff.permanent(DEPUTY)[0].number
        made.facts.add("differs")
    return made
