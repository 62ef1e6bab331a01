"""Faults of walks: a quarter without one, something was seen, nothing shows it, by telephone, half of the points."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.asking.conduct import WALKS
from svcqa_example.making.attesting import LATELY
from svcqa_example.making.orders import Desk
from svcqa_example.making.walks import seen
from svcqa_example.model import YEARS, Record


def _saw_something(record: Record) -> None:
    record["answer"] = str(record["answer"]).replace("1.是", "1.否") if "；" in record["answer"] else "否"


def _nothing_shows_it(record: Record) -> None:
    record["evidence"] = None


def _by_telephone(record: Record) -> None:
    record["method"] = "电话"


def _half(record: Record) -> None:
    """Only the first point, where there are several; nothing else is written where there is one."""
    if "；" in record["answer"]:
        record["answer"] = str(record["answer"]).split("；", maxsplit=1)[0]
    else:
        record["asked"] = None


_WAYS: tuple[Callable[[Record], None], ...] = (_half, _nothing_shows_it, _by_telephone)


def badly_walked(desk: Desk) -> None:
    """In the last year each point was looked at badly every quarter, or there was something to see in the last one."""
    for number, rule in enumerate(WALKS):
        mine = seen(desk, rule, YEARS[-1])
        for record in mine:
            record.planted = True
        if number % 2:
            _saw_something(mine[-1])
        else:
            for record in mine:
                _WAYS[number // 2 % len(_WAYS)](record)
        desk.company.truth.missing(rule, LATELY)


def not_walked(desk: Desk) -> None:
    """A quarter in which nobody looked."""
    for number, rule in enumerate(WALKS):
        year, quarter = YEARS[1 + number % 4], number % 3 + 1
        record = seen(desk, rule, year)[quarter - 1]
        desk.company["attestations"].remove(record)
        desk.company.truth.missing(f"{rule}/timing", f"{year}Q{quarter}")


PLANTS = (badly_walked, not_walked)
