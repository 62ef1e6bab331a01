"""The baseline: the earlier audit that an audit is read against, and what became of every finding since.

It stands in the dossier, beside the digest: the same audit may be read against any earlier one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from svcqa.accounts import Location, Said
from svcqa.basis import Period
from svcqa.weights import Weight

State = Literal["new", "returned", "changed", "persisting"]
STATES: tuple[State, ...] = get_args(State)
"""What a finding is to the earlier audit; ``returned``: it was not in that one, but in one before."""
Outcome = Literal["solved", "gone", "not_concerned", "not_judged", "not_assessed", "outside", "rule_dropped", "unknown"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""What became of an earlier finding that is not found any more.

``solved``: its record is there, the same rule has judged it, and it does not fail. Everything else is no solution: the
record is ``gone`` from its register; the rule does not concern it now (``not_concerned``: another status, another date,
not due); it could not be judged; the rule was not assessed; its date lies ``outside`` the period; the rule was dropped;
or it cannot be told, since the audit does not say which records there were or the record has no clear key.
"""
Difference = Literal["message", "evidence", "weight", "excused", "values"]
DIFFERENCES: tuple[Difference, ...] = get_args(Difference)
RuleChange = Literal["added", "dropped", "edition", "assessed_now", "assessed_then"]
RULE_CHANGES: tuple[RuleChange, ...] = get_args(RuleChange)


class ChangedRule(Struct, frozen=True):
    """A rule that is not in both audits what it is in one of them."""

    what: Annotated[
        RuleChange, Meta(description="assessed_now: but not then; assessed_then: but not now; edition: another one.")
    ]
    ruleset: str
    rule: str
    clause: str
    register: str
    title: Said
    then: Annotated[str, Meta(description="Editions in the earlier audit.")] = ""
    now: Annotated[str, Meta(description="Editions in this one.")] = ""


class Former(Struct, frozen=True):
    """A finding of the earlier audit that is not found any more, as it was told there."""

    outcome: Outcome
    ruleset: str
    rule: str
    clause: str
    weight: Weight
    fingerprint: str
    register: str
    key: dict[str, str | None]
    unit: str | None
    date: str | None
    message: Annotated[Said, Meta(description="Empty in masked audits.")]
    locations: Annotated[list[Location], Meta(description="Cells of the earlier files; no values in masked audits.")]
    excused_by: str | None = None
    decision: Annotated[str, Meta(description="What auditors decided of it then; empty: nobody did.")] = ""
    timed: Annotated[bool, Meta(description="A cell it rested on holds a date or a time.")] = False


class Point(Struct, frozen=True):
    """One audit of a series, in figures."""

    as_of: str
    digest: str
    findings: Annotated[dict[Weight, int], Meta(description="Weight → findings that nothing excuses.")]
    excused: int
    rules: int
    assessed: int
    in_scope: Annotated[int, Meta(description="Judgements by rules of manuals, as in the key figures.")]
    fails: int


@dataclass(frozen=True)
class Past:
    """An audit before the earlier one, as far as a baseline needs it."""

    fingerprints: Collection[str]
    point: Point


class Baseline(Struct, frozen=True):
    """An earlier audit, and what became of every finding since."""

    name: Annotated[str, Meta(description="Report number of the earlier audit, if its team stated one.")]
    digest: str
    as_of: str
    period: Period
    incomparable: Annotated[list[Said], Meta(description="Why nothing is compared; empty: it is.")]
    caveats: Annotated[list[Said], Meta(description="What else differs between the two, and may explain a change.")]
    counts: Annotated[dict[str, int], Meta(description="State or outcome → findings; empty where nothing is compared.")]
    states: Annotated[dict[str, State], Meta(description="Fingerprint of a finding → what it is to the earlier audit.")]
    changes: Annotated[dict[str, list[Difference]], Meta(description="Fingerprint of a changed one → what differs.")]
    former: Annotated[list[Former], Meta(description="Earlier findings that are not found any more.")]
    rules: list[ChangedRule]
    trend: Annotated[list[Point], Meta(description="Audits of the series, this one too, oldest first.")]
    people: Annotated[
        list[str], Meta(description="Names of people in the earlier audit, for masking; a masked one has none.")
    ] = []
    masked: Annotated[bool, Meta(description="What former findings quote is left out.")] = False

    @property
    def comparable(self) -> bool:
        """Whether anything was compared."""
        return not self.incomparable

    @property
    def asks_for_attention(self) -> bool:
        """A finding is new, has returned, or is not what it was."""
        return any(self.counts.get(state, 0) for state in ("new", "returned", "changed"))

    @property
    def solved_by_time(self) -> int:
        """Solved findings that rested on a recorded time: whether that time was changed, no audit can tell."""
        return sum(one.outcome == "solved" and one.timed for one in self.former)
