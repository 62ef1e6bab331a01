"""Schemes of evaluation as people write them: what is scored, by how much, and which rules bear on it.

A scheme (``schemes/NAME.yaml``) holds what a standard or a certification body states: groups, clauses, items, points,
levels. A mapping (``mappings/*.yaml``) says which rules of which manuals bear on its items. Neither needs code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Slot

from svcqa.durations import Duration
from svcqa.errors import WrongValueError
from svcqa.registers import Names, Words, Written
from svcqa.rulesets.models import Confidence, Plain

Mode = Literal["full", "proportional"]
"""How an item loses points: all of them with one nonconformity, or as many as the share of what was sampled."""


def _exact(value: object) -> object:
    return str(value) if isinstance(value, float) else value


Points = Annotated[
    Decimal, BeforeValidator(_exact, json_schema_input_type=int | float | str), Slot(ge=0, allow_inf_nan=False)
]
"""Points as they are written, exactly."""


class Note(Written):
    """Something to know of the scheme that no program decides."""

    text: Words
    confidence: Confidence


class Group(Written):
    """A chapter of a scheme, and how many points its items have together."""

    title: Words
    points: Points


class SchemeItem(Written):
    """The smallest thing that is scored."""

    title: Words
    points: Points | None = None
    """``None``: nobody has published them; people enter them."""
    mode: Mode = "full"
    confidence: Confidence = "D"


class SchemeClause(SchemeItem):
    """A clause: an item itself, or the head of several."""

    group: Plain
    items: Mapping[str, SchemeItem] = Slot(default_factory=dict)


class Specials(Written):
    """What is deducted or added beside the items, one each."""

    deduct: Points = Decimal(0)
    bonus: Points = Decimal(0)
    most_bonus: int = Slot(0, ge=0)
    place: Literal["after", "before"] = "after"
    """Whether they count after the score was brought to 100, or before."""
    triggers: tuple[Words, ...] = ()
    confidence: Confidence = "D"


class Level(Written):
    """A level, reached from a score on."""

    title: Words
    least: Points = Slot(alias="min")


class Certificate(Written):
    """How long a certificate holds, and what falls due while it does."""

    valid: Duration
    first_surveillance: Duration
    surveillance: tuple[Duration, Duration]
    """From and up to how long after the last one the next is due."""
    renewal_request: Duration
    """How long before the end it is to be asked for."""
    confidence: Confidence = "D"


class LookBack(Written):
    """How far back records are looked at: the first time, and for a renewal."""

    first: Duration
    renewal: Duration
    confidence: Confidence = "D"


class SchemeEvidence(Written):
    """Something that certifiers ask for: a record, or a paper handed in with the application."""

    id: str
    kind: Literal["record", "paper"]
    title: Words
    items: Names = ()
    """Items or clauses that it bears on."""


class SchemeFile(Written):
    """A scheme."""

    title: Words
    edition: Plain
    in_force_from: dt.date | None = None
    notes: tuple[Note, ...] = ()
    groups: Mapping[str, Group] = Slot(min_length=1)
    clauses: Mapping[str, SchemeClause] = Slot(min_length=1)
    specials: Specials = Slot(default_factory=lambda: Specials.model_validate({}))
    cap: bool = True
    """A score above 100 counts as 100."""
    levels: tuple[Level, ...] = Slot(min_length=1)
    below: Words
    """What a score below the lowest level is called."""
    certificate: Certificate | None = None
    look_back: LookBack | None = None
    evidence: tuple[SchemeEvidence, ...] = ()

    def items(self) -> Iterator[tuple[str, str, SchemeItem]]:
        """Item, the clause it belongs to, and what the scheme says of it; in its order."""
        for name, clause in self.clauses.items():
            if clause.items:
                yield from ((item, name, said) for item, said in clause.items.items())
            else:
                yield name, name, clause

    @model_validator(mode="after")
    def _hangs_together(self) -> SchemeFile:
        lost = sorted({clause.group for clause in self.clauses.values()} - set(self.groups))
        if lost:
            raise WrongValueError(f"没有这样的组：{'、'.join(lost)}", f"there is no such group: {', '.join(lost)}")
        limits = [one.least for one in self.levels]
        if limits != sorted(set(limits)):
            raise WrongValueError("levels应从低到高，各不相同", "levels go from the lowest up, each another limit")
        names = [item for item, _, _ in self.items()]
        twins = sorted({name for name in names if names.count(name) > 1})
        if twins:
            raise WrongValueError(f"编号重复：{'、'.join(twins)}", f"an id is given twice: {', '.join(twins)}")
        known = {*names, *self.clauses}
        odd = sorted({item for one in self.evidence for item in one.items} - known)
        if odd:
            raise WrongValueError(
                f"evidence里没有这些条款：{'、'.join(odd)}", f"evidence names no item: {', '.join(odd)}"
            )
        return self


class MappedItem(Written):
    """Rules that bear on an item; ``*`` stands for anything."""

    rules: Names = Slot(min_length=1)


class MappedEvidence(Written):
    """Registers whose records are what certifiers ask for."""

    registers: Names = Slot(min_length=1)


class Unrelated(Written):
    """Rules that bear on nothing in the scheme, and why."""

    rules: Names = Slot(min_length=1)
    why: Words


class MappingFile(Written):
    """Which rules of some manuals bear on the items of a scheme. A rule bears on one item: it deducts once."""

    scheme: str
    items: Mapping[str, MappedItem] = Slot(default_factory=dict)
    evidence: Mapping[str, MappedEvidence] = Slot(default_factory=dict)
    unrelated: tuple[Unrelated, ...] = ()
