"""What an audit is: its tallies, findings and accounts, as a document that can be kept and read again.

The shapes here are the published audit document (``svcqa schema audit``). Single objects are made only when
somebody looks at them; the lists that can be long (findings, unjudged subjects, upcoming dates) live as
:class:`~svcqa.lines.Lines`, columns of an Arrow table whose nested parts are JSON text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from svcqa.accounts import InputAccount, Said
from svcqa.accounts import Location as Location  # noqa: PLC0414 - its home is below the dossier, which quotes cells too
from svcqa.basis import Contrast, Coverage, ParameterFacts, Period, RegisterFacts, RulesetFacts, Run
from svcqa.dossier import DECISIONS, UNREVIEWED, Dossier
from svcqa.duekinds import DueKind
from svcqa.lines import Lines
from svcqa.plans import Plan
from svcqa.samples import SampleFacts
from svcqa.waivers import Waiver
from svcqa.weights import WEIGHTS, Weight


class Finding(Struct, frozen=True):
    """A failing subject of one rule (疑点): a lead until an auditor has reviewed it."""

    ruleset: str
    rule: str
    clause: str
    weight: Weight
    fingerprint: Annotated[str, Meta(description="Same record and rule, same fingerprint, in every run.")]
    register: str
    key: dict[str, str | None]
    unit: str | None
    date: str | None
    locations: list[Location]
    evidence: dict[str, Any]
    message: Said
    excused_by: str | None
    root: Annotated[str, Meta(description="The record from which this and other findings come.")]


class Unjudged(Struct, frozen=True):
    """A subject that could not be judged, and why."""

    ruleset: str
    rule: str
    register: str
    key: dict[str, str | None]
    cells: list[Location]
    reason: Annotated[str, Meta(description="A code; its text stands in `reasons`.")]


class Upcoming(Struct, frozen=True):
    """What falls due after the audit date, or was due before and is still open: then it is a finding too."""

    ruleset: str
    rule: str
    register: str
    key: dict[str, str | None]
    due_on: str
    kind: Annotated[DueKind | Literal[""], Meta(description="Empty in audits made before kinds were told.")] = ""
    unit: str | None = None
    fingerprint: Annotated[
        str, Meta(description="That of its finding, or the one that a finding of it would have.")
    ] = ""
    locations: list[Location] = []


class Ahead(Struct, frozen=True):
    """Up to when it is listed what falls due, and how many are not."""

    until: Annotated[str, Meta(description="Last day listed.")]
    later: Annotated[int, Meta(description="How many fall due after that day.")]
    undated: Annotated[int, Meta(description="How many are not due yet and have no date.")]


class NotAssessed(Struct, frozen=True):
    """Why a rule was not assessed."""

    code: Literal[
        "register_missing", "column_missing", "parameter_unset", "register_empty", "not_in_force", "not_checked"
    ]
    text: Said


class Excepted(Struct, frozen=True):
    """An exception of a rule, and how many it excused."""

    condition: Annotated[str, Meta(description="As the rule writes it.")]
    text: Annotated[Said, Meta(description="The same in words.")]
    count: int


class UnitTally(Struct, frozen=True):
    """One rule counted for one outlet or department; ``unit`` is ``None`` where no unit is given."""

    unit: str | None
    in_scope: int
    conforms: int
    fails: int
    pending: int
    undetermined: int
    excepted: int


class Tally(Struct, frozen=True):
    """One rule counted, or why it was not assessed.

    ``in_scope = conforms + fails + pending + undetermined + excepted``; ``excused`` is part of ``fails``;
    ``out_of_scope`` is counted apart.
    """

    ruleset: str
    chapter: str
    clause: str
    rule: str
    edition: str
    title: Said
    remedy: Said | None
    register: str
    check: str
    weight: Weight
    assessed: bool
    reason: NotAssessed | None = None
    by_unit: list[UnitTally] = []
    in_scope: int = 0
    conforms: int = 0
    fails: int = 0
    pending: int = 0
    undetermined: int = 0
    excepted: int = 0
    excused: int = 0
    out_of_scope: int = 0
    undated: Annotated[int, Meta(description="In scope although no date says which period they belong to.")] = 0
    not_yet: Annotated[int, Meta(description="Events dated after the audit date, taken as not happened.")] = 0
    carried_over: Annotated[
        int, Meta(description="In scope although opened before the period, because they were still open when it began.")
    ] = 0
    excepted_by: Annotated[list[Excepted], Meta(description="Exceptions that excused something.")] = []
    undetermined_by: Annotated[dict[str, int], Meta(description="Reason code → how many.")] = {}
    by_hand: Annotated[
        Literal["", "sample", "interview"], Meta(description="Checked on paper or by asking; empty: by records.")
    ] = ""
    source: Annotated[str, Meta(description="What the rule rests on, beside the manual; empty: nothing is named.")] = ""
    in_force_from: Annotated[str, Meta(description="First day on which this edition is in force, if it is known.")] = ""
    in_force_to: Annotated[str, Meta(description="Last day on which this edition is in force, if there is one.")] = ""
    verified_on: Annotated[str, Meta(description="Day on which the source was last read; empty: not verified.")] = ""
    beside: Annotated[
        bool, Meta(description="It counts the items of samples, beside the rules; it is in no share of rules.")
    ] = False

    @property
    def dated(self) -> bool:
        """Its text has editions: which one it is and from when it holds belongs to what is told of it."""
        return self.edition != "1" or any((self.in_force_from, self.in_force_to, self.verified_on))


class EvidenceFacts(Struct, frozen=True):
    """What a piece of evidence is called, and how its values are told."""

    title: Said
    codes: Annotated[dict[str, Said], Meta(description="Code → what it says, where the values are codes.")] = {}
    lengths: Annotated[bool, Meta(description="Values are lengths of time as rules write them.")] = False


Grade = Literal["current", "soon", "open", "failing"]


class Named(Struct, frozen=True):
    """Who or what stands in each row of a roster."""

    register: Annotated[str, Meta(description="Register whose records they are; empty where no register lists them.")]
    field: Annotated[str, Meta(description="Where their names were read, `register.field`.")]
    held_in: Annotated[str, Meta(description="Register whose records give the state.")]
    signs: Annotated[list[Said], Meta(description="One character for each row.")]
    grades: Annotated[list[Grade], Meta(description="For each row how it is shown; `open`: not due, or undetermined.")]
    names: Annotated[
        list[list[str]], Meta(description="Names for each row; fewer than it counts, where they are too many to list.")
    ]


class Exhibit(Struct, frozen=True):
    """A small table that a check declares for charts."""

    ruleset: str
    rule: str
    name: str
    kind: Annotated[Literal["distribution", "counts", "timeline", "roster"], Meta(description="How it is best drawn.")]
    title: Said
    columns: Annotated[list[str], Meta(description="Verdicts counted, in the order of the numbers in a row.")]
    rows: Annotated[list[list[Any]], Meta(description="What the row counts, as `{zh, en}`, then its numbers.")]
    limit_after: Annotated[int | None, Meta(description="Rows within the limit, if the rows are bands of one.")] = None
    overview: Annotated[Said | None, Meta(description="Exhibits of one overview are laid together.")] = None
    named: Annotated[Named | None, Meta(description="Of a roster: who stands in each row, the worst row first.")] = None


class SignalLead(Struct, frozen=True):
    """Something that a signal has seen: a lead, never a verdict."""

    register: str
    fields: list[str]
    said: Said
    observed: int
    of: int
    expected: Annotated[float, Meta(description="How many chance alone would show on average.")]
    chance: Annotated[float, Meta(description="How often chance alone would show as much in an audit like this.")]
    records: Annotated[int, Meta(description="Records it was seen in; the first of them are quoted.")]
    locations: list[Location]


class Signal(Struct, frozen=True):
    """A sign that records may have been made up or written afterwards, and what it has seen."""

    name: str
    title: Said
    means: Said
    innocent: Annotated[Said, Meta(description="What may explain it without anything being wrong.")]
    on: Annotated[bool, Meta(description="Whether it was looked for; it may be switched off in the settings.")]
    leads: list[SignalLead]
    beyond: Annotated[
        list[str], Meta(description="Registers that it did not look at, because they have too many records.")
    ] = []


class Content(Struct, frozen=True):
    """What was audited and what came out; the same inputs give the same bytes.

    The long lists are empty here when an :class:`Audit` holds them as :class:`Lines`.
    """

    as_of: str
    period: Period
    zone: str
    calendars: Annotated[dict[str, str], Meta(description="Calendar → source, version and years covered.")]
    rulesets: list[RulesetFacts]
    parameters: list[ParameterFacts]
    inputs: list[InputAccount]
    coverage: Coverage
    tallies: list[Tally]
    reasons: dict[str, Said]
    exhibits: list[Exhibit]
    registers: Annotated[dict[str, RegisterFacts], Meta(description="Registers by the names used above.")] = {}
    evidence: Annotated[
        dict[str, dict[str, EvidenceFacts]],
        Meta(description="Check → what is worth reading of the evidence of its findings, in the order of reading."),
    ] = {}
    settings: Annotated[dict[str, str], Meta(description="Settings by which files are read or told otherwise.")] = {}
    contrasts: Annotated[list[Contrast], Meta(description="Where clauses contradict each other.")] = []
    plan: Annotated[Plan | None, Meta(description="What would make more rules assessable.")] = None
    people: Annotated[
        list[str], Meta(description="Names of people that stand in the audit, for masking; a masked one has none.")
    ] = []
    masked_from: Annotated[str, Meta(description="Digest of the audit that was masked; empty: nothing is masked.")] = ""
    ahead: Annotated[Ahead | None, Meta(description="How far `upcoming` reaches; none: it lists all.")] = None
    signals: Annotated[list[Signal], Meta(description="Signs that records may have been made up: leads only.")] = []
    samples: Annotated[list[SampleFacts], Meta(description="What was looked at by sample, and says of its lot.")] = []
    waivers: Annotated[list[Waiver], Meta(description="Approved exceptions, and what each of them excuses.")] = []
    population: Annotated[
        dict[str, str],
        Meta(
            description="Register → which records it had whose key is clear: the first 6 bytes of the BLAKE2b of the "
            "root of each, in their order, in base64. Empty in masked audits and in those made before it was told."
        ),
    ] = {}
    judged: Annotated[
        dict[str, dict[str, str]],
        Meta(
            description="Register → rule (`ruleset/id/edition`) → which records of the population it found to conform "
            "or to fail: a bit for each, packed by zlib, in base64."
        ),
    ] = {}
    findings: list[Finding] | UnsetType = UNSET
    unjudged: list[Unjudged] | UnsetType = UNSET
    upcoming: list[Upcoming] | UnsetType = UNSET


@dataclass(frozen=True, eq=False)
class Audit:
    """One run, closed."""

    content: Content
    findings: Lines[Finding]
    unjudged: Lines[Unjudged]
    upcoming: Lines[Upcoming]
    run: Run
    dossier: Dossier
    digest: str
    """SHA-256 of the content as written, ``sha256:…``: the audit's own name."""

    def by_weight(self) -> dict[Weight, int]:
        """Weight → findings that nothing excuses, highest weight first; the one count that all reports give."""
        counts: dict[Weight, int] = dict.fromkeys(WEIGHTS, 0)
        for batch in self.findings.batches(["weight", "excused_by"]):
            open_ = batch.column(0).filter(batch.column(1).is_null())
            for one in open_.value_counts().to_pylist():
                counts[one["values"]] += one["counts"]
        return counts

    def decided(self, *names: str) -> Counter[tuple[str | None, ...]]:
        """Findings counted by some of their plain columns, and last by what auditors decided of them.

        It is ``unreviewed`` where nobody decided and nothing excuses; what is only excused is not among them.
        """
        decided = self.dossier.decisions()
        columns = (self.findings.column(one).to_pylist() for one in (*names, "fingerprint", "excused_by"))
        counts: Counter[tuple[str | None, ...]] = Counter()
        for *place, name, excused in zip(*columns, strict=True):
            if name in decided or excused is None:
                counts[*place, decided[name].decision if name in decided else UNREVIEWED] += 1
        return counts

    def by_decision(self) -> dict[str, int]:
        """Decision of auditors → findings; under ``unreviewed`` those that nobody decided on and nothing excuses."""
        counts = self.decided()
        return {code: counts[code,] for code in (*DECISIONS, UNREVIEWED)}


def fingerprint(rule: str, register: str, key: Iterable[str | None], extra: str = "") -> str:
    """A name for a finding that stays the same between runs and row orders.

    ``key`` is the subject's key as text; ``extra`` tells apart subjects whose key is blank or repeated (a
    digest of the row) or findings of one record (a field).
    """
    text = "\x1f".join([rule, register, *("\x00" if part is None else part for part in key), extra])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
