"""Records as subjects of rules: in which order they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from svcqa.judging.subjects import Subjects
from svcqa.registers import Field, Kind, Part, Records, Register
from svcqa.text import Text

ORDERS = Register(
    title=Text("订单", "orders"), key=("order_no",), event_date=("as_of",),
    fields={"order_no": Field(title=Text("订单号", "Order no"), type="code"), "sent": Field(title=Text("发出日期", "Sent"), type="date")},
)  # fmt: skip


def subjects(numbers: Sequence[str | None], sent: Sequence[str]) -> Subjects:
    """Orders of which nobody can read when they were sent, only what stands there."""
    count = len(numbers)
    frame = pd.DataFrame({
        "order_no": pd.array(list(numbers), dtype="str"), "sent": pd.array([pd.NaT] * count, dtype="datetime64[us]"),
    })  # fmt: skip
    blank = np.array([Kind.BLANK if number is None else Kind.VALUE for number in numbers], dtype=np.uint8)
    return Subjects(
        Records(
            "orders", ORDERS, frame, {"order_no": blank, "sent": np.full(count, Kind.UNREADABLE, dtype=np.uint8)},
            raw={"sent": pd.Series(sent, dtype=object)},
            parts=[Part("a.xlsx", "orders", 0, np.arange(count) + 2, {"order_no": 0, "sent": 1})],
        )
    )  # fmt: skip


def in_order(numbers: Sequence[str | None], sent: Sequence[str]) -> list[tuple[str | None, str]]:
    order = subjects(numbers, sent).order
    at = range(len(numbers)) if order is None else order.tolist()
    return [(numbers[one], sent[one]) for one in at]


def test_records_are_looked_at_by_their_number_and_then_by_what_they_say() -> None:
    rows = [("W2", "soon"), ("W1", "later"), (None, "once"), ("W1", "at noon"), ("W3", "soon")]
    for turn in range(len(rows)):
        numbers, sent = zip(*rows[turn:], *rows[:turn], strict=True)
        assert in_order(numbers, sent) == [
            (None, "once"), ("W1", "at noon"), ("W1", "later"), ("W2", "soon"), ("W3", "soon"),
        ]  # fmt: skip


def test_records_that_stand_in_order_are_left_as_they_stand() -> None:
    assert subjects(["W1", "W2", "W3"], ["x", "y", "z"]).order is None
    assert subjects([], []).order is None


@pytest.mark.parametrize("half", ["\ud83d", "a\udc00"])
def test_half_a_character_in_a_cell_stops_nothing(half: str) -> None:
    assert in_order(["W1", "W1"], [half, "A"]) == [("W1", "A"), ("W1", half)]


def test_records_without_any_column_that_is_known_are_all_alike() -> None:
    bare = Records("orders", ORDERS, pd.DataFrame(index=range(3)), {})
    assert Subjects(bare).order is None
