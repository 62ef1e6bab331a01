"""Checks: what a plugin offers, and what the core promises it.

A check is a pure, vectorised function from a frame of cases to a judged frame, marked with :func:`check` and
returned unchanged. The core resolves the fields its settings name, hands over just those columns, named by their
place in the settings (``start``, ``require.0``, ``assert.amount``), and has already taken out every record that is
out of scope or cannot be read. The check says, for each case, what the verdict is.

The records come in the order of their contents, by their keys and then by all else they say, and not in that of rows: a
check that takes the first of several takes the same one however the rows stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, Protocol, TypeVar

from svcqa.conditions import Condition, Moment, Several, Truth
from svcqa.duekinds import DueKind
from svcqa.durations import LOOK_BACK, Duration
from svcqa.evidence import Declared, Evidence, declared
from svcqa.exhibits import ExhibitSpec
from svcqa.settings import CalendarRef, FieldSlot, Settings
from svcqa.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

    from svcqa.calendars import Calendar, Calendars
    from svcqa.periods import Period

Scope = Literal["row", "key", "table"]
Of = Literal["records", "slots"]
BESIDE = "beside."
"""Head of the columns of a judged frame that name a partner's record."""
OF = "of"
"""Column of a judged frame: the records that a slot is about."""
UNSURE = "unsure"
"""Column of a partner frame: it cannot be told whether the record counts, or one of its cells cannot be read."""
SHOWN = "shown."
"""Head of the columns of a judged frame that are there for exhibits alone, and are no evidence."""
STILL_OPEN = "still_open"
"""Column of a judged frame: what fails and waits for something still to be done."""
AHEAD = "ahead"
"""Column of a judged frame: slots that lie ahead of those that are judged, listed as falling due and not counted."""
INSIDE = "inside"
"""Column of frames of what has happened: the record belongs to the period under audit."""
DATED = "dated"
"""Column of the frame of a check of slots: the date that puts a record into a period; NaT where there is none."""
UNDATED = "undated"
"""Column beside it: the register has such a date, and this record lacks it; it belongs to every period."""
JUDGED = "judged"
"""Partner under which a check that looks up the judged register finds all its records."""


class Verdict(IntEnum):
    """What a subject's judgement can be."""

    CONFORMS = 0
    FAILS = 1
    PENDING = 2
    """Not due yet at the audit date."""
    UNDETERMINED = 3
    """It cannot be judged from what is written."""
    EXCEPTED = 4
    """Excused by the rule's own ``unless``; only the core gives this one."""


@dataclass(frozen=True)
class Context:
    """What a check may know beside its frames; there is no clock."""

    as_of: pd.Timestamp
    """The audit moment, wall clock of the site's zone. What is dated later has not happened yet."""
    period: Period
    calendar: Calendars
    """Calendar by name."""
    several: Mapping[str, Several] = field(default_factory=dict)
    """Join → the records it finds, for joins of which one record that fulfils a condition is enough; by positions of
    the judged records, which are the index of the cases. See :meth:`holds`."""

    reach: Duration = LOOK_BACK
    """How far the look-back reaches at least, as the ruleset sets it."""
    ahead: pd.Timestamp | None = None
    """The last day up to which is listed what falls due after the audit moment; ``None``: only what comes next."""

    @property
    def look_back(self) -> Period:
        """Where rows are counted for a duty without an interval of its own (``at_least``).

        It is the period under audit, extended backwards to the reach of the look-back if it is shorter.
        """
        return self.period.reaching_back(self.reach)

    @property
    def passed(self) -> pd.Timestamp:
        """Up to when time has passed: an audit date, kept as the last moment of its day, is over at midnight."""
        import pandas as pd

        after = self.as_of + pd.Timedelta(microseconds=1)
        return after if after == after.normalize() else self.as_of

    def calendar_of(self, named: CalendarRef | FieldSlot, cases: pd.DataFrame, place: str = "calendar") -> Calendar:
        """The calendar that stands in the settings at ``place``: one for all cases, or for each the one it names.

        A case may name one that nobody has set up, or none: ask :meth:`svcqa.Calendar.unknown`.
        """
        from svcqa.calendars import ByRecord

        return ByRecord(cases[place], self.calendar) if isinstance(named, FieldSlot) else self.calendar(named)

    def holds(self, condition: Condition, place: str, cases: pd.DataFrame) -> Truth:
        """Judge a condition that stands in the settings at ``place``."""
        beside = {id(one): one for one in self.several.values()}
        mine = {number: one.among(cases.index) for number, one in beside.items()}
        moment = Moment(
            lambda name: cases[f"{place}.{name}"],
            self.as_of,
            lambda name: latest(cases, f"{place}.{name}"),
            self.calendar,
            {name: mine[id(one)] for name, one in self.several.items()},
        )
        return condition.evaluate(moment, len(cases))


class Judge(Protocol):
    """The shape of a check."""

    __name__: str

    def __call__(
        self, cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Any, context: Context
    ) -> pd.DataFrame:
        """Judge the cases; see :func:`judged` for what is returned.

        ``partners`` has a frame for every register the settings name, by its place in them: the records that meet
        the partner's condition, a column per place, and ``unsure`` where a record may or may not count.
        """
        ...  # pragma: no cover


@dataclass(frozen=True)
class CheckSpec:
    """What the mark on a check says."""

    name: str
    settings: type[Settings]
    needs: tuple[str, ...]
    events: tuple[str, ...]
    scope: Scope
    key: str | None
    subjects: Of
    message: Text
    reasons: Mapping[str, Text]
    evidence: Mapping[str, Evidence]
    unshown: tuple[str, ...]
    exhibits: tuple[ExhibitSpec, ...]
    pending: DueKind = "deadline"
    """What ``due_on`` is."""
    ending: DueKind = "expiry"
    """What ``ends_on`` is."""

    def slots_only(self, settings: Settings | None) -> bool:
        """With these settings slots get a verdict, and the records fill them."""
        return self.subjects == "slots" or (settings is not None and settings.slots_only())


P = ParamSpec("P")
R = TypeVar("R")


def check(  # noqa: PLR0913 - the mark is read as a table, one line a property
    name: str,
    *,
    settings: type[Settings],
    message: Text,
    needs: tuple[str, ...] = (),
    events: tuple[str, ...] = (),
    scope: Scope = "row",
    key: str | None = None,
    subjects: Of = "records",
    reasons: Mapping[str, Text] | None = None,
    evidence: Mapping[str, Declared] | None = None,
    unshown: tuple[str, ...] = (),
    exhibits: tuple[ExhibitSpec, ...] = (),
    pending: DueKind = "deadline",
    ending: DueKind = "expiry",
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as a check; the function itself is returned unchanged, so that it pickles.

    Args:
        name: what a rule calls it.
        settings: model of its settings.
        message: said for a failing subject; slots are evidence columns.
        needs: places in the settings whose cell must be filled; blank there is undetermined, decided by the core.
        events: places whose moments are events: dated after the audit moment they have not happened. The core
            blanks and counts them, and leaves out partners whose event it is.
        scope: how the cases may be split: any ``row`` by itself, all rows of one ``key``, or the whole ``table``.
        key: place in the settings of the key, for ``scope="key"``.
        subjects: what gets a verdict: every record, or the *slots* that records have to fill. For a check of slots
            the cases are what the slots are filled with, prepared like partners: from all times up to the audit
            moment, each with ``unsure``, ``inside``, ``dated`` and ``undated``; which slots belong to the period is
            for the check to say, and no slot at all is filled by a register without records.
        reasons: reason code → text, for verdicts that need one and for failures that need another message.
        evidence: column of evidence → what it is called where a finding is read (:class:`svcqa.Evidence` where a title
            is not enough), in the order of reading.
        unshown: further columns of evidence, which stand in the audit document and are shown nowhere: messages say them
            where they matter, or they are for exhibits.
        exhibits: tables to be counted from columns of the judged frame, for charts.
        pending: what falls due on the day of ``due_on`` (see :func:`judged`).
        ending: what ends on the day of ``ends_on``.
    """
    words, told = dict(reasons or {}), declared(evidence or {})
    spec = CheckSpec(
        name, settings, needs, events, scope, key, subjects, message, words, told, unshown, exhibits, pending, ending,
    )  # fmt: skip

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        function.__svcqa_check__ = spec  # type: ignore[attr-defined]
        return function

    return mark


def spec_of(function: Callable[..., Any]) -> CheckSpec:
    """The mark of a check."""
    spec: CheckSpec = function.__svcqa_check__  # type: ignore[attr-defined]
    return spec


def judged(  # noqa: PLR0913 - the columns of the frame, by name
    cases: pd.DataFrame,
    verdict: np.ndarray,
    *,
    reason: np.ndarray | None = None,
    at: pd.Series | np.ndarray | None = None,
    beside: Mapping[str, np.ndarray] | None = None,
    due_on: pd.Series | None = None,
    ends_on: pd.Series | None = None,
    still_open: np.ndarray | None = None,
    evidence: Mapping[str, Any] | None = None,
    shown: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """The frame a check returns: one row per case, in the cases' order.

    Args:
        cases: the cases that were judged.
        verdict: :class:`Verdict` per case, as integers.
        reason: reason code per case (``""``: none).
        at: per case the places in the settings whose cells are at fault, as a tuple; ``None``: all of them.
        beside: partner → per case the index of the partner's record to be quoted too, -1 for none.
        due_on: per pending case the day or moment it falls due, where there is one.
        ends_on: per conforming case the day or moment after which it no longer conforms, or after which it may go,
            where that is worth a warning.
        still_open: the failing cases that wait for something still to be done; of these ``ends_on`` or else ``due_on``
            says by when it was due, or is.
        evidence: further columns, for messages and for the auditor, as the mark declares them.
        shown: further columns for exhibits alone, which call them ``shown.NAME``.
    """
    import pandas as pd

    columns: dict[str, Any] = {"verdict": pd.Series(verdict, index=cases.index, dtype="int8")}
    if reason is not None:
        columns["reason"] = pd.Series(reason, index=cases.index, dtype=object)
    if at is not None:
        columns["at"] = at
    for name, record in (beside or {}).items():
        columns[f"{BESIDE}{name}"] = pd.Series(record, index=cases.index, dtype="int64")
    if due_on is not None:
        columns["due_on"] = due_on
    if ends_on is not None:
        columns["ends_on"] = ends_on
    if still_open is not None:
        columns[STILL_OPEN] = still_open
    further = {f"{SHOWN}{name}": column for name, column in (shown or {}).items()}
    return pd.DataFrame({**columns, **(evidence or {}), **further}, index=cases.index, copy=False)


def slots(
    names: Sequence[str] | np.ndarray, near: Sequence[Any] | np.ndarray, verdict: Verdict | np.ndarray, **columns: Any
) -> pd.DataFrame:
    """Judged rows for *slots*: subjects that ought to be there but have no record, such as a missing number.

    A check appends them to what :func:`judged` made; a check of slots returns nothing else.

    Args:
        names: what each slot is; it stands in its key and tells it apart from others.
        near: index of the record beside which it would stand, and whose row is quoted; -1 where there is none: then
            the rows of partners are quoted, or else the sheets of the register.
        verdict: the verdict on all of them, or on each.
        columns: reason, weight (over the rule's), ``at`` (see :func:`judged`), ``of`` (the records that the slot is
            about, see :func:`behind`), ``day`` (the date of the slot where no record has one), ``due_on``,
            ``still_open``, ``beside.PARTNER``, and evidence. Slots of which ``ahead`` is true lie beyond those that are
            judged: while they are pending they are listed with what falls due, and nowhere else.

    The unit and the date of a slot are those of the record it stands beside. One that is ``of`` several records has the
    unit on which all of them agree, or none, and the latest of their dates.
    """
    import pandas as pd

    index = pd.Index(near, dtype="int64")
    given = {name: value.to_numpy() if isinstance(value, pd.Series) else value for name, value in columns.items()}
    frame = pd.DataFrame({"verdict": verdict, "slot": names, **given}, index=index)
    return frame.astype({"verdict": "int8"})


def behind(cases: pd.DataFrame, slot: np.ndarray, count: int) -> ExtensionArray:
    """The records that slots are about, as lists of their indices: what :func:`slots` takes as ``of``.

    Args:
        cases: the records.
        slot: position of each record's slot; negative for none.
        count: how many slots there are.
    """
    import numpy as np
    import pyarrow as pa
    from pandas.arrays import ArrowExtensionArray

    mine = np.flatnonzero(slot >= 0)
    # plain numbers, each with its place in it, are put in order much faster than places by their numbers
    place = np.sort(slot[mine].astype(np.int64) * len(mine) + np.arange(len(mine))) % max(len(mine), 1)
    records = cases.index.to_numpy(dtype=np.int64)[mine[place]]
    ends = np.cumsum(np.bincount(slot[mine], minlength=count))
    lists = pa.LargeListArray.from_arrays(np.append(0, ends).astype(np.int64), records)
    return ArrowExtensionArray(lists)


def latest(cases: pd.DataFrame, place: str) -> pd.Series:
    """The latest moment a cell can mean.

    ``cases[place]`` is the earliest. They differ only where a date stands without a time of day: then the event
    may have happened at any moment of that day.
    """
    return cases[f"{place}.latest"] if f"{place}.latest" in cases else cases[place]
