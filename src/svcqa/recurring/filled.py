"""Slots with the records that may fill them, and what becomes of a slot that nothing fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from svcqa.checks import Context, Verdict, behind, slots
from svcqa.duerules import DueDays
from svcqa.recurring.settings import Recurring
from svcqa.recurring.spans import Spans


class InTime(IntEnum):
    """How a record lies to the time set for its slot."""

    YES = 0
    ROLL = 1
    LATE = 2
    PREMATURE = 3
    OUTSIDE = 4


_OPEN = ("roll", "row_unclear", "period_unclear", "partly_active", "expected_unclear", "calendar")


@dataclass(frozen=True, eq=False)
class Expected:
    """The slots of a duty, in order of whom they are for; and for each record which of them it may fill."""

    spans: Spans
    names: np.ndarray
    """What each slot is called."""
    span: np.ndarray
    """Per slot the position of the span that asks for it."""
    due: DueDays
    """Per slot by when: the earliest and the latest reading; NaT where the calendar has no answer."""
    opens: np.ndarray
    """Per slot the first day on which something counts for it; NaT where any will do."""
    closes: np.ndarray
    """The last such day, where it is another than the due day; NaT otherwise."""
    open: np.ndarray
    """It is not over at the audit moment."""
    partly: np.ndarray
    """Its span covers a part of the period only."""
    unclear: np.ndarray
    """It cannot be told whether it is asked for at all."""
    rows: np.ndarray
    """Per record the slot it is for; -1 for none, or if that cannot be told."""
    doubted: np.ndarray
    """Per slot the position of a record that may be for it, as its period cannot be told; -1 for none."""
    ahead: np.ndarray | None = None
    """It lies ahead of those that are judged; none does where nothing says so."""
    begins: np.ndarray | None = None
    """First day of its period, where it is one of a period."""
    ends: np.ndarray | None = None
    """The last such day."""

    def count(self, mask: np.ndarray) -> np.ndarray:
        """Per slot how many of its records are in a mask."""
        rows = self.rows[mask & (self.rows >= 0)]
        return np.asarray(np.bincount(rows, minlength=len(self.names)))

    def best(self, rank: np.ndarray, worst: int) -> np.ndarray:
        """Per slot the least rank of its records; ``worst`` where it has none."""
        found = np.full(len(self.names), worst, dtype=np.int64)
        mine = self.rows >= 0
        np.minimum.at(found, self.rows[mine], rank[mine])
        return found

    def first(self, mask: np.ndarray, by: np.ndarray) -> np.ndarray:
        """Per slot the position of its first record in a mask; -1 for none."""
        rows = np.flatnonzero(mask & (self.rows >= 0))
        found = np.full(len(self.names), -1)
        order = rows[np.argsort(by[rows], kind="stable")[::-1]]
        found[self.rows[order]] = order  # in order, so that the first stays
        return found

    def per_record(self, values: np.ndarray, nothing: Any) -> np.ndarray:
        """A value of each record's slot; ``nothing`` for a record without one."""
        if not len(values):
            return np.full(len(self.rows), nothing)
        return np.asarray(np.where(self.rows >= 0, values[self.rows], nothing))

    def within(self, day: np.ndarray) -> np.ndarray:
        """Records whose day lies in the period of their slot; all, where slots are of no period or nothing is known."""
        if self.begins is None or self.ends is None:
            return np.ones(len(day), dtype=bool)
        never = np.datetime64("NaT", "D")
        return ~((day < self.per_record(self.begins, never)) | (day > self.per_record(self.ends, never)))

    def in_time(self, day: np.ndarray, settings: Recurring) -> np.ndarray:
        """How each record lies to the time set for its slot (:class:`InTime`); in time where it has no date."""
        found = np.full(len(day), InTime.YES)
        never = np.datetime64("NaT", "D")
        opens, latest = self.per_record(self.opens, never), self.per_record(self.due.latest, never)
        if settings.due is not None:
            found[(day > self.per_record(self.due.earliest, never)) & (day <= latest)] = InTime.ROLL
            found[day > latest] = InTime.LATE
            found[day < opens] = InTime.PREMATURE
        elif settings.window is not None:
            found[(day < opens) | (day > self.per_record(self.closes, never))] = InTime.OUTSIDE
        return found

    def judged(  # noqa: PLR0913 - the columns of the frame, by name
        self,
        cases: pd.DataFrame,
        settings: Recurring,
        context: Context,
        *,
        reason: np.ndarray,
        undetermined: tuple[str, ...] = (),
        settled: tuple[str, ...] = (),
        owed: tuple[str, ...] = ("missing",),
        quoted: np.ndarray,
        evidence: Mapping[str, Any],
    ) -> pd.DataFrame:
        """The frame a check returns.

        What fails although a record of unclear period may be what is missed, or although nobody can say that the slot
        is asked for, is undetermined; what is not over yet is pending, and what is settled before it is due belongs
        to the audit in whose period it is due.

        Args:
            cases: the records.
            settings: the check's settings.
            context: the audit moment and the period.
            reason: why each slot does not conform; ``""`` where it does.
            undetermined: reasons of the check's own that do not mean that it fails.
            settled: reasons that nothing which may still come will mend; they fail before the slot is due, too.
            owed: reasons why a slot that has a due day is still waited for once the day is over.
            quoted: position of the record to be quoted for each slot; -1 for none.
            evidence: further columns, for messages and for the auditor.
        """
        reason = reason.copy()
        failing = (reason != "") & ~np.isin(reason, (*undetermined, *settled, *_OPEN))
        doubtful = failing & (self.doubted >= 0)
        reason[doubtful] = "period_unclear"
        if settings.partly is None:
            reason[failing & self.partly] = "partly_active"
        reason[failing & self.unclear] = "expected_unclear"
        lasting = np.isin(reason, settled)
        reason[np.isnat(self.due.latest) & ~lasting] = "calendar"
        open_ = np.isin(reason, (*undetermined, *_OPEN))
        verdict = np.select([reason == "", open_], [Verdict.CONFORMS, Verdict.UNDETERMINED], Verdict.FAILS)
        pending = self.open & (reason != "") & ~lasting
        verdict[pending], reason[pending] = Verdict.PENDING, ""
        # what is due on a day of its own may still come after it; what had to happen in a period that is over may not
        waits = (verdict == Verdict.FAILS) & np.isin(reason, owed) & (settings.due is not None)
        row = np.where(doubtful, self.doubted, quoted)
        near = np.where(row >= 0, cases.index.to_numpy()[row] if len(cases) else -1, -1)
        due = self.due.latest.astype("datetime64[us]")
        frame = slots(
            self.names, near, verdict, reason=reason, day=due, due_on=self.due.earliest.astype("datetime64[us]"),
            **self.spans.beside(self.span, settings), of=behind(cases, self.rows, len(self.names)), due=due,
            still_open=waits, **evidence,
        )  # fmt: skip
        early = (verdict == Verdict.CONFORMS) & (self.due.latest > np.datetime64(context.period.last, "D"))
        unasked = self.partly & (verdict != Verdict.CONFORMS) & ~lasting & (settings.partly == "not_expected")
        gone = early | unasked
        if self.ahead is not None and self.ahead.any():
            frame, gone = frame.assign(ahead=self.ahead), gone | (self.ahead & (verdict != Verdict.PENDING))
        return frame[~gone] if gone.any() else frame
