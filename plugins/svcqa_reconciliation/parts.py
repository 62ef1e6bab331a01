"""Parts of the settings of ``aggregate``: of what dates, lists, earlier periods and balances are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, field_validator, model_validator

from svcqa import (
    CalendarRef,
    Condition,
    FieldRef,
    HappenedRef,
    PartnerCondition,
    PartnerField,
    Period,
    Settings,
    WrongValueError,
)


class Part(Settings):
    """A part of a date by which records are put together: ``{hour: call_at}``, ``{month: closed_at}``.

    All but the hour take a field that names the period too, such as 2024-03 or 2024Q1.
    """

    hour: FieldRef | None = None
    """Hour of the day, 0 to 23."""
    day: FieldRef | None = None
    """The day."""
    week: FieldRef | None = None
    """The week, from Monday on."""
    month: FieldRef | None = None
    """The month."""
    quarter: FieldRef | None = None
    """The quarter."""
    half: FieldRef | None = None
    """The half-year."""
    year: FieldRef | None = None
    """The year."""
    named: FieldRef | None = None
    """Whatever period the field names: 2024, 2024Q1, 2024-03. Only as ``per`` of a balance."""

    @model_validator(mode="after")
    def _one(self) -> Part:
        if len(self.model_fields_set) != 1:
            raise WrongValueError("写一项，如{month: closed_at}", "one is given, such as {month: closed_at}")
        return self

    @property
    def kind(self) -> str:
        """Which part."""
        return next(iter(self.model_fields_set))


KINDS: tuple[str, ...] = tuple(name for name in Part.model_fields if name not in {"hour", "named"})
"""Kinds of periods that have a name."""


class Domain(Settings):
    """A register that lists the values there are to be."""

    register_: HappenedRef = Field(alias="register")
    """The register; what it lists is asked for as far as it belongs to the period under audit."""
    field: PartnerField
    """Its field with the values."""
    where: PartnerCondition | None = None
    """Which of its records count."""


class Inner(Settings):
    """The figure whose spread over the groups is asked."""

    measure: Literal["count", "sum", "mean", "ratio", "mean_duration"]
    """What is reckoned of each group."""
    field: FieldRef | None = None
    """What is summed up or averaged."""
    numerator: Condition | None = None
    """Which records count for the ``ratio``."""
    interval: tuple[FieldRef, FieldRef] | None = None
    """From when to when, for ``mean_duration``."""
    calendar: CalendarRef = CalendarRef("24x7")
    """How time counts."""


class Baseline(Settings):
    """The same figure in an earlier period, and how much better it has to have become."""

    period: str
    """``2023``, ``2023Q4`` or ``2023-01-01..2023-06-30``."""
    improvement: float = Field(0.0, ge=0)
    """By how many percent. Twenty percent more efficient is the time divided by 1.2."""
    better: Literal["less", "more"] = "less"
    """Whether less or more is better."""

    @field_validator("period")
    @classmethod
    def _a_period(cls, written: str) -> str:
        try:
            Period.named(written)
        except ValueError as error:
            raise WrongValueError(f"“{written}”不是期间", f"'{written}' is no period") from error
        return written


class Term(Settings):
    """One figure of a balance: a field of the record, or a figure made of the records of a register."""

    field: FieldRef | None = None
    """A field of the judged record."""
    register_: HappenedRef | None = Field(None, alias="register")
    """A register, and one of ``sum``, ``count`` and ``previous``."""
    sum: PartnerField | None = None
    """The sum of this field."""
    count: PartnerField | None = None
    """How many have this field filled."""
    previous: PartnerField | None = None
    """This field of the record of the period before."""
    on: Mapping[FieldRef, PartnerField] = Field(default_factory=dict)
    """Field of the judged register → field of the register, which say the same."""
    where: PartnerCondition | None = None
    """Which of its records count."""
    in_period: PartnerField | None = None
    """Date of its records, or name of their period, that puts them into the period of the judged record."""

    @model_validator(mode="after")
    def _one(self) -> Term:
        made = [self.sum, self.count, self.previous]
        if (self.field is None) == (self.register_ is None) or sum(one is not None for one in made) != (
            self.register_ is not None
        ):
            raise WrongValueError(
                "每一项写field，或register连同sum、count、previous之一",
                "a term is a field, or a register with one of sum, count, previous",
            )
        if self.previous is not None and self.in_period is None:
            raise WrongValueError("previous要写明in_period", "previous needs in_period")
        return self


class Balance(Settings):
    """Two sides that are equal for every record."""

    left: tuple[Term, ...] = Field(min_length=1)
    """The terms of one side, added up."""
    right: tuple[Term, ...] = Field(min_length=1)
    """The terms of the other side."""
    since: FieldRef | None = None
    """The period of a record is the time since the record before it, up to this date of its own, or to the end of the
    period that is named here; ``per`` says otherwise that it is a week, a month and so on."""
