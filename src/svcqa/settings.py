"""Settings of a check: what a rule may set, and which columns of which register that names.

A check reads columns by their place in its settings: ``start``, ``require.0``, ``assert.amount``. Where its settings
name another register (:class:`RegisterRef`), that register's records are its *partners*; the fields and conditions
beside the name (:class:`PartnerField`, :class:`PartnerCondition`) are the partner's own, and their columns are named
by their places too. A mapping from a field to a partner's field joins the two: its columns stand on both sides.
A :class:`PairCondition` is asked of a judged record and a partner's together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, Union

from pydantic import BaseModel, ConfigDict
from pydantic_core import core_schema

from svcqa.conditions import Condition
from svcqa.durations import Duration
from svcqa.text import Text


class _Name(str):
    """A name in a check's settings; the class says what it is the name of."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1))


class FieldRef(_Name):
    """The name of a field of the judged register, or ``register.field`` of one it points to."""

    __slots__ = ()


class CalendarRef(_Name):
    """The name of a calendar."""

    __slots__ = ()


class RegisterRef(_Name):
    """The name of another register, whose records are the check's partners."""

    __slots__ = ()


class HappenedRef(RegisterRef):
    """The name of another register whose records are partners once they have happened.

    Those dated after the audit moment, by the event date of their register, are left out, and of the others ``inside``
    says whether they belong to the period under audit.
    """

    __slots__ = ()


class PartnerField(_Name):
    """The name of a field of the register that is named beside it."""

    __slots__ = ()


class OuterField(_Name):
    """The name of a field of the register that the settings around name, one model further out."""

    __slots__ = ()


class PartnerCondition(Condition):
    """A condition on the fields of the register that is named beside it."""


class PairCondition(Condition):
    """A condition on a judged record and a partner's: ``REGISTER.field`` is of the register that is named beside it.

    All other names are the judged register's. A check asks it of pairs, with the columns of both sides in one frame.
    """

    def of_partner(self, register: str) -> dict[str, str]:
        """The names that are the partner's, and the fields they stand for."""
        head = f"{register}."
        return {name: name.removeprefix(head) for name in self.fields() if name.startswith(head)}


class FieldSlot(BaseModel):
    """``{field: name}``: the value is a column, one value per record."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    field: FieldRef


T = TypeVar("T")
Value = Union[T, FieldSlot]  # noqa: UP007 - the other spelling is no generic alias
"""A setting that takes a literal or ``{field: name}`` (``{param: NAME}`` is replaced before a check sees it)."""


@dataclass(frozen=True)
class Partner:
    """Records of another register that a check looks into, as its settings name them."""

    register: str
    columns: Mapping[str, str]
    """Place in the settings → field of that register, for every column the check reads of it."""
    on: tuple[str, ...]
    """Places whose columns join it to the judged register; there is one of that name on either side."""
    where: tuple[str, Condition] | None
    """Which of its records count: the place of the condition, and the condition."""
    happened: bool = False
    """Only what is not dated after the audit moment counts."""
    pairs: tuple[tuple[str, PairCondition], ...] = ()
    """Conditions on pairs of a judged record and one of these: their places, and they."""


@dataclass(frozen=True)
class Kept:
    """How long records are kept."""

    said: Text
    periods: tuple[Duration, ...] = ()
    """All that are asked for, of which the longest applies; none where it is no length of time."""


@dataclass(frozen=True)
class Question:
    """What an auditor asks somebody, or watches or reads; the answer is a record of the judged register."""

    points: int
    """How many points it has, each of which is answered."""
    methods: tuple[str, ...]
    """The ways to find out that count; any if none is named."""
    posts: tuple[str, ...]
    """Posts of those to be asked, if it is asked of certain ones."""
    words: tuple[str, ...] = ()
    """Words that are an answer to one point, beside yes and no."""


class Settings(BaseModel):
    """Base of a check's settings: frozen, an unknown key is an error."""

    guards: ClassVar[frozenset[str]] = frozenset()
    """Settings that only soften or sharpen the duty: while the parameter of one is not set, the rest is judged. With
    ``name.*`` every entry of a mapping is one by itself."""
    sought: ClassVar[tuple[str, ...]] = ()
    """Partners whose being there is what is judged: a reference to one that is not there is for the check to find, and
    no doubt about the record that refers to it."""
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Place in the settings, without numbers → the types of field it takes; a rule that names another is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)

    def types(self) -> Mapping[str, tuple[str, ...]]:
        """Place in the settings → the types of field it takes, set up like this."""
        return self.field_types

    def needs_whole(self) -> bool:
        """Set up like this, the check must see all cases at once, whatever the scope in its mark."""
        return False

    def slots_only(self) -> bool:
        """Set up like this, what gets a verdict are slots, which the records fill, whatever the mark says."""
        return False

    def reads_register(self) -> bool:
        """Set up like this, the check looks up records of the judged register beyond those it judges."""
        return False

    def parted(self) -> frozenset[str]:
        """Places whose cells may hold several values, each of which the check looks up by itself."""
        return frozenset()

    def kept_for(self) -> Kept | None:
        """How long the judged records are kept, if that is what the check asks, set up like this."""
        return None

    def question(self) -> Question | None:
        """The question whose answers are judged, if that is what the check judges, set up like this."""
        return None

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """Set up like this, a subject may not be due yet at the audit moment, and so be pending.

        Args:
            filled: fields that no judged record leaves blank.
            past: fields of which the first filled one never lies after the audit moment.
        """
        return False

    def references(self) -> dict[str, str]:
        """Place in the settings → field it names, for every field of the judged register that the check reads."""
        return dict(_references("", self))

    def conditions(self) -> dict[str, Condition]:
        """Place in the settings → condition on the judged register that stands there."""
        return dict(_conditions("", self))

    def calendars(self) -> dict[str, str]:
        """Place in the settings → calendar it names."""
        return dict(_calendars("", self))

    def partners(self) -> dict[str, Partner]:
        """The partners by name: the place of the model that names one, or of the name itself at the top."""
        return dict(_partners("", self, lambda: self.references().keys()))


_SIMPLE = (str, int, float, type(None))
"""Values without parts; most are."""


def within(place: str, name: str) -> bool:
    """A place is what a check names without positions in lists, or a key of a mapping there.

    ``order`` names ``order.0``, and ``on`` names ``on.site_id``; what stands inside an element of a list has a name of
    its own, as ``order.at`` for ``order.1.at``.
    """
    rest = place.split(".")
    position = False
    for part in name.split("."):
        if not rest or rest.pop(0) != part:
            return False
        position = bool(rest) and rest[0].isdigit()
        if position:
            rest.pop(0)
    return not rest or not position


def _items(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a value in the settings, each with its place."""
    if isinstance(value, _SIMPLE):
        return
    head = f"{place}." if place else ""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            # the slot of {field: x} stands for the setting itself, so its column carries the setting's name
            yield place if isinstance(value, FieldSlot) else f"{head}{info.alias or name}", getattr(value, name)
    elif isinstance(value, Mapping):
        yield from ((f"{head}{key}", item) for key, item in value.items())
    elif isinstance(value, (tuple, list)):
        yield from ((f"{head}{position}", item) for position, item in enumerate(value))


def _references(place: str, value: Any, beside: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Places and fields of the judged register; ``beside`` are the registers named beside the value."""
    if isinstance(value, FieldRef):
        yield place, str(value)
    elif isinstance(value, PairCondition):
        others = {name for register in beside for name in value.of_partner(register)}
        yield from ((f"{place}.{field}", field) for field in value.fields() if field not in others)
    elif isinstance(value, Condition) and not isinstance(value, PartnerCondition):
        yield from ((f"{place}.{field}", field) for field in value.fields())
    elif isinstance(value, Mapping):
        yield from ((f"{place}.{key}", str(key)) for key in value if isinstance(key, FieldRef))
    items = list(_items(place, value))
    named = frozenset(item for _, item in items if isinstance(item, RegisterRef))
    for inner, item in items:
        yield from _references(inner, item, named)


def _conditions(place: str, value: Any) -> Iterator[tuple[str, Condition]]:
    if isinstance(value, Condition) and not isinstance(value, (PartnerCondition, PairCondition)):
        yield place, value
    for inner, item in _items(place, value):
        yield from _conditions(inner, item)


def _calendars(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, CalendarRef):
        yield place, str(value)
    for inner, item in _items(place, value):
        yield from _calendars(inner, item)


def _partners(place: str, model: BaseModel, references: Callable[[], Set[str]]) -> Iterator[tuple[str, Partner]]:
    """Partners by place; what stands at the places of ``references`` is asked only if there is a partner."""
    parts = list(_items(place, model))
    for inner, value in parts:
        if isinstance(value, RegisterRef):
            yield place or inner, _partner(value, parts, references)
        for within, one in [(inner, value), *_items(inner, value)]:
            if isinstance(one, BaseModel) and (one is value or not isinstance(value, BaseModel)):
                yield from _partners(within, one, references)


def _partner(register: RegisterRef, parts: list[tuple[str, Any]], references: Callable[[], Set[str]]) -> Partner:
    pairs = tuple((place, one) for place, one in parts if isinstance(one, PairCondition))
    columns = dict(_partner_columns(parts))
    for place, one in pairs:
        columns.update({f"{place}.{name}": field for name, field in one.of_partner(register).items()})
    outer = {name for place, one in parts if isinstance(one, BaseModel) for name in _outer_keys(place, one)}
    where = next(((place, one) for place, one in parts if isinstance(one, PartnerCondition)), None)
    both_sides = references() | outer
    on = tuple(name for name in columns if name in both_sides)
    return Partner(str(register), columns, on, where, isinstance(register, HappenedRef), pairs)


def _partner_columns(parts: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    for place, value in parts:
        if isinstance(value, PartnerField):
            yield place, str(value)
        elif isinstance(value, PartnerCondition):
            yield from ((f"{place}.{field}", field) for field in value.fields())
        elif isinstance(value, BaseModel):
            yield from _outer_columns(place, value)
        else:
            if isinstance(value, Mapping):
                yield from ((f"{place}.{key}", str(key)) for key in value if isinstance(key, PartnerField))
            yield from _partner_columns(list(_items(place, value)))


def _outer_columns(place: str, model: BaseModel) -> Iterator[tuple[str, str]]:
    """What a model within another one names of the register that the other one names."""
    for inner, value in _items(place, model):
        for within, one in [(inner, value), *(() if isinstance(value, BaseModel) else _items(inner, value))]:
            if isinstance(one, OuterField):
                yield within, str(one)


def _outer_keys(place: str, model: BaseModel) -> Iterator[str]:
    """Places within a model that join the register it names to the one that is named around it."""
    for inner, value in _items(place, model):
        if isinstance(value, Mapping):
            yield from (within for within, one in _items(inner, value) if isinstance(one, OuterField))
