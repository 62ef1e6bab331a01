"""Due rules: on which day something is due, as a clause says it.

============================================  ============================================
in words                                      as a rule
============================================  ============================================
by the 2nd of the next month                  ``{of: month, period: next, day: 2}``
by the 2nd of the next quarter                ``{of: quarter, period: next, day: 2}``
by Friday of the same week                    ``{of: week, weekday: 5}``
by Tuesday of the next week                   ``{of: week, period: next, weekday: 2}``
15 days after the quarter's end               ``{of: quarter, after: 15d}``
on the last working day of the month          ``{of: month, workday: last}``
by the 3rd working day of the next month      ``{of: month, period: next, workday: 3}``
within 3 working days                         ``{after: 3wd}``
within 2 months, within 3 years               ``{after: 2mo}``, ``{after: 3y}``
at the end of the year plus 5 years           ``{of: year, after: 5y}``
by 31 December of the year before             ``{of: year, period: previous, month: 12, day: 31}``
by the end of the next half-year              ``{of: half, period: next}``
============================================  ============================================

What is due on a day is due until that day ends. Our convention (``checks.md``, Due rules) follows the Civil Code,
articles 201 to 203: the day of the event does not count, and months and years end on the corresponding day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, model_validator

from svcqa.durations import Duration
from svcqa.errors import WrongValueError
from svcqa.periods import PeriodKind, Periods, add_days, add_months

if TYPE_CHECKING:
    import numpy as np

Roll = Literal["none", "next", "previous"]
"""What happens to a due day on which people rest: it stays, or moves to the next or the previous working day."""
_AHEAD = {"previous": -1, "same": 0, "next": 1}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_BETWEEN = re.compile(r"[\s,;:=，；：、{}]+")


class Working(Protocol):
    """Working days, as :class:`svcqa.Workdays` knows them."""

    def add(self, days: np.ndarray, count: int) -> np.ndarray:
        """The ``count``-th working day after each day; NaT where that is not known."""
        ...  # pragma: no cover

    def roll(self, days: np.ndarray, *, forward: bool = True) -> np.ndarray:
        """Each day itself if people work on it, else the next (or the previous) working day; NaT if not known."""
        ...  # pragma: no cover


class DueDays(NamedTuple):
    """The days on which something is due.

    They differ only where the roll rule is not set and the due day is a rest day: the earliest and the latest of the
    three readings. ``NaT`` where there is no answer: no event, no such working day in the period, or a day that the
    table of working days does not cover.
    """

    earliest: np.ndarray
    latest: np.ndarray


class DueRule(BaseModel):
    """When something is due, counted from an event or from a period; see the table of the module.

    A rule may also be written as words in one cell: ``period next, day 2``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: PeriodKind | None = None
    """The kind of period it is reckoned in; that of the event's own day counts. Without it, from the event itself."""
    period: Literal["same", "next", "previous"] = "same"
    """The period itself, the one after it, or the one before."""
    month: int | None = None
    """Which month of a quarter, half or year (1: its first). With a ``day`` the first month, unless another is said."""
    day: int | Literal["last"] | None = None
    """Day of the month; one that a month has not is its last."""
    weekday: int | None = None
    """Day of the week, Monday 1 to Sunday 7."""
    workday: int | Literal["last"] | None = None
    """The first, second … or last working day of the month that is said, else of the whole period."""
    after: Duration | None = None
    """So long after the end of the period, or after the event. Days, months and years are calendar days."""

    @model_validator(mode="before")
    @classmethod
    def _in_words(cls, value: Any) -> Any:
        return _pairs(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _makes_sense(self) -> DueRule:
        given = [name for name in ("day", "weekday", "workday", "after") if getattr(self, name) is not None]
        if len(given) > 1:
            raise WrongValueError(f"{'、'.join(given)}只能写一项", f"only one of {', '.join(given)} can be given")
        for name, most in (("day", 31), ("weekday", 7), ("month", 12), ("workday", 366)):
            number = getattr(self, name)
            if isinstance(number, int) and not 1 <= number <= most:
                raise WrongValueError(
                    f"{name}应在1到{most}之间，不是{number}", f"{name} must be 1 to {most}, not {number}"
                )
        if self.after is not None:
            self._waits(self.after)
        if not self.model_fields_set:
            raise WrongValueError("没有写何时到期", "it does not say when something is due")
        if self.of is not None:
            self._fits(self.of)
        return self

    def per(self, kind: PeriodKind) -> DueRule:
        """The rule for periods of a kind that stands elsewhere, such as the ``every`` of a cadence.

        Raises:
            WrongValueError: the rule is reckoned in another kind, or makes no sense in this one.
        """
        if self.of not in {None, kind}:
            raise WrongValueError(f"of写了{self.of}，应是{kind}", f"'of' says {self.of}; it must be {kind}")
        return DueRule.model_validate({**self.model_dump(), "of": kind})

    def by_itself(self) -> DueRule:
        """The rule as it stands, for an event that belongs to no period.

        Raises:
            WrongValueError: it names a day of a period, and no kind of period.
        """
        if self.of is None and (self.after is None or self.period != "same" or self.month is not None):
            raise WrongValueError(
                "要写of（哪种期间，如month），或只写after",
                "it needs 'of' (the kind of period, such as month), or 'after' alone",
            )
        return self

    def days(self, events: np.ndarray, working: Working, *, roll: Roll | None = "none", year_start: int = 1) -> DueDays:
        """The days on which it is due.

        Args:
            events: day of each event, or any day of each period (``datetime64``; a moment counts as its day).
            working: the working days.
            roll: what happens where the due day is a rest day; ``None``: nobody has said.
            year_start: month in which the year begins, see :class:`svcqa.Periods`.

        Raises:
            WrongValueError: the rule names a day of a period, and no kind of period.
        """
        import numpy as np

        named = self._named(events.astype("datetime64[D]"), working, year_start)
        if roll == "none":
            return DueDays(named, named)
        ahead, back = working.roll(named), working.roll(named, forward=False)
        if roll is not None:
            rolled = ahead if roll == "next" else back
            return DueDays(rolled, rolled)
        # either neighbour unknown: no reading can be given
        return DueDays(np.where(np.isnat(ahead), ahead, back), np.where(np.isnat(back), back, ahead))

    def premature(self, handed_in: np.ndarray, events: np.ndarray, *, year_start: int = 1) -> np.ndarray:
        """True where something was handed in before the period it is about had ended: premature, not early.

        Never where the rule asks for it within the period or before: then nobody waits for its end.

        Args:
            handed_in: moments (``datetime64``); NaT is not premature.
            events: any day of the period each of them is about.
            year_start: month in which the year begins.
        """
        import numpy as np

        if self.of is None or not self._after_end():
            return np.zeros(len(handed_in), dtype=bool)
        return np.asarray(handed_in < Periods(self.of, year_start).first(events, 1).astype("datetime64[us]"))

    def _after_end(self) -> bool:
        return self.period == "next" or (self.period == "same" and self.after is not None)

    def _named(self, days: np.ndarray, working: Working, year_start: int) -> np.ndarray:
        """The day the rule names, before it rolls."""
        if self.of is None:
            self.by_itself()
        first, last = self._span(days, Periods(self.of, year_start)) if self.of else (days, days)
        if self.after is not None:
            return _later(last, self.after, working)
        if self.weekday is not None:
            return add_days(first, self.weekday - 1)
        if self.workday is not None:
            return _workday(first, last, self.workday, working)
        if self.day is None or self.day == "last":
            return last
        return _clamped(add_days(first, self.day - 1), last)

    def _span(self, days: np.ndarray, periods: Periods) -> tuple[np.ndarray, np.ndarray]:
        """First and last day of the period that is meant, or of its month."""
        first, last = periods.first(days, _AHEAD[self.period]), periods.last(days, _AHEAD[self.period])
        month = self.month or (1 if self.day is not None else None)
        if month is None:
            return first, last
        first = add_months(first, month - 1)
        return first, Periods("month").last(first)

    def _fits(self, kind: PeriodKind) -> None:
        """The parts of the rule belong to the kind of period."""
        if self.weekday is not None and kind != "week":
            raise WrongValueError(f"weekday只用于周，不用于{kind}", f"a weekday is one of a week, not of a {kind}")
        if (self.day is not None or self.month is not None) and kind not in _MONTHS:
            raise WrongValueError(f"{kind}没有day或month", f"a {kind} has no day or month to name")
        if self.month is not None and self.month > _MONTHS[kind]:
            raise WrongValueError(
                f"{kind}没有第{self.month}个月", f"a {kind} has no month {self.month}; it has {_MONTHS[kind]}"
            )
        if self.after is not None and self.month is not None:
            raise WrongValueError(
                "after从期间结束算起，不能同时写month", "after counts from the period's end; no month"
            )

    @staticmethod
    def _waits(after: Duration) -> None:
        if after.seconds is not None:
            raise WrongValueError(
                f"到期日按天计，“{after}”不是天数", f"a due day is reckoned in days, '{after}' is not"
            )


def _later(days: np.ndarray, after: Duration, working: Working) -> np.ndarray:
    """A length of time after days."""
    count = int(after.amount)
    if after.unit == "wd":
        return working.add(days, count)
    if after.unit in {"mo", "y"}:
        return add_months(days, count * (12 if after.unit == "y" else 1))
    return add_days(days, count * (7 if after.unit == "w" else 1))


def _workday(first: np.ndarray, last: np.ndarray, which: int | Literal["last"], working: Working) -> np.ndarray:
    """A working day between two days; NaT where there is none."""
    import numpy as np

    found = working.roll(last, forward=False) if which == "last" else working.add(working.roll(first), which - 1)
    return np.where((first <= found) & (found <= last), found, np.datetime64("NaT", "D"))


def _clamped(days: np.ndarray, last: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.asarray(np.minimum(days, last))


def _pairs(written: str) -> dict[str, str]:
    """``period next, day 2`` as a mapping."""
    words = [word for word in _BETWEEN.split(written) if word]
    keys = words[::2]
    if len(words) % 2 or len(set(keys)) < len(keys):
        raise WrongValueError(
            f"“{written}”不是到期规则；请写成period next, day 2这样的一对一对",
            f"'{written}' is no due rule; write it in pairs such as period next, day 2",
        )
    return dict(zip(keys, words[1::2], strict=True))
