"""What would make more rules assessable, as it stands in the audit document and in the output of ``svcqa inspect``."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from svcqa.text import Text


class Wanted(Struct, frozen=True):
    """A register or a column that was not supplied, or a register without records, while rules read it."""

    name: Annotated[str, Meta(description="`register`, or `register.field` for a column of it.")]
    kind: Literal["register", "column", "records"]
    title: Text
    alone: Annotated[int, Meta(description="Rules that become assessable if only this is supplied.")]
    needed_by: Annotated[int, Meta(description="Rules that lack it, perhaps beside other things.")]


class Step(Struct, frozen=True):
    """What to supply next: the names of things in `lacking` that open rules together."""

    supply: list[str]
    rules: Annotated[int, Meta(description="Rules that become assessable by it, after the steps before.")]
    assessable: Annotated[int, Meta(description="Rules that are assessable then.")]


class Waiting(Struct, frozen=True):
    """A parameter without a value, and how many rules wait for it: the organisation's choice."""

    ruleset: str
    name: str
    title: Text
    rules: int


class Plan(Struct, frozen=True):
    """What would make more rules assessable; an audit leaves out the rules that are not in force in its period."""

    rules: int
    assessable: int
    steps: list[Step]
    lacking: list[Wanted]
    parameters: list[Waiting]
