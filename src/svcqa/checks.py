"""Checks: what a plugin offers, and what the core promises it.

A check is a pure, vectorised function from a frame of cases to a judged frame, marked with :func:`check` and
returned unchanged. The core resolves the fields its settings name, hands over just those columns, named by their
place in the settings (``start``, ``require.0``, ``assert.amount``), and has already taken out every record that is
out of scope or cannot be read. The check says, for each case, what the verdict is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Literal, ParamSpec, Protocol, TypeVar, Union

from pydantic import BaseModel, ConfigDict
from pydantic_core import core_schema

from svcqa.conditions import Condition, Moment, Truth
from svcqa.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from svcqa.calendars import Calendar
    from svcqa.periods import Period

Scope = Literal["row", "key", "table"]


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


class FieldRef(str):
    """The name of a field of the judged register, in a check's settings."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1))


class CalendarRef(str):
    """The name of a calendar, in a check's settings."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1))


class FieldSlot(BaseModel):
    """``{field: name}``: the value is a column, one value per record."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    field: FieldRef


T = TypeVar("T")
Value = Union[T, FieldSlot]  # noqa: UP007 - the other spelling is no generic alias
"""A setting that takes a literal or ``{field: name}`` (``{param: NAME}`` is replaced before a check sees it)."""


class Settings(BaseModel):
    """Base of a check's settings: frozen, an unknown key is an error."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Place in the settings → the types of field it takes; a rule that names another is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)

    def needs_whole(self) -> bool:
        """Set up like this, the check must see all cases at once, whatever the scope in its mark."""
        return False

    def references(self) -> dict[str, str]:
        """Place in the settings → field it names, for every field the check reads."""
        found: dict[str, str] = {}
        for name, info in type(self).model_fields.items():
            found.update(_references(info.alias or name, getattr(self, name)))
        return found


@dataclass(frozen=True)
class Context:
    """What a check may know beside its frames; there is no clock."""

    as_of: pd.Timestamp
    """The audit moment, wall clock of the site's zone. What is dated later has not happened yet."""
    period: Period
    calendar: Callable[[str], Calendar]
    """Calendar by name."""

    def holds(self, condition: Condition, place: str, cases: pd.DataFrame) -> Truth:
        """Judge a condition that stands in the settings at ``place``."""
        return condition.evaluate(Moment(lambda field: cases[f"{place}.{field}"], self.as_of), len(cases))


class Judge(Protocol):
    """The shape of a check."""

    __name__: str

    def __call__(
        self, cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Any, context: Context
    ) -> pd.DataFrame:
        """Judge the cases; see :func:`judged` for what is returned."""
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
    message: Text
    reasons: Mapping[str, Text]


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
    reasons: Mapping[str, Text] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as a check; the function itself is returned unchanged, so that it pickles.

    Args:
        name: what a rule calls it.
        settings: model of its settings.
        message: said for a failing subject; slots are evidence columns.
        needs: places in the settings whose cell must be filled; blank there is undetermined, decided by the core.
        events: places whose moments are events: dated after the audit moment they have not happened, and the
            core blanks and counts them.
        scope: how the cases may be split: any ``row`` by itself, all rows of one ``key``, or the whole ``table``.
        key: place in the settings of the key, for ``scope="key"``.
        reasons: reason code → text, for verdicts that need one and for failures that need another message.
    """
    spec = CheckSpec(name, settings, needs, events, scope, key, message, dict(reasons or {}))

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
    due_on: pd.Series | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """The frame a check returns: one row per case, in the cases' order.

    Args:
        cases: the cases that were judged.
        verdict: :class:`Verdict` per case, as integers.
        reason: reason code per case (``""``: none).
        at: per case the places in the settings whose cells are at fault, as a tuple; ``None``: all of them.
        due_on: per pending case the day or moment it falls due, where there is one.
        evidence: further columns, for messages and for the auditor.
    """
    import pandas as pd

    columns: dict[str, Any] = {"verdict": pd.Series(verdict, index=cases.index, dtype="int8")}
    if reason is not None:
        columns["reason"] = pd.Series(reason, index=cases.index, dtype=object)
    if at is not None:
        columns["at"] = at
    if due_on is not None:
        columns["due_on"] = due_on
    return pd.DataFrame({**columns, **(evidence or {})}, index=cases.index)


def slots(names: Sequence[str], near: Sequence[Any], verdict: Verdict, **columns: Any) -> pd.DataFrame:
    """Judged rows for *slots*: subjects that ought to be there but have no record, such as a missing number.

    A check appends them to what :func:`judged` made.

    Args:
        names: what each slot is; it stands in its key and tells it apart from others.
        near: index of the record beside which it would stand; its row is quoted.
        verdict: the verdict on all of them.
        columns: reason, weight (over the rule's), and evidence.
    """
    import pandas as pd

    index = pd.Index(near, dtype="int64")
    verdicts = pd.Series(int(verdict), index=index, dtype="int8")
    return pd.DataFrame({"verdict": verdicts, "slot": list(names), **columns}, index=index)


def latest(cases: pd.DataFrame, place: str) -> pd.Series:
    """The latest moment a cell can mean.

    ``cases[place]`` is the earliest. They differ only where a date stands without a time of day: then the event
    may have happened at any moment of that day.
    """
    return cases[f"{place}.latest"] if f"{place}.latest" in cases else cases[place]


def _references(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, FieldRef):
        yield place, str(value)
    elif isinstance(value, Condition):
        yield from ((f"{place}.{field}", field) for field in value.fields())
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            # the slot of {field: x} stands for the setting itself, so its column carries the setting's name
            inner = place if isinstance(value, FieldSlot) else f"{place}.{info.alias or name}"
            yield from _references(inner, getattr(value, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if isinstance(key, FieldRef):
                yield f"{place}.{key}", str(key)
            yield from _references(f"{place}.{key}", item)
    elif isinstance(value, (tuple, list)):
        for position, item in enumerate(value):
            yield from _references(f"{place}.{position}", item)
