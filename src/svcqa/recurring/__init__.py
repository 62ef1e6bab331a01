"""Recurring duties: for whom something is expected, for which periods, and which records may be it.

A check of slots builds its settings on :class:`Recurring` and asks :func:`expected` for the slots: one for each
period of everyone the duty is for. What fills them, and when it counts, is the check's own affair.
"""

from svcqa.recurring.settings import Each, Occasions, Recurring, Window
from svcqa.recurring.slots import Expected, expected
from svcqa.recurring.spans import Spans, spans_of

__all__ = ["Each", "Expected", "Occasions", "Recurring", "Spans", "Window", "expected", "spans_of"]
