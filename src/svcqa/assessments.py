"""How ready an office is for an evaluation by a scheme, as a document that can be printed and read again.

It is computed from an audit, its reviews, and what people entered (points, conclusions, papers). Scores are exact: a
:class:`Score` holds the fraction beside the number. Only confirmed findings deduct; whatever was not assessed is open,
so that a score is a span from the worst to the best case until nothing is open. The evaluation itself, and every level,
is for a certification body to give.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from svcqa.accounts import Location
from svcqa.basis import Period
from svcqa.text import Text

ItemState = Literal["assessed", "partly", "not_assessed", "no_criterion", "by_hand", "not_applicable"]
Basis = Literal["", "records", "sample", "by_hand"]
ThingKind = Literal["close", "show", "rectify"]
EvidenceState = Literal["there", "incomplete", "missing", "stated", "no_register"]


class SchemeFacts(Struct, frozen=True):
    """The scheme that was used."""

    name: str
    title: Text
    edition: str
    digest: Annotated[str, Meta(description="SHA-256 of the scheme and its mappings, as read.")]
    notes: list[tuple[str, Text]] = []
    """What no program decides, each with how far it is confirmed (A best, D not at all)."""


class AuditFacts(Struct, frozen=True):
    """The audit it rests on."""

    digest: str
    as_of: str
    period: Period
    rulesets: list[Text]


class Entered(Struct, frozen=True):
    """Something that people entered, and the cell it stands in."""

    code: str
    title: Text
    value: Text
    place: str


class Score(Struct, frozen=True):
    """A score, exact."""

    exact: Annotated[str, Meta(description="As a fraction, such as 22499/250.")]
    value: float
    shown: Annotated[str, Meta(description="With two decimals, and more where two would reach a level not reached.")]
    level: Annotated[int | None, Meta(description="Number of the level reached, from 0; none: below the lowest.")] = (
        None
    )


class Span(Struct, frozen=True):
    """A score in the worst and in the best case; both are the same when nothing is open."""

    worst: Score
    best: Score

    @property
    def settled(self) -> bool:
        """Nothing is open."""
        return self.worst.exact == self.best.exact


class RuleFacts(Struct, frozen=True):
    """A rule that bears on an item, counted."""

    ruleset: str
    rule: str
    clause: str
    title: Text
    assessed: bool
    reason: Annotated[Text | None, Meta(description="Why it was not assessed.")] = None
    judged: Annotated[int, Meta(description="Conforms and fails together.")] = 0
    fails: int = 0
    confirmed: int = 0
    unreviewed: int = 0
    undetermined: int = 0
    by_sample: bool = False


class Part(Struct, frozen=True):
    """The nonconformity of one clause and unit, as far as it bears on one item."""

    ruleset: str
    clause: str
    unit: str | None
    findings: int
    """Confirmed findings."""
    number: Annotated[str, Meta(description="Number it is kept under; empty: it was not raised yet.")] = ""
    state: str = ""
    closed: Annotated[bool, Meta(description="Closed as effective and not refuted: it deducts nothing.")] = False
    closes: Annotated[str, Meta(description="Points of the item that closing it alone gives back, exact.")] = "0"
    cells: list[Location] = []
    """Cells of its first findings."""


class ItemScore(Struct, frozen=True):
    """One item: what bears on it, what it loses, and what is open."""

    item: str
    clause: str
    group: str
    title: Text
    mode: Literal["full", "proportional"]
    points: Annotated[str, Meta(description="Points it is scored by, exact.")]
    state: ItemState
    worst: Annotated[str, Meta(description="Points obtained if all that is open does not conform.")]
    best: Annotated[str, Meta(description="Points obtained if all that is open conforms.")]
    if_confirmed: Annotated[str, Meta(description="The best case, if every finding not reviewed were confirmed.")]
    entered: Annotated[str, Meta(description="Points as entered; empty: not known, an equal share is used.")] = ""
    place: Annotated[str, Meta(description="Where its row stands: file → sheet → cell.")] = ""
    why_not: Annotated[str, Meta(description="Why it does not apply.")] = ""
    basis: Basis = ""
    sampled: int = 0
    nonconforming: int = 0
    conclusion: Annotated[str, Meta(description="What a person concluded: conforms, fails, or empty.")] = ""
    seen: Annotated[str, Meta(description="What the person has seen.")] = ""
    rules: list[RuleFacts] = []
    parts: list[Part] = []
    evidence: list[str] = []
    """Ids of what certifiers ask for that bears on it."""
    notes: list[Text] = []


class ClauseScore(Struct, frozen=True):
    """A clause or a group: the sums of its items that apply."""

    name: str
    title: Text
    points: str
    applicable: str
    worst: str
    best: str
    if_confirmed: str
    states: Annotated[dict[str, int], Meta(description="State → items.")]
    declared: Annotated[str, Meta(description="Points that the scheme gives a group; empty for a clause.")] = ""
    group: str = ""


class Special(Struct, frozen=True):
    """A special deduction or bonus."""

    kind: Literal["deduct", "bonus"]
    trigger: str
    ref: str
    counts: bool
    """A deduction that was rectified counts no more."""
    points: str
    place: str


class Thing(Struct, frozen=True):
    """One thing to do: close a nonconformity, show that an open item conforms, rectify a special deduction."""

    kind: ThingKind
    said: Text
    clause: str = ""
    unit: str | None = None


class Step(Struct, frozen=True):
    """Things of one item that give something back together."""

    item: str
    title: Text
    things: list[Thing]
    gives: Annotated[str, Meta(description="Points of the score, with two decimals.")]
    exact: Annotated[str, Meta(description="The same as a fraction.")]


class Way(Struct, frozen=True):
    """The shortest list of things that reaches a level, from the worst case on."""

    level: int
    lacking: Annotated[str, Meta(description="Points of the score that are lacking, with two decimals.")]
    steps: list[Step]
    things: int
    reached: Score | None
    """The score after them; ``None``: all of them together do not reach the level, and all are listed."""


class Dated(Struct, frozen=True):
    """A day on which something of the certificate falls due."""

    said: Text
    first: str
    last: str
    overdue: bool = False


class Source(Struct, frozen=True):
    """A sheet that holds what is asked for."""

    file: str
    sheet: str
    register: str
    title: Text
    rows: int
    first: str = ""
    last: str = ""


class EvidenceFacts(Struct, frozen=True):
    """One thing that certifiers ask for: what there is of it, and what is missing. Presence alone is not conformity."""

    id: str
    kind: Literal["record", "paper"]
    title: Text
    items: list[str]
    state: EvidenceState
    sources: list[Source] = []
    first: str = ""
    last: str = ""
    needed_from: str = ""
    missing: Annotated[list[str], Meta(description="Months that no sheet covers, YYYY-MM.")] = []
    stated: Annotated[str, Meta(description="Where people say it is.")] = ""
    place: str = ""
    note: str = ""


class Former(Struct, frozen=True):
    """A nonconformity of the former certifier, and its closure."""

    number: str
    found_on: str
    item: str
    fact: str
    closed_on: str
    proof: str
    verified_by: str
    open: bool
    place: str


class Outside(Struct, frozen=True):
    """What of the audit bears on no item, so that nothing is left out silently."""

    rules: int
    findings: int
    confirmed: int
    unrelated: Annotated[list[tuple[Text, int]], Meta(description="Why → rules that are named as unrelated.")] = []
    unnamed: Annotated[list[str], Meta(description="Rules with findings of which no mapping says anything.")] = []


class Assessment(Struct, frozen=True):
    """How ready an office is for an evaluation by a scheme."""

    scheme: SchemeFacts
    audit: AuditFacts
    entered: list[Entered]
    indicative: Annotated[bool, Meta(description="Points are not known: equal shares are used, no level is named.")]
    levels: list[tuple[Text, str]]
    """Titles and lower limits, from the lowest up."""
    below: Text
    score: Span
    if_confirmed: Span
    """If every finding that nobody has reviewed were confirmed: a what-if, and no score."""
    unreviewed: int
    applicable: str
    assessed: Annotated[str, Meta(description="Points of the items that were assessed, wholly or in part.")]
    obtained: Annotated[str, Meta(description="Points that these obtained, as far as they were assessed.")]
    specials: list[Special]
    specials_place: Literal["after", "before"]
    cap: bool
    groups: list[ClauseScore]
    clauses: list[ClauseScore]
    items: list[ItemScore]
    way: Way | None
    """To the next level; ``None``: the highest is reached, or no level is named."""
    certificate: list[Dated]
    evidence: list[EvidenceFacts]
    former: list[Former]
    outside: Outside
    notes: list[Text] = []
