"""Settings of a check: what a rule may set, and which columns of which register that names.

A check reads columns by their place in its settings: ``start``, ``require.0``, ``assert.amount``. Where its settings
name another register (:class:`RegisterRef`), that register's records are its *partners*; the fields and conditions
beside the name (:class:`PartnerField`, :class:`PartnerCondition`) are the partner's own, and their columns are named
by their places too. A mapping from a field to a partner's field joins the two: its columns stand on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, Union

from pydantic import BaseModel, ConfigDict
from pydantic_core import core_schema

from svcqa.conditions import Condition


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


class PartnerField(_Name):
    """The name of a field of the register that is named beside it."""

    __slots__ = ()


class PartnerCondition(Condition):
    """A condition on the fields of the register that is named beside it."""


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


class Settings(BaseModel):
    """Base of a check's settings: frozen, an unknown key is an error."""

    guards: ClassVar[frozenset[str]] = frozenset()
    """Settings that only soften or sharpen the duty: while the parameter of one is not set, the rest is judged."""
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Place in the settings → the types of field it takes; a rule that names another is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)

    def needs_whole(self) -> bool:
        """Set up like this, the check must see all cases at once, whatever the scope in its mark."""
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
        return dict(_partners("", self, set(self.references())))


def _items(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a value in the settings, each with its place."""
    head = f"{place}." if place else ""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            # the slot of {field: x} stands for the setting itself, so its column carries the setting's name
            yield place if isinstance(value, FieldSlot) else f"{head}{info.alias or name}", getattr(value, name)
    elif isinstance(value, Mapping):
        yield from ((f"{head}{key}", item) for key, item in value.items())
    elif isinstance(value, (tuple, list)):
        yield from ((f"{head}{position}", item) for position, item in enumerate(value))


def _references(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, FieldRef):
        yield place, str(value)
    elif isinstance(value, Condition) and not isinstance(value, PartnerCondition):
        yield from ((f"{place}.{field}", field) for field in value.fields())
    if isinstance(value, Mapping):
        yield from ((f"{place}.{key}", str(key)) for key in value if isinstance(key, FieldRef))
    for inner, item in _items(place, value):
        yield from _references(inner, item)


def _conditions(place: str, value: Any) -> Iterator[tuple[str, Condition]]:
    if isinstance(value, Condition) and not isinstance(value, PartnerCondition):
        yield place, value
    for inner, item in _items(place, value):
        yield from _conditions(inner, item)


def _calendars(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, CalendarRef):
        yield place, str(value)
    for inner, item in _items(place, value):
        yield from _calendars(inner, item)


def _partners(place: str, model: BaseModel, judged: set[str]) -> Iterator[tuple[str, Partner]]:
    parts = list(_items(place, model))
    for inner, value in parts:
        if isinstance(value, RegisterRef):
            columns = dict(_partner_columns(parts))
            where = next(((at, one) for at, one in parts if isinstance(one, PartnerCondition)), None)
            on = tuple(name for name in columns if name in judged)
            yield place or inner, Partner(str(value), columns, on, where)
        elif isinstance(value, BaseModel):
            yield from _partners(inner, value, judged)
        elif isinstance(value, (tuple, list)):
            for within, one in _items(inner, value):
                if isinstance(one, BaseModel):
                    yield from _partners(within, one, judged)


def _partner_columns(parts: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    for place, value in parts:
        if isinstance(value, PartnerField):
            yield place, str(value)
        elif isinstance(value, PartnerCondition):
            yield from ((f"{place}.{field}", field) for field in value.fields())
        elif not isinstance(value, BaseModel):
            if isinstance(value, Mapping):
                yield from ((f"{place}.{key}", str(key)) for key in value if isinstance(key, PartnerField))
            yield from _partner_columns(list(_items(place, value)))
