"""The basis of an audit: rulesets and parameters it was done with, how much was assessed, and the period."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from svcqa.accounts import Said
from svcqa.personal import Personal
from svcqa.text import Text


class RegisterFacts(Struct, frozen=True):
    """What a register and its fields are called."""

    title: Said
    fields: dict[str, Said]
    personal: Annotated[dict[str, Personal], Meta(description="Fields about people, and what each holds of them.")] = {}


class RulesetFacts(Struct, frozen=True):
    """A ruleset as it was used; the digest is taken after inheritance."""

    name: str
    title: Said
    version: str
    digest: str
    look_back: Annotated[
        str, Meta(description="How far back rows are counted at least for a duty without an interval of its own.")
    ] = "12mo"


class Contrast(Struct, frozen=True):
    """Rules of this audit that ask for different things of one matter, so that keeping one may break another."""

    title: Said
    rules: Annotated[list[str], Meta(description="Ids of two rules at least.")]


class CommonFacts(Struct, frozen=True):
    """What is common elsewhere, who says so, and how far that is confirmed (A: best, D: not at all)."""

    value: str
    confidence: Literal["A", "B", "C", "D"]
    source: Said


class ParameterFacts(Struct, frozen=True):
    """A parameter, its value (``None``: not set) and where the value came from."""

    ruleset: str
    name: str
    title: Said
    value: str | None
    origin: Literal["unset", "common", "default", "ruleset", "workbook", "command_line"]
    source: str
    approved_by: str
    date: str
    common: CommonFacts | None = None


class Coverage(Struct, frozen=True):
    """How many rules were assessed, and why the others were not."""

    rules: int
    assessed: int
    not_assessed: dict[str, int]


class Period(Struct, frozen=True):
    """The period under audit; ``first`` is ``None`` for everything up to ``last``. Both days belong to it."""

    first: str | None
    last: str


class Order(Struct, frozen=True):
    """What was ordered: all that decides an audit beside its files, its rulesets and the program; no folder is in it.

    The audit is made from this, so that whoever has the same files can have it made again.
    """

    rulesets: Annotated[list[str], Meta(description="As named; of a file its name, without its folder.")]
    as_of: Annotated[str, Meta(description="Audit date or moment, as it was understood.")]
    as_of_given: Annotated[str | None, Meta(description="As it was given; none: the day of the audit.")] = None
    period: Annotated[str | None, Meta(description="As it was given; none: everything up to the audit date.")] = None
    parameters: Annotated[dict[str, str], Meta(description="Those given beside rulesets and audit workbook.")] = {}
    workbook: Annotated[str | None, Meta(description="The audit workbook among the inputs, the first of them.")] = None
    skip_hidden: bool = False
    ahead: Annotated[str, Meta(description="How far ahead it is listed what falls due.")] = ""
    settings: Annotated[
        dict[str, Any], Meta(description="Settings (`svcqa.yaml`) that bear on the result, as written there.")
    ] = {}
    samples: Annotated[list[str], Meta(description="Sample workbooks among the inputs, the last of them.")] = []


class EngineFacts(Struct, frozen=True):
    """Who judged, where it was not this process alone."""

    name: str
    workers: Annotated[int, Meta(description="Processes that judged.")]
    split: Annotated[int, Meta(description="Rules of which parts were judged by several processes.")]
    few: Annotated[int, Meta(description="Rules judged here because they have few records.")]
    whole: Annotated[
        dict[str, int], Meta(description="Check → rules judged here, because it must see all records at once.")
    ]
    in_parts: Annotated[dict[str, int], Meta(description="Register → records judged in parts that lie on disk.")] = {}
    in_memory: Annotated[list[Text], Meta(description="Why nothing was, if the engine could have done so.")] = []


class Run(Struct, frozen=True):
    """With what it was run; not part of the digest. No clock and no account name: two runs give the same bytes."""

    tool: str
    plugins: dict[str, str]
    order: Annotated[
        Order | None, Meta(description="None in audits made before it was kept, and where personal data are hidden.")
    ] = None
    engine: Annotated[EngineFacts | None, Meta(description="None: everything was judged in one process.")] = None
