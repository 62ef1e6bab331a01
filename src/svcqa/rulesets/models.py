"""Rules, parameters and rulesets, as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, field_validator, model_validator
from pydantic import Field as Slot

from svcqa.conditions import Condition
from svcqa.durations import Duration
from svcqa.errors import WrongValueError
from svcqa.hours import CalendarSetup
from svcqa.registers import Names, Register, Words, Written
from svcqa.weights import Weight

ParameterType = Literal["text", "number", "duration", "date", "list"]


def _conditions(value: Any) -> Any:
    return [value] if isinstance(value, Mapping) else value


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


Plain = Annotated[str, BeforeValidator(_plain, json_schema_input_type=str | int | float)]
"""A word that may look like a number, such as the edition ``2``."""


Conditions = Annotated[
    tuple[Condition, ...], BeforeValidator(_conditions, json_schema_input_type=Condition | tuple[Condition, ...])
]
"""One condition or a list of them."""


class Span(Written):
    """Days from ``first`` to ``last``, both included; either may be open."""

    first: dt.date | None = Slot(None, alias="from")
    last: dt.date | None = Slot(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if self.first and self.last and self.first > self.last:
            raise WrongValueError("from晚于to", "'from' is later than 'to'")
        return self

    def holds_on(self, day: dt.date) -> bool:
        """The day belongs to it."""
        return (self.first or dt.date.min) <= day <= (self.last or dt.date.max)

    def overlaps(self, other: Span) -> bool:
        """Some day belongs to both."""
        starts = max(self.first or dt.date.min, other.first or dt.date.min)
        return starts <= min(self.last or dt.date.max, other.last or dt.date.max)


Confidence = Literal["A", "B", "C", "D"]
"""How far a figure is confirmed: the text of the law was read (A), two or more independent sources say the same (B),
one source says so (C), nothing that could be named (D)."""


class Common(Written):
    """What is common elsewhere, where the manual itself gives no figure."""

    value: Any
    confidence: Confidence
    source: Words

    @property
    def holds(self) -> bool:
        """It is confirmed well enough to judge by until the organisation sets its own; else it is only suggested."""
        return self.confidence in {"A", "B"}


class Parameter(Written):
    """A value the organisation must or may set, with where it came from."""

    title: Words
    type: ParameterType = "text"
    default: Any = None
    """The manual's own value, where it gives one."""
    common: Common | None = None
    value: Any = None
    """The organisation's value; it wins over the default."""
    source: str = ""
    """Document that says so."""
    approved_by: str = ""
    date: dt.date | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Parameter:
        if self.default is not None and self.common:
            raise WrongValueError("default和common不能一起写", "'default' and 'common' are not given together")
        return self


class Join(Written):
    """Another register beside the judged one: at most one of its records for each judged record, or each of them."""

    target: str = Slot("", alias="register")
    """Its name; the join's own name if not given."""
    of: str = ""
    """Where it starts, if not at the judged register: another join, or a register that a foreign key points to."""
    on: Mapping[str, str] = Slot(default_factory=dict)
    """Field of the register where it starts → the field of the other that says the same."""
    range: Mapping[str, tuple[str] | tuple[str, str]] = Slot(default_factory=dict, max_length=1)
    """Field of the register where it starts → the lowest and the highest value of the row it falls into, such as a
    table of approvers by amount. The lowest belongs to it, and the highest does not, but the last day of a span of
    days does; a blank end is open. One field alone: up to the next row of the same key, such as a price list."""
    where: Condition | None = None
    """Which of its records count, by its own fields."""
    take: Literal["latest", "first", "each"] | None = None
    """Which of several; without it, there can be only one. With ``each`` a condition on the join holds if one of its
    records fulfils it, and nothing but conditions may read it."""
    by: str = ""
    """Date of the other register that says which is the latest or the first."""

    @model_validator(mode="after")
    def _complete(self) -> Join:
        if (self.take in {"latest", "first"}) != bool(self.by):
            raise WrongValueError("by与take: latest或first一起写", "'by' stands with 'latest' and 'first'")
        if not self.on and not self.range:
            raise WrongValueError("on和range至少要有一项", "one of 'on', 'range' is needed")
        if self.range and self.take:
            raise WrongValueError("range和take不能一起写", "'range' and 'take' are not given together")
        return self


class DueWithin(Written):
    """A time after which a rule asks, whatever stage the record has reached."""

    after: str
    """Date of the judged record from which it counts."""
    longest: Any = Slot(alias="max")
    """How long: a duration, or ``{param: NAME}``. While that is not set, the rule asks when the period under audit has
    ended, or at the stage of ``due_when`` where there is one: an open limit leaves the duty itself judged."""


class Rule(Written):
    """One check set up for one clause."""

    id: str = Slot(pattern=r"^[A-Za-z][\w./+-]*$")
    edition: Plain = "1"
    chapter: Plain = ""
    clause: Plain
    title: Words
    of: str
    """Register whose records are judged."""
    check: str
    params: Mapping[str, Any] = Slot(default_factory=dict)
    """The check's settings; ``{param: NAME}`` stands for a parameter."""
    where: Condition | None = None
    unless: Conditions = ()
    latest_per: Names = ()
    """Fields that name what a record is of: of several, only the newest is judged."""
    due_when: Condition | None = None
    """The stage from which the rule asks; before it, a record is pending."""
    due_within: DueWithin | None = None
    """The time after which it asks at the latest; with ``due_when`` beside it, whichever comes first."""
    joins: Mapping[str, Join] = Slot(default_factory=dict)
    """Name → a register whose fields the rule reads as ``name.field``; a register that one foreign key points to
    needs none."""
    event_date: Names = ()
    """Overrides the register's event date; ``as_of`` for all records there are, also those of a standing list whose
    lifespan is over."""
    weight: Weight = "medium"
    in_force: Span = Slot(default_factory=lambda: Span.model_validate({}))
    remedy: Words | None = None
    obligation: str = ""
    """The catalogue entry this rule carries."""
    source: str = ""
    verified_on: dt.date | None = None
    """Day on which the source was last read to see that it says so."""
    proposed: bool = False


class Change(Written):
    """Tailoring of one inherited rule."""

    weight: Weight | None = None
    params: Mapping[str, Any] = Slot(default_factory=dict)
    where: Condition | None = None
    unless: Conditions | None = None
    reason: str = Slot(min_length=1)
    """Why the rule was changed; the audit prints it."""


class Drop(Written):
    """An inherited rule that does not apply here."""

    rule: str
    reason: str = Slot(min_length=1)


class Tailoring(Written):
    """What a ruleset does with the rules it inherits."""

    drop: tuple[Drop, ...] = ()
    change: Mapping[str, Change] = Slot(default_factory=dict)
    parameters: Mapping[str, Any] = Slot(default_factory=dict)
    """Parameter → the organisation's value (or a mapping with value, source, approved_by, date)."""


class Contrast(Written):
    """Rules, mostly of several manuals, that ask for different things of one matter: keeping one may break another."""

    title: Words
    """The matter."""
    rules: Names = Slot(min_length=2)
    """Their ids; those of rulesets that are not audited are passed over."""


class RulesetFile(Written):
    """One YAML file: a manual as rules.

    Every clause of an obligation is a rule of its own and is reported by itself: ``<id>/1``, ``<id>/2`` beside
    ``<id>``. So is the second half of a duty, how soon or how often: ``<id>/timing`` names the parameter, and while
    that is not set it alone is not assessed, and the main duty beside it is judged.
    """

    name: str = Slot(pattern=r"^[a-z0-9][\w.-]*$")
    title: Words
    version: Plain
    extends: str | None = None
    """Name of a ruleset, or a file beside this one."""
    include: Names = ()
    """Further files beside this one with ``rules`` of the same ruleset and their ``parameters``, one a procedure."""
    registers: Mapping[str, Register] = Slot(default_factory=dict)
    parameters: Mapping[str, Parameter] = Slot(default_factory=dict)
    calendars: Mapping[str, CalendarSetup] = Slot(default_factory=dict)
    """Calendars of the organisation, and its own days and hours for ``cn_workday``."""
    look_back: Duration | None = None
    """How far back rows are counted at least for a duty without an interval of its own; twelve months if neither this
    nor the ruleset it extends says so."""
    tailor: Tailoring = Tailoring()
    contrasts: tuple[Contrast, ...] = ()
    """Where its rules ask for other things than each other, or than those of other manuals; an audit lays these side by
    side and decides nothing."""
    vague: Mapping[str, Names] = Slot(default_factory=dict)
    """Word of the manual that leaves open how long, how many or who decides → the rules whose clauses have it."""
    rules: tuple[Rule, ...] = ()

    @field_validator("look_back")
    @classmethod
    def _by_the_calendar(cls, length: Duration | None) -> Duration | None:
        if length is not None and length.unit == "wd":
            raise WrongValueError("look_back按日历时间计，不能用工作日", "look_back counts no working days")
        return length


class RulesFile(Written):
    """A file named by ``include``."""

    parameters: Mapping[str, Parameter] = Slot(default_factory=dict)
    rules: tuple[Rule, ...]


class RegistersFile(Written):
    """A file of registers."""

    registers: Mapping[str, Register]
