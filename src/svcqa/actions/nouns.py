"""A nonconformity as it is kept, with its corrective actions (ISO 9001:2015 10.2; ISO 19011:2018 6.6 and 6.7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta, Struct

from svcqa.accounts import Said

Source = Literal["internal_audit", "external_audit", "complaint", "process_check", "management_review"]
Grade = Literal["", "major", "minor"]
State = Literal[
    "draft", "containment", "analysis", "planned", "in_progress", "implemented", "verifying", "closed_effective",
    "closed_ineffective", "cancelled",
]  # fmt: skip
ActionType = Literal["immediate", "correction", "corrective", "preventive", "improvement"]
Result = Literal["", "effective", "ineffective"]
PATH: tuple[State, ...] = (
    "draft", "containment", "analysis", "planned", "in_progress", "implemented", "verifying",
)  # fmt: skip
"""The states of one that is open, in their order."""
CLOSED: tuple[State, ...] = ("closed_effective", "closed_ineffective")
FINAL: tuple[State, ...] = (*CLOSED, "cancelled")
"""States that nothing leaves: signed paper is never reopened."""

PERSONS = ("raised_by", "plan_accepted_by", "verifier", "effectiveness_by", "closed_by")
"""Fields that name somebody, beside the finders, the owners of actions and whoever allowed an extension."""


class Proof(Struct, frozen=True):
    """A cell that shows a finding, and the file it stands in."""

    fingerprint: str
    file: str
    sha256: str
    sheet: str
    cell: str
    value: str = ""


class Hint(Struct, frozen=True):
    """A grade to consider, and why; the grade is the auditor's."""

    grade: Grade
    reason: Said


class Extension(Struct, frozen=True):
    """A due date that was moved; the old one stays."""

    old_due: str
    new_due: str
    reason: str = ""
    approved_by: str = ""
    on: str = ""

    @property
    def in_time(self) -> bool:
        """It was approved not later than the day it moves; otherwise the action was late when it was asked for."""
        return bool(self.on) and self.on <= self.old_due


class Action(Struct, frozen=True):
    """Something that is done about a nonconformity."""

    type: ActionType = "corrective"
    text: str = ""
    owner: str = ""
    due: str = ""
    done_on: str = ""
    evidence: str = ""
    extensions: list[Extension] = []

    @property
    def first_due(self) -> str:
        """The due date that was set first."""
        return self.extensions[0].old_due if self.extensions else self.due

    @property
    def due_that_holds(self) -> str:
        """The due date that lateness is reckoned from: an extension counts if it was approved in time."""
        due = self.first_due
        for one in self.extensions:
            if not one.in_time or one.old_due != due:
                break
            due = one.new_due
        return due


class KeptNonconformity(Struct, frozen=True):
    """A nonconformity with its number. Dates are ISO days; what is not known yet is an empty text."""

    number: str
    audit: Annotated[str, Meta(description="Digest of the audit that raised it.")]
    ruleset: str
    version: str
    clause: str
    requirement: Said
    unit: str | None
    found_on: Annotated[str, Meta(description="Date of the audit that found it.")]
    finders: list[str]
    fact: Said
    evidence: list[Proof]
    fingerprints: list[str]
    source: Source = "internal_audit"
    hint: Hint | None = None
    raised_on: str = ""
    raised_by: str = ""
    repeat_of: Annotated[str, Meta(description="Number of the closed one that this refutes or repeats.")] = ""
    seen_in: Annotated[list[str], Meta(description="Digests of later audits that found more of it.")] = []
    grade: Grade = ""
    state: State = "draft"
    containment: str = ""
    extent: str = ""
    cause_method: str = ""
    cause: str = ""
    cause_category: str = ""
    actions: list[Action] = []
    plan_accepted_by: str = ""
    plan_accepted_on: str = ""
    criteria: str = ""
    verifier: str = ""
    verified_on: str = ""
    verification_method: str = ""
    verification_result: str = ""
    effectiveness_due: str = ""
    effectiveness_result: Result = ""
    effectiveness_on: str = ""
    effectiveness_by: str = ""
    closed_on: str = ""
    closed_by: str = ""
    cancelled_reason: str = ""
    refuted_by: Annotated[str, Meta(description="Number of the later one that shows its closure to be wrong.")] = ""
    revision: Annotated[int, Meta(description="Number of the last event about it.")] = 0
    as_of: Annotated[str, Meta(description="Day on which it stood so.")] = ""

    @property
    def place(self) -> tuple[str, str, str | None]:
        """Ruleset, clause and unit: what fails there again is the same nonconformity."""
        return self.ruleset, self.clause, self.unit

    @property
    def open(self) -> bool:
        """Something is still to be done about it."""
        return self.state not in FINAL

    @property
    def owners(self) -> list[str]:
        """Who has to do something, each once."""
        return list(dict.fromkeys(one.owner for one in self.actions if one.owner))

    @property
    def all_done(self) -> bool:
        """There are actions, and each has been carried out."""
        return bool(self.actions) and all(one.done_on for one in self.actions)

    @property
    def last_done(self) -> str:
        """The last day on which one of its actions was carried out; empty: none was."""
        return max((one.done_on for one in self.actions), default="")

    @property
    def people(self) -> list[str]:
        """Everybody who is named in it, each once."""
        named = [str(getattr(self, name)) for name in PERSONS]
        allowed = [extension.approved_by for one in self.actions for extension in one.extensions]
        return list(dict.fromkeys(filter(None, [*self.finders, *named, *self.owners, *allowed])))


def plain(name: str) -> str:
    """A name as names are compared: spaces and case do not matter."""
    return "".join(name.split()).casefold()


def among(name: str, names: Iterable[str]) -> bool:
    """Somebody is one of these; a blank name is nobody."""
    return bool(plain(name)) and plain(name) in map(plain, names)
