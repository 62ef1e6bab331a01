"""Faults of the repair report: a day left out, units that came from nowhere or went nowhere."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.orders import Desk
from svcqa_example.making.tallies import ACCEPTED, DAILY, KEPT, REPAIRED, REPAIRS, count_repairs, uncounted
from svcqa_example.model import AS_OF, FIRST, Record

_SOME = 3


def reports_wrong(desk: Desk) -> None:
    """Units added or forgotten; the others are counted anew, now that some jobs were over later."""
    company = desk.company
    count_repairs(desk)
    unclear = uncounted(desk)
    for one in company["submissions"]:
        if one["doc_type"] == REPAIRS and one["period"] in unclear:
            one.planted = True
            company.truth.undetermined(one, REPAIRED)
    for one in company.pick("submissions", _report, _SOME):
        one["accepted_count"] += 1
        _carry(desk, one, 1)
        company.truth.fails(one, ACCEPTED)
    for one in company.pick("submissions", _report, _SOME):
        one["repaired_count"] += 2
        company.truth.fails(one, REPAIRED, KEPT)
    for one in company.pick("submissions", _report, _SOME):
        _carry(desk, one, -1)
        company.truth.fails(one, KEPT)


def _report(one: Record) -> bool:
    return bool(one["doc_type"] == REPAIRS and FIRST.year < one.year < AS_OF.year)


def _carry(desk: Desk, since: Record, more: int) -> None:
    """From a report on, what is left is reckoned from a number that was wrong."""
    later: Callable[[Record], bool] = lambda one: one["doc_type"] == REPAIRS and one["period"] >= since["period"]  # noqa: E731
    for one in desk.company["submissions"]:
        if later(one):
            one["carried_over"] += more


def days_left_out(desk: Desk) -> None:
    """No report on days of work; what was left is carried from the report before them."""
    company = desk.company
    for one in company.pick("submissions", _report, _SOME):
        company["submissions"].remove(one)
        company.truth.missing(DAILY, one["period"])
        _carry(desk, one, one["repaired_count"] - one["accepted_count"])


PLANTS = (reports_wrong, days_left_out)
