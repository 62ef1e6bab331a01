"""Recurring duties: for whom something is expected, for which periods, and which records may be it.

A check of slots builds its settings on :class:`Recurring` and asks :func:`expected` for the slots, one for each period
of everyone the duty is for, or :func:`expected_in_look_back` where there is no interval. What fills them, and when it
counts, is the check's own affair; :meth:`Expected.judged` says what becomes of the rest.
"""

from svcqa.recurring.filled import Expected, InTime
from svcqa.recurring.lookback import expected_in_look_back, look_back_days
from svcqa.recurring.settings import Each, Occasions, Recurring, Window
from svcqa.recurring.slots import expected
from svcqa.recurring.spans import Spans, numbered_keys, spans_of

__all__ = [
    "Each", "Expected", "InTime", "Occasions", "Recurring", "Spans", "Window",
    "expected", "expected_in_look_back", "look_back_days", "numbered_keys", "spans_of",
]  # fmt: skip
